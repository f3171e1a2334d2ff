"""Which elections, and which endings of terms, are validly made (M2, M10)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.derived import adopt_answers, answers_question, assuming, derive_once, forget_answers, is_answered
from nstgov.lifecycle.editions import edition_spans
from nstgov.lifecycle.late_questions import elections_without_effect
from nstgov.lifecycle.membership import attendance_on
from nstgov.lifecycle.validity.held_election import look_at_election
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_election import (
    lacks_of_electing_voices,
    lacks_of_keeper,
    lacks_of_nominations,
    lacks_of_nominees,
)
from nstgov.lifecycle.validity.lacks_of_ending import lacks_of_ending
from nstgov.lifecycle.validity.lacks_of_ground import lacks_of_ground
from nstgov.lifecycle.validity.lacks_of_proof import lacks_of_electing_proof
from nstgov.lifecycle.validity.lacks_of_size import lacks_of_electing_size
from nstgov.lifecycle.validity.lacks_of_term import lacks_of_seats, lacks_of_succession, lacks_of_term_end
from nstgov.records import Election, Ended, Movement

TOGETHER = 256
"""For how many elections it is kept who was there on the day; a movement of a hundred thousand circles needs none."""
TURNS = 64
"""How often is worked out anew what follows from elections that fell out; more often only where they go in rings."""
_JUDGES = (
    lacks_of_nominations, lacks_of_nominees, lacks_of_electing_voices, lacks_of_term_end, lacks_of_succession,
    lacks_of_seats, lacks_of_keeper, lacks_of_electing_size, lacks_of_electing_proof,
)  # fmt: skip


@derive_once
def election_lacks(movement: Movement, id_: str) -> tuple[Lack, ...]:
    """What an election lacks to be validly made; nothing where it is, or where there is no such election."""
    folder = movement.decisions.get(id_)
    if folder is None or folder.election is None:
        return ()
    held = look_at_election(movement, folder.election)
    found = [lack for judge in _JUDGES for lack in judge(held)]
    return (*found, *lacks_of_ground(movement, folder.election))


@answers_question(elections_without_effect)
@derive_once
def elections_and_endings_not_valid(movement: Movement) -> frozenset[str]:
    """
    The files of the elections and of the endings of terms that are not validly made.

    Who was a member follows from elections, and whether an election is valid from who was a member. So all are taken
    as valid first; those that are not fall out, and what follows from that is worked out until nothing changes. It
    comes to rest, since each rests on earlier ones only; where parents form a ring, all that ever fell out stays out.
    """
    known = assuming(movement, edition_spans, edition_spans(movement))
    if is_answered(movement, elections_and_endings_not_valid):
        return elections_and_endings_not_valid(movement)  # which editions hold could not be told without it
    out: frozenset[str] = frozenset()
    for turn in range(2 * TURNS):
        view = assuming(known, elections_and_endings_not_valid, out)
        found = frozenset(_not_valid(view)) | (out if turn > TURNS else frozenset())
        if found == out:
            adopt_answers(movement, view)
            break
        out = found
    return out


def _not_valid(movement: Movement) -> Iterator[str]:
    for number, election in enumerate(movement.find_all(Election), 1):
        if election_lacks(movement, election.election):
            yield election.file
        if number % TOGETHER == 0:
            forget_answers(movement, attendance_on)
    for ended in movement.find_all(Ended):
        if movement.decisions[ended.decision].election is not None and any(lacks_of_ending(movement, ended)):
            yield ended.file
