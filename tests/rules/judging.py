"""What a rule finds in a movement built by hand, in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nstgov.findings import Finding
from nstgov.lifecycle import MAKING_NOT_VALID
from nstgov.lifecycle.derived import assuming
from nstgov.lifecycle.validity.election_validity import elections_and_endings_not_valid
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.lifecycle.voids import assemble_movement
from nstgov.records import Author, Misfit, Movement, Outside, Record, Version
from nstgov.rules import Rule
from tests.building import circle, taken_as_valid, version
from tests.record import TODAY

OAK = circle("oak", "2026-01-01", "ana ben chi dee")


def findings(
    rule: Rule, *records: Record, faults: Iterable[tuple[Record, str]] = (), sha256: Mapping[str, str] | None = None
) -> list[Finding]:
    """All that a rule finds in these records, in which some keys could not be read."""
    misfits = [Misfit("Y04", record.locate(key) if key else record.locate(), "", "") for record, key in faults]
    whole = assemble_movement(records, sha256, misfits)
    found = list(dict.fromkeys(one for view in views_of(rule, whole) for one in rule(view, TODAY)))
    assert all(finding.message and finding.help for finding in found)
    assert all(not finding.message.endswith(".") for finding in found)
    return found


def views_of(rule: Rule, whole: Movement) -> Iterator[Movement]:
    """The movement taken as valid; for rules about validity, once for each decision that they are to judge."""
    if rule.code not in (*MAKING_NOT_VALID, "A09", "D10", "P10", "O05", "O06"):
        yield taken_as_valid(whole, adopted=rule.code != "G02")
        return
    if rule.code in ("A09", "D10", "P10", "O05", "O06", "A10"):
        known = assuming(whole, elections_and_endings_not_valid, frozenset())
        yield known if rule.code == "A09" else assuming(known, acts_lacking, {})
        return
    for decision in ("", *(id_ for id_, folder in whole.decisions.items() if folder.decision)):
        yield taken_as_valid(whole, besides=decision)


def places(
    rule: Rule, *records: Record, faults: Iterable[tuple[Record, str]] = (), sha256: Mapping[str, str] | None = None
) -> list[str]:
    """Where a rule finds something: the keys with points between them, in order; "" is the file as a whole."""
    found = findings(rule, *records, faults=faults, sha256=sha256)
    return sorted(".".join(map(str, finding.at.keys)) for finding in found)


def outside(*names: str) -> tuple[Author, ...]:
    """People outside every circle."""
    return tuple(Outside(name=name) for name in names)


def trees(number: int = 1, submitted: str = "2026-04-02", **more: Any) -> Version:
    """A version of the proposal `trees` that keeps every rule; `authors` may hold people outside."""
    authors = more.pop("authors", "ana ben chi dee")
    sound: dict[str, Any] = {
        "need": "In July it was forty degrees on the street.",
        "reasons": "Trees take eight degrees off a street.",
        "might_hurt": "The two neighbours who park there; we keep their places.",
        "judged_by": ("trees alive after a year",),
        "sunset": "2027-04-01",
        "review": "2026-11-01",
        **more,
    }
    built = version("trees", number, submitted, **sound)
    return replace(built, authors=tuple(authors.split()) if isinstance(authors, str) else authors)
