"""Figures about a movement: each against a count by hand."""

from __future__ import annotations

from datetime import date

from nstgov.lifecycle import circle_on
from nstgov.lifecycle.figures import (
    MOST_MONTHS,
    count_decision_outcomes,
    count_objection_outcomes,
    days_to_consent,
    find_overdue_steps,
    measure_growth,
)
from nstgov.records import Record
from tests.building import (
    a_test,
    at,
    circle,
    closes,
    decision,
    joins,
    leaves,
    movement,
    objection,
    resolved,
    version,
)
from tests.record import TODAY, example_record, movement_from, tree_of

OAK = circle("oak", at(0), "ana ben chi dee")


def test_consent_takes_from_the_first_version_to_the_decision() -> None:
    """Later versions do not start the count anew; what came from elsewhere is not counted, its renewal is."""
    records = [version("p", 1, at(1)), version("p", 2, at(9)), decision("p", at(11), number=2)]
    records_of_others = [version("q", 1, at(1), imported="elsewhere"), decision("q", at(400))]
    old = [version("r", 1, at(-900), imported="elsewhere"), version("r", 2, at(3)), decision("r", at(8), number=2)]
    assert days_to_consent(movement(OAK, records, records_of_others, old), at(500)) == {"p": 10, "r": 5}
    assert days_to_consent(movement(OAK, records), at(10)) == {}


def test_each_objection_is_counted_once_by_what_became_of_it() -> None:
    """Resolved in some way, set aside, or open; as it was on the day."""
    p = "proposals/p"
    records: list[Record] = [
        version("p", 1, at(1)),
        objection(p, "a", at(2)), resolved(p, "a", at(5)),
        objection(p, "b", at(2)), a_test(p, "b", at(4), "set aside"),
        objection(p, "c", at(2)), a_test(p, "c", at(4), "stands"),
        objection(p, "d", at(6)), resolved(p, "d", at(7), "term shortened"),
    ]  # fmt: skip
    whole = movement(OAK, records)
    assert count_objection_outcomes(whole, at(3)) == {"open": 3}
    assert count_objection_outcomes(whole, at(9)) == {
        "text changed": 1, "set aside": 1, "open": 1, "term shortened": 1,
    }  # fmt: skip


def test_decisions_are_counted_by_stage() -> None:
    """In force, renewed, lapsed: each in one stage."""
    records: list[Record] = [
        version("p", 1, at(1)), decision("p", at(2)),
        version("q", 1, at(1)), decision("q", at(2), sunset=at(5)),
        version("r", 1, at(3), renews="q"), decision("r", at(4)),
        version("s", 1, at(1)), decision("s", at(2), sunset=at(3)),
    ]  # fmt: skip
    assert count_decision_outcomes(movement(OAK, records), at(9)) == {"in force": 2, "renewed": 1, "lapsed": 1}


def test_a_step_of_two_circles_is_overdue_once() -> None:
    """A review that two circles should have held is one step."""
    records = [
        version("p", 1, at(1), "oak elm", review=at(5), sunset=at(600)),
        decision("p", at(2), "oak elm", sunset=at(600)),
    ]
    whole = movement(OAK, circle("elm", at(0), "eva"), records)
    assert find_overdue_steps(whole, at(5)) == frozenset()
    assert [(step.what, step.circles) for step in find_overdue_steps(whole, at(6))] == [("review", ("oak", "elm"))]


def test_growth_counts_each_person_once() -> None:
    """Somebody in two circles is one person, who leaves is gone the day after, and a closed circle is no more."""
    whole = movement(
        circle("oak", "2026-01-10", "ana ben"), circle("elm", "2026-02-05", "eva"),
        joins("elm", "2026-02-10", "ana"), leaves("oak", "2026-03-31", "ben"), leaves("oak", "2026-04-02", "ana"),
        closes("elm", "2026-05-15"),
    )  # fmt: skip
    assert [tuple(one) for one in measure_growth(whole, date(2026, 6, 3))] == [
        (date(2026, 1, 31), 1, 2),
        (date(2026, 2, 28), 2, 3),
        (date(2026, 3, 31), 2, 3),
        (date(2026, 4, 30), 2, 2),
        (date(2026, 5, 31), 1, 0),
        (date(2026, 6, 3), 1, 0),
    ]


def test_growth_in_the_example_is_what_a_look_at_every_circle_gives() -> None:
    """On each of the days told, circles and people are those whom the states of all circles name."""
    whole = movement_from(tree_of(example_record()))
    told = measure_growth(whole, TODAY)
    assert len(told) > 10
    for one in told:
        states = [state for id_ in whole.circles if (state := circle_on(whole, id_, one.day))]
        assert one.circles == sum(state.stage != "closed" for state in states)
        assert one.people == len({person for state in states for person in state.members})


def test_growth_has_a_beginning_and_a_bound() -> None:
    """Before the first circle there is nothing to tell, and of a very long story only the latest months are told."""
    assert measure_growth(movement(OAK), at(-1)) == ()
    assert measure_growth(movement(), TODAY) == ()
    told = measure_growth(movement(circle("oak", date.min, "ana")), TODAY)
    assert (len(told), told[-1]) == (MOST_MONTHS, (TODAY, 1, 1))
    assert [one.day for one in measure_growth(movement(circle("oak", date.min, "ana")), date(1, 1, 1))] == [
        date(1, 1, 1)
    ]
