"""Which edition of the ground rules holds on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from nstgov.lifecycle import FLOORS, ground_rules_on, is_first_level
from nstgov.lifecycle.editions import LENIENT
from nstgov.records import Record
from nstgov.records.ground_rules import AuthorCount
from tests.building import at, decision, edition, ended, movement, review, version

DAYS = range(12)
LENGTHS = (None, 4, 6, 9)


def adopted(number: int, decided: int, sunset: int | None = None, replaces: str = "") -> list[Record]:
    """A proposal for an edition, and the decision that adopted it."""
    id_ = f"rules-{number}"
    until = at(99) if sunset is None else at(sunset)
    return [version(id_, 1, at(0), "top", replaces=replaces), decision(id_, at(decided), "top", sunset=until)]


@pytest.mark.parametrize("from_", [2, 4, 7])
def test_an_edition_holds_from_the_later_of_its_day_and_its_decision_until_that_ends(from_: int) -> None:
    """The second edition holds while its decision is in force, never before its own day; else the first does."""
    for sunset, let_go, reviewed, replaced in product(LENGTHS, repeat=4):
        records: list[Record] = [edition(), edition(2, at(from_), "rules-2"), *adopted(2, 4, sunset)]
        records += [ended("rules-2", at(let_go))] if let_go else []
        records += [review("rules-2", at(reviewed), "let go")] if reviewed else []
        records += adopted(9, replaced, None, "rules-2") if replaced else []
        lasts = [last for last in (sunset, let_go, reviewed, replaced and replaced - 1) if last is not None]
        whole = movement(records)
        for day in DAYS:
            holds = max(from_, 5) <= day <= min(lasts, default=99)
            assert ground_rules_on(whole, at(day)).number == (2 if holds else 1), (
                sunset,
                let_go,
                reviewed,
                replaced,
                day,
            )


def test_of_two_editions_in_force_the_newer_holds_and_when_it_ends_the_one_before() -> None:
    """Whatever the spans of the second and the third edition, the highest number in force holds."""
    for first, first_last, second, second_last in product((1, 3, 5), (4, 8), (2, 3, 6), (5, 7)):
        whole = movement(
            edition(), edition(2, at(0), "rules-2"), edition(3, at(0), "rules-3"),
            adopted(2, first, first_last), adopted(3, second, second_last),
        )  # fmt: skip
        for day in DAYS:
            expected = 3 if second < day <= second_last else 2 if first < day <= first_last else 1
            assert ground_rules_on(whole, at(day)).number == expected


def test_the_founding_edition_holds_also_before_its_day() -> None:
    """A record older than the ground rules is judged by the founding edition all the same."""
    whole = movement(edition(1, "2026-03-01"))
    assert [ground_rules_on(whole, day).number for day in (date.min, at(0), date.max)] == [1, 1, 1]


def test_an_edition_without_a_decision_holds_on_no_day() -> None:
    """An edition that is proposed, or that names nothing, is not in force; it is no fault either."""
    undecided = version("rules-2", 1, at(0), "top")
    for adopted_by in ("rules-2", "nothing", None):
        whole = movement(edition(), edition(2, at(0), adopted_by), undecided)
        assert {ground_rules_on(whole, at(day)).number for day in DAYS} == {1}


JUDGING = (
    "levels", "top", "circle_size", "authors", "representatives", "longest_sunset_days", "reconsider_within_days",
    "answer_objection_within_days", "quiet_after_days", "away", "proof", "",
)  # fmt: skip


@pytest.mark.parametrize("key", JUDGING)
def test_a_part_of_an_edition_that_cannot_be_read_is_as_lenient_as_any_may_be(key: str) -> None:
    """Nothing follows from a fault in the ground rules; what could be read of the edition holds all the same."""
    strict = {"longest_sunset_days": 10, "authors": AuthorCount(least=9), "levels": ("street", "town")}
    second = edition(2, at(0), "rules-2", **strict)
    rules = ground_rules_on(movement(edition(), second, adopted(2, 4), faults=[(second, key)]), at(5))
    assert rules.number == 2
    for part in JUDGING[:-1]:
        assert getattr(rules, part) == getattr(LENIENT if key in (part, "") else second, part)


def test_a_promise_that_cannot_be_read_does_not_take_the_edition_away() -> None:
    """What no rule is judged by may be faulty, and the numbers hold all the same."""
    first = replace(edition(), longest_sunset_days=10)
    assert ground_rules_on(movement(first, faults=[(first, "promises")]), at(0)) is first


def test_without_any_edition_the_founding_numbers_hold() -> None:
    """A movement that has no ground rules yet is judged by the floors."""
    assert ground_rules_on(movement(), at(0)) == FLOORS


def test_the_first_level_is_the_lowest_of_the_edition_of_the_day() -> None:
    """Which level is the lowest is a matter of the edition in force that day."""
    whole = movement(edition(), edition(2, at(0), "rules-2", levels=("street", "town")), adopted(2, 4))
    assert [is_first_level(whole, level, at(4)) for level in ("friend", "street")] == [True, False]
    assert [is_first_level(whole, level, at(5)) for level in ("friend", "street")] == [False, True]


def test_the_founding_numbers_hold_where_no_edition_says_more() -> None:
    """Four people, circles of four to twelve, one or two representatives, two years, and a month to answer."""
    size, sent = FLOORS.circle_size, FLOORS.representatives
    assert (FLOORS.authors.least, size.least, size.good, size.most, sent.least, sent.most) == (4, 4, 8, 12, 1, 2)
    assert FLOORS.longest_sunset_days == 730
    assert (FLOORS.reconsider_within_days, FLOORS.answer_objection_within_days, FLOORS.quiet_after_days) == (30, 30, 60)
    assert LENIENT.longest_sunset_days == 1826
