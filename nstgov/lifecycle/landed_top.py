"""Circles that by the day they bear would speak for everyone, or beside all, and landed too late for that (M8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.highest_circles import first_day_of_deciding, highest_circles, stands_beside
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.records import Change, Changes, Circle, Election, Joins, Movement, Record, TakesIn
from nstgov.records.record_days import day_of


class OutOfTurn(NamedTuple):
    """A record whose day would put a circle before others that had landed, the top circle, and those others."""

    record: Record
    top: str
    others: tuple[str, ...]


@derive_once
def highest_out_of_turn(movement: Movement) -> tuple[OutOfTurn, ...]:
    """
    What a change adds of an earlier day, and by that day alone would change which circles speak for everyone.

    A circle that begins when all have met in the top one is not asked beside it, and a top circle that comes about does
    not pass by circles that were there; on either the order of landing decides, and not what somebody wrote.
    """
    change = find_judged_change(movement)
    if change is None or change.is_history or not change.before.circles:
        return ()
    added = [record for path in sorted(change.added_paths) if (record := movement.records.get(path)) is not None]
    seating = [record for record in added if isinstance(record, _SEATING)]
    if not seating:
        return ()
    rules = ground_rules_on(movement, change.day)
    top, least = rules.top, rules.circle_size.least
    since = first_day_of_deciding(movement, top, least)
    # what bears later days than the top circle's first one was not what made it whole
    is_concerned = any((day_of(record) or since) <= since for record in seating)
    if since > change.day or not is_concerned:
        return ()
    if first_day_of_deciding(change.before, top, least) > change.day:
        return tuple(_past_others(movement, change, top, added))
    founded = (record for record in added if isinstance(record, Circle))
    beside = (one for one in founded if stands_beside(movement, one.circle, top, change.day, least))
    return tuple(OutOfTurn(one, top, (top,)) for one in beside)


_SEATING = (Circle, Joins, Changes, TakesIn, Election)
"""What gives a circle members."""


def _past_others(movement: Movement, change: Change, top: str, added: list[Record]) -> Iterator[OutOfTurn]:
    landed = set(highest_circles(change.before, change.day)) - set(highest_circles(movement, change.day))
    since = first_day_of_deciding(movement, top, ground_rules_on(movement, change.day).circle_size.least)
    passed = tuple(sorted(one for one in landed if movement.circles[one].founding.opened >= since))
    if passed and (record := _find_earliest(added, top)) is not None:
        yield OutOfTurn(record, top, passed)


def _find_earliest(added: list[Record], top: str) -> Record | None:
    """The added record by which the top circle has members: its own founding, or else the earliest act of all."""
    own = [record for record in added if isinstance(record, Circle) and record.circle == top]
    seating = [record for record in added if isinstance(record, _SEATING)]
    return min(own or seating, key=lambda record: day_of(record) or date.max, default=None)
