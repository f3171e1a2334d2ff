"""Days as people read them. The one place that changes when the site speaks more languages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from nstgov.lifecycle import OPEN

MONTHS = "January February March April May June July August September October November December".split()
UNKNOWN = "a day that could not be read"


def in_words(day: date) -> str:
    """`1 May 2027`; OPEN stands for a day that could not be read."""
    return UNKNOWN if day == OPEN else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def time_of(day: date) -> Markup:
    """A day as HTML that machines can read too."""
    if day == OPEN:
        return escape(UNKNOWN)
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), in_words(day))


@lru_cache(maxsize=4096)
def last_day_of(day: date) -> Markup:
    """A last day; the page's script says so when it has passed since the page was made."""
    if day == OPEN:
        return escape(UNKNOWN)
    return Markup('<time datetime="{}" data-last>{}</time>').format(day.isoformat(), in_words(day))
