"""Whether the voices on which something rests are proven as well as the ground rules ask (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.circle_states import circle_on
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.levels_asked import is_at_least
from nstgov.lifecycle.objection_stages import objection_on
from nstgov.lifecycle.proofs import (
    OWN,
    are_signatures_checked,
    find_proof_asked,
    is_nobody_signed_only,
    proof_of,
)
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.voices import find_hearing
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Decision, Election, Movement, Record, Version, Where
from nstgov.records.values import ProofLevel

_SAYS: dict[ProofLevel, str] = {
    "declared": "entered",
    "heard": "heard: confirmed or signed by two others who were there",
    "confirmed": "confirmed with their own account, or signed",
    "signed": "signed with their own key",
}
"""What each proof asks, in words that follow "is to be"."""


def lacks_of_proof(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Voices on which a decision rests that are proven less well than its circles ask (T01)."""
    if are_signatures_checked(movement) and movement.is_sound(decision, "decided", "circles"):
        for circle in dict.fromkeys(decision.circles):
            if is_clear_on(movement, circle, decision.decided):
                yield from _finding(decision, circle, list(_of_decision(movement, decision, version, circle)))


def lacks_of_electing_proof(movement: Movement, election: Election) -> Iterator[Lack]:
    """Voices in an election that are proven less well than its circle asks (T01)."""
    is_read = are_signatures_checked(movement) and movement.is_sound(election, "held", "circle", "voices")
    if is_read and is_clear_on(movement, election.circle, election.held):
        asked = _find_level_asked(movement, election.circle, election.held)
        yield from _finding(
            election, election.circle, list(_yield_weak_voices(movement, election, election.voices, asked))
        )


class Weak(NamedTuple):
    """A voice that is proven less well than is asked: whose, where it stands, and what is asked of it."""

    person: str
    at: Where
    asked: ProofLevel


def _find_level_asked(movement: Movement, circle: str, day: date) -> ProofLevel:
    """What the ground rules of a day ask of the voices in a circle."""
    state = circle_on(movement, circle, day)
    return ground_rules_on(movement, day).proof.get(state.level, "declared") if state else "declared"


def _of_decision(movement: Movement, decision: Decision, version: Version, circle: str) -> Iterator[Weak]:
    asked = _find_level_asked(movement, circle, decision.decided)
    if asked == "declared" and is_nobody_signed_only(movement):
        return
    heard = find_hearing(movement, decision.decision, decision.version, circle, decision.decided)
    for said in heard.spoken.values():
        if heard.sure:
            yield from _yield_weak_voices(movement, said.round, (said.person,), asked)
    authors = [author for author in version.authors if isinstance(author, str)]
    if movement.is_sound(version, "authors"):
        yield from _yield_weak_voices(movement, version, authors, asked if asked in OWN else "declared")
    yield from _of_objections(movement, decision, circle, asked)


def _of_objections(movement: Movement, decision: Decision, circle: str, asked: ProofLevel) -> Iterator[Weak]:
    """The voices by which objections to the proposal are out of the way."""
    proposal = movement.proposals.get(decision.decision)
    for folder in proposal.objections.values() if proposal else ():
        state = objection_on(movement, folder, decision.decided)
        if state and state.stage == "resolved" and state.resolution and movement.is_sound(state.resolution, "voices"):
            yield from _yield_weak_voices(movement, state.resolution, state.resolution.voices, asked)
        if state and state.stage == "set aside":
            tests = [test for test in folder.tests if test.circle == circle and test.held <= decision.decided]
            for test in sorted(tests, key=lambda one: one.held)[-1:]:
                yield from _yield_weak_voices(movement, test, test.voices, asked)


def _yield_weak_voices(movement: Movement, record: Record, people: Iterable[str], asked: ProofLevel) -> Iterator[Weak]:
    if asked == "declared" and is_nobody_signed_only(movement):
        return
    voices = getattr(record, "voices", None)
    for at, person in enumerate(people):
        if voices and voices[person].says == "absent":
            continue
        wanted = find_proof_asked(movement, person, record, asked)
        if wanted != "declared" and not is_at_least(proof_of(movement, record, person), wanted):
            where = record.locate("voices", person) if voices else record.locate("authors", at)
            yield Weak(person, where, wanted)


def _finding(record: Decision | Election, circle: str, weak: list[Weak]) -> Iterator[Lack]:
    for asked in dict.fromkeys(one.asked for one in weak):
        these = [one for one in weak if one.asked == asked]
        people = list(dict.fromkeys(one.person for one in these))
        are = choose_verb_form(people, "is", "are")
        message = f"in {circle} a voice is to be {_SAYS[asked]}; that of {format_list(people)} {are} not"
        first = these[0].at.file
        help_ = f"Ask {format_list(people)} to sign or confirm it: nstgov sign {first} --person {people[0]}"
        at = record.locate("circle" if isinstance(record, Election) else "circles")
        yield Lack("T01", at, message, help_, tuple(one.at for one in these), circle=circle)
