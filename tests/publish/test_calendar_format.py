"""The lines of a calendar: those that icalendar writes of the whole, whatever stands in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Alarm, Calendar, Event, vText

from nstgov.publish.following.calendar_format import CalendarEvent, render_calendar

DAY, KNOWN = date(2027, 1, 15), date(2026, 2, 10)


def _as_the_library_writes(name: str, events: list[CalendarEvent]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//nstgov//what comes//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(name))
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", datetime.combine(one.known, time(), UTC))
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("description", one.description)
        event.add("transp", "TRANSPARENT")
        if one.day > one.known:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one.title)
            alarm.add("trigger", timedelta(hours=-6))
            event.add_component(alarm)
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


@pytest.mark.parametrize("length", [0, 1, 60, 66, 67, 68, 73, 74, 75, 140, 141, 142, 300])
@pytest.mark.parametrize("letter", ["a", "é", "م", "🌳", ",", ";", "\\", "^", '"', ":", "\n", "\\N"])
def test_each_line_is_escaped_and_folded_as_the_library_does_it(length: int, letter: str) -> None:
    """Of whatever letters and however long a title is, the calendar has the bytes that icalendar gives the whole."""
    title = f"x{letter * length}y"
    events = [
        CalendarEvent(f"urn:nstgov:{'0f' * 16}:decisions/x:{length}", DAY, KNOWN, title, "", ""),
        CalendarEvent("urn:nstgov:x", KNOWN, KNOWN, "Plain", title, "https://valley.example/a/"),
        CalendarEvent("urn:nstgov:y", DAY, KNOWN, "Plain", "", "https://valley.example/a/"),
    ]
    assert render_calendar(title, events) == _as_the_library_writes(title, events)
