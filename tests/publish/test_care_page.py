"""The care page tells which circles could use a hand, where voices get lost, and what waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from nstgov.lifecycle import circles_of, members_on, yield_circles_above
from nstgov.lifecycle.care import care_on
from nstgov.publish.site import read_site
from nstgov.publish.views.care_views import (
    TOLD_BY_CIRCLE,
    CareRow,
    ChainRow,
    FindingRow,
    count_people_not_heard,
    list_care_rows,
)
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from nstgov.rules import RULES
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, check_files, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]


def _scene(whole: Movement, day: date = TODAY) -> Snapshot:
    return Snapshot(whole, day, read_site(whole, day))


def _unlinked() -> dict[str, str]:
    """The worked example in which Hill Villages sends nobody to Everyone."""
    files = dict(example_record())
    for path in list(files):
        if path.endswith("election.yml") and "circle: hill-villages\n" in files[path]:
            del files[path]
    return files


@pytest.mark.parametrize("files", [dict(example_record()), _unlinked()])
def test_every_need_of_every_circle_is_on_the_page(files: dict[str, str]) -> None:
    """The rows are the lifecycle's needs, circle by circle and reason by reason, those with most reasons first."""
    whole = movement_from(tree_of(files))
    rows = [row for row in list_care_rows(_scene(whole))["circles"] if isinstance(row, CareRow)]
    shown = {(row.circle.href, need.reason, need.since) for row in rows for need in row.needs}
    needs = care_on(whole, TODAY)
    assert shown == {(f"circles/{id_}/", need.reason, need.since) for id_, of in needs.items() for need in of}
    counts = [len(row.needs) for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_what_else_the_calendar_finds_is_there_once() -> None:
    """Each finding of the calendar that no circle's reasons tell stands once, with its help and its rule."""
    files = _unlinked()
    found = [d for d in check_files(files, lane="calendar").diagnostics if d.code not in TOLD_BY_CIRCLE]
    rows = list_care_rows(_scene(movement_from(tree_of(files))))
    shown = [row for part in ("late", "ahead") for row in rows.get(part, ()) if isinstance(row, FindingRow)]
    assert sorted((row.code, row.help) for row in shown) == sorted((d.code, _in_words(d.help)) for d in found)
    assert any("before 15 December 2026" in row.help for row in shown)


def _in_words(text: str) -> str:
    """A finding's help with its days as people say them."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda day: f"{date.fromisoformat(day[0]):%-d %B %Y}", text)


def _silent(whole: Movement, below: str) -> set[str]:
    """By walking: the members below a circle that sends nobody, who sit nowhere else."""
    behind = {id_ for id_ in whole.circles if id_ == below or below in yield_circles_above(whole, id_, TODAY)}
    people = {person for id_ in behind for person in members_on(whole, id_, TODAY)}
    return {person for person in people if set(circles_of(whole, person, TODAY)) <= behind}


@pytest.mark.long
def test_a_broken_chain_tells_whose_voices_are_lost(built_from: Make) -> None:
    """Where a circle sends nobody, the page counts the people below it, who are heard above in no other way."""
    files = _unlinked()
    whole = movement_from(tree_of(files))
    silent = _silent(whole, "hill-villages")
    assert len(silent) > 10
    assert count_people_not_heard(_scene(whole)) == len(silent)
    words = words_of(built_from(files).page("care"))
    assert f"{len(silent)} people are not heard in the circles above today" in words
    assert "Hill Villages sends nobody. Next: it chooses a representative." in words
    assert f"{len(silent)} people not heard above" in words


def test_the_break_that_silences_most_comes_first() -> None:
    """Of several breaks the one with most people behind it is told first."""
    files = _unlinked()
    for path in list(files):
        if path.endswith("election.yml") and "circle: chestnut-school\n" in files[path]:
            del files[path]
    rows = [row for row in list_care_rows(_scene(movement_from(tree_of(files))))["chains"] if isinstance(row, ChainRow)]
    assert [row.people for row in rows] == sorted((row.people for row in rows), reverse=True)
    assert len(rows) > 1
    assert rows[0].circle.name == "Hill Villages"


def test_the_example_reads_calmly(site: BuiltSite) -> None:
    """A circle that asks for help is quoted, a quiet one is asked after, and every row has a next step."""
    words = words_of(site.page("care"))
    assert "We have ten strong opinions and one good chair." in words
    assert "Nothing has happened in it. Somebody could ask how they are." in words
    assert "this idea has looked for two more people to stand with it." in words


def test_every_rule_of_the_calendar_has_its_place() -> None:
    """The rules told by a circle's reasons are rules of the calendar, so no finding is dropped for a wrong code."""
    calendar = {rule.code for rule in RULES if rule.lane == "calendar"}
    assert calendar >= TOLD_BY_CIRCLE


@pytest.mark.long
def test_a_broken_way_is_never_called_whole(site: BuiltSite, built_from: Make) -> None:
    """That no way up is broken is said only where the list of broken ways is empty."""
    assert "No way up is broken today" in words_of(site.page("care"))
    people = ["ana", "ben", "chi", "dee"]
    founders = "".join(f"  {one}: {{name: {one.title()}}}\n" for one in people)
    at_home = "".join(f"  {one}: {{home: town}}\n" for one in people)
    begins = "aim: To meet.\nopened: 2026-01-01\nmembers:\n"
    # all of Oak sit in Town themselves: the way from Oak is broken, and silences nobody
    page = built_from({
        "circles/town/circle.yml": f"name: Town\nlevel: regional\n{begins}{founders}entered_by: ana\n",
        "circles/town/2026-01-02.takes-in.oak.yml": "voices: {}\nentered_by: ana\n",
        "circles/town/oak/circle.yml": f"name: Oak\nlevel: friend\nparent: town\n{begins}{at_home}entered_by: ana\n",
    }).page("care")  # fmt: skip
    assert 'id="chains"' in page
    assert "0 people not heard above" in words_of(page)
    assert "No way up is broken today" not in words_of(page)
