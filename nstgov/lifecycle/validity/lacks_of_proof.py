"""Whether the voices on which something rests are proven as well as the ground rules ask (M3, M9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.judging_rules import rules_judging
from nstgov.lifecycle.levels_asked import find_proof_of_level, find_strongest, level_on
from nstgov.lifecycle.objection_stages import find_objections_in_the_way
from nstgov.lifecycle.proofs import (
    OWN,
    PROOF_SAYS,
    are_signatures_checked,
    find_proof_asked,
    is_nobody_signed_only,
    is_proven_as,
)
from nstgov.lifecycle.validity.held_election import HeldElection
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.voices import find_hearing
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import (
    Away,
    Decision,
    Election,
    Leaves,
    Movement,
    ObjectionFolder,
    Record,
    Resolution,
    Test,
    Version,
    Where,
)
from nstgov.records.values import ProofLevel


def lacks_of_proof(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Voices on which a decision rests that are proven less well than its circles ask (T01)."""
    if are_signatures_checked(movement) and movement.is_sound(decision, "decided", "circles"):
        for circle in dict.fromkeys(decision.circles):
            if is_clear_on(movement, circle, decision.decided):
                yield from _finding(decision, circle, list(_of_decision(movement, decision, version, circle)))


def lacks_of_electing_proof(held: HeldElection) -> Iterator[Lack]:
    """Voices in an election that are proven less well than its circle asks (T01)."""
    movement, election = held.movement, held.election
    if not held.rules.proof and is_nobody_signed_only(movement):
        return
    if not movement.is_sound(election, "held", "circle", "voices"):
        return
    if are_signatures_checked(movement) and is_clear_on(movement, election.circle, election.held):
        asked = find_proof_of_level(movement, election.circle, election.held)
        yield from _finding(
            election, election.circle, list(_yield_weak_voices(movement, election, election.voices, asked))
        )


class Weak(NamedTuple):
    """A voice that is proven less well than is asked: whose, where it stands, and what is asked of it."""

    person: str
    at: Where
    asked: ProofLevel


def _of_decision(movement: Movement, decision: Decision, version: Version, circle: str) -> Iterator[Weak]:
    rules, level = rules_judging(movement, version, decision.decided), level_on(movement, circle, decision.decided)
    asked = find_strongest(
        [find_proof_of_level(movement, circle, decision.decided), rules.proof.get(level or "", "declared")]
    )
    if asked == "declared" and is_nobody_signed_only(movement):
        return
    heard = find_hearing(movement, decision.decision, decision.version, circle, decision.decided)
    for said in (*heard.unproven.values(), *heard.spoken.values()):
        if heard.sure:
            yield from _yield_weak_voices(movement, said.round, (said.person,), asked)
    authors = [author for author in version.authors if isinstance(author, str)]
    if movement.is_sound(version, "authors"):
        yield from _yield_weak_voices(movement, version, authors, asked if asked in OWN else "declared")
    yield from _of_objections(movement, decision, asked)


def _of_objections(movement: Movement, decision: Decision, asked: ProofLevel) -> Iterator[Weak]:
    """The voices that would take objections to the proposal out of the way, if they were proven as they need to be."""
    for folder in find_objections_in_the_way(movement, decision.decision, decision.decided):
        for answer in answers_awaiting_proof(movement, folder, decision.decided):
            yield from _yield_weak_voices(movement, answer, answer.voices, asked)


def answers_awaiting_proof(movement: Movement, folder: ObjectionFolder, day: date) -> tuple[Test | Resolution, ...]:
    """The tests that set an objection aside, and its resolutions, up to a day, which are not proven well enough yet."""
    inside = f"{folder.target}/objections/{folder.id}/"
    found = [movement.records[path] for path in movement.uncounted if path.startswith(inside)]
    return (
        *(one for one in found if isinstance(one, Test) and one.result == "set aside" and one.held <= day),
        *(one for one in found if isinstance(one, Resolution) and one.date <= day),
    )


def partings_awaiting_proof(
    movement: Movement, circle: str, people: Collection[str], day: date
) -> tuple[Leaves | Away, ...]:
    """The acts up to a day by which nobody would wait for some people, and which are not proven well enough yet."""
    found = (movement.records[path] for path in movement.uncounted)
    partings = (act for act in found if isinstance(act, Leaves | Away) and act.circle == circle)
    return tuple(act for act in partings if act.person in people and act.date <= day)


def _yield_weak_voices(movement: Movement, record: Record, people: Iterable[str], asked: ProofLevel) -> Iterator[Weak]:
    if asked == "declared" and is_nobody_signed_only(movement):
        return
    voices = getattr(record, "voices", None)
    for at, person in enumerate(people):
        if voices and voices[person].says == "absent":
            continue
        if not is_proven_as(movement, record, person, asked):
            wanted = find_proof_asked(movement, person, record, asked)
            where = record.locate("voices", person) if voices else record.locate("authors", at)
            yield Weak(person, where, wanted)


def _finding(record: Decision | Election, circle: str, weak: list[Weak]) -> Iterator[Lack]:
    for asked in dict.fromkeys(one.asked for one in weak):
        these = [one for one in weak if one.asked == asked]
        people = list(dict.fromkeys(one.person for one in these))
        are = choose_verb_form(people, "is", "are")
        message = f"in {circle} a voice is to be {PROOF_SAYS[asked]}; that of {format_list(people)} {are} not"
        first = these[0].at.file
        help_ = f"Ask {format_list(people)} to sign or confirm it: nstgov sign {first} --person {people[0]}"
        at = record.locate("circle" if isinstance(record, Election) else "circles")
        yield Lack("T01", at, message, help_, tuple(one.at for one in these), circle=circle)
