"""How far an action is: gathering, ready, started, over."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from nstgov.lifecycle import action_on, is_met
from nstgov.records import Record, Threshold
from nstgov.rules.rounds.member_voices import voice_of_no_member
from tests.building import at, circle, commits, decision, ended, movement, version
from tests.rules.judging import places

DAYS = range(12)
MAYBE = (None, 3, 5, 7)
CIRCLES: list[Record] = [
    circle("oak", at(0), "ana"), circle("elm", at(0), "ana ben"), circle("yew", at(0), "chi"),
    circle("ash", at(0), "dee"),
]  # fmt: skip


@pytest.mark.parametrize(("people", "circles"), list(product((None, 1, 2, 3), (None, 1, 2))))
def test_a_threshold_is_met_by_as_many_people_and_circles_as_it_asks(people: int | None, circles: int | None) -> None:
    """Both numbers must be reached where both are named; a threshold that names none is never met."""
    for one, two in product(range(3), repeat=2):
        committed = {f"ana-{n}": "oak" for n in range(one)} | {f"ben-{n}": "elm" for n in range(two)}
        enough = one + two >= (people or 0) and (one > 0) + (two > 0) >= (circles or 0)
        assert is_met(Threshold(people=people, circles=circles), committed) == (
            enough and (people or circles) is not None
        )


@pytest.mark.long
def test_committing_deciding_taking_back_and_ending_in_every_order() -> None:
    """Ready while enough are committed, started once it is decided too, over with its decision or its sunset."""
    for decided, second, back, over, sunset in product(MAYBE, MAYBE, (None, 6, 8), (None, 6, 9), (8, 99)):
        records: list[Record] = [
            version("p", 1, at(1), kind="action", sunset=at(sunset), starts_with=Threshold(people=2)),
            commits("p", at(2), "oak", "ana"),
        ]
        records += [decision("p", at(decided), sunset=at(sunset))] if decided else []
        records += [commits("p", at(second), "elm", "ben")] if second else []
        records += [commits("p", at(back), "oak", "", "ana")] if back else []
        records += [ended("p", at(over))] if over and decided and over >= decided else []
        last = min(sunset, over if over and decided and over >= decided else 99)
        whole = movement(CIRCLES, records)
        for day in DAYS:
            found = action_on(whole, "p", at(day))
            if day < 1:
                assert found is None
                continue
            assert found is not None
            there = {p for p, on in (("ana", 2), ("ben", second)) if on is not None and on <= day}
            there -= {"ana"} if back and back <= day else set()
            is_decided = decided is not None and decided <= day
            is_over = day > last if is_decided else day > sunset
            expected = "over" if is_over else "gathering" if len(there) < 2 else "started" if is_decided else "ready"
            assert (found.stage, set(found.committed)) == (expected, there), (decided, second, back, over, sunset, day)


def test_the_day_it_was_met_is_the_first_of_the_stretch_without_a_break() -> None:
    """Met, not met any more, and met again: the day named is that of the latest time."""
    whole = movement(
        CIRCLES, version("p", 1, at(0), kind="action", sunset=at(99), starts_with=Threshold(people=2)),
        commits("p", at(1), "oak", "ana"), commits("p", at(2), "elm", "ben"), commits("p", at(3), "yew", "chi"),
        commits("p", at(4), "elm", "", "ben"), commits("p", at(5), "oak", "", "ana"), commits("p", at(7), "ash", "dee"),
    )  # fmt: skip
    met = [state.met for day in range(9) if (state := action_on(whole, "p", at(day)))]
    assert met == [None, None, *[at(2)] * 3, None, None, at(7), at(7)]


def test_a_person_counts_once_however_often_they_commit() -> None:
    """Committing in two circles is one person, who counts for the circle named last."""
    whole = movement(
        CIRCLES, version("p", 1, at(0), kind="action", sunset=at(99), starts_with=Threshold(people=2)),
        commits("p", at(1), "oak", "ana"), commits("p", at(2), "elm", "ana"),
    )  # fmt: skip
    state = action_on(whole, "p", at(3))
    assert state is not None
    assert (state.stage, state.committed) == ("gathering", {"ana": "elm"})


def test_nobody_commits_somebody_else() -> None:
    """Members of the circle count, those entered by another are told; people of other circles do not count."""
    act = replace(commits("p", at(1), "elm", "ana ben chi"), entered_by="ana")
    action = version("p", 1, at(0), kind="action", sunset=at(99), starts_with=Threshold(people=3))
    state = action_on(movement(CIRCLES, action, act), "p", at(3))
    assert state is not None
    assert (state.stage, state.committed) == ("gathering", {"ana": "elm", "ben": "elm"})
    assert state.entered_for == {"ben": "ana"}
    assert places(voice_of_no_member, *CIRCLES, action, act) == ["people.2"]
    own = replace(commits("p", at(2), "elm", "ben"), entered_by="ben")
    state = action_on(movement(CIRCLES, action, act, own), "p", at(3))
    assert state is not None
    assert state.entered_for == {}


def test_what_is_no_action_has_none_of_these_stages() -> None:
    """A policy, an idea and what is not there are no actions; a newer version may make one of it."""
    whole = movement(
        version("p", 1, at(0)), version("p", 2, at(3), kind="action", sunset=at(9), starts_with=Threshold(circles=1))
    )
    assert [action_on(whole, "p", at(day)) is None for day in (2, 3)] == [True, False]
    assert action_on(whole, "nothing", at(3)) is None


def test_an_action_without_a_threshold_is_never_ready() -> None:
    """Nobody said when it would begin, so it goes on gathering; that is a finding of its own."""
    whole = movement(version("p", 1, at(0), kind="action", sunset=at(9)), commits("p", at(1), "oak", "ana ben chi"))
    state = action_on(whole, "p", at(5))
    assert state is not None
    assert (state.stage, state.met) == ("gathering", None)
