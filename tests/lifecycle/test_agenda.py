"""What a circle's next meeting is about, in which order."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from nstgov.lifecycle.agenda import agenda_of
from nstgov.records import Record
from tests.building import (
    a_test,
    asks,
    at,
    circle,
    decision,
    election,
    ended,
    held,
    movement,
    objection,
    said,
    version,
)

OAK = circle("oak", at(0), "ana ben chi dee", parent="town")
TOWN = circle("town", at(0), level="regional")
EVERYONE = "ana ben chi dee"


def _agenda(day: int, *records: Record | Iterable[Record]) -> list[tuple[str, str | None]]:
    """The sorts and kinds of an agenda's points, in order."""
    points = agenda_of(movement(OAK, *records), "oak", at(day))
    return [(point.sort, point.step.what if point.step else None) for point in points]


def test_what_others_wait_for_comes_first() -> None:
    """An objection to test stands before a round half spoken, that before a new one, a review at the end."""
    records = [
        version("new", 1, at(1)),
        version("asked", 1, at(1)), held("asked", at(2), said("ana")),
        version("roots", 1, at(1)), objection("proposals/roots", "pipes", at(3)),
        version("old", 1, at(1), review=at(3), sunset=at(600)), decision("old", at(2), sunset=at(600)),
    ]  # fmt: skip
    assert _agenda(5, records) == [("step", "test"), ("step", "speak"), ("step", "hold a round"), ("step", "review")]


def test_the_nearest_day_to_answer_is_heard_first() -> None:
    """Of two objections the one that is to be answered sooner comes first."""
    records = [version("p", 1, at(1)), version("q", 1, at(1))]
    records_of = [objection("proposals/q", "late", at(2)), objection("proposals/p", "later", at(4))]
    points = agenda_of(movement(OAK, records, records_of), "oak", at(5))
    assert [point.of for point in points] == ["proposals/q", "proposals/p"]
    assert [point.by for point in points] == sorted(point.by for point in points if point.by)


def test_a_tested_objection_asks_for_a_way() -> None:
    """Once it stands, the circle is asked to look for a change with those who objected."""
    records = [version("p", 1, at(1)), objection("proposals/p", "roots", at(2))]
    assert _agenda(5, records, [a_test("proposals/p", "roots", at(3), "stands")]) == [("step", "resolve")]


def test_a_circle_that_nobody_represents_chooses() -> None:
    """Under a parent without a representative, choosing one stands on the agenda, and names the parent."""
    (point,) = agenda_of(movement(OAK, TOWN), "oak", at(5))
    assert (point.sort, point.of) == ("choose", "town")


def test_asking_for_help_opens_the_meeting() -> None:
    """What the circle asked for comes before all else."""
    records = [asks("oak", at(2)), version("p", 1, at(1))]
    assert _agenda(3, records) == [("help", None), ("step", "hold a round")]


@pytest.mark.parametrize(("day", "found"), [(39, []), (40, [("lapses", None)]), (100, [("lapses", None)]), (101, [])])
def test_a_decision_is_spoken_of_within_sixty_days_of_its_end(day: int, found: list[tuple[str, None]]) -> None:
    """From sixty days before its last day up to that day, a decision in force stands on the agenda."""
    assert _agenda(day, [version("p", 1, at(1), sunset=at(100)), decision("p", at(2), sunset=at(100))]) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ([], [("term ends", None)]),
        ([election("e2", "oak", "ben", at(50), at(400), from_=at(101), role="facilitator")], []),
        ([election("e2", "oak", "ben", at(10), at(400), role="facilitator")], []),
        ([election("e2", "oak", "ben", at(10), at(400), role="secretary")], [("term ends", None)]),
        ([ended("e", at(49), "resigned")], []),
    ],
)
def test_a_term_that_ends_is_spoken_of_while_nobody_goes_on(more: list[Record], found: list[tuple[str, None]]) -> None:
    """A term near its end stands there unless somebody follows, goes on in the role, or it is over already."""
    facilitator = election("e", "oak", "ana", at(1), at(100), role="facilitator")
    assert _agenda(60, [facilitator, *more]) == found


def test_nothing_waits_for_a_circle_without_anything() -> None:
    """A circle for which nothing is on record has no points, and one that is not on record has none either."""
    assert _agenda(5) == []
    assert agenda_of(movement(OAK), "nowhere", at(5)) == ()


def test_what_ends_on_one_day_is_spoken_of_in_the_order_of_names() -> None:
    """A term and decisions alike, so that two who look see the same list."""
    records = [version("zinnias", 1, at(0), sunset=at(50)), decision("zinnias", at(1), sunset=at(50))]
    records += [election("ana-speaks", "oak", "ana", at(1), at(50), role="secretary")]
    points = agenda_of(movement(OAK, records), "oak", at(40))
    assert [point.of for point in points if point.by == at(50)] == ["ana-speaks", "zinnias"]
