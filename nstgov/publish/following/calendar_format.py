"""
Calendars as iCalendar has them (RFC 5545), written by icalendar, which is loaded where a calendar is made.

Each line is icalendar's own, escaped and folded by it. What stands in one calendar as in the next (how a calendar and a
reminder begin and end, a day) is asked of it once; its own `to_ical` of the whole would work out each line anew, which
takes six times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from icalendar import Parameters, vText
    from icalendar.parser import Contentline

LONGEST_LINE = 75
"""Bytes that a line has fewer of; one that grows longer is folded."""
_NAME = b"X-WR-CALNAME:"
_SAID = 2000
"""Lines that are remembered: many days of a calendar give the same advice."""


class CalendarEvent(NamedTuple):
    """
    A day without an hour, which takes nobody's time.

    `uid` is its name for ever, `known` the day since which it is awaited; `address` is where to read on, or empty.
    """

    uid: str
    day: date
    known: date
    title: str
    text: str
    address: str

    @property
    def description(self) -> str:
        """What is said below the title."""
        if self.text and self.address:
            return f"{self.text} {self.address}"
        return self.text or self.address or self.title


def render_calendar(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """A calendar by its name."""
    head, tail = _list_frame_lines()
    lines = [*(_write_text("X-WR-CALNAME", name) if line == _NAME else line for line in head)]
    for event in events:
        lines += _list_event_lines(event)
    return b"\r\n".join((*lines, *tail)) + b"\r\n"


def _list_event_lines(event: CalendarEvent) -> Iterator[bytes]:
    """The lines of one day, in the order in which icalendar writes what an event has."""
    yield b"BEGIN:VEVENT"
    yield _write_text("SUMMARY", event.title)
    yield _write_day(event.day)
    yield _write_stamp(event.known)
    yield _write_text("UID", event.uid)
    yield _write_text("DESCRIPTION", event.description)
    yield b"TRANSP:TRANSPARENT"
    if event.day > event.known:
        before, after = _list_alarm_lines()
        yield from (*before, _write_text("DESCRIPTION", event.title), *after)
    yield b"END:VEVENT"


@cache
def _list_frame_lines() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """How every calendar begins, without its name, and how it ends."""
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//nstgov//what comes//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(""))
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    *head, end = made.to_ical().splitlines()
    return tuple(head), (end,)


@cache
def _list_alarm_lines() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """A reminder on the day before, at six in the evening of whoever has it: before its words, and after them."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", "")
    made.add("trigger", timedelta(hours=-6))
    lines = made.to_ical().splitlines()
    at = lines.index(b"DESCRIPTION:")
    return tuple(lines[:at]), tuple(lines[at + 1 :])


@cache
def _write_day(day: date) -> bytes:
    from icalendar import Parameters, vDate

    return _write_line("DTSTART", vDate(day), Parameters({"VALUE": "DATE"}))


@cache
def _write_stamp(day: date) -> bytes:
    from icalendar import vDatetime

    return _write_line("DTSTAMP", vDatetime(datetime.combine(day, time(), UTC)), _no_parameters())


@lru_cache(maxsize=_SAID)
def _write_text(name: str, text: str) -> bytes:
    return _write_line(name, _text_type()(text), _no_parameters())


def _write_line(name: str, value: object, parameters: Parameters) -> bytes:
    """
    One line as icalendar writes it, escaped and folded.

    Its folding looks at each letter and weighs its bytes. Where all are ASCII, and none begins what must not be torn
    apart, a line is cut after so many letters: then it comes to the same, in a fiftieth of the time.
    """
    line = _line_type().from_parts(name, parameters, value)
    if not line.isascii() or "\\" in line or "^" in line:
        written: bytes = line.to_ical()
        return written
    most = LONGEST_LINE - 1
    return "\r\n ".join(line[at : at + most] for at in range(0, len(line), most)).encode()


@cache
def _no_parameters() -> Parameters:
    from icalendar import Parameters

    return Parameters()


@cache
def _text_type() -> type[vText]:
    from icalendar import vText

    return vText


@cache
def _line_type() -> type[Contentline]:
    from icalendar.parser import Contentline

    return Contentline
