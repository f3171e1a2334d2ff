"""Ways up and down: who is above, below, heard and not heard; rings, and very long chains."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

import pytest

from nstgov.lifecycle import (
    circle_on,
    compute_membership,
    find_nearest_common,
    find_part_taken,
    find_unheard_below,
    list_chain_steps,
    members_on,
    yield_circle_and_above,
    yield_circles_above,
)
from nstgov.lifecycle.circle_states import children_of
from nstgov.records import Movement, Record
from tests.building import at, changes, circle, closes, election, movement
from tests.lifecycle.worlds import wild
from tests.work import steps

LOW = ("ash", "elm", "oak", "yew")
TODAY = at(10)


def town(elected: Iterable[str] = (*LOW, "east", "west"), size: int = 4) -> Movement:
    """Four circles under two, those under the top; each of those elected sends the first of its people upwards."""
    records: list[Record] = [circle("top"), circle("east", parent="top"), circle("west", parent="top")]
    for id_ in LOW:
        people = " ".join(f"{id_}-{n}" for n in range(size))
        records.append(circle(id_, members=people, parent="east" if id_ in ("ash", "elm") else "west"))
    sends = {id_: f"{id_}-0" for id_ in LOW} | {"east": "ash-0", "west": "oak-0"}
    return movement(records, [election(f"{id_}-rep", id_, sends[id_], at(1)) for id_ in elected])


def all_below(whole: Movement, one: str, day: date) -> set[str]:
    """All circles below one on a day, without itself, by the links to each."""
    found, left = {one}, [one]
    while left:
        fresh = [child for child in children_of(whole, left.pop(), day) if child not in found]
        found.update(fresh)
        left += fresh
    return found - {one}


def test_up_and_down_are_the_same_ways() -> None:
    """One circle is above another exactly when the other is below it, and everything is below the top."""
    whole = town()
    for one in whole.circles:
        above = set(yield_circles_above(whole, one, TODAY))
        assert above == {other for other in whole.circles if one in all_below(whole, other, TODAY)}
        assert tuple(yield_circle_and_above(whole, one, TODAY)) == (one, *yield_circles_above(whole, one, TODAY))
    under = {"top": ("east", "west"), "east": ("ash", "elm"), "west": ("oak", "yew")}
    assert {one: children_of(whole, one, TODAY) for one in under} == under
    assert [one for one in LOW if children_of(whole, one, TODAY)] == []
    assert [step.parent for step in list_chain_steps(whole, "ash", TODAY)] == ["east", "top"]


def unbroken(elected: set[str], low: str) -> bool:
    """Whether everybody on the way up from a circle has elected; who is sent on must have been sent there first."""
    above = "east" if low in ("ash", "elm") else "west"
    sent_on = {"east": "ash", "west": "oak"}[above]
    return {low, above, sent_on} <= elected


@pytest.mark.parametrize("count", range(7))
def test_part_is_taken_only_over_an_unbroken_chain(count: int) -> None:
    """Whichever circles have elected: one took part in what the top decided if nobody was missing on its way up."""
    for elected in combinations((*LOW, "east", "west"), count):
        whole = town(elected)
        heard = {low for low in LOW if unbroken(set(elected), low)}
        assert {low for low in LOW if find_part_taken(whole, low, ("top",), TODAY) is not None} == heard
        middle = {m for m in ("east", "west") if members_on(whole, m, TODAY)}
        silent = {m for m in middle if find_part_taken(whole, m, ("top",), TODAY) is None}
        assert set(find_unheard_below(whole, "top", TODAY)) == (set(LOW) - heard) | silent


def test_who_decides_takes_part_and_who_stands_aside_does_not() -> None:
    """A deciding circle needs no steps; a circle beside it or above it took no part."""
    whole = town()
    assert find_part_taken(whole, "ash", ("ash", "oak"), TODAY) == ()
    assert [s.child for s in find_part_taken(whole, "ash", ("east",), TODAY) or ()] == ["ash"]
    for affected, deciding in (
        ("east", ("ash",)),
        ("yew", ("east",)),
        ("top", ("east", "west")),
        ("nowhere", ("top",)),
    ):
        assert find_part_taken(whole, affected, deciding, TODAY) is None


def test_the_nearest_holder_is_the_lowest_circle_above_all_that_can_decide() -> None:
    """For every choice of circles: the first on the way up in which all take part and that has four members."""
    whole = movement(list(town().records.values()), [election(f"{low}-more", low, f"{low}-1", at(1)) for low in LOW])
    assert len(members_on(whole, "east", TODAY)) == 4
    for count in (1, 2, 3, 4):
        for some in combinations((*LOW, "east", "west"), count):
            shared = [
                c
                for c in yield_circle_and_above(whole, some[0], TODAY)
                if all(c in yield_circle_and_above(whole, o, TODAY) for o in some)
            ]
            fit = [c for c in shared if len(members_on(whole, c, TODAY)) >= 4]
            assert find_nearest_common(whole, some, TODAY) == (fit[0] if fit else None)
    assert find_nearest_common(whole, (), TODAY) is None
    assert find_nearest_common(whole, ("nowhere",), TODAY) is None


def test_a_closed_circle_holds_nothing() -> None:
    """On its last day a circle may still decide, on the day after it may not."""
    whole = movement(circle("oak", members="ana ben chi dee"), closes("oak", at(5)))
    assert [find_nearest_common(whole, ["oak"], at(day)) for day in (5, 6)] == ["oak", None]


@pytest.mark.parametrize("seed", range(60))
def test_in_wild_worlds_ways_agree_with_each_other(seed: int) -> None:
    """Rings or not: ways end, what is above is never met twice, and unheard is who has members and no whole chain."""
    whole = wild(seed).movement()
    for day in (at(3), at(6), at(9)):
        for one in whole.circles:
            above = list(yield_circles_above(whole, one, day))
            assert len(above) == len(set(above))
            assert one not in above
            lower = all_below(whole, one, day)
            lost = {c for c in lower if members_on(whole, c, day) and find_part_taken(whole, c, (one,), day) is None}
            assert set(find_unheard_below(whole, one, day)) == lost


def ring(size: int) -> Iterator[Record]:
    """Circles of which each names the next as its parent and sends somebody, and the last one the first."""
    for n in range(size):
        yield circle(f"c{n:05}", at(0), "" if n else "ana ben", parent=f"c{(n + 1) % size:05}")
        yield election(f"e{n:05}", f"c{n:05}", "ana", at(0))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 500])
def test_a_ring_of_parents_is_answered_and_ends(size: int) -> None:
    """A ring is a finding; members, links and ways are answered all the same, and every way ends."""
    whole = movement(ring(size), circle("c", members="pat"), circle("low", at(1), "lou", parent="c00000"))
    assert set(compute_membership(whole).stays) == set(whole.circles)
    for id_ in list(whole.circles)[:9]:
        assert circle_on(whole, id_, TODAY) is not None
        assert len(list(yield_circles_above(whole, id_, TODAY))) <= size
        assert len(list_chain_steps(whole, id_, TODAY)) == len(list(yield_circles_above(whole, id_, TODAY)))
        assert len(all_below(whole, id_, TODAY)) <= size + 1
        assert find_nearest_common(whole, [id_, "low"], TODAY) is None


def long_chain(size: int) -> Iterator[Record]:
    """Circles of which each sits in the next, all the way sending up the same person; the ids run downwards."""
    for n in range(size):
        yield circle(f"c{size - n:05}", at(0), "" if n else "ana ben", parent=f"c{size - n - 1:05}")
        yield election(f"e{n:05}", f"c{size - n:05}", "ana", at(0))


def asked_of_all(whole: Movement) -> None:
    """Who sits where in a long chain, who is heard, and who holds what."""
    size = len(whole.circles) - 1
    assert list(members_on(whole, "c00000", TODAY)) == ["ana"]
    assert len(all_below(whole, "c00000", TODAY)) == size
    assert len(find_part_taken(whole, f"c{size:05}", ("c00000",), TODAY) or ()) == size
    assert find_unheard_below(whole, "c00000", TODAY) == ()
    assert find_nearest_common(whole, whole.circles, TODAY) is None


@pytest.mark.long
def test_in_a_chain_of_three_thousand_circles_no_recursion_runs_out() -> None:
    """Three times as many as Python's calls may lie in one another: everything that is asked of them is answered."""
    assert sys.getrecursionlimit() <= 1000
    asked_of_all(movement(long_chain(3000), circle("c00000")))


def test_a_long_chain_costs_as_much_per_circle_as_a_short_one() -> None:
    """Ten times as many circles take ten times as many steps, not a hundred times."""
    short, long = (movement(long_chain(size), circle("c00000")) for size in (100, 1000))
    assert 9 < steps(lambda: asked_of_all(long)) / steps(lambda: asked_of_all(short)) < 11


def many_under_one(size: int) -> Movement:
    """Circles that all name one parent, each on a day of its own, and send it the same person."""
    circles = [circle(f"c{n:05}", at(0), "ana", parent=None) for n in range(size)]
    naming = [changes(f"c{n:05}", at(n), parent="top") for n in range(size)]
    return movement(circles, naming, circle("top"), [election(f"e{n}", f"c{n:05}", "ana", at(n)) for n in range(size)])


def test_very_many_circles_under_one_parent_are_worked_out_in_one_pass() -> None:
    """Ten times as many take ten times as many steps; who comes by many ways is one member."""
    few, many = many_under_one(100), many_under_one(1000)
    assert 9 < steps(lambda: compute_membership(many)) / steps(lambda: compute_membership(few)) < 11
    assert len(compute_membership(many).stays["top"]) == 1
