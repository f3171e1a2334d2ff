"""Where the ways upwards are broken, since when, and how many people stand behind."""

from __future__ import annotations

from datetime import date

import pytest

from nstgov.lifecycle import list_chain_steps, members_on, yield_circles_above
from nstgov.lifecycle.chain_breaks import ChainBreak, breaks_on
from nstgov.records import Movement, Record
from tests.building import at, changes, circle, closes, election, ended, leaves, movement, takes_in
from tests.lifecycle.test_ways_upwards import LOW, town
from tests.lifecycle.worlds import wild

OAK = circle("oak", at(0), "ana ben chi dee", parent="town")
TOWN = circle("town", at(0))
SENDS = election("sends", "oak", "ana", at(2), at(5))


def told(whole: Movement, day: date) -> dict[str, tuple[str, int, int]]:
    """By circle: why its way is broken, since which day (by its number), and how many people stand behind."""
    found = breaks_on(whole, day).items()
    return {id_: (broken.why, (broken.since - at(0)).days, broken.people) for id_, broken in found}


@pytest.mark.parametrize(("day", "since"), [(1, 0), (2, None), (5, None), (6, 6), (9, 6)])
def test_a_break_begins_on_the_day_after_the_last_on_which_somebody_sat_there(day: int, since: int | None) -> None:
    """Before anybody was chosen it is as old as the link; a term's first and last day belong to it."""
    expected = {} if since is None else {"oak": ("nobody sent", since, 4)}
    assert told(movement(OAK, TOWN, SENDS), at(day)) == expected


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([OAK, TOWN, SENDS, leaves("oak", at(3), "ana")], ("nobody sent", 4, 3)),
        ([OAK, TOWN, SENDS, ended("sends", at(3))], ("nobody sent", 4, 4)),
        ([OAK, circle("town", at(0), "tom"), SENDS], ("not taken in", 0, 4)),
        ([OAK, circle("town", at(0), "tom"), SENDS, takes_in("town", at(1), "oak")], None),
        ([OAK, TOWN, SENDS, closes("town", at(3))], ("parent closed", 4, 4)),
        ([OAK, TOWN, SENDS, closes("oak", at(3))], None),
        ([OAK, circle("town", at(5)), SENDS], None),
        ([OAK, SENDS], None),
        ([circle("oak", at(0), "ana"), changes("oak", at(3), parent="town"), TOWN], ("nobody sent", 3, 1)),
    ],
    ids="left ended not-taken-in taken-in parent-closed closed not-begun no-parent named-later".split(),
)
def test_every_reason_is_told_with_its_first_day(records: list[Record], expected: tuple[str, int, int] | None) -> None:
    """A person leaves, a term ends early, the parent never took it in or closed; nothing is said of a circle alone."""
    assert told(movement(records), at(4)).get("oak") == expected


def test_who_stands_behind_two_breaks_is_counted_once_at_the_nearer() -> None:
    """With both steps broken, each break has the people who meet it first."""
    whole = town([])
    assert told(whole, at(10)) == dict.fromkeys(LOW, ("nobody sent", -2192, 4))
    half = town(["ash", "elm", "oak", "yew", "west"])
    broken = breaks_on(half, at(10))
    assert set(broken) == {"east"}
    assert broken["east"].circles == ("ash", "east", "elm")
    assert broken["east"].people == 8


def test_who_is_heard_in_another_circle_is_not_counted() -> None:
    """A member of two circles, one of which is heard above, is not silenced; of two that are not, counted once."""
    records = [
        circle("top"),
        circle("oak", members="ana ben", parent="top"),
        circle("elm", members="ana", parent="top"),
    ]
    both = movement(records, circle("yew", members="ben", parent="top"))
    assert {id_: broken.people for id_, broken in breaks_on(both, at(1)).items()} == {"elm": 1, "oak": 1, "yew": 0}
    heard = movement(records, election("sends", "elm", "ana", at(0)))
    assert {id_: broken.people for id_, broken in breaks_on(heard, at(1)).items()} == {"oak": 1}


def test_a_faulty_record_silences_only_what_it_clouds() -> None:
    """Where nobody can tell who was taken in, no break is told; elsewhere it is."""
    closing = closes("town", at(9))
    whole = movement(
        OAK, TOWN, closing, circle("elm", members="eli", parent="up"), circle("up"), faults=[(closing, "date")]
    )
    assert set(breaks_on(whole, at(4))) == {"elm"}


@pytest.mark.parametrize("seed", range(40))
def test_in_wild_worlds_a_circle_stands_behind_a_break_where_its_chain_ends(seed: int) -> None:
    """Rings or not: a circle whose linked way has an empty step stands behind exactly one break, the first."""
    whole = wild(seed).movement()
    for day in (at(3), at(6), at(9)):
        found: list[ChainBreak] = list(breaks_on(whole, day).values())
        behind = [circle for broken in found for circle in broken.circles]
        assert len(behind) == len(set(behind))
        people = {person for circle in behind for person in members_on(whole, circle, day)}
        assert sum(broken.people for broken in found) <= len(people)
        for circle_ in whole.circles:
            empty = [step.child for step in list_chain_steps(whole, circle_, day) if not step.representatives]
            if empty and members_on(whole, circle_, day) and not _in_a_ring(whole, circle_, day):
                assert next(b.circle for b in found if circle_ in b.circles) == empty[0]


def _in_a_ring(whole: Movement, circle_: str, day: date) -> bool:
    return any(circle_ in yield_circles_above(whole, above, day) for above in yield_circles_above(whole, circle_, day))
