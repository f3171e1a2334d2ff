"""Days as people read them. The one place that changes when the site speaks more languages."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

MONTHS = "January February March April May June July August September October November December".split()


def in_words(day: date) -> str:
    """`1 May 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_of(day: date) -> Markup:
    """A day as HTML that machines can read too."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), in_words(day))


def days_between(first: date, last: date) -> str:
    """How far `last` lies from `first`: `today`, `tomorrow`, `in 12 days`, `3 days ago`, `in 5 months`."""
    days = (last - first).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    size = abs(days)
    span = f"{size} days" if size < 60 else f"{round(size / 30.4)} months" if size < 700 else f"{round(size / 365)} years"
    return f"in {span}" if days > 0 else f"{span} ago"
