"""Calendars: whole by an independent reader, with days that stay the same, and pages that tell them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import vobject

from nstgov.publish.following.calendar_pages import FIRST, make_calendar_pages
from nstgov.publish.following.calendars import make_calendar_files, render_circle_calendar, render_common_calendar
from nstgov.publish.following.due_dates import DueDates
from nstgov.publish.site import read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from tests.publish.conftest import BuiltSite
from tests.publish.hostile import poisoned
from tests.publish.reading import made_now, pages_now
from tests.record import TODAY, example_record, movement_from, tree_of


@cache
def _example() -> Movement:
    return movement_from(tree_of(example_record()))


def _scene(movement: Movement | None = None, day: date = TODAY) -> Snapshot:
    movement = movement or _example()
    return Snapshot(movement, day, read_site(movement, day, address="https://valley.example/"))


def _events(data: bytes) -> list[Any]:
    return list(vobject.readOne(data.decode(), validate=True).vevent_list)


def _days(data: bytes) -> dict[str, date]:
    return {event.uid.value.split(":", 3)[3]: event.dtstart.value for event in _events(data)}


@pytest.mark.parametrize("hostile", [False, True])
def test_every_calendar_is_whole(hostile: bool) -> None:
    """An independent reader reads each calendar: every event has a name of its own, a whole day, and a text."""
    scene = _scene(poisoned(_example()) if hostile else None)
    files = made_now(make_calendar_files(scene, Circles(scene)))
    assert len(files) > 10
    for path, data in files.items():
        lines = data.split(b"\r\n")
        assert lines[-1] == b"", path
        assert max(map(len, lines)) <= 75, path
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|(?<!\r)\n", data), path
        events = _events(data)
        assert len({event.uid.value for event in events}) == len(events)
        for event in events:
            assert type(event.dtstart.value) is date
            assert event.summary.value.strip()
            assert event.description.value.strip()
            names = {child.name for child in event.getChildren()}
            assert names - {"VALARM"} == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP"}
            if "VALARM" in names:
                assert event.valarm.trigger.value == timedelta(hours=-6)
        assert sum(hasattr(event, "valarm") for event in events) == len(events) - 1, "all but the beginning remind"


def test_a_title_stands_in_a_calendar_as_it_was_written() -> None:
    """Commas, semicolons and line breaks survive the way into a calendar and out of it."""
    scene = _scene()
    titles = [event.summary.value for event in _events(render_common_calendar(scene, DueDates(scene))[1])]
    assert "Last day: A repair café in the boat shed, on Saturdays" in titles


def test_a_circles_calendar_has_its_days() -> None:
    """Last days, reviews and ends of terms of a circle stand in its calendar on their days, and nobody else's."""
    path, data = render_circle_calendar(_scene(), DueDates(_scene()), "lantern-row")
    assert path == "circles/lantern-row/calendar.ics"
    days = _days(data)
    assert days["decisions/meeting-house-key-box:last-day"] == date(2028, 3, 31)
    assert days["circles/lantern-row:begins"] == _example().circles["lantern-row"].founding.opened
    assert any(name.endswith(":term") for name in days)
    assert not any("repair-cafe" in name for name in days)


def test_an_answer_that_is_due_stands_in_the_calendar() -> None:
    """An objection that stands against a decision has the last day for its answer, for the circle that answers."""
    comes = DueDates(_scene()).list_for_circle("three-bridges")
    due = [one for one in comes if "/objections/" in one.key]
    assert [(one.what, one.day) for one in due] == [("resolve", date(2026, 11, 30))]


def test_a_day_keeps_its_name_when_it_moves() -> None:
    """A decision that is let go sooner has its last day under the same name, so that calendars move it."""
    before = {one.key: one.day for one in DueDates(_scene(day=date(2026, 6, 1))).list_all}
    later = {one.key: one.day for one in DueDates(_scene()).list_all}
    both = before.keys() & later.keys()
    assert both
    assert any(before[key] != later[key] for key in both)


def test_the_same_record_gives_the_same_calendars() -> None:
    """Made twice, and as of another day on which the same is awaited, a circle's calendar is the same to the byte."""
    first, again = _scene(), _scene(day=date(2026, 11, 24))
    for id_ in ("lantern-row", "rope-walk"):
        made = render_circle_calendar(first, DueDates(first), id_)
        assert made == render_circle_calendar(_scene(), DueDates(_scene()), id_)
        assert made == render_circle_calendar(again, DueDates(again), id_)


def test_the_page_tells_what_comes_and_how_to_have_it(site: BuiltSite) -> None:
    """Months in their order with their days, each a door; and in plain words how a phone is told the address."""
    page = site.page("calendar")
    assert page.index("November 2026") < page.index("December 2026") < page.index("January 2027")
    assert "../decisions/repair-cafe/" in page
    assert f"{site.named}calendar.ics" in page
    assert "On an Android phone" in page
    assert '"../../circles/rope-walk/calendar.ics"' in site.page("circles/rope-walk")


def test_a_long_month_goes_on_on_pages_of_its_own() -> None:
    """Whatever is awaited stands on the first page or on one of the months', once more on none of them."""
    pages = pages_now(make_calendar_pages(_scene(), Circles(_scene())))
    first = pages[0].context
    told = [row for page in pages[1:] for row in page.context["rows"]]
    told += [row for month in first["months"] if not month.has_pages for row in month.rows]
    assert len(told) == len(DueDates(_scene()).list_all)
    assert all(len(month.rows) <= FIRST for month in first["months"])
    assert first["months"]
    assert first["later"]
    assert all(f"calendar/{month.id}/1/" in {page.path for page in pages} for month in first["later"])
