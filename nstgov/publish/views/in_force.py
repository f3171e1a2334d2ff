"""
What was in force on any day of the past, month by month, as it stood then (M13).

A page for each day would be too many. A page for each month shows everything that was in force at any time in it, with
its first and last day, so every day is answered by reading. In a movement so large that this would come to too many
rows, a month shows what began and what ended in it; each circle's manual then tells what held in that circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nstgov.lifecycle import decisions_on
from nstgov.publish.views.decision_views import DecisionRow, make_decision_row
from nstgov.publish.views.snapshot import PageLink, Snapshot

MOST_MONTHS = 360
"""How far back months are made, from the month of the day that the site shows."""
MOST_ROWS = 20_000
"""Rows of all months together beyond which each month shows its changes only."""
PER_PAGE = 36
"""Rows on one page of a month."""


class TimeInForce(NamedTuple):
    """A decision with its first and last day in force as far as is known, and the text that was consented to."""

    row: DecisionRow
    first: date
    last: date
    version: int
    text: PageLink

    def overlaps_days(self, first: date, last: date) -> bool:
        """Whether it was in force on any day between two, both included."""
        return self.first <= last and first <= self.last


class Month(NamedTuple):
    """A month by its first and last day; of the month that the site is made in the last day is that of the site."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """Its name in addresses, `2026-06`."""
        return f"{self.first.year:04}-{self.first.month:02}"


class MonthView(NamedTuple):
    """
    One page of a month.

    `whole` tells whether everything in force is listed (else what `began` and `ended`); the counts are of the month.
    """

    month: Month
    rows: tuple[TimeInForce, ...]
    whole: bool
    at_first: int
    at_last: int
    began: int
    ended: int
    at: int
    pages: int
    before: Month | None
    after: Month | None


class YearView(NamedTuple):
    """The months of a year, each with how many decisions were in force on its last day."""

    year: int
    months: tuple[tuple[Month, int], ...]


def list_times_in_force(scene: Snapshot) -> tuple[TimeInForce, ...]:
    """Everything that was ever in force, by circle and then by its first day; history from elsewhere never was."""
    found = []
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if decision is None or state.stage in ("imported", "not valid") or state.last_day < decision.decided:
            continue
        row, text = make_decision_row(scene, id_, state), scene.link_version(id_, decision.version)
        found.append(TimeInForce(row, decision.decided, state.last_day, decision.version, text))
    return tuple(sorted(found, key=_sort_by_circle))


def _sort_by_circle(one: TimeInForce) -> tuple[str, date, str]:
    return one.row.circles[0].name if one.row.circles else "", one.first, one.row.id


def list_months(all_: Iterable[TimeInForce], day: date) -> tuple[Month, ...]:
    """The months from the first in which something was in force to that of a day, in order."""
    first = min((one.first for one in all_), default=None)
    months: list[Month] = []
    last = day
    while first is not None and first <= last and len(months) < MOST_MONTHS:
        begins = last.replace(day=1)
        months.append(Month(begins, last))
        if begins == date.min:
            break
        last = begins - timedelta(days=1)
    return tuple(reversed(months))


def list_year_views(all_: tuple[TimeInForce, ...], months: tuple[Month, ...]) -> tuple[YearView, ...]:
    """The months by year, the latest year first."""
    held = _count_at_month_ends(all_, months)
    years = sorted({month.first.year for month in months}, reverse=True)
    return tuple(
        YearView(year, tuple((month, held[month][1]) for month in months if month.first.year == year)) for year in years
    )


def list_month_views(all_: tuple[TimeInForce, ...], months: tuple[Month, ...]) -> Iterator[MonthView]:
    """Every page of every month."""
    held = _count_at_month_ends(all_, months)
    rows = {month: [one for one in all_ if one.overlaps_days(*month)] for month in months}
    whole = sum(map(len, rows.values())) <= MOST_ROWS
    for nth, month in enumerate(months):
        began = [one for one in rows[month] if one.first >= month.first]
        ended = [one for one in rows[month] if one.last <= month.last]
        shown = rows[month] if whole else sorted({*began, *ended}, key=_sort_by_circle)
        around = months[nth - 1] if nth else None, months[nth + 1] if nth + 1 < len(months) else None
        counts = *held[month], len(began), len(ended)
        pages = max(1, -(-len(shown) // PER_PAGE))
        for at in range(1, pages + 1):
            on_page = tuple(shown[(at - 1) * PER_PAGE : at * PER_PAGE])
            yield MonthView(month, on_page, whole, *counts, at, pages, *around)


def _count_at_month_ends(all_: tuple[TimeInForce, ...], months: tuple[Month, ...]) -> dict[Month, tuple[int, int]]:
    """How many were in force on the first and on the last day of each month."""
    return {
        month: (sum(one.overlaps_days(month.first, month.first) for one in all_),
                sum(one.overlaps_days(month.last, month.last) for one in all_))
        for month in months
    }  # fmt: skip
