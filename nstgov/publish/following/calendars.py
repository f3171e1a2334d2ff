"""
Calendars (RFC 5545): what comes, for everybody and for each circle, to stand in people's own calendars (M15, M19).

icalendar makes one calendar and one event, and they are stamped as pages are; each text is escaped and folded by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from nstgov.publish.concerning import concerns
from nstgov.publish.following.coming import Coming, WhatComes, what_comes
from nstgov.publish.following.entries import urn
from nstgov.publish.following.telling_coming import coming_told
from nstgov.publish.following.told import said
from nstgov.publish.keys import keys_of
from nstgov.publish.rendering import Later
from nstgov.publish.shell import Shell, slot
from nstgov.publish.text import visible
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene

if TYPE_CHECKING:
    from icalendar import vText

File = tuple[str, bytes]
MOST = 1000
"""Days in the calendar of the whole movement: the nearest ones; each circle's own has all of the circle's."""
LONGEST_LINE = 75
"""Bytes of a line (RFC 5545, 3.1)."""
_A_DAY = datetime(1000, 1, 1, tzinfo=UTC)
"""Stands in the shells where a day will be."""


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
    begins = said(scene.words.gettext("%(name)s begins"), name=name)
    events = [_event(urn(scene, key), begun, begun, (begins, ""), scene.site.here)]
    events += [_of_coming(scene, one) for one in comes]
    return _shells()[0].stamp({"name": _line("X-WR-CALNAME", name), "events": "".join(events)}).encode()


def _of_coming(scene: Scene, one: Coming) -> str:
    words = coming_told(scene, one)
    address = scene.site.here + words.href if scene.site.here else ""
    return _event(urn(scene, one.key), one.day, one.known, (words.title, words.text), address)


def _event(uid: str, day: date, known: date, words: tuple[str, str], address: str) -> str:
    title, text = words
    more = f"{text} {address}" if text and address else text or address or title
    return _shells()[1].stamp(
        {
            "uid": _line("UID", uid),
            "day": day.isoformat().replace("-", ""),
            "known": known.isoformat().replace("-", ""),
            "title": _line("SUMMARY", title),
            "text": _line("DESCRIPTION", more),
        }
    )


def _line(name: str, text: str) -> str:
    """A text as it stands behind the name of its line: escaped, and folded into lines of at most 75 bytes."""
    line = f"{name}:{_value()(text).to_ical().decode()}"
    return (_folded(line) if line.isascii() else _folded_by_bytes(name, text)).removeprefix(f"{name}:")


def _folded(line: str) -> str:
    """A line of ASCII, folded; nothing is torn from the backslash that stands before it."""
    pieces, at, room = [], 0, LONGEST_LINE
    while len(line) - at > room:
        end = at + room - (line[at + room - 1] == "\\")
        pieces.append(line[at:end])
        at, room = end, LONGEST_LINE - 1
    return "\r\n ".join((*pieces, line[at:]))


def _folded_by_bytes(name: str, text: str) -> str:
    """A line in any script, folded by the library, which counts the bytes of each character."""
    from icalendar import Parameters
    from icalendar.parser import Contentline

    folded: bytes = Contentline.from_parts(name, Parameters(), _value()(text)).to_ical()
    return folded.decode()


@cache
def _value() -> type[vText]:
    """What escapes a text; icalendar is loaded where a calendar is made."""
    from icalendar import vText

    return vText


@cache
def _shells() -> tuple[Shell, Shell]:
    """The shell of a calendar and that of an event, as icalendar writes them; an event is a day without an hour."""
    from icalendar import Calendar, Event

    made, event = Calendar(), Event()
    made.add("prodid", "-//nstgov//what comes//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", slot("name"))
    made.add("refresh-interval;value=duration", "P1D")
    event.add("uid", slot("uid"))
    event.add("dtstamp", _A_DAY)
    event.add("dtstart", _A_DAY.date())
    event.add("summary", slot("title"))
    event.add("description", slot("text"))
    event.add("transp", "TRANSPARENT")
    made.add_component(event)
    whole = made.to_ical().decode()
    whole = whole.replace("10000101T000000Z", f"{slot('known')}T000000Z").replace("10000101", slot("day"))
    first, last = whole.index("BEGIN:VEVENT"), whole.index("END:VCALENDAR")
    return Shell.of(whole[:first] + slot("events") + whole[last:]), Shell.of(whole[first:last])
