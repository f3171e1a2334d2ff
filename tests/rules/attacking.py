"""Whole movements to be attacked, in which everybody did as they should: what any rule finds, and what is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nstgov.lifecycle import validity_of
from nstgov.lifecycle.voids import assemble_movement
from nstgov.records import Change, Circle, Decision, FileState, Misfit, Movement, PathChange, Record, Round, Version
from nstgov.records.proposals import EditionNamed
from nstgov.rules import RULES
from tests.building import circle, day, decision, edition, held, said
from tests.record import TODAY
from tests.rules.judging import trees

EDITION_HASH = "2" * 64
RULES_ONE = edition(1, "2025-12-01", repository_id="0" * 32)


def founded(id_: str, members: str, opened: str = "2026-01-01", **more: Any) -> Circle:
    """A circle whose founders have all said yes."""
    return circle(id_, opened, members, **{"voices": said(members), "entered_by": members.split(maxsplit=1)[0], **more})


OAK = founded("oak", "ana ben chi dee")
ELM = founded("elm", "eva flo gus hal")


def proposed(id_: str, submitted: str = "2026-05-01", **more: Any) -> Version:
    """The first version of a proposal that keeps every rule."""
    made = trees(1, submitted, **more)
    return replace(made, proposal=id_, file=f"proposals/{id_}/v1.yml")


def heard(id_: str, on: str, **by_circle: str) -> list[Round]:
    """A round in each circle in which these people consent; the first of them enters it."""
    return [
        held(id_, on, said(people), circle_=where, entered_by=people.split()[0]) for where, people in by_circle.items()
    ]


def decided(id_: str, on: str, circles: str = "oak", **more: Any) -> Decision:
    """A decision on the first version, until the version's last day."""
    return decision(id_, on, circles, **{"sunset": "2027-04-01", "entered_by": "ana", **more})


def proposes_edition(number: int, id_: str, circles: str, submitted: str = "2026-05-01", **more: Any) -> Version:
    """A proposal to adopt an edition of the ground rules."""
    named = EditionNamed(number=number, sha256=EDITION_HASH)
    return proposed(id_, submitted, asks=circles, affects=circles, kind="ground rules", edition=named, **more)


def adopts(number: int, circles: Mapping[str, str], on: str = "2026-05-03", **more: Any) -> list[Record]:
    """A proposal for an edition, rounds in the circles in which these people consent, and the decision."""
    id_, names = f"rules-{number}", " ".join(circles)
    version = proposes_edition(number, id_, names, **more)
    return [version, *heard(id_, on, **circles), decided(id_, on, names, sunset=version.sunset)]


def whole_of(*records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> Movement:
    """Everything on record, judged as it stands; every edition after the first has the bytes that were proposed."""
    hashes = {one.file: EDITION_HASH for one in records if one.file.startswith("ground-rules/")}
    misfits = [Misfit("Y04", one.locate(key) if key else one.locate(), "", "") for one, key in faults]
    return assemble_movement(records, hashes, misfits)


def errors_of(movement: Movement) -> set[str]:
    """The codes of all errors that the change lane finds, each with its file."""
    return {
        f"{rule.code} {finding.at.file}"
        for rule in RULES
        if rule.lane == "change"
        for finding in rule(movement, TODAY)
        if (finding.severity or rule.severity) == "error"
    }


def errors_in(*records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> set[str]:
    """The errors in these records, taken together."""
    return errors_of(whole_of(*records, faults=faults))


def is_valid(movement: Movement, id_: str) -> bool:
    """Whether a decision or an election is validly made."""
    found = validity_of(movement, id_)
    return found is not None and found.is_valid


def errors_of_change(
    before: Sequence[Record],
    added: Sequence[Record],
    lands: str = "2026-06-30",
    faults: tuple[tuple[Record, str], ...] = (),
) -> set[str]:
    """The errors of a change that adds records to others, as the judge finds them: those that the base has not."""
    known = tuple(one for one in faults if one[0] in before)
    base = whole_of(*before, faults=known)
    steps = tuple(PathChange(record.file, None, FileState("100644", "1" * 40)) for record in added)
    merged = whole_of(*before, *added, faults=faults).with_context(change=Change(steps, base, day(lands)))
    return errors_of(merged) - errors_of(base)
