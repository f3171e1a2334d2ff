"""Family A: how many people a circle has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.records import Record
from nstgov.rules.circles.circle_size import far_from_the_good_size, too_few_founders, too_many_members
from tests.building import circle, closes, day, edition, election, joins, leaves, movement
from tests.rules.judging import findings, places

PEOPLE = "ana ben chi dee eli fay gus hal ivo jin kim lea mia noa ole".split()


def first(count: int) -> str:
    """The first so many of our people."""
    return " ".join(PEOPLE[:count])


@pytest.mark.parametrize(
    ("members", "expected"), [(0, []), (1, ["members"]), (3, ["members"]), (4, []), (5, []), (12, [])]
)
def test_a_circle_of_one_to_three_is_told_that_it_is_gathering(members: int, expected: list[str]) -> None:
    """One to three founders are a warning; nobody at all is a circle of representatives, and none."""
    assert places(too_few_founders, circle("oak", members=first(members))) == expected
    assert too_few_founders.severity == "warning"


def test_representatives_who_come_on_the_first_day_count_among_those_who_begin() -> None:
    """A circle that begins with two of its own and two who are sent has four on its first day."""
    oak = circle("oak", "2026-01-01", first(4), parent="elm")
    ash = circle("ash", "2026-01-01", "pia quin rosa sam", parent="elm")
    elm = circle("elm", "2026-01-01", "tia uwe", level="regional")
    sent = election("e1", "oak", "ana", "2026-01-01"), election("e2", "ash", "pia", "2026-01-01")
    taken = movement(oak, ash, elm, *sent)
    assert [f.at.file for f in too_few_founders(taken, day("2026-02-01"))] == [elm.file]
    empty = replace(elm, members={})
    assert places(too_few_founders, oak, ash, empty, *sent) == []


def test_a_stricter_edition_asks_for_more_founders() -> None:
    """The edition in force on the first day says how many it takes."""
    strict = edition(circle_size=replace(edition().circle_size, least=5))
    found = findings(too_few_founders, strict, circle("oak", members=first(4)))
    assert [finding.message for finding in found] == ["four people begin this circle; it can decide once it has five"]


@pytest.mark.parametrize("key", ["members", "opened", ""])
def test_founders_that_could_not_be_read_are_not_counted(key: str) -> None:
    """A circle of which the members or the first day are faulty is judged by neither rule about its beginning."""
    for count in (2, 13):
        oak = circle("oak", members=first(count))
        assert places(too_few_founders, oak, faults=[(oak, key)]) == []
        assert places(too_many_members, oak, faults=[(oak, key)]) == []


@pytest.mark.parametrize(("members", "expected"), [(0, []), (12, []), (13, ["members"])])
def test_a_circle_begins_with_twelve_at_most(members: int, expected: list[str]) -> None:
    """Thirteen founders are one too many."""
    assert places(too_many_members, circle("oak", members=first(members))) == expected


def _full(*acts: Record) -> list[str]:
    oak = circle("oak", "2026-01-01", first(12))
    return [f.at.file for f in findings(too_many_members, oak, *acts)]


def test_nobody_joins_a_circle_that_is_full() -> None:
    """The thirteenth is one too many, and so is the fourteenth; the file of each is named."""
    noa, ole = joins("oak", "2026-02-01", "noa"), joins("oak", "2026-02-02", "ole")
    assert _full(noa, ole) == [noa.file, ole.file]


def test_whoever_leaves_has_made_room_on_that_very_day() -> None:
    """Somebody can join on the evening on which another leaves; on the evening before they would be one too many."""
    gone = leaves("oak", "2026-02-01", "ana")
    day_before, same_day = joins("oak", "2026-01-31", "noa"), joins("oak", "2026-02-01", "noa")
    assert _full(gone, day_before) == [day_before.file]
    assert _full(gone, same_day) == []


def test_of_two_who_join_on_one_day_only_the_one_too_many_is_named() -> None:
    """With one seat left, the second in the order of the files is one too many."""
    gone = leaves("oak", "2026-01-31", "ana")
    noa, ole = joins("oak", "2026-02-01", "noa"), joins("oak", "2026-02-01", "ole")
    assert _full(gone, noa, ole) == [ole.file]


def test_more_representatives_than_fit_are_no_fault_of_those_who_send_them() -> None:
    """Thirteen who are sent are silent here: the calendar tells the circle in which they sit."""
    elm = circle("elm", "2026-01-01", level="regional")
    below = [circle(f"c{n}", "2026-01-01", f"p{n} q{n} r{n} s{n}", parent="elm") for n in range(13)]
    sent = [election(f"e{n}", f"c{n}", f"p{n}", "2026-01-02") for n in range(13)]
    assert places(too_many_members, elm, *below, *sent) == []
    told = list(far_from_the_good_size(movement(elm, *below, *sent), day("2026-02-01")))
    assert [(f.at.file, f.severity) for f in told if f.at.file == elm.file] == [(elm.file, None)]
    assert "between this one and those below it" in told[-1].help


def test_whoever_joins_twice_is_not_counted_twice() -> None:
    """Joining again while a member is another rule's matter, and takes no second seat."""
    assert _full(joins("oak", "2026-02-01", "ana")) == []


def test_a_circle_of_which_a_joining_is_faulty_is_not_counted() -> None:
    """Where it is not sure who is there, nobody is told that it is full."""
    oak, noa, ole = (
        circle("oak", "2026-01-01", first(12)),
        joins("oak", "2026-02-01", "noa"),
        joins("oak", "2026-02-03", "ole"),
    )
    assert places(too_many_members, oak, noa, ole, faults=[(noa, "")]) == []


@pytest.mark.parametrize(
    ("members", "severity"),
    [
        (0, "warning"), (1, "warning"), (3, "warning"), (4, "advice"), (5, "advice"), (6, None), (8, None),
        (10, None), (11, "advice"), (12, "advice"), (13, "warning"),
    ],
)  # fmt: skip
def test_a_circle_hears_of_its_size_well_before_a_limit(members: int, severity: str | None) -> None:
    """About eight is good; near a limit there is advice, beyond it a warning."""
    found = list(far_from_the_good_size(movement(circle("oak", members=first(members))), day("2026-02-01")))
    assert [finding.severity or "warning" for finding in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("today", "expected"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)]
)
def test_only_an_open_circle_hears_of_its_size(today: str, expected: int) -> None:
    """From its first day to its last, both included."""
    oak = circle("oak", "2026-01-01", first(2))
    assert len(list(far_from_the_good_size(movement(oak, closes("oak", "2026-06-30")), day(today)))) == expected


def test_a_circle_that_has_shrunk_is_not_said_to_be_gathering() -> None:
    """Having been four, it decides again when it is four; a neighbour that is small too is named."""
    elm = circle("elm", "2026-01-01", level="regional")
    oak = circle("oak", "2026-01-01", first(4), parent="elm")
    ash = circle("ash", "2026-01-01", "pia quin rosa sam", parent="elm")
    gone = leaves("oak", "2026-02-01", "ana")
    small = movement(elm, oak, ash, gone)
    told = {f.at.file: f for f in far_from_the_good_size(small, day("2026-02-02"))}
    assert told[oak.file].message == "three members; four are needed to decide, and it decides again when it has them"
    assert told[oak.file].help == "Ask one more person to join, or think about becoming one circle with ash."
    assert "gathering" not in told[oak.file].message
    assert told[elm.file].message == "nobody is in this circle"
