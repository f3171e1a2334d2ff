"""Voices that their people dispute, and what they have said themselves since (M2, M9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.proofs import is_proven_own
from nstgov.records import Disputed, Movement, Record, Round, Voice


class Spoken(NamedTuple):
    """What somebody said to a version, and the round in which it was said."""

    person: str
    voice: Voice
    round: Round


def disputes_beside(movement: Movement, record: Record, person: str) -> tuple[Disputed, ...]:
    """
    What somebody wrote beside a record in which a voice was entered for them: that it is not what they said.

    None once they have signed or confirmed the record themselves: then the voice in it is their own.
    """
    beside = movement.beside.get(record.file, ())
    theirs = (one for one in beside if isinstance(one, Disputed) and one.person == person)
    found = sorted((one for one in theirs if movement.is_sound(one, "date")), key=lambda one: one.date)
    return tuple(found) if found and not is_proven_own(movement, record, person) else ()


def is_own_round(held: Round, person: str) -> bool:
    """Whether a round is somebody's own file, which nobody else entered for them."""
    return held.person == person and held.entered_by in (None, person)


def filter_undisputed(movement: Movement, said: Iterable[Spoken], until: date) -> Iterator[Spoken]:
    """
    The voices, given in the order of their days, without those that their people have disputed up to a day.

    Whoever has disputed a voice is heard again from their own first word on: nobody speaks for them in between.
    """
    said = list(said)
    doubts = _collect_disputed_days(movement, said, until)
    if not doubts:
        yield from said
        return
    waiting: dict[str, list[date]] = {person: sorted(days) for person, days in doubts.items()}
    for one in said:
        days = waiting.get(one.person, [])
        if days and is_own_round(one.round, one.person):
            days[:] = [day for day in days if day > one.round.held]
        disputed = one.person in doubts and _is_disputed(movement, one, until)
        if not disputed and not any(day <= one.round.held for day in days):
            yield one


def _collect_disputed_days(movement: Movement, said: Iterable[Spoken], until: date) -> dict[str, set[date]]:
    """By person, the days up to a day on which they disputed one of the voices."""
    found: dict[str, set[date]] = defaultdict(set)
    for one in said:
        if movement.beside.get(one.round.file):
            for disputed in disputes_beside(movement, one.round, one.person):
                if disputed.date <= until:
                    found[one.person].add(disputed.date)
    return found


def _is_disputed(movement: Movement, one: Spoken, until: date) -> bool:
    return any(disputed.date <= until for disputed in disputes_beside(movement, one.round, one.person))
