"""
Texts that a decision withholds (M13, M22).

What is withheld is hidden, or its file may go; its hash stays. It changes nothing else: whatever follows from the
record follows from it still. A lapsed decision shows nothing again by itself, since nobody has decided that it should;
letting the decision go does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.answering_circles import answering_for
from nstgov.lifecycle.decision_stages import decision_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.highest_circles import highest_circles
from nstgov.lifecycle.late_questions import is_validly_made
from nstgov.records import Decision, Movement, Version, Withheld, match_path

Outcome = Literal["counts", "not read", "not decided", "not valid", "of another circle", "not named", "other bytes"]


class Withholding(NamedTuple):
    """What came of a withheld record: whether it counts, or why not; `circles` are those that may decide it."""

    withheld: Withheld
    outcome: Outcome
    circles: tuple[str, ...]


@derive_once
def judge_withholdings(movement: Movement) -> dict[str, Withholding]:
    """What came of each withheld record, by its own path."""
    return {withheld.file: _judge_withheld(movement, withheld) for withheld in movement.find_all(Withheld)}


def withheld_on(movement: Movement, day: date) -> frozenset[str]:
    """The paths of the records whose texts are hidden on a day."""
    return frozenset(
        one.withheld.beside
        for one in judge_withholdings(movement).values()
        if one.outcome == "counts"
        and (state := decision_on(movement, one.withheld.decision, day)) is not None
        and state.stage != "let go"
    )


def _judge_withheld(movement: Movement, withheld: Withheld) -> Withholding:
    folder = movement.decisions.get(withheld.decision)
    decision = folder.decision if folder else None
    version = version_of(movement, decision) if decision else None
    hidden = movement.records.get(withheld.beside)
    read = [(withheld, ("decision", "sha256")), (hidden, ()), (decision, ("version", "circles", "decided"))]
    if not all(record is None or movement.is_sound(record, *keys) for record, keys in read):
        return Withholding(withheld, "not read", ())
    if decision is None or version is None or version.imported is not None:
        return Withholding(withheld, "not decided", ())
    if not movement.is_sound(version, "text", "asks"):
        return Withholding(withheld, "not read", ())
    circles = _find_deciding_circles(movement, withheld.beside, decision.decided)
    return Withholding(withheld, _find_outcome(movement, withheld, decision, version, circles), circles)


def _find_outcome(
    movement: Movement, withheld: Withheld, decision: Decision, version: Version, circles: tuple[str, ...]
) -> Outcome:
    if not set(circles) & set(decision.circles):
        return "of another circle"
    if withheld.beside not in version.text or withheld.sha256 not in version.text:
        return "not named"
    if not is_validly_made(movement, withheld.decision):
        return "not valid"
    bytes_there = movement.sha256.get(withheld.beside, withheld.sha256)
    return "counts" if bytes_there == withheld.sha256 else "other bytes"


def _find_deciding_circles(movement: Movement, path: str, day: date) -> tuple[str, ...]:
    """The circles that asked for a record or made it; where one has closed, those that answer for it."""
    found: dict[str, None] = {}
    for circle in _yield_makers(movement, path, day):
        folder = movement.circles.get(circle)
        if folder is None or not movement.is_sound(folder.founding, "opened"):
            found[circle] = None
        else:
            found.update(dict.fromkeys(answering_for(movement, circle, day)))
    return tuple(found)


def _yield_makers(movement: Movement, path: str, day: date) -> Iterator[str]:
    place = match_path(path)
    groups = place[1] if place else {}
    if beside := groups.get("beside"):
        yield from _yield_makers(movement, beside, day)
    elif circle := groups.get("circle"):
        yield circle
    elif path.startswith("ground-rules/"):
        yield from highest_circles(movement, day)
    else:
        root, id_, *_ = (*path.split("/", 2), "")
        yield from (
            _yield_proposal_makers(movement, id_) if root == "proposals" else _yield_decision_makers(movement, id_)
        )


def _yield_proposal_makers(movement: Movement, id_: str) -> Iterator[str]:
    """The circles that any version asks; of an idea, the homes of those who had it."""
    folder = movement.proposals.get(id_)
    if folder is None:
        return
    yield from (circle for version in folder.versions.values() for circle in version.asks)
    if not folder.versions and folder.idea:
        people = (movement.people.get(author) for author in folder.idea.by if isinstance(author, str))
        yield from (person.home for person in people if person)


def _yield_decision_makers(movement: Movement, id_: str) -> Iterator[str]:
    folder = movement.decisions.get(id_)
    if folder and folder.decision:
        yield from folder.decision.circles
    if folder and folder.election:
        yield folder.election.circle
