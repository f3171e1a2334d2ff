"""
Calendars (RFC 5545): what comes, for everybody and for each circle, to stand in people's own calendars (M15, M19).

icalendar writes them; it is loaded where a calendar is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from nstgov.publish.concerning import concerns
from nstgov.publish.following.coming import Coming, WhatComes, what_comes
from nstgov.publish.following.entries import urn
from nstgov.publish.following.telling_coming import coming_told
from nstgov.publish.following.told import said
from nstgov.publish.keys import keys_of
from nstgov.publish.rendering import Later
from nstgov.publish.text import visible
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene

if TYPE_CHECKING:
    from icalendar import Event

File = tuple[str, bytes]
MOST = 1000
"""Days in the calendar of the whole movement: the nearest ones; each circle's own has all of the circle's."""


def calendar_files(scene: Scene, circles: Circles) -> Iterator[Later]:
    """The calendar of the whole movement, and that of each circle."""
    comes, concerning = what_comes(scene), concerns(scene, circles)
    nearest = comes.all[:MOST]
    key = keys_of(scene).of(nearest, (one.of for one in nearest))
    yield Later("calendar", key, lambda: (common_calendar(scene, comes),))
    for id_ in circles.ids():
        yield Later(f"circles/{id_}/calendar", concerning.key(id_), partial(_of_circle, scene, comes, id_))


def _of_circle(scene: Scene, comes: WhatComes, id_: str) -> tuple[File]:
    return (circle_calendar(scene, comes, id_),)


def common_calendar(scene: Scene, comes: WhatComes) -> File:
    """The calendar of the whole movement: what is overdue, and the nearest days."""
    founding = scene.movement.ground_rules.get(1)
    begun = founding.from_ if founding else date(2000, 1, 1)
    return "calendar.ics", _calendar(scene, scene.site.title, begun, "begins", comes.all[:MOST])


def circle_calendar(scene: Scene, comes: WhatComes, id_: str) -> File:
    """The calendar of one circle."""
    name = visible(scene.circle(id_).name)
    begun = scene.movement.circles[id_].founding.opened
    key = f"circles/{id_}:begins"
    return f"circles/{id_}/calendar.ics", _calendar(scene, name, begun, key, comes.of_circle(id_))


def _calendar(scene: Scene, name: str, begun: date, key: str, comes: Iterable[Coming]) -> bytes:
    """
    A calendar by its name.

    It begins with the day on which the circle or the movement did: a calendar must not be empty.
    """
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//nstgov//what comes//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(name))
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    begins = said(scene.words.gettext("%(name)s begins"), name=name)
    made.add_component(_event(urn(scene, key), begun, begun, (begins, ""), scene.site.here))
    for one in comes:
        made.add_component(_event_of(scene, one))
    written: bytes = made.to_ical()
    return written


def _event_of(scene: Scene, one: Coming) -> Event:
    words = coming_told(scene, one)
    address = scene.site.here + words.href if scene.site.here else ""
    return _event(urn(scene, one.key), one.day, one.known, (words.title, words.text), address)


def _event(uid: str, day: date, known: date, words: tuple[str, str], address: str) -> Event:
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
    return made
