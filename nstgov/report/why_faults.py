"""What a decision lacks, as lines of its proof; and what else was found in its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.findings import Diagnostic, Verdict
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.records import Movement
from nstgov.records.record import yaml_key
from nstgov.records.record_days import DAY_FIELDS, day_of
from nstgov.report.reason_tree import Reason, state_fact


class Lacking:
    """What is lacking, handed out to the lines of a proof to which it belongs: each lack to the first that asks."""

    def __init__(self, lacks: Iterable[Lack]) -> None:
        """Take all that is lacking."""
        self._left = list(lacks)

    def take_by_rule(self, *rules: str, circle: str | None = None) -> tuple[Reason, ...]:
        """The lines for what is lacking by some rules (none named: all that is left), in one circle or anywhere."""
        fits = [lack for lack in self._left if not rules or lack.rule in rules]
        fits = [lack for lack in fits if circle is None or lack.circle == circle]
        self._left = [lack for lack in self._left if lack not in fits]
        return tuple(map(lacking_line, fits))


def lacking_line(lack: Lack) -> Reason:
    """A line that says what is lacking, by which rule and where, and the next step below it."""
    return Reason(False, f"{lack.rule} {lack.message} ({lack.at.file})", (state_fact(lack.help),))


def also_found(id_: str, lacks: Iterable[Lack], verdict: Verdict) -> Iterator[Reason]:
    """Errors in its own records by which it does not become invalid: told, without a question of holding."""
    said = {(lack.rule, lack.at.file) for lack in lacks}
    for found in verdict.diagnostics:
        if found.severity == "error" and _is_own(id_, found) and (found.code, found.place.file) not in said:
            yield state_fact(
                f"also found: {found.code} {found.message} ({_describe_place(found)})", state_fact(found.help)
            )


def _is_own(id_: str, found: Diagnostic) -> bool:
    return found.place.file.startswith((f"proposals/{id_}/", f"decisions/{id_}/"))


def _describe_place(found: Diagnostic) -> str:
    return f"{found.place.file}:{found.place.line}"


def find_faults_since(movement: Movement, id_: str, until: date, day: date, verdict: Verdict) -> Iterator[Reason]:
    """What was found in its records that came after a day, up to another one."""
    for found in verdict.diagnostics:
        is_later = not is_by(movement, found, until) and is_by(movement, found, day)
        if found.severity == "error" and is_later and _is_own(id_, found):
            yield state_fact(f"{found.code} {found.message} ({_describe_place(found)})", state_fact(found.help))


def is_by(movement: Movement, found: Diagnostic, day: date) -> bool:
    """Whether what a finding is about was there by a day; where its own day cannot be told, it may have been."""
    record = movement.records.get(found.place.file)
    on = day_of(record)
    is_sound = record is not None and movement.is_sound(record, yaml_key(DAY_FIELDS[type(record)] or ""))
    return on is None or not is_sound or on <= day
