"""What a circle is on a day: what it said of itself, how large it is, and to which circles a person belongs."""

from __future__ import annotations

from datetime import date

import pytest

from nstgov.lifecycle import (
    circle_on,
    circles_of,
    first_day_in_a_circle,
    highest_circles,
    is_belonging_clear,
    keepers_on,
)
from nstgov.lifecycle.people import name_on
from nstgov.records import Record
from tests.building import (
    asks,
    at,
    changes,
    circle,
    closes,
    edition,
    election,
    joins,
    leaves,
    movement,
    person_change,
    takes_in,
)

FOUR = "ana ben chi dee"


def test_a_circle_is_what_it_said_of_itself_last() -> None:
    """Each change holds from its day on and leaves the rest as it was."""
    whole = movement(
        circle("oak", at(1), FOUR, place="Rivertown", meets=("online",)), changes("oak", at(3), name="Old Oak"),
        changes("oak", at(5), aim="To rest.", level="regional", meets=("in person",)), asks("oak", at(4)),
    )  # fmt: skip
    found = [state for day in (1, 3, 5) if (state := circle_on(whole, "oak", at(day)))]
    assert [state.name for state in found] == ["Oak", "Old Oak", "Old Oak"]
    assert [(state.aim, state.level) for state in found] == [("To meet.", "friend")] * 2 + [("To rest.", "regional")]
    assert [state.meets for state in found] == [("online",), ("online",), ("in person",)]
    assert {state.place for state in found} == {"Rivertown"}
    assert [state.asks is not None for state in found] == [False, False, True]
    assert circle_on(whole, "oak", at(0)) is None
    assert circle_on(whole, "elm", at(5)) is None


@pytest.mark.parametrize("size", range(16))
def test_a_circle_is_whole_from_the_least_to_the_most_members(size: int) -> None:
    """Fewer than ever enough is gathering, more than the most needs care; closed is closed, whatever it was."""
    whole = movement(circle("oak", at(1), " ".join(f"p-{n}" for n in range(size))), closes("oak", at(5)))
    expected = "gathering" if size < 4 else "whole" if size <= 12 else "in need of care"
    stages = [state.stage for day in (1, 5, 6) if (state := circle_on(whole, "oak", at(day)))]
    assert stages == [expected, expected, "closed"]


def test_a_circle_that_lost_members_needs_care_and_decides_again_when_it_is_four() -> None:
    """Having been whole it is never gathering again."""
    whole = movement(circle("oak", at(0), FOUR), leaves("oak", at(2), "ana"), joins("oak", at(5), "eve"))
    stages = [state.stage for day in (2, 3, 4, 5) if (state := circle_on(whole, "oak", at(day)))]
    assert stages == ["whole", "in need of care", "in need of care", "whole"]


def test_linked_says_whether_its_representatives_may_sit_above() -> None:
    """A circle may name a parent that has not taken it in: then it names it, and is not linked."""
    whole = movement(
        circle("town", at(0), "pat"),
        circle("oak", at(1), FOUR, "town"),
        takes_in("town", at(3), "oak"),
        closes("town", at(5)),
    )
    states = [state for day in (1, 2, 3, 5, 6) if (state := circle_on(whole, "oak", at(day)))]
    assert {state.parent for state in states} == {"town"}
    assert [state.linked for state in states] == [False, False, True, True, False]


def test_a_person_belongs_to_every_circle_in_which_they_sit() -> None:
    """Founded, joined or sent: on each day the circles of that day, in the order in which they came to them."""
    whole = movement(
        circle("town", at(0)), circle("oak", at(1), FOUR, "town"), circle("elm", at(0)), joins("elm", at(2), "ana"),
        election("rep", "oak", "ana", at(3), at(5)), leaves("elm", at(4), "ana"),
    )  # fmt: skip
    found = [circles_of(whole, "ana", at(day)) for day in range(7)]
    assert found == [(), ("oak",), ("oak", "elm"), *[("oak", "elm", "town")] * 2, ("oak", "town"), ("oak",)]
    assert [first_day_in_a_circle(whole, person) for person in ("ana", "zoe")] == [at(1), None]


def test_a_fault_clouds_the_belonging_of_those_it_touches_only() -> None:
    """A joining that cannot be read makes that one person's circles unsure, and nobody else's."""
    came = joins("oak", at(2), "eve")
    whole = movement(circle("oak", at(0), FOUR), circle("elm", at(0), "zoe"), came, faults=[(came, "date")])
    assert [is_belonging_clear(whole, person) for person in ("ana", "eve", "zoe", "nobody")] == [
        True,
        False,
        True,
        False,
    ]


def test_a_name_changes_from_its_day_on() -> None:
    """Before it a person has the name they were introduced by; somebody unknown is called by their word."""
    whole = movement(
        circle("oak", at(0), "ana"), person_change("oak", at(3), "ana", name="Anna"),
        person_change("oak", at(5), "ana", account="anna"), person_change("oak", at(7), "ana", name="Ann"),
    )  # fmt: skip
    assert [name_on(whole, "ana", at(day)) for day in (2, 3, 6, 7)] == ["Ana", "Anna", "Anna", "Ann"]
    assert name_on(whole, "zoe", date.max) == "zoe"


def test_a_name_that_cannot_be_read_changes_nothing() -> None:
    """The name before it goes on."""
    act = person_change("oak", at(3), "ana", name="")
    other = person_change("oak", at(4), "ana", name="Anna")
    whole = movement(circle("oak", at(0), "ana"), act, other, faults=[(other, "name")])
    assert name_on(whole, "ana", at(9)) == "Ana"


def test_the_highest_circles_adopt_together_until_the_top_can_decide() -> None:
    """All that can decide and have nobody above them who could; from the day the top circle can, the top alone."""
    whole = movement(
        edition(top="top"), circle("top", at(0), "tom tim tea"), circle("oak", at(1), FOUR, "top"),
        circle("elm", at(2), "eve fay gus hal"), circle("few", at(2), "kim"), closes("elm", at(3)),
        takes_in("top", at(1), "oak"), election("rep", "oak", "ana", at(4), at(6)),
    )  # fmt: skip
    found = [highest_circles(whole, at(day)) for day in (0, 1, 2, 3, 4, 6, 7)]
    assert found == [(), ("oak",), ("elm", "oak"), ("elm", "oak"), ("top",), ("top",), ("oak",)]


def test_nobody_becomes_the_top_by_taking_its_name() -> None:
    """Circles that stood highest before the top could decide stay beside it until they have met in it."""
    oak, elm = circle("oak", at(1), FOUR), circle("elm", at(2), "eve fay gus hal")
    top, ash = circle("top", at(3), "tom tim tea tov"), circle("ash", at(4), "una uwe ulf uma")
    whole = movement(edition(top="top"), oak, elm, top, ash)
    assert highest_circles(whole, at(9)) == ("top", "elm", "oak")
    came = [act for one in ("oak", "elm") for act in (changes(one, at(5), parent="top"), takes_in("top", at(6), one))]
    whole = movement(edition(top="top"), oak, elm, top, ash, *came)
    assert [highest_circles(whole, at(day)) for day in (5, 6)] == [("top", "elm", "oak"), ("top",)]


def test_a_keeper_is_whom_all_have_chosen_who_spoke_for_everyone() -> None:
    """One of two highest circles chooses nobody alone; what both chose holds on when a top circle has come about."""
    oak, elm = circle("oak", at(1), FOUR), circle("elm", at(2), "eve fay gus hal")
    first = election("oak-keeper", "oak", "ana", at(3), role="keeper")
    alone = movement(edition(top="top"), oak, elm, first)
    assert keepers_on(alone, at(4)) == ()
    both = [oak, elm, first, election("elm-keeper", "elm", "ana", at(4), at(8), role="keeper")]
    whole = movement(edition(top="top"), *both)
    assert [keepers_on(whole, at(day)) for day in (3, 4, 8, 9)] == [(), ("ana",), ("ana",), ()]
    top = circle("top", at(5), "tom tim tea tov")
    met: list[Record] = [changes("oak", at(5), parent="top"), changes("elm", at(5), parent="top")]
    met += [takes_in("top", at(5), "oak"), takes_in("top", at(5), "elm")]
    assert keepers_on(movement(edition(top="top"), *both, top, *met), at(6)) == ("ana",)
