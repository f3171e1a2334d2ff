"""
Calendars (RFC 5545): what comes, for everybody and for each circle, to stand in people's own calendars (M15, M19).

icalendar writes them; it is loaded where a calendar is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.following.description import format_sentence
from nstgov.publish.following.due_dates import DueDate, DueDates, describe_due_date, get_due_dates
from nstgov.publish.following.feed_entries import make_urn
from nstgov.publish.rendering import PageGroup
from nstgov.publish.text.safe_html import remove_invisible
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot

if TYPE_CHECKING:
    from icalendar import Alarm, Event
    from icalendar.parser import Contentline

File = tuple[str, bytes]
LONGEST_LINE = 75
"""Bytes from which on a line is folded (RFC 5545)."""
MOST = 1000
"""Days in the calendar of the whole movement: the nearest ones; each circle's own has all of the circle's."""


def make_calendar_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """The calendar of the whole movement, and that of each circle."""
    comes, concerning = get_due_dates(scene), get_circle_fingerprints(scene, circles)
    nearest = comes.list_all[:MOST]
    key = get_site_fingerprints(scene).get_cache_key(nearest, (one.of for one in nearest))
    yield PageGroup("calendar", key, lambda: (render_common_calendar(scene, comes),))
    for id_ in circles.list_ids():
        yield PageGroup(
            f"circles/{id_}/calendar", concerning.get_cache_key(id_), partial(_make_circle_calendar, scene, comes, id_)
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
    scene: Snapshot, name: str, begun: date, key: str, comes: Iterable[Event], first: str = ""
) -> bytes:
    """
    A calendar by its name; `first` is what it says of the day on which it begins.

    It begins with the day on which the circle or the movement did: a calendar must not be empty.
    """
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//nstgov//what comes//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(name))
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    begins = first or format_sentence(scene.words.gettext("%(name)s begins"), name=name)
    made.add_component(_render_event(make_urn(scene, key), begun, begun, (begins, ""), scene.site.base_address))
    for one in comes:
        made.add_component(one)
    return _fold_lines(made.content_lines())


def _fold_lines(lines: Iterable[Contentline]) -> bytes:
    """
    The bytes of a calendar's lines, as the library's own `to_ical` writes them.

    It looks at each letter of each line, to fold it where it grows too long. What has fewer letters than a line may
    have bytes, and all of them ASCII, is never folded: nine lines of ten need not be looked at.
    """
    folded: Iterator[bytes] = (
        line.encode() if len(line) < LONGEST_LINE and line.isascii() else line.to_ical()  # type: ignore[no-untyped-call]
        for line in lines
        if line
    )
    return b"\r\n".join(folded) + b"\r\n"


def render_days(
    scene: Snapshot, name: str, begun: date, key: str, days: Iterable[tuple[str, date, date, str, str]]
) -> bytes:
    """A calendar of days, each its name for ever, the day, since when it is known, what it is, and a page's address."""
    base = scene.site.base_address
    events = (
        _render_event(make_urn(scene, named), day, known, (said, ""), base + href if base else "")
        for named, day, known, said, href in days
    )
    first = format_sentence(scene.words.gettext("%(name)s is here since this day"), name=name)
    return _render_calendar(scene, remove_invisible(name), begun, key, events, first)


def _events_of(scene: Snapshot, comes: Iterable[DueDate]) -> Iterator[Event]:
    return (_event_of(scene, one) for one in comes)


def _event_of(scene: Snapshot, one: DueDate) -> Event:
    words = describe_due_date(scene, one)
    address = scene.site.base_address + words.href if scene.site.base_address else ""
    return _render_event(make_urn(scene, one.key), one.day, one.known, (words.title, words.text), address)


def _render_event(uid: str, day: date, known: date, words: tuple[str, str], address: str) -> Event:
    """A day without an hour, which takes nobody's time; `known` is the day since which it is awaited."""
    from icalendar import Event

    title, text = words
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", datetime.combine(known, time(), UTC))
    made.add("dtstart", day)
    made.add("summary", title)
    made.add("description", f"{text} {address}" if text and address else text or address or title)
    made.add("transp", "TRANSPARENT")
    if day > known:
        made.add_component(_make_alarm(title))
    return made


def _make_alarm(title: str) -> Alarm:
    """A reminder on the day before, at six in the evening of whoever has it in their calendar."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", title)
    made.add("trigger", timedelta(hours=-6))
    return made
