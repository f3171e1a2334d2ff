"""What stands around a decision and has no effect on it, since it is not its people's own, or not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.proofs import PROOF_SAYS
from nstgov.lifecycle.wording import choose_verb_form
from nstgov.records import Movement, Record, Uncounted, Version
from nstgov.records.record_days import own_day
from nstgov.report.reason_tree import Reason, state_fact
from nstgov.report.why_heard import format_names


def explain_awaited(movement: Movement, version: Version, until: date) -> Iterator[Reason]:
    """Each act up to a day, of the proposal, its decision and the circles asked, that has no effect, and why."""
    for path, uncounted in sorted(movement.uncounted.items()):
        record = movement.records[path]
        if (own_day(movement, record) or date.max) <= until and _is_about(record, version):
            yield state_fact(_describe(movement, uncounted, until), *_next_step(uncounted))


def _is_about(record: Record, version: Version) -> bool:
    own = (f"proposals/{version.proposal}/", f"decisions/{version.proposal}/")
    return record.file.startswith(own) or getattr(record, "circle", None) in version.asks


def _describe(movement: Movement, uncounted: Uncounted, until: date) -> str:
    if uncounted.reason == "strangers":
        return f"{uncounted.file} has no effect: nobody of the version before is among its authors"
    if uncounted.reason == "imported":
        return f"{uncounted.file} has no effect: it was brought from elsewhere, beside what this movement made"
    if not uncounted.people:
        return f"{uncounted.file} has no effect yet: nobody's own word stands in it"
    names, says = format_names(movement, uncounted.people, until), choose_verb_form(uncounted.people, "says", "say")
    return f"{uncounted.file} has no effect yet: what {names} {says} in it is to be {PROOF_SAYS[uncounted.asked]}"


def _next_step(uncounted: Uncounted) -> Iterator[Reason]:
    if uncounted.reason == "not proven" and uncounted.people:
        yield state_fact(f"nstgov sign {uncounted.file} --person {uncounted.people[0]}")
