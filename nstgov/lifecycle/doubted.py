"""Disputes that put a decision under reconsideration (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.away import collect_absences
from nstgov.lifecycle.cleared import disputes_of_clearing, yield_clearing_records
from nstgov.lifecycle.compromised import is_answer_to_compromise
from nstgov.lifecycle.disputes import Spoken, disputes_beside, is_own_round
from nstgov.lifecycle.spans import OPEN, days_after, derive_once
from nstgov.lifecycle.voices import Hearing, find_hearing
from nstgov.records import Decision, Disputed, Movement, ProposalFolder, Record, Round

RETURN_DAYS = 30
"""Days in which somebody who was away may dispute, on return, what was decided without their voice."""


@derive_once
def disputes_of(movement: Movement, id_: str, day: date = OPEN) -> tuple[Disputed, ...]:
    """
    What people said, up to a day, of voices entered for them on which a decision or an election rests.

    It counts from the decision on (what was disputed earlier never was a voice), until they have spoken themselves:
    consented in a file of their own, or signed or confirmed the record. Whoever was passed over while away may dispute
    the decision itself, for thirty days from their return. The voices by which an objection was set aside, or its need
    called met, are among those on which a decision rests.
    """
    folder = movement.decisions.get(id_)
    found: list[Disputed] = []
    if folder and folder.election:
        election = folder.election
        for person in election.voices:
            found += [one for one in disputes_beside(movement, election, person) if election.held <= one.date <= day]
    if folder and folder.decision:
        found += _yield_disputes_of_decision(movement, folder.decision, day)
    found += _yield_disputes_of_objections(movement, id_, day)
    return tuple(sorted(found, key=lambda one: (one.date, one.file)))


def _yield_disputes_of_decision(movement: Movement, decision: Decision, day: date) -> Iterator[Disputed]:
    proposal = movement.proposals.get(decision.decision)
    if proposal is None or decision.decided > day:
        return
    if not any(movement.beside.get(record.file) for record in (decision, *proposal.rounds)):
        return
    for circle in dict.fromkeys(decision.circles):
        heard = find_hearing(movement, decision.decision, decision.version, circle, decision.decided)
        for one in (
            *_yield_disputes_of_voices(movement, decision, heard),
            *_yield_disputes_of_absent(movement, decision, heard),
        ):
            theirs = _yield_own_words(movement, proposal, heard.circle, decision.version, one.person)
            since = [said for said in theirs if one.date <= said.round.held <= day]
            if decision.decided <= one.date <= day and not (since and since[-1].voice.says == "consent"):
                yield one


def _yield_disputes_of_voices(movement: Movement, decision: Decision, heard: Hearing) -> Iterator[Disputed]:
    """Disputes beside the round in which a voice stands; or beside the decision, where others entered the voice."""
    for said in heard.spoken.values():
        yield from disputes_beside(movement, said.round, said.person)
        if not is_own_round(said.round, said.person):
            yield from disputes_beside(movement, decision, said.person)


def _yield_disputes_of_absent(movement: Movement, decision: Decision, heard: Hearing) -> Iterator[Disputed]:
    for person in heard.passed_over:
        gone = (away for away in collect_absences(movement)[heard.circle] if away.person == person)
        until = max(days_after(away.span.last, RETURN_DAYS) for away in gone if away.excuses(decision.decided))
        yield from (one for one in disputes_beside(movement, decision, person) if one.date <= until)


def _yield_disputes_of_objections(movement: Movement, id_: str, day: date) -> Iterator[Disputed]:
    """Disputes of voices by which objections are out of the way, until their people have consented themselves."""
    for one in disputes_of_clearing(movement, id_, day):
        theirs = [said for said in _yield_own_words_to(movement, id_, one.person) if one.date <= said.round.held <= day]
        if not theirs or theirs[-1].voice.says != "consent":
            yield one


def _yield_own_words_to(movement: Movement, id_: str, person: str) -> Iterator[Spoken]:
    """What somebody said in files of their own to the version that was decided."""
    folder, proposal = movement.decisions.get(id_), movement.proposals.get(id_)
    if folder and folder.decision and proposal:
        for circle in dict.fromkeys(folder.decision.circles):
            yield from _yield_own_words(movement, proposal, circle, folder.decision.version, person)


def _yield_own_words(
    movement: Movement, proposal: ProposalFolder, circle: str, version: int, person: str
) -> Iterator[Spoken]:
    """What somebody said to a version in files of their own, in the order of the days."""
    for held in proposal.rounds:
        is_own = held.circle == circle and held.version == version and is_own_round(held, person)
        if is_own and person in held.voices and not disputes_beside(movement, held, person):
            yield Spoken(person, held.voices[person], held)


def is_answer_to_dispute(movement: Movement, held: Round) -> bool:
    """Whether a round is the own word of somebody whose voice in it is in doubt: welcome also after the decision."""
    if is_answer_to_compromise(movement, held):
        return True
    person = held.person
    if person is None or not is_own_round(held, person):
        return False
    decided = movement.decisions.get(held.proposal)
    spoken_of: list[Record] = [] if decided is None or decided.decision is None else [decided.decision]
    proposal = movement.proposals.get(held.proposal)
    spoken_of += [one for one in (proposal.rounds if proposal else ()) if one.circle == held.circle]
    spoken_of += yield_clearing_records(movement, held.proposal)
    disputes = (disputed for record in spoken_of for disputed in disputes_beside(movement, record, person))
    return any(disputed.date <= held.held for disputed in disputes)
