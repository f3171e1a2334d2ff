"""The calendar as pages: what comes next, month by month (M15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby, islice
from typing import NamedTuple

from nstgov.publish.days import month_in_words
from nstgov.publish.following.coming import Coming, what_comes
from nstgov.publish.following.feeds import common
from nstgov.publish.following.telling_coming import coming_told
from nstgov.publish.following.told import Told
from nstgov.publish.keys import keys_of
from nstgov.publish.listing import PER_PAGE
from nstgov.publish.rendering import Later, Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Door, Scene

FIRST = 20
"""Days of each month on the first page; a month that has more has pages of its own."""
MONTHS = 6
"""Months on the first page; later ones have pages of their own."""
OVERDUE = "overdue"


class Row(NamedTuple):
    """A day in the calendar: what comes, in words, and for which circles."""

    day: date
    what: str
    told: Told
    circles: tuple[Door, ...]


class Month(NamedTuple):
    """A month (or what is overdue): its folder, its title, its first rows, how many it has, whether it has pages."""

    id: str
    title: str
    rows: tuple[Row, ...]
    size: int
    has_pages: bool


def calendar_pages(scene: Scene, _circles: Circles) -> Iterator[Page | Later]:
    """The page of what comes next, and pages of months that are long or far away."""
    _ = scene.words.gettext
    months = _months(scene, what_comes(scene).all)
    shown: list[Month] = []
    later: list[Month] = []
    for at, (id_, comes) in enumerate(months.items()):
        far = at >= MONTHS + (OVERDUE in months)
        has_pages = far or len(comes) > FIRST
        rows = () if far else tuple(_row(scene, one) for one in comes[:FIRST])
        (later if far else shown).append(Month(id_, _title(scene, id_), rows, len(comes), has_pages))
    view = {"months": shown, "later": later, "own": f"{scene.site.here}calendar.ics"}
    about = _("Last days, reviews, ends of terms and answers that are due.")
    yield Page("calendar/", "calendar", "calendar.html", _("What comes next"), about, view, common(scene)[1:2])
    for month in (*shown, *later):
        if month.has_pages:
            comes = months[month.id]
            key = keys_of(scene).of(comes, (one.of for one in comes))
            yield Later(f"calendar/{month.id}", key, partial(_pages, scene, month._replace(rows=()), comes))


def _pages(scene: Scene, month: Month, comes: Sequence[Coming]) -> Iterator[Page]:
    """The pages of one month, a hundred days on each."""
    pages = -(-len(comes) // PER_PAGE)
    for at in range(1, pages + 1):
        rows = tuple(_row(scene, one) for one in islice(comes, (at - 1) * PER_PAGE, at * PER_PAGE))
        view = {"month": month, "rows": rows, "at": at, "pages": pages}
        about = scene.words.gettext("What comes in this month.")
        title = f"{month.title}, {at}/{pages}" if pages > 1 else month.title
        yield Page(f"calendar/{month.id}/{at}/", "calendar", "calendar_month.html", title, about, view)


def _months(scene: Scene, comes: Sequence[Coming]) -> dict[str, list[Coming]]:
    """What comes, by the month; what is overdue first."""

    def month(one: Coming) -> str:
        return OVERDUE if one.day < scene.day else f"{one.day:%Y-%m}"

    return {id_: list(of_month) for id_, of_month in groupby(comes, month)}


def _title(scene: Scene, id_: str) -> str:
    return (
        scene.words.gettext("Waiting for longer")
        if id_ == OVERDUE
        else month_in_words(date.fromisoformat(f"{id_}-01"), scene.site.spoken)
    )


def _row(scene: Scene, one: Coming) -> Row:
    return Row(one.day, one.what, coming_told(scene, one), scene.circles(dict.fromkeys(one.circles)))
