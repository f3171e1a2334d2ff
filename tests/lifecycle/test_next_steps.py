"""Whose step is next, and which circles need care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from nstgov.lifecycle.care import care_on
from nstgov.lifecycle.next_steps import collect_steps_by_circle, list_decision_steps, list_proposal_steps
from nstgov.lifecycle.quiet import last_day_of_proposal, last_days_of_circles
from nstgov.records import Record, Threshold
from tests.building import (
    a_test,
    asks,
    at,
    changes,
    circle,
    closed,
    commits,
    decision,
    edition,
    election,
    held,
    idea,
    joins,
    leaves,
    movement,
    objection,
    resolved,
    review,
    said,
    stands_with,
    version,
)

FOUR = "ana ben chi dee"
OAK = circle("oak", at(0), FOUR)
V1 = version("p", 1, at(1), sunset=at(99), authors=FOUR)
RAISED = objection("proposals/p", "no", at(3), authors=("ana", "ben"))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([idea("proposals/p", at(1), "ana ben"), stands_with("proposals/p", "chi")], [("stand with", (), ())]),
        ([V1], [("hold a round", ("oak",), ())]),
        ([V1, held("p", at(2), said("ana", absent="ben"))], [("speak", ("oak",), ("ben", "chi", "dee"))]),
        ([V1, held("p", at(2), said("ana ben dee", "chi"))], [("answer a voice", ("oak",), ("chi",))]),
        ([V1, held("p", at(2), said(FOUR))], [("decide", ("oak",), ())]),
        ([V1, held("p", at(2), said(FOUR)), RAISED], [("test", ("oak",), ())]),
        ([V1, RAISED, a_test("proposals/p", "no", at(4), "stands")], [("resolve", ("oak",), ("ana", "ben"))]),
        ([V1, RAISED, a_test("proposals/p", "no", at(4), "needs work")], [("improve", (), ("ana", "ben"))]),
        ([V1, RAISED, resolved("proposals/p", "no", at(4))], [("hold a round", ("oak",), ())]),
        ([V1, held("p", at(2), said(FOUR)), decision("p", at(3), sunset=at(99))], []),
        ([V1, closed("p", at(3))], []),
    ],
)
def test_whose_step_is_next_with_a_proposal(records: Sequence[Record], expected: object) -> None:
    """At each stage exactly those whose step it is are named, and nobody where it waits for nothing."""
    steps = list_proposal_steps(movement(edition(), OAK, records), "p", at(6))
    assert [(step.what, step.circles, step.people) for step in steps] == expected


def test_an_idea_says_how_many_people_are_still_looked_for() -> None:
    """Who stands with it twice counts once, and with four it lacks nobody."""
    for names, lacking in (("ana", 3), ("ana ben", 2), ("ana ben chi dee eve", 0)):
        whole = movement(edition(), idea("proposals/p", at(1), names), stands_with("proposals/p", "ana"))
        assert [step.lacking for step in list_proposal_steps(whole, "p", at(2))] == [lacking]


def test_an_action_looks_for_people_until_it_is_met_also_after_it_was_decided() -> None:
    """Who has committed is not looked for any more; an action that is over looks for nobody."""
    action = version("p", 1, at(1), kind="action", sunset=at(9), starts_with=Threshold(people=3))
    whole = movement(
        edition(), OAK, circle("elm", at(0), "eve"), action, held("p", at(2), said(FOUR)),
        decision("p", at(3), sunset=at(9)), commits("p", at(4), "oak", "ana ben"), commits("p", at(6), "elm", "eve"),
    )  # fmt: skip
    lacking = [
        [s.lacking for s in list_proposal_steps(whole, "p", at(day)) if s.what == "commit"] for day in (2, 3, 4, 6, 10)
    ]
    assert lacking == [[3], [3], [1], [], []]


def test_a_decision_waits_for_its_review_from_the_day_after_it_was_due_and_for_its_objections() -> None:
    """On the last day for a review nobody is late; an objection is tested by the circles that decided."""
    base = [
        edition(),
        OAK,
        version("p", 1, at(0), review=at(5), sunset=at(99)),
        decision("p", at(1), "oak", sunset=at(99)),
    ]
    whole = movement(base, objection("decisions/p", "no", at(4)), resolved("decisions/p", "no", at(8)))
    found = [[(s.what, s.circles, s.by) for s in list_decision_steps(whole, "p", at(day))] for day in (3, 5, 6, 8)]
    test, late = ("test", ("oak",), at(34)), ("review", ("oak",), at(5))
    assert found == [[], [test], [test, late], [late]]
    assert list_decision_steps(movement(base, review("p", at(5), "let go")), "p", at(7)) == ()
    assert list_decision_steps(whole, "nothing", at(7)) == ()


def test_the_steps_of_a_circle_are_those_in_which_it_is_named_the_most_urgent_first() -> None:
    """What has a last day comes before what has none, and no step stands twice."""
    whole = movement(
        edition(), OAK, circle("elm", at(0), FOUR), version("q", 1, at(1), "oak elm"), V1, RAISED,
        version("d", 1, at(0), review=at(3), sunset=at(99)), decision("d", at(1), sunset=at(99)),
    )  # fmt: skip
    found = collect_steps_by_circle(whole, at(6))
    assert [(step.what, step.of) for step in found["oak"]] == [
        ("review", "decisions/d"), ("test", "proposals/p"), ("hold a round", "proposals/q")
    ]  # fmt: skip
    assert [(step.what, step.of) for step in found["elm"]] == [("hold a round", "proposals/q")]


def reasons(day: int, *records: Record | Sequence[Record]) -> list[tuple[str, date]]:
    """Why a circle needs care on a day, and since when."""
    return [(need.reason, need.since) for need in care_on(movement(edition(), *records), at(day)).get("oak", ())]


def test_too_few_and_too_many_since_the_day_it_came_to_that() -> None:
    """Gathering since it began, too few since the day after somebody left, too many since the thirteenth came."""
    crowd = " ".join(f"p-{n}" for n in range(12))
    assert reasons(5, OAK) == []
    assert reasons(5, circle("oak", at(1))) == [("empty", at(1))]
    assert reasons(5, circle("oak", at(1), "ana ben")) == [("gathering", at(1))]
    assert reasons(2, OAK, leaves("oak", at(2), "ana")) == []
    assert reasons(3, OAK, leaves("oak", at(2), "ana")) == [("too few", at(3))]
    assert reasons(4, circle("oak", at(0), crowd), joins("oak", at(4), "zoe")) == [("too many", at(4))]


def test_nobody_sent_above_though_the_circle_could_choose() -> None:
    """Under a parent and without a representative: since it came there, or since the day after the last one's term."""
    base = [circle("town", at(0)), circle("oak", at(1), FOUR), changes("oak", at(2), parent="town")]
    rep = election("rep", "oak", "ana", at(3), at(5))
    assert ("no representative", at(2)) in reasons(2, *base)
    assert [reasons(day, *base, rep) for day in (3, 5)] == [[], []]
    assert ("no representative", at(6)) in reasons(8, *base, rep)
    assert "no representative" not in dict(reasons(4, OAK))


def test_a_test_or_a_review_that_is_overdue() -> None:
    """On the last day there is time; from the day after it the circle is reminded."""
    made = [version("d", 1, at(0), review=at(3), sunset=at(99)), decision("d", at(1), sunset=at(99))]
    assert [reasons(day, OAK, *made) for day in (3, 4)] == [[], [("review overdue", at(4))]]
    against = [V1, RAISED]
    assert [reasons(day, OAK, *against) for day in (33, 34)] == [[], [("test overdue", at(34))]]


def test_quiet_is_a_circle_in_which_nothing_has_happened_for_long() -> None:
    """Sixty days after the last thing on record, and no longer once something happens; nobody there is no quiet."""
    assert [reasons(day, OAK) for day in (60, 61)] == [[], [("quiet", at(0))]]
    assert reasons(61, OAK, asks("elm", at(50)), circle("elm")) == [("quiet", at(0))]
    assert reasons(61, OAK, version("p", 1, at(30))) == []
    assert reasons(91, OAK, version("p", 1, at(30))) == [("quiet", at(30))]
    assert "quiet" not in dict(reasons(99, circle("oak", at(0))))


def test_asking_for_help_until_the_circle_has_moved_on() -> None:
    """An asking stands until somebody joins, something changes or ninety days have passed; the latest one counts."""
    asked = asks("oak", at(2), "Somebody who can cook.")
    assert reasons(1, OAK, asked) == []
    assert reasons(5, OAK, asked) == [("asks for help", at(2))]
    assert reasons(5, OAK, asked, asks("oak", at(4))) == [("asks for help", at(4))]
    assert [reasons(day, OAK, asked, joins("oak", at(4), "eve")) for day in (3, 4)] == [[("asks for help", at(2))], []]
    assert "asks for help" not in dict(reasons(93, OAK, asked))


def test_care_is_asked_for_circles_that_are_open_and_clear_only() -> None:
    """A circle that has not begun, and one whose records cannot be read, is not spoken of."""
    begun = circle("oak", at(3), "ana")
    assert list(care_on(movement(begun, circle("elm", at(0), "ben")), at(2))) == ["elm"]
    assert care_on(movement(begun, faults=[(begun, "members")]), at(5)).get("oak", ()) == ()


def test_the_last_day_on_which_something_happened() -> None:
    """To a proposal: anything of it, its objections included; in a circle: all that names it."""
    whole = movement(
        OAK, idea("proposals/p", at(1)), V1, held("p", at(3), said("ana")), RAISED, commits("p", at(5), "oak", "ana"),
        a_test("proposals/p", "no", at(7), "stands"), resolved("proposals/p", "no", at(9)),
    )  # fmt: skip
    days = [last_day_of_proposal(whole, "p", at(day)) for day in range(11)]
    assert days == [None, at(1), at(1), at(3), at(3), at(5), at(5), at(7), at(7), at(9), at(9)]
    assert last_day_of_proposal(whole, "nothing", at(5)) is None
    assert [last_days_of_circles(whole, at(day))["oak"] for day in (0, 1, 3, 5, 7, 9)] == [
        at(n) for n in (0, 1, 3, 5, 7, 7)
    ]
