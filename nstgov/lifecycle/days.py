"""Stretches of days: from a first to a last day, both included (every ending names the last day)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

OPEN = date.max
"""The last day of what has no end yet; also stands for a date that could not be read."""


_ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """A first and a last day, both included; empty when the last comes before the first."""

    first: date
    last: date

    def has_day(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last

    def clip_to(self, other: Span) -> Span:
        """The days that both have."""
        first, last = self
        if other.first <= first and last <= other.last:  # nearly always, and then nothing new is made
            return self
        return Span(max(first, other.first), min(last, other.last))

    def is_empty(self) -> bool:
        """Whether it has no day at all."""
        return self.last < self.first


def day_before(day: date) -> date:
    """The day before; the first day there is has none and stays."""
    return day - _ONE_DAY if day > date.min else day


def days_after(day: date, days: int) -> date:
    """The day that many days later; `OPEN` where the calendar ends before it."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return OPEN
