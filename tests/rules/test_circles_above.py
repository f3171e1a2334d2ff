"""Family A: which circle stands above which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import Circle, Record
from nstgov.rules.circles.parents import parent_not_above, sent_without_being_taken_in
from tests.building import changes, circle, closes, edition, election, takes_in
from tests.rules.judging import findings, places


def region(id_: str, opened: str = "2026-01-01", parent: str | None = None, **more: Any) -> Circle:
    """A regional circle without members of its own."""
    return circle(id_, opened, parent=parent, **{"level": "regional", **more})


def found_in(*records: Record) -> list[tuple[str, str]]:
    """File and key of what is found about parents."""
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in findings(parent_not_above, *records)]


def test_a_ring_is_found_once_where_it_closes() -> None:
    """The circle that names its parent last closes the ring, be it by an act or on a later first day."""
    one, two = region("one", parent="two"), region("two", "2026-02-01", parent="one")
    assert found_in(one, two) == [(two.file, "parent")]
    late = changes("two", "2026-03-01", parent="one")
    assert found_in(one, replace(two, parent=None), late) == [(late.file, "parent")]


def test_a_ring_of_one_day_is_found_once() -> None:
    """When all name their parents on one day, the last in the order of the files is told."""
    ring = [region("aa", parent="bb"), region("bb", parent="cc"), region("cc", parent="aa")]
    assert found_in(*ring) == [(ring[2].file, "parent")]
    assert "cc → aa → bb → cc" in findings(parent_not_above, *ring)[0].message


def test_a_circle_that_names_itself_is_a_ring() -> None:
    """The smallest ring has one circle."""
    assert found_in(region("one", parent="one")) == [("circles/one/circle.yml", "parent")]
    assert findings(parent_not_above, region("one", parent="one"))[0].message == "one names itself as its parent"


def test_whoever_names_a_circle_in_an_old_ring_is_not_told() -> None:
    """A ring is mended where it closed; those below it did nothing wrong."""
    one, two = region("one", parent="two"), region("two", "2026-02-01", parent="one")
    below = circle("low", "2026-03-01", "ana ben chi dee", parent="one")
    assert found_in(one, two, below) == [(two.file, "parent")]


def test_circles_that_have_closed_or_moved_on_form_no_ring() -> None:
    """A ring needs all its circles, and all its parents, on one day."""
    one, two = region("one", parent="two"), region("two")
    turned = changes("two", "2026-06-01", parent="one")
    assert found_in(one, two, closes("one", "2026-05-31"), turned) == []
    assert found_in(one, two, closes("one", "2026-06-01"), turned) == [(turned.file, "parent")]
    away = changes("one", "2026-05-01", parent="top")
    assert found_in(one, two, region("top", level="global"), away, turned) == []


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [("friend", "friend", 0), ("friend", "global", 0), ("regional", "friend", 1), ("global", "continental", 1)],
)
def test_a_parent_stands_on_the_same_level_or_a_higher_one(child: str, parent: str, expected: int) -> None:
    """Levels are compared in the order in which the ground rules name them."""
    assert len(found_in(region("low", parent="high", level=child), region("high", level=parent))) == expected


def test_the_levels_of_the_day_count() -> None:
    """Levels that were changed before count as changed; the order is that of the edition of the day."""
    high, low = region("high", level="friend"), region("low")
    named = changes("low", "2026-03-01", parent="high")
    assert found_in(high, low, named) == [(named.file, "parent")]
    risen = changes("high", "2026-03-01", level="global")
    assert found_in(high, low, named, risen) == []
    turned = edition(levels=("global", "continental", "regional", "friend"))
    assert found_in(turned, high, low, named) == []


def test_a_circle_that_changes_its_level_stays_under_its_parent_and_above_its_children() -> None:
    """The one that moves is told, at its level, once."""
    top, mid, low = region("top"), region("mid", parent="top"), region("low", parent="mid")
    risen = changes("mid", "2026-03-01", level="global")
    assert found_in(top, mid, low, risen) == [(risen.file, "level")]
    sunk = changes("mid", "2026-03-01", level="friend")
    assert found_in(top, mid, low, sunk) == [(sunk.file, "level")]
    both = changes("mid", "2026-03-01", level="global", parent="top")
    assert len(found_in(top, replace(mid, parent=None), low, both)) == 1


@pytest.mark.parametrize("key", ["level", "opened", ""])
def test_a_level_that_could_not_be_read_is_not_compared(key: str) -> None:
    """Where a level is faulty, nothing is said of who stands above whom."""
    high, low = region("high", level="friend"), region("low", parent="high")
    assert places(parent_not_above, high, low, faults=[(high, key)]) == []
    assert places(parent_not_above, high, low, faults=[(low, "parent")]) == []


def test_levels_and_parents_that_nobody_knows_are_left_to_the_reader() -> None:
    """An unknown level or parent is a reference that names nothing, and no more than that."""
    assert found_in(region("low", parent="nowhere"), region("odd", parent="low", level="lunar")) == []


OAK = circle("oak", "2026-01-01", "ana ben chi dee", parent="elm")
ASH = circle("ash", "2026-03-01", "eli fay gus hal", parent="elm")
ELM = region("elm")
FIRST = election("e1", "oak", "ana", "2026-01-02")


def sending(*records: Record) -> list[tuple[str, str]]:
    """File and key of what is found about sending somebody."""
    found = findings(sent_without_being_taken_in, *records)
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in found]


def test_a_parent_without_members_is_open_to_all() -> None:
    """Both name it before anybody sits there, so both send at once."""
    both = election("e2", "ash", "eli", "2026-03-02")
    assert sending(OAK, replace(ASH, opened=OAK.opened), ELM, FIRST, both) == []


def test_from_then_on_it_takes_in_who_comes() -> None:
    """A circle that names it later and elects is told at its election, until it has been taken in."""
    both = election("e2", "ash", "eli", "2026-03-02")
    assert sending(OAK, ASH, ELM, FIRST, both) == [(both.file, "circle")]
    assert sending(OAK, ASH, ELM, FIRST) == []
    assert sending(OAK, ASH, ELM, FIRST, both, takes_in("elm", "2026-03-02", "ash")) == []


def test_whoever_was_elected_before_the_parent_was_named_is_told_where_it_was_named() -> None:
    """The election was right when it was held; naming the parent made it a sending."""
    early = election("e2", "ash", "eli", "2026-03-02")
    named = changes("ash", "2026-04-01", parent="elm")
    assert sending(OAK, replace(ASH, parent=None), ELM, FIRST, early, named) == [(named.file, "parent")]
    over = election("e2", "ash", "eli", "2026-03-02", "2026-03-31")
    assert sending(OAK, replace(ASH, parent=None), ELM, FIRST, over, named) == []


def test_a_facilitator_sits_nowhere_else() -> None:
    """Only representatives are sent."""
    assert sending(OAK, ASH, ELM, FIRST, election("e2", "ash", "eli", "2026-03-02", role="facilitator")) == []


@pytest.mark.parametrize("key", ["circle", "role", "held", "term", "proposed"])
def test_an_election_that_could_not_be_read_sends_nobody(key: str) -> None:
    """Where the election is faulty, nothing is said."""
    both = election("e2", "ash", "eli", "2026-03-02")
    assert places(sent_without_being_taken_in, OAK, ASH, ELM, FIRST, both, faults=[(both, key)]) == []


def test_a_level_that_was_changed_and_cannot_be_read_is_not_compared() -> None:
    """What it was before may be long ago."""
    high, low = region("high", level="global"), region("low", parent="high")
    sunk = changes("high", "2026-02-01", level="friend")
    assert found_in(high, low, sunk) == [(sunk.file, "level")]
    named = changes("low", "2026-03-01", parent="high")
    lone = replace(low, parent=None)
    assert found_in(high, lone, sunk, named) == [(named.file, "parent")]
    for key in ("level", "date"):
        assert places(parent_not_above, high, lone, sunk, named, faults=[(sunk, key)]) == []
