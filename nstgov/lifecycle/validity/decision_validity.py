"""
Whether a decision or an election is validly made, and what it lacks: the one answer to that question.

Rules turn what is lacking into findings, `why` into a proof, the stage into "not valid"; none of them asks anything
else. Acts that come later change nothing of it: it is of the day on which the decision was made.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

from nstgov.lifecycle.derived import answers_question, derive_once, is_answered
from nstgov.lifecycle.endings import changes_entered, is_imported, targets_of, version_of
from nstgov.lifecycle.late_questions import is_validly_made
from nstgov.lifecycle.validity.election_validity import election_lacks
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_asking import lacks_of_asking
from nstgov.lifecycle.validity.lacks_of_authors import lacks_of_authors
from nstgov.lifecycle.validity.lacks_of_change import lacks_of_change
from nstgov.lifecycle.validity.lacks_of_ground import lacks_of_ground
from nstgov.lifecycle.validity.lacks_of_order import lacks_of_order, lacks_of_sunset, lacks_of_term
from nstgov.lifecycle.validity.lacks_of_part import lacks_of_part
from nstgov.lifecycle.validity.lacks_of_proof import lacks_of_proof
from nstgov.lifecycle.validity.lacks_of_size import lacks_of_size
from nstgov.lifecycle.validity.lacks_of_voices import lacks_of_voices
from nstgov.lifecycle.wording import format_list
from nstgov.records import Decision, Movement, Uncounted, Version, Where

MAKING_NOT_VALID = frozenset("A10 C06 D01 D02 D03 D04 D05 D06 D15 E01 E02 E03 E04 E05 E08 P01 P03 P05 T01".split())
"""The rules whose errors say that a decision or an election is not validly made, where they speak of it."""


class Validity(NamedTuple):
    """What was entered, its id, and all that it lacks: with nothing lacking it is validly made."""

    id: str
    kind: Literal["decision", "election"]
    lacks: tuple[Lack, ...]

    @property
    def is_valid(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks


def validity_of(movement: Movement, id_: str) -> Validity | None:
    """Whether a decision or an election is validly made; None of history from elsewhere, and where there is none."""
    folder = movement.decisions.get(id_)
    if folder is None:
        return None
    if folder.election is not None:
        return Validity(id_, "election", election_lacks(movement, id_))
    if folder.decision is None or is_imported(movement, id_):
        return None
    return Validity(id_, "decision", decision_lacks(movement, id_))


@answers_question(is_validly_made)
def is_validly_decided(movement: Movement, id_: str) -> bool:
    """Whether a decision is validly made; history from elsewhere is not judged, and changes only its like."""
    if is_imported(movement, id_):
        return True
    folder = movement.decisions.get(id_)
    return folder is not None and folder.decision is not None and not decision_lacks(movement, id_)


def decision_lacks(movement: Movement, id_: str) -> tuple[Lack, ...]:
    """What a decision on record lacks to be validly made; whatever it would change is judged before it."""
    if not is_answered(movement, entered_decision_lacks, id_):
        for earlier in _in_its_line(movement, id_):
            entered_decision_lacks(movement, earlier)
    return entered_decision_lacks(movement, id_)


@derive_once
def decision_lacks_by_rule(movement: Movement) -> dict[str, tuple[Lack, ...]]:
    """By the code of a rule, what decisions lack by it, the decisions in the order of their ids."""
    found: dict[str, list[Lack]] = defaultdict(list)
    for id_, folder in movement.decisions.items():
        if folder.decision is not None and not is_imported(movement, id_):
            for lack in decision_lacks(movement, id_):
                found[lack.rule].append(lack)
    return {code: tuple(lacks) for code, lacks in found.items()}


def _in_its_line(movement: Movement, id_: str) -> list[str]:
    """What a decision would change, what that would, and so on, with what else changes those; the earliest first."""
    seen, left = {id_}, [id_]
    while left:
        folder = movement.decisions.get(left.pop())
        decision = folder.decision if folder else None
        version = version_of(movement, decision) if decision else None
        for _, _, target in targets_of(version) if version else ():
            for other in (target, *(one.by for one in changes_entered(movement).get(target, ()))):
                if other not in seen and other in movement.decisions:
                    seen.add(other)
                    left.append(other)
    folders = (movement.decisions[other] for other in seen if other in movement.decisions)
    made = [one for folder in folders if (one := folder.decision) and not is_imported(movement, folder.id)]
    before = [one.decision for one in sorted(made, key=lambda one: (one.decided, one.decision))]
    return before[: before.index(id_)] if id_ in before else []


@derive_once
def entered_decision_lacks(movement: Movement, id_: str) -> tuple[Lack, ...]:
    """What a decision on record lacks, worked out at once; ask `decision_lacks`."""
    folder = movement.decisions.get(id_)
    decision = folder.decision if folder else None
    return lacks_of_deciding(movement, decision) if decision is not None else ()


def lacks_of_deciding(movement: Movement, decision: Decision) -> tuple[Lack, ...]:
    """
    What a decision lacks, be it on record or only thought of: what would be found if it were written down.

    A version that is not on record is told by the rules of reading; whatever else could be lacking is unknown then.
    """
    version = version_of(movement, decision)
    if version is None or not movement.is_sound(decision, "version"):
        unknown = tuple(lacks_of_ground(movement, decision)) or (_without_version(movement, decision),)
        return (*lacks_of_size(movement, decision), *unknown)
    return (
        *version_lacks(movement, version.proposal, version.number),
        *lacks_of_size(movement, decision),
        *lacks_of_voices(movement, decision, version),
        *lacks_of_part(movement, decision, version),
        *lacks_of_sunset(movement, decision, version),
        *lacks_of_change(movement, decision, version),
        *lacks_of_order(movement, decision, version),
        *lacks_of_proof(movement, decision, version),
        *lacks_of_ground(movement, decision),
    )


def _without_version(movement: Movement, decision: Decision) -> Lack:
    path = f"proposals/{decision.decision}/v{decision.version}.yml"
    if path in movement.voided:
        message = f"it rests on {path}, which was taken out of count, so nobody can know what was consented to"
        help_ = "Bring what was meant as a proposal with an id of its own, and hear everybody on it."
        where = (movement.voided[path].locate(),)
        return Lack("D15", decision.locate("version"), message, help_, where, record=path)
    if path in movement.uncounted:
        return _with_uncounted_version(movement.uncounted[path], decision)
    message = f"version {decision.version}, which it would decide, is not on record"
    return Lack("Y10", decision.locate("version"), message, "Add that version, or name the one that was heard.")


def _with_uncounted_version(uncounted: Uncounted, decision: Decision) -> Lack:
    where, number = (Where(uncounted.file),), decision.version
    if uncounted.reason == "not proven":
        people = format_list(uncounted.people) or "its authors"
        message = f"version {number} does not count until {people} have said themselves that it is theirs"
        help_ = f"Ask {people} to sign or confirm it: nstgov sign {uncounted.file}"
        return Lack("T01", decision.locate("version"), message, help_, where, record=uncounted.file)
    message = f"version {number} has nobody of the version before among its authors, and does not count"
    if uncounted.reason == "imported":
        message = f"version {number} was brought here from elsewhere, beside what this movement made"
    help_ = "Decide the version that its own authors brought; or bring this one as a proposal with an id of its own."
    return Lack("D06", decision.locate("version"), message, help_, where, record=uncounted.file)


@derive_once
def version_lacks(movement: Movement, proposal: str, number: int) -> tuple[Lack, ...]:
    """What a version lacks for any decision on it to be valid: authors, a sunset, the right circles asked."""
    folder = movement.proposals.get(proposal)
    version = folder.versions.get(number) if folder else None
    return tuple(_of_version(movement, version)) if version is not None else ()


def _of_version(movement: Movement, version: Version) -> list[Lack]:
    if version.imported is not None or not movement.is_sound(version, "imported"):
        return []
    return [
        *lacks_of_authors(movement, version),
        *lacks_of_term(movement, version),
        *lacks_of_asking(movement, version),
    ]
