"""Voices signed with a key that its owner says is not safe any more: what rests on them is reconsidered (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from nstgov.lifecycle.disputes import is_own_round
from nstgov.lifecycle.keys import NOW, day_known, keys_held, landing_position
from nstgov.lifecycle.proofs import find_confirmation, find_signature
from nstgov.lifecycle.spans import OPEN, derive_once
from nstgov.lifecycle.voices import find_hearing
from nstgov.records import Decision, GroundRules, Movement, PersonChange, Record, Round


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
