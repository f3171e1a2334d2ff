"""What the rules found at fault in the records on which a decision rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.findings import Diagnostic, Verdict
from nstgov.lifecycle import affected_by, membership, targets_of, upwards
from nstgov.records import (
    Act,
    Asks,
    Circle,
    Decision,
    Election,
    Ended,
    GroundRules,
    Movement,
    Objection,
    PersonChange,
    Record,
    Resolution,
    Test,
    Version,
)
from nstgov.records.days import DAY_FIELDS, day_of
from nstgov.records.naming import key_of
from nstgov.report.reason import Reason, told


def kept(movement: Movement, version: Version, until: date, verdict: Verdict) -> Iterator[Reason]:
    """
    Whether every rule is kept up to a day: in a proposal's own records, and in those on which its validity rests.

    Those are the ones by which it is known who was a member, who sat where for whom, by which ground rules, and
    whether an objection to what it renews was answered.
    """
    errors = [found for found in verdict.diagnostics if found.severity == "error"]
    own = [found for found in errors if _is_own(version.proposal, found) and _is_by(movement, found, until)]
    yield _reason(own, "every rule is kept in its records (nstgov check)", "its records do not keep every rule")
    rest = _Rest(movement, version, until)
    others = [found for found in errors if not _is_own(version.proposal, found)]
    behind = [found for found in others if _is_by(movement, found, until) and rest.holds(found)]
    words = "every rule is kept in what it rests on: who was a member, who sat where for whom, by which ground rules"
    yield _reason(behind, words, "records on which it rests do not keep every rule")


def at_fault_since(movement: Movement, id_: str, until: date, day: date, verdict: Verdict) -> Iterator[Reason]:
    """What was found in its records that came after a day, up to another one."""
    for found in verdict.diagnostics:
        is_later = not _is_by(movement, found, until) and _is_by(movement, found, day)
        if found.severity == "error" and is_later and _is_own(id_, found):
            yield _fault(found)


def _reason(found: list[Diagnostic], words: str, otherwise: str) -> Reason:
    return Reason(False, otherwise, tuple(map(_fault, found))) if found else Reason(True, words)


def _fault(found: Diagnostic) -> Reason:
    place = f"{found.place.file}:{found.place.line}"
    return Reason(False, f"{found.code} {found.message} ({place})", (told(found.help),))


def _is_own(id_: str, found: Diagnostic) -> bool:
    return found.place.file.startswith((f"proposals/{id_}/", f"decisions/{id_}/"))


def _is_by(movement: Movement, found: Diagnostic, day: date) -> bool:
    """Whether what a finding is about was there by a day; where its own day cannot be told, it may have been."""
    record = movement.records.get(found.place.file)
    on = day_of(record)
    is_sound = record is not None and movement.is_sound(record, key_of(DAY_FIELDS[type(record)] or ""))
    return on is None or not is_sound or on <= day


class _Rest:
    """The circles, elections and earlier decisions on which the validity of a version's decision rests."""

    def __init__(self, movement: Movement, version: Version, until: date) -> None:
        self.movement = movement
        self.changed = {target for _, _, target in targets_of(version)}
        self.circles = set(_with_all_below(movement, self._named(version, until)))

    def _named(self, version: Version, until: date) -> Iterator[str]:
        for circle in (*version.asks, *affected_by(self.movement, version)):
            yield circle
            yield from upwards(self.movement, circle, until)

    def holds(self, found: Diagnostic) -> bool:
        """Whether the record in which something was found is among them."""
        record = self.movement.records.get(found.place.file)
        return record is not None and self._is_among(record, is_unreadable=found.code.startswith("Y"))

    def _is_among(self, record: Record, *, is_unreadable: bool) -> bool:
        match record:
            case GroundRules():
                return True
            case PersonChange() | Asks():
                return False
            case Circle() | Act() | Election():
                return record.circle in self.circles
            case Ended():
                election = self.movement.decisions[record.decision].election
                return election is not None and election.circle in self.circles
            case Objection() | Test() | Resolution():
                return record.target.partition("/")[2] in self.changed
            case Decision():
                return is_unreadable and record.decision in self.changed
            case Version():
                return is_unreadable and record.proposal in self.changed
        return False


def _with_all_below(movement: Movement, circles: Iterable[str]) -> Iterator[str]:
    """Some circles, and all that ever named one of them as their parent, or one below."""
    children: dict[str, list[str]] = {}
    known = membership(movement)
    ties = [(link.parent, link.child) for links in known.links.values() for link in links]
    ties += [(naming.parent, naming.child) for namings in known.waiting.values() for naming in namings]
    for parent, child in ties:
        children.setdefault(parent, []).append(child)
    left, seen = list(circles), set(circles)
    while left:
        circle = left.pop()
        yield circle
        more = [child for child in children.get(circle, ()) if child not in seen]
        seen.update(more)
        left += more
