"""Links between circles, held against a model that walks through the days."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.lifecycle.worlds import NEVER, World, agree, wild
from tests.model.circles import Place, Ring, Term

DAYS = range(11)


def always(first: int = 0, own: str = "", *names: tuple[int, str]) -> Place:
    """A circle that never closes, whose founders never leave."""
    return Place(first, NEVER, [(person, first, NEVER) for person in own.split()], list(names))


@pytest.mark.parametrize("taken", [taken for n in range(3) for taken in combinations((1, 3, 4, 5, 7), n)])
def test_a_parent_with_members_takes_a_circle_in_and_one_without_need_not(taken: tuple[int, ...]) -> None:
    """Taken in before, on or after the day it names its parent, once, twice or never; the parent empty or not."""
    for own in ([], [("pat", 0, 3)], [("pat", 0, 4)], [("pat", 4, NEVER)], [("pat", 5, NEVER)], [("pat", 0, NEVER)]):
        for opened, last in product((0, 3, 4, 5), (6, NEVER)):
            town = Place(opened, last, [(p, max(first, opened), left) for p, first, left in own if left >= opened])
            oak = always(0, "ana ben", (4, "town"))
            terms = [Term("oak-1", "oak", "ana", 2, 8), Term("oak-2", "oak", "ben", 5, 9)]
            agree(World({"oak": oak, "town": town}, {(on, "town", "oak") for on in taken}, terms), DAYS)


def test_a_circle_changes_its_parent_and_comes_back() -> None:
    """Each parent consents for itself, and once more when a circle that had left it comes back."""
    for days in combinations((1, 2, 4, 5, 7), 3):
        for town_has, city_has in product((True, False), repeat=2):
            for taken in combinations((1, 3, 6, 8), 2):
                oak = always(0, "ana ben", (days[0], "town"), (days[1], "city"), (days[2], "town"))
                town, city = always(0, "pat" if town_has else ""), always(0, "chi" if city_has else "")
                world = {"oak": oak, "town": town, "city": city}
                terms = [Term("oak-1", "oak", "ana", 0, NEVER)]
                agree(World(world, {(on, "town", "oak") for on in taken} | {(3, "city", "oak")}, terms), DAYS)


def test_naming_the_same_parent_again_changes_nothing() -> None:
    """A circle that names the parent it has already stays where it is, and need not be taken in again."""
    oak = always(0, "ana", (1, "town"), (5, "town"))
    town = always(0, "pat")
    agree(World({"oak": oak, "town": town}, {(2, "town", "oak")}, [Term("oak-1", "oak", "ana", 0, NEVER)]), DAYS)


def test_circles_that_name_an_empty_parent_on_one_day_come_in_together() -> None:
    """Nobody of those who come on one day is before the others; whoever comes later is taken in."""
    for first, second, third in product((1, 3), (1, 3), (3, 5)):
        places = {"top": always()}
        for id_, on in (("elm", first), ("oak", second), ("yew", third)):
            places[id_] = always(0, f"{id_}-ana", (on, "top"))
        terms = [Term(f"{id_}-1", id_, f"{id_}-ana", 2, 8) for id_ in ("elm", "oak", "yew")]
        for taken in (set(), {(6, "top", "yew")}):
            agree(World(places, taken, terms), DAYS)


def test_a_parent_that_closes_or_has_not_begun_is_no_parent() -> None:
    """A tie holds only while both circles are there; to a circle that has not begun it begins with that circle."""
    for opened, last, left in product((0, 3, 5), (6, 7, NEVER), (4, 8, NEVER)):
        oak = Place(0, left, [("ana", 0, left)], [(2, "town")])
        for own in ("", "pat"):
            town = Place(opened, last, [(p, opened, last) for p in own.split()])
            for taken in (set(), {(opened, "town", "oak")}, {(6, "town", "oak")}):
                agree(World({"oak": oak, "town": town}, taken, [Term("oak-1", "oak", "ana", 0, NEVER)]), DAYS)


def test_two_circles_that_change_places_over_the_years() -> None:
    """First the one is above the other, then the other above the one: no day has a ring, and each day is right."""
    for turn, parting in product((4, 5, 6), (3, 4)):
        one = always(0, "ana", (1, "two"), (parting, "top"))
        two = always(0, "", (turn, "one"))
        low = always(0, "lou", (2, "two"))
        terms = [
            Term("low-1", "low", "lou", 0, NEVER),
            Term("two-1", "two", "lou", 0, NEVER),
            Term("one-1", "one", "ana", 0, NEVER),
        ]
        world = {"one": one, "two": two, "low": low, "top": always()}
        agree(World(world, {(2, "two", "low"), (turn, "one", "two")}, terms), DAYS)


@pytest.mark.long
def test_wild_worlds_are_as_the_model_says() -> None:
    """Of 1,500 worlds left to chance all that know no ring are on every day as the model says."""
    judged = 0
    for seed in range(1500):
        try:
            agree(wild(seed), DAYS)
            judged += 1
        except Ring:
            continue
    assert judged > 700
