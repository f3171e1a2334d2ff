"""Disputes that put a decision under reconsideration (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from nstgov.lifecycle.away import collect_absences, lacking_for_outcome
from nstgov.lifecycle.coverage import find_part_taken
from nstgov.lifecycle.days import OPEN, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.disputes import Spoken, disputes_beside, is_own_round
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.landing_places import NOW, day_known, landing_position
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.objection_stages import find_objections_in_the_way
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.proofs import find_confirmation, find_signature
from nstgov.lifecycle.voices import Hearing, disputes_of_clearing, find_hearing, yield_clearing_records
from nstgov.records import (
    Decision,
    Disputed,
    Election,
    GroundRules,
    Movement,
    PersonChange,
    ProposalFolder,
    Record,
    Round,
)


class Compromise(NamedTuple):
    """A voice on which something rests: whose, in which record, and the act which says that its key is not safe."""

    person: str
    record: Record
    act: PersonChange


@derive_once
def compromises_of(movement: Movement, id_: str, day: date = OPEN) -> tuple[Compromise, ...]:
    """
    The voices on which a decision or an election rests and whose key was compromised, as far as is known on a day.

    They count until their people have spoken themselves: in a later file of their own that is not signed with that key,
    or by confirming the record with their own account.
    """
    if not _is_any_key_given_up(movement):
        return ()
    folder = movement.decisions.get(id_)
    found: list[Compromise] = []
    if folder and folder.election and folder.election.held <= day:
        election = folder.election
        found += _yield_compromised(movement, ((person, election) for person in election.voices), day)
    if folder and folder.decision and folder.decision.decided <= day:
        decision = folder.decision
        doubted = _yield_compromised(movement, _yield_voices_of_decision(movement, decision), day)
        found += (one for one in doubted if not _has_spoken_since(movement, decision, one, day))
    return tuple(sorted(found, key=lambda one: (one.act.date, one.act.file, one.person, one.record.file)))


@derive_once
def _is_any_key_given_up(movement: Movement) -> bool:
    """Whether any record says of a key that it is not safe: nearly none does, and then no voice need be looked at."""
    return any(act.compromised for act in movement.find_all(PersonChange))


def is_answer_to_compromise(movement: Movement, held: Round) -> bool:
    """Whether a round is the own word of somebody whose key was compromised: welcome also after the decision."""
    folder = movement.decisions.get(held.proposal)
    if folder is None or folder.decision is None or folder.decision.decided > held.held:
        return False
    doubted = _yield_compromised(movement, _yield_voices_of_decision(movement, folder.decision), held.held)
    return any(_is_about_decision(held, folder.decision, one) and _is_theirs(movement, held, one) for one in doubted)


def _yield_voices_of_decision(movement: Movement, decision: Decision) -> Iterator[tuple[str, Record]]:
    for circle in dict.fromkeys(decision.circles):
        heard = find_hearing(movement, decision.decision, decision.version, circle, decision.decided)
        yield from ((said.person, said.round) for said in heard.spoken.values())


def _yield_compromised(movement: Movement, voices: Iterator[tuple[str, Record]], day: date) -> Iterator[Compromise]:
    for person, record in voices:
        signed = find_signature(movement, record, person) if movement.beside.get(record.file) else None
        if signed and not find_confirmation(movement, record, person):
            for held in keys_held(movement).get(person, ()):
                act = held.compromised
                known = act is not None and held.key == signed.key and act.date <= day
                if act and known and _may_be_forged(movement, act, record, signed.signature.file):
                    yield Compromise(person, record, act)


def _may_be_forged(movement: Movement, act: PersonChange, record: Record, signature: str) -> bool:
    """Whether somebody else may have made a signature: once its key was not safe, or nobody knows since when."""
    if act.since is None or not movement.is_sound(act, "since"):
        return True
    return max(day_known(record), _find_landed_day(movement, signature)) >= act.since


def _find_landed_day(movement: Movement, file: str) -> date:
    """A day before which a file had not landed: the latest that any record had told by then."""
    if movement.landed is None:
        return date.min
    return _collect_latest_days(movement).get(landing_position(movement, file), date.min)


@derive_once
def _collect_latest_days(movement: Movement) -> dict[int, date]:
    """By place on main, the latest day that any record tells which had landed by then."""
    days: dict[int, date] = {}
    for record in movement.records.values():
        if isinstance(record, GroundRules):  # they may say a day that is still to come when they land
            continue
        at, day = landing_position(movement, record.file), day_known(record)
        if at < NOW:
            days[at] = max(days.get(at, date.min), day if day < OPEN else date.min)
    return dict(accumulate(sorted(days.items()), lambda so_far, one: (one[0], max(so_far[1], one[1]))))


def _has_spoken_since(movement: Movement, decision: Decision, doubt: Compromise, day: date) -> bool:
    """Whether somebody has consented to the version in a file of their own since, and not signed it with that key."""
    since = (held for held in movement.proposals[decision.decision].rounds if held.held <= day)
    return any(_is_about_decision(held, decision, doubt) and _is_theirs(movement, held, doubt) for held in since)


def _is_about_decision(held: Round, decision: Decision, doubt: Compromise) -> bool:
    circle = doubt.record.circle if isinstance(doubt.record, Round) else held.circle
    return held.version == decision.version and held.circle == circle and held.held >= doubt.act.date


def _is_theirs(movement: Movement, held: Round, doubt: Compromise) -> bool:
    person = doubt.person
    if not is_own_round(held, person) or person not in held.voices or held.voices[person].says != "consent":
        return False
    signed = find_signature(movement, held, person)
    unsafe = {one.key for one in keys_held(movement)[person] if one.compromised}
    return signed is None or signed.key not in unsafe


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
        until = max(days_after(away.span.last, RETURN_DAYS) for away in gone if away.excuses_on(decision.decided))
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


class DecisionGround(NamedTuple):
    """
    What the validity of a decision or an election hangs on, and what of it was lacking.

    By circle whether it was large enough, who of those needed had not consented, and who objected; the objections that
    stood; the edition of the ground rules; the ways up from those affected; and, of an election, who of those named was
    no member. Where these are the same, it is as valid as before.
    """

    circles: tuple[tuple[str, bool, frozenset[str], frozenset[str]], ...]
    objections: tuple[str, ...]
    edition: str
    ways: tuple[tuple[str, bool], ...]
    strangers: frozenset[str] = frozenset()


def ground_of(movement: Movement, made: Decision | Election) -> DecisionGround:
    """What a decision or an election rested on, on the day it was made."""
    edition = ground_rules_on(movement, made.day).file
    if isinstance(made, Election):
        strangers = frozenset(_find_people_named(made) - may_speak_on(movement, made.circle, made.day))
        return DecisionGround((_summarize_election(movement, made),), (), edition, (), strangers)
    circles = tuple(_summarize_hearing(movement, made, circle) for circle in made.circles)
    objections = find_objections_in_the_way(movement, made.decision, made.day)
    return DecisionGround(
        circles, tuple(o.id for o in objections), edition, tuple(_yield_ways_up(movement, made, made.day))
    )


def _summarize_hearing(
    movement: Movement, made: Decision, circle: str
) -> tuple[str, bool, frozenset[str], frozenset[str]]:
    heard = find_hearing(movement, made.decision, made.version, circle, made.decided)
    objecting = frozenset(said.person for said in heard.objecting)
    return circle, _is_large_enough(movement, circle, made.day), frozenset(heard.missing), objecting


def _summarize_election(movement: Movement, made: Election) -> tuple[str, bool, frozenset[str], frozenset[str]]:
    lacking = frozenset(lacking_for_outcome(movement, made.voices, made.circle, made.held))
    objecting = frozenset(p for p in lacking if p in made.voices and made.voices[p].says == "object")
    return made.circle, _is_large_enough(movement, made.circle, made.day), lacking, objecting


def _is_large_enough(movement: Movement, circle: str, day: date) -> bool:
    return len(members_on(movement, circle, day)) >= ground_rules_on(movement, day).circle_size.least


def _find_people_named(made: Election) -> set[str]:
    """Whoever was nominated or proposed."""
    named = {nomination.for_ for nomination in made.nominations.values()}
    return named | {change.to for change in made.changes.values()} | {made.proposed.person}


def _yield_ways_up(movement: Movement, made: Decision, day: date) -> Iterator[tuple[str, bool]]:
    version = version_of(movement, made)
    for affected in version.affects if version else ():
        yield affected, find_part_taken(movement, affected, made.circles, day) is not None
