"""How long somebody may be away: absences that follow on each other are taken together (M22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.days import day_before, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.records import Away, Back, Movement, PersonalAct

TOGETHER_DAYS = 30
"""Days between two absences within which they count as one."""


class LongAbsence(NamedTuple):
    """An absence beyond what the ground rules allow: the record, the days they allow, the last day it may have."""

    away: Away
    most_days: int
    last: date


def is_own_word(act: PersonalAct) -> bool:
    """Whether an act about a person is their own word: they consent to it, or wrote it and nothing else is said."""
    voice = act.voices.get(act.person)
    return voice.says == "consent" if voice else act.entered_by == act.person


def days_before_return(movement: Movement, away: Away) -> Iterator[date]:
    """The last day away that each return of the person gives an absence."""
    folder = movement.circles.get(away.circle)
    for act in folder.acts if folder else ():
        if isinstance(act, Back) and act.person == away.person and act.date >= away.date:
            yield day_before(act.date)


@derive_once
def farthest_days(movement: Movement) -> dict[str, date]:
    """
    By the path of an absence, the last day that the ground rules of its day allow; before its first where none does.

    An absence and those of the same person in the same circle that ended at most thirty days before it share the days.
    """
    found: dict[str, date] = {}
    acts: dict[tuple[str, str], list[Away]] = defaultdict(list)
    for away in movement.find_sound(Away, "date", "person", "until", "voices", "entered_by"):
        if is_own_word(away) and movement.is_counted(away):
            acts[away.circle, away.person].append(away)
    for theirs in acts.values():
        in_order = sorted(theirs, key=lambda away: (away.date, away.file))
        found.update((away.file, last) for away, _, last in _one_after_another(movement, in_order))
    return found


def count_days_away(movement: Movement, circle: str, person: str, day: date) -> tuple[int, date]:
    """For how many days up to a last one somebody was away in absences taken together, of those begun by a day."""
    used, before = 0, date.min
    for away, first, farthest in _one_after_another(movement, _list_absences(movement, circle, person, day)):
        fresh = first == away.date and away.date > days_after(before, TOGETHER_DAYS)
        last = min(away.until, farthest, *days_before_return(movement, away))
        used, before = (0 if fresh else used) + max(0, (last - first).days + 1), max(before, last)
    return used, before


def _list_absences(movement: Movement, circle: str, person: str, day: date) -> list[Away]:
    folder = movement.circles.get(circle)
    acts = (act for act in (folder.acts if folder else ()) if isinstance(act, Away) and act.person == person)
    return [act for act in acts if act.date <= day and is_own_word(act) and movement.is_counted(act)]


def _one_after_another(movement: Movement, acts: list[Away]) -> Iterator[tuple[Away, date, date]]:
    used, before = 0, date.min
    for away in acts:
        rule = ground_rules_on(movement, away.date).away
        if rule is None:
            continue
        if away.date > days_after(before, TOGETHER_DAYS):
            used, before = 0, day_before(away.date)
        first = max(away.date, days_after(before, 1))
        farthest = days_after(first, rule.most_days - used)
        yield away, first, farthest
        last = min(away.until, farthest, *days_before_return(movement, away))
        used, before = used + max(0, (last - first).days + 1), max(before, last)


def absences_too_long(movement: Movement) -> Iterator[LongAbsence]:
    """The absences whose last day lies beyond what is allowed, in the order of their paths."""
    farthest = farthest_days(movement)
    for away in movement.find_all(Away):
        last = farthest.get(away.file)
        rule = ground_rules_on(movement, away.date).away
        if last is not None and rule is not None and away.until > last:
            yield LongAbsence(away, rule.most_days, last)
