"""Stretches of days: from a first to a last day, both included (every ending names the last day)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar, cast

OPEN = date.max
"""The last day of what has no end yet; also stands for a date that could not be read."""
P = ParamSpec("P")
T = TypeVar("T")


class HasDerived(Protocol):
    """What never changes, and carries in `derived` what was worked out from it: a movement, a scene of one."""

    derived: dict[object, Any]


L = TypeVar("L", bound=HasDerived)
M = TypeVar("M", bound=HasDerived)


class Span(NamedTuple):
    """A first and a last day, both included; empty when the last comes before the first."""

    first: date
    last: date

    def has_day(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last

    def clip_to(self, other: Span) -> Span:
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


def derive_once(ask: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """Answer each question about a movement once; a movement never changes, so the answer stays true."""

    @wraps(ask)
    def look_up_answer(lasting: L, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key: Hashable = (ask, args, tuple(kwargs.items())) if kwargs else (ask, args)
        known = lasting.derived
        # asked hundreds of thousands of times in a build: what is known costs one look
        if key in known:
            return cast("T", known[key])
        known[key] = found = ask(lasting, *args, **kwargs)
        return found

    return look_up_answer


def is_answered(lasting: HasDerived, ask: object, *args: object) -> bool:
    """Whether the answer to a remembered question is known already."""
    return (cast("Any", ask).__wrapped__, args) in lasting.derived


ASSUMED = "assumed"
"""Under this key `derived` keeps what is taken as given and not worked out."""


def assuming(lasting: M, ask: Callable[Concatenate[M, P], T], found: T, *args: Hashable) -> M:
    """The same movement where one remembered question has this answer, whatever would be worked out."""
    question = (cast("Any", ask).__wrapped__, args)
    given = {**lasting.derived.get(ASSUMED, {}), question: found}
    other = copy.copy(lasting)
    other.derived = {ASSUMED: given, **given}
    return other


def adopt_answers(lasting: L, other: L) -> None:
    """Take over what was worked out under assumptions that turned out to hold."""
    lasting.derived.update((key, found) for key, found in other.derived.items() if key != ASSUMED)
