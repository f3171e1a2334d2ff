"""The calendar as pages: what comes next, month by month (M15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby, islice
from typing import NamedTuple

from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.following.description import Description
from nstgov.publish.following.due_dates import DueDate, describe_due_date, get_due_dates
from nstgov.publish.following.feeds import list_common_feeds
from nstgov.publish.listing import PER_PAGE
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.text.dates import format_month
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import PageLink, Snapshot

FIRST = 20
"""Days of each month on the first page; a month that has more has pages of its own."""
MONTHS = 6
"""Months on the first page; later ones have pages of their own."""
OVERDUE = "overdue"


class CalendarRow(NamedTuple):
    """A day in the calendar: what comes, in words, and for which circles."""

    day: date
    what: str
    told: Description
    circles: tuple[PageLink, ...]


class CalendarMonth(NamedTuple):
    """A month (or what is overdue): its folder, its title, its first rows, how many it has, whether it has pages."""

    id: str
    title: str
    rows: tuple[CalendarRow, ...]
    size: int
    has_pages: bool


def make_calendar_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page | PageGroup]:
    """The page of what comes next, and pages of months that are long or far away."""
    _ = scene.words.gettext
    months = _group_by_month(scene, get_due_dates(scene).list_all)
    shown: list[CalendarMonth] = []
    later: list[CalendarMonth] = []
    for at, (id_, comes) in enumerate(months.items()):
        far = at >= MONTHS + (OVERDUE in months)
        has_pages = far or len(comes) > FIRST
        rows = () if far else tuple(_make_calendar_row(scene, one) for one in comes[:FIRST])
        (later if far else shown).append(CalendarMonth(id_, _month_title(scene, id_), rows, len(comes), has_pages))
    view = {"months": shown, "later": later, "own": f"{scene.site.base_address}calendar.ics"}
    about = _("Last days, reviews, ends of terms and answers that are due.")
    yield Page(
        "calendar/", "calendar", "calendar.html", _("What comes next"), about, view, list_common_feeds(scene)[1:2]
    )
    for month in (*shown, *later):
        if month.has_pages:
            comes = months[month.id]
            key = get_site_fingerprints(scene).get_cache_key(comes, (one.of for one in comes))
            yield PageGroup(
                f"calendar/{month.id}", key, partial(_make_month_pages, scene, month._replace(rows=()), comes)
            )


def _make_month_pages(scene: Snapshot, month: CalendarMonth, comes: Sequence[DueDate]) -> Iterator[Page]:
    """The pages of one month, a hundred days on each."""
    pages = -(-len(comes) // PER_PAGE)
    for at in range(1, pages + 1):
        rows = tuple(_make_calendar_row(scene, one) for one in islice(comes, (at - 1) * PER_PAGE, at * PER_PAGE))
        view = {"month": month, "rows": rows, "at": at, "pages": pages}
        about = scene.words.gettext("What comes in this month.")
        title = f"{month.title}, {at}/{pages}" if pages > 1 else month.title
        yield Page(f"calendar/{month.id}/{at}/", "calendar", "calendar_month.html", title, about, view)


def _group_by_month(scene: Snapshot, comes: Sequence[DueDate]) -> dict[str, list[DueDate]]:
    """What comes, by the month; what is overdue first."""

    def find_month(one: DueDate) -> str:
        return OVERDUE if one.day < scene.day else f"{one.day:%Y-%m}"

    return {id_: list(of_month) for id_, of_month in groupby(comes, find_month)}


def _month_title(scene: Snapshot, id_: str) -> str:
    return (
        scene.words.gettext("Waiting for longer")
        if id_ == OVERDUE
        else format_month(date.fromisoformat(f"{id_}-01"), scene.site.spoken)
    )


def _make_calendar_row(scene: Snapshot, one: DueDate) -> CalendarRow:
    return CalendarRow(one.day, one.what, describe_due_date(scene, one), scene.link_circles(dict.fromkeys(one.circles)))
