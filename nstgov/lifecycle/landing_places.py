"""Where records landed on main, and in which order: what tells which of two acts came first (M13)."""

from __future__ import annotations

from datetime import date

from nstgov.lifecycle.days import OPEN
from nstgov.records import Movement, Record
from nstgov.records.record_days import day_of

NOW = 2**62
"""Where what is landing now stands on main: behind everything that has landed."""


def landing_position(movement: Movement, file: str) -> int:
    """Where a file landed on main, counted from the first commit; `NOW` of what is landing now."""
    return (movement.landed or {}).get(file, NOW)


def landing_order(movement: Movement, file: str, day: date) -> tuple[int, date, str]:
    """What sorts acts as they landed on main; those that landed together by the day they speak of."""
    return landing_position(movement, file), day, file


def has_landed_before(movement: Movement, file: str, other: str) -> bool:
    """Whether a file landed in an earlier change than another; where the history is not known nobody can tell: yes."""
    return movement.landed is None or landing_position(movement, file) < landing_position(movement, other)


def day_known(record: Record | None) -> date:
    """The day that a record bears; `OPEN` where it names none, or none that can be read."""
    return day_of(record) or OPEN
