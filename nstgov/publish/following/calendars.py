"""Calendars: what comes, for everybody and for each circle, to stand in people's own calendars (M15, M19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain

from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.following.calendar_format import CalendarEvent, render_calendar
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.following.description import format_sentence
from nstgov.publish.following.due_dates import DueDate, DueDates, describe_due_date, get_due_dates
from nstgov.publish.following.feed_entries import make_urn
from nstgov.publish.rendering import PageGroup
from nstgov.publish.text.safe_html import remove_invisible
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot

File = tuple[str, bytes]
MOST = 1000
"""Days in the calendar of the whole movement: the nearest ones; each circle's own has all of the circle's."""


def make_calendar_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """The calendar of the whole movement, and that of each circle: in none of them stands what a circle asks for."""
    key = get_site_fingerprints(scene).acts_key
    yield PageGroup("calendars", key, partial(_list_calendars, scene, circles), holds_groups=True)


def _list_calendars(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    comes, concerning = get_due_dates(scene), get_circle_fingerprints(scene, circles)
    nearest = comes.list_all[:MOST]
    key = get_site_fingerprints(scene).get_cache_key(nearest, (one.of for one in nearest))
    yield PageGroup("calendar", key, lambda: (render_common_calendar(scene, comes),))
    for id_ in circles.list_ids():
        yield PageGroup(
            f"circles/{id_}/calendar", concerning.get_acts_key(id_), partial(_make_circle_calendar, scene, comes, id_)
        )


def _make_circle_calendar(scene: Snapshot, comes: DueDates, id_: str) -> tuple[File]:
    return (render_circle_calendar(scene, comes, id_),)


def render_common_calendar(scene: Snapshot, comes: DueDates) -> File:
    """The calendar of the whole movement: what is overdue, and the nearest days."""
    founding = scene.movement.ground_rules.get(1)
    begun = founding.from_ if founding else date(2000, 1, 1)
    return "calendar.ics", _render_calendar(
        scene, scene.site.title, begun, "begins", _events_of(scene, comes.list_all[:MOST])
    )


def render_circle_calendar(scene: Snapshot, comes: DueDates, id_: str) -> File:
    """The calendar of one circle."""
    name = remove_invisible(scene.link_circle(id_).name)
    begun = scene.movement.circles[id_].founding.opened
    key = f"circles/{id_}:begins"
    return f"circles/{id_}/calendar.ics", _render_calendar(
        scene, name, begun, key, _events_of(scene, comes.list_for_circle(id_))
    )


def _render_calendar(
    scene: Snapshot, name: str, begun: date, key: str, comes: Iterable[CalendarEvent], first: str = ""
) -> bytes:
    """
    A calendar by its name; `first` is what it says of the day on which it begins.

    It begins with the day on which the circle or the movement did: a calendar must not be empty.
    """
    begins = first or format_sentence(scene.words.gettext("%(name)s begins"), name=name)
    event = CalendarEvent(make_urn(scene, key), begun, begun, begins, "", scene.site.base_address)
    return render_calendar(name, chain((event,), comes))


def render_days(
    scene: Snapshot, name: str, begun: date, key: str, days: Iterable[tuple[str, date, date, str, str]]
) -> bytes:
    """A calendar of days, each its name for ever, the day, since when it is known, what it is, and a page's address."""
    base = scene.site.base_address
    events = (
        CalendarEvent(make_urn(scene, named), day, known, said, "", base + href if base else "")
        for named, day, known, said, href in days
    )
    first = format_sentence(scene.words.gettext("%(name)s is here since this day"), name=name)
    return _render_calendar(scene, remove_invisible(name), begun, key, events, first)


def _events_of(scene: Snapshot, comes: Iterable[DueDate]) -> Iterator[CalendarEvent]:
    return (_event_of(scene, one) for one in comes)


def _event_of(scene: Snapshot, one: DueDate) -> CalendarEvent:
    words = describe_due_date(scene, one)
    address = scene.site.base_address + words.href if scene.site.base_address else ""
    return CalendarEvent(make_urn(scene, one.key), one.day, one.known, words.title, words.text, address)
