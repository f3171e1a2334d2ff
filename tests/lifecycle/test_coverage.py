"""Coverage of a decision for all circles at once, held against the answers for one circle."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from benchmarks.coverage_speed import DECIDED, make_records
from nstgov.lifecycle import compute_membership, find_part_taken, find_unheard_below, members_on, sent_on
from nstgov.lifecycle.belonging import collect_several
from nstgov.lifecycle.chain_breaks import breaks_on
from nstgov.lifecycle.chain_gaps import find_gap_paths, find_gaps, gaps_by_day, is_sent
from nstgov.lifecycle.coverage import (
    Silence,
    find_not_sitting_elsewhere,
    find_peopled_circles,
    find_reached,
    find_unheard,
    has_members,
)
from nstgov.lifecycle.days import Span
from nstgov.records import Movement
from nstgov.rules import rule_named
from tests.building import at, circle, election, movement
from tests.lifecycle.worlds import wild

DAYS = [at(n) for n in range(11)]


@pytest.mark.parametrize("seed", range(40))
def test_how_far_a_voice_reaches_is_how_part_is_taken(seed: int) -> None:
    """In any world, for any circles that decide: what is told of all at once is what is told of each."""
    whole = wild(seed).movement()
    for day in (at(3), at(6), at(9)):
        for deciding in combinations(whole.circles, 2):
            ends = find_reached(whole, whole.circles, deciding, day)
            for one in whole.circles:
                assert (ends[one] in deciding) == (find_part_taken(whole, one, deciding, day) is not None), (
                    one,
                    deciding,
                )


@pytest.mark.parametrize("seed", range(40))
def test_who_is_unheard_below_all_is_unheard_below_one(seed: int) -> None:
    """Of one affected circle all at once tells the same; of two, each circle is told of at the nearer one."""
    whole = wild(seed).movement()
    for day, there in gaps_by_day(whole, DAYS):
        ways = find_gap_paths(whole, there, day)
        for one in whole.circles:
            assert find_unheard(whole, [one], ways).get(one, ()) == find_unheard_below(whole, one, day), (one, day)
        for pair in combinations(whole.circles, 2):
            told = [circle for silent in find_unheard(whole, pair, ways).values() for circle in silent]
            assert len(told) == len(set(told))
            assert set(told) <= {c for one in pair for c in find_unheard_below(whole, one, day)} - set(pair)


@pytest.mark.parametrize("seed", range(40))
def test_gaps_are_the_days_on_which_nobody_sits_for_a_linked_circle(seed: int) -> None:
    """Day by day, worked out once for all days and for each day alone."""
    whole = wild(seed).movement()
    for day, there in gaps_by_day(whole, DAYS):
        linked = {
            (link.child, link.parent)
            for links in compute_membership(whole).links.values()
            for link in links
            if link.span.has_day(day)
        }
        empty = {(child, parent) for child, parent in linked if child not in sent_on(whole, parent, day)}
        assert (
            {(link.child, link.parent) for link in there}
            == empty
            == {
                (link.child, link.parent)
                for span, links in find_gaps(whole).items()
                if span.has_day(day)
                for link in links
            }
        )
        assert all(is_sent(whole, child, parent, day) for child, parent in linked - empty)
        assert {one for one in whole.circles if has_members(whole, one, day)} == {
            one for one in whole.circles if members_on(whole, one, day)
        }
        assert {one for one in whole.circles if has_members(whole, one, day)} <= find_peopled_circles(whole, day)


def test_whoever_sits_in_a_circle_that_was_heard_was_heard() -> None:
    """Somebody of a silent circle who is a member of another one below the affected one was not left out."""
    silent = circle("oak", members="ana ben", parent="top")
    whole = movement(
        circle("top"), silent, circle("elm", members="ana", parent="top"), election("e", "elm", "ana", at(0))
    )
    assert find_not_sitting_elsewhere(whole, [Silence(("oak",), ("top",), at(1))]) == [{"ben"}]


@pytest.mark.parametrize("seed", range(40))
def test_whoever_is_in_several_circles_is_found_in_each(seed: int) -> None:
    """Who began or joined a second circle, or was sent to one, is known in all of them; everybody else in one alone."""
    whole = wild(seed).movement()
    stays = compute_membership(whole).stays
    everybody = {stay.person for theirs in stays.values() for stay in theirs}
    for day in DAYS:
        several = collect_several(whole, everybody, Span(day, day))
        for person in everybody:
            there = {one for one, theirs in stays.items() for s in theirs if s.person == person and s.span.has_day(day)}
            if person in several:
                assert there == {one for one, stay in several[person] if stay.span.has_day(day)}, (person, day)
            else:
                assert len(there) <= 1, (person, day)


def _steps(ask: Callable[..., Any], *about: Any) -> int:
    """How many function calls an answer takes: the same on every machine, however busy."""
    count = 0

    def counting(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        ask(*about)
    finally:
        sys.setprofile(None)
    return count


def _asked(whole: Movement) -> Iterator[tuple[str, int]]:
    today = date(2026, 3, 2)
    yield "membership", _steps(compute_membership, whole)
    yield "breaks", _steps(breaks_on, whole, today)
    for code in ("D03", "D12"):
        rule = rule_named(code)
        assert rule
        yield code, _steps(list, rule(whole, DECIDED))


@pytest.mark.long
def test_links_and_coverage_grow_with_the_number_of_circles() -> None:
    """Eight times as many circles on four levels take at most nine times as many steps, whatever is asked."""
    small, large = Movement(make_records(400)), Movement(make_records(3200))
    ratio = len(large.circles) / len(small.circles)
    for (name, few), (_, many) in zip(_asked(small), _asked(large), strict=True):
        assert many / few < ratio * 1.15, name


def _deep(size: int) -> Movement:
    """A chain of circles, each under the next and none sending anybody."""
    return movement(circle(f"c{n:05}", at(0), "" if n else "ana", parent=f"c{n + 1:05}") for n in range(size))


@pytest.mark.long
def test_a_long_chain_of_gaps_takes_as_many_steps_as_it_is_long() -> None:
    """Four thousand empty circles in a row, all affected, cost four times a thousand of them."""

    def ask(whole: Movement) -> None:
        for day, there in gaps_by_day(whole, [at(1)]):
            ways = find_gap_paths(whole, there, day)
            find_unheard(whole, list(whole.circles), ways)
            find_unheard(whole, ["c00999"], ways)
            find_reached(whole, whole.circles, ["c00999"], day)
            assert "c00999" in find_peopled_circles(whole, day)

    few, many = (_steps(ask, _deep(size)) for size in (1000, 4000))
    assert many < 4.6 * few


def test_a_circle_is_peopled_by_its_members_and_by_all_who_are_below_it() -> None:
    """An empty circle over an empty one stands for nobody."""
    empty = [circle("bare"), circle("void", parent="bare")]
    whole = movement(empty, circle("top"), circle("mid", parent="top"), circle("oak", at(2), "ana", parent="mid"))
    assert find_peopled_circles(whole, at(1)) == set()
    assert find_peopled_circles(whole, at(2)) == {"top", "mid", "oak"}
