"""Stretches of days: from a first to a last day, both included (every ending names the last day)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, timedelta
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from nstgov.records import Movement

OPEN = date.max
"""The last day of what has no end yet; also stands for a date that could not be read."""
P = ParamSpec("P")
T = TypeVar("T")


class Span(NamedTuple):
    """A first and a last day, both included; empty when the last comes before the first."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last

    def within(self, other: Span) -> Span:
        """The days that both have."""
        return Span(max(self.first, other.first), min(self.last, other.last))

    def is_empty(self) -> bool:
        """Whether it has no day at all."""
        return self.last < self.first


def day_before(day: date) -> date:
    """The day before; the first day there is has none and stays."""
    return day - timedelta(days=1) if day > date.min else day


def days_after(day: date, days: int) -> date:
    """The day that many days later; `OPEN` where the calendar ends before it."""
    return day + timedelta(days=days) if day.toordinal() + days < OPEN.toordinal() else OPEN


def remembered(ask: Callable[Concatenate[Movement, P], T]) -> Callable[Concatenate[Movement, P], T]:
    """Answer each question about a movement once; a movement never changes, so the answer stays true."""

    @wraps(ask)
    def answer(movement: Movement, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key: Hashable = (ask, args, tuple(kwargs.items()))
        if key not in movement.derived:
            movement.derived[key] = ask(movement, *args, **kwargs)
        return cast("T", movement.derived[key])

    return answer
