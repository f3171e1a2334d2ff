"""What becomes of a decision: edges that the model's tables do not reach."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

import pytest

from nstgov.lifecycle import (
    OPEN,
    affected_by,
    changes_of,
    decision_on,
    decisions_on,
    in_force_span,
    version_of,
)
from nstgov.records import Record
from tests.building import at, circle, decision, election, ended, movement, objection, review, version

DAYS = range(-1, 12)
ENDINGS: dict[str, list[Record]] = {
    "renewed": [version("new", 1, at(0), renews="d"), decision("new", at(5), sunset=at(99))],
    "replaced": [version("other", 1, at(0), replaces="d"), decision("other", at(4), sunset=at(99))],
    "ended by another": [version("end", 1, at(0), ends="d"), decision("end", at(3), sunset=at(99))],
    "ended": [ended("d", at(6))],
    "let go": [review("d", at(7), "let go")],
}


@pytest.mark.parametrize("count", range(len(ENDINGS) + 1))
def test_the_days_in_force_are_one_stretch_and_the_same_from_every_side(count: int) -> None:
    """Asked day by day, or as a whole, a decision is in force on the same days, and once over it stays so."""
    for some in permutations(ENDINGS, count):
        records = [record for name in some for record in ENDINGS[name]]
        whole = movement(decision("d", at(0), sunset=at(8)), version("d", 1, at(-1)), records)
        span = in_force_span(whole, "d")
        assert span is not None
        states = [decision_on(whole, "d", at(day)) for day in DAYS]
        in_force = [state is not None and state.in_force for state in states]
        assert in_force == [span.has_day(at(day)) for day in DAYS]
        assert "".join("x" if yes else "." for yes in in_force).strip(".").count(".") == 0


def test_a_lapsed_decision_stays_lapsed_unless_it_is_renewed() -> None:
    """After the sunset nothing but a renewal changes what became of it, whatever else is decided or let go."""
    late: dict[str, list[Record]] = {
        "renewed": [version("new", 1, at(0), renews="d"), decision("new", at(10), sunset=at(99))],
        "replaced": [version("other", 1, at(0), replaces="d"), decision("other", at(10), sunset=at(99))],
        "ended by another": [version("end", 1, at(0), ends="d"), decision("end", at(10), sunset=at(99))],
        "ended": [ended("d", at(10))],
        "let go": [review("d", at(10), "let go")],
        "kept": [review("d", at(10), "keep", next_review=at(20))],
        "objected": [objection("decisions/d", "no", at(10))],
    }
    for first, second in permutations(late, 2):
        whole = movement(decision("d", at(0), sunset=at(8)), late[first], late[second])
        expected = "renewed" if "renewed" in (first, second) else "lapsed"
        found = [state.stage for day in (8, 9, 10, 11) if (state := decision_on(whole, "d", at(day)))]
        assert found == ["in force", "lapsed", expected, expected]


def test_what_takes_its_place_is_named() -> None:
    """The decision that renewed, replaced or ended it is known from its day on, and not before."""
    for name, way, by, day in (
        ("renewed", "renews", "new", 5), ("replaced", "replaces", "other", 4), ("ended by another", "ends", "end", 3)
    ):  # fmt: skip
        whole = movement(decision("d", at(0), sunset=at(8)), ENDINGS[name])
        assert [(c.way, c.by, c.day) for c in changes_of(whole, "d")] == [(way, by, at(day))]
        before, after = decision_on(whole, "d", at(day - 1)), decision_on(whole, "d", at(day))
        assert before
        assert after
        assert (before.changed_by, before.last_day) == (None, at(8))
        assert after.changed_by == changes_of(whole, "d")[0]


def test_nothing_renews_or_ends_itself_or_by_a_proposal_alone() -> None:
    """What is not decided changes nothing, and no decision changes itself."""
    whole = movement(
        decision("d", at(0), sunset=at(8)), version("d", 1, at(0), renews="d", replaces="d", ends="d"),
        version("idle", 1, at(0), ends="d"), version("e", 2, at(0), ends="d"),
        decision("e", at(1), number=1, sunset=at(9)),
    )  # fmt: skip
    assert changes_of(whole, "d") == ()
    assert in_force_span(whole, "d") == (at(0), at(8))


@pytest.mark.parametrize("key", ["decided", "version", ""])
def test_a_decision_that_cannot_be_read_changes_no_other(key: str) -> None:
    """A fault in a later decision leaves the earlier one as it was."""
    faulty = decision("end", at(3), sunset=at(9))
    whole = movement(
        decision("d", at(0), sunset=at(8)), version("end", 1, at(0), ends="d"), faulty, faults=[(faulty, key)]
    )
    assert in_force_span(whole, "d") == (at(0), at(8))


def test_without_a_sunset_it_does_not_lapse_by_itself() -> None:
    """A missing sunset is a finding of its own; until it is mended the decision is answered for as if it had no end."""
    whole = movement(decision("d", at(0)))
    assert in_force_span(whole, "d") == (at(0), OPEN)
    state = decision_on(whole, "d", date.max)
    assert state is not None
    assert (state.stage, state.review, state.review_due) == ("in force", None, False)


def test_an_election_is_no_decision_and_what_is_not_there_has_no_state() -> None:
    """Only decisions stand somewhere; all of a day are those made by then."""
    whole = movement(
        circle("oak"), election("e", "oak", "ana", at(0)), decision("d", at(3), sunset=at(8)), ended("x", at(1))
    )
    for id_ in ("e", "x", "nothing"):
        assert decision_on(whole, id_, at(5)) is None
        assert in_force_span(whole, id_) is None
    assert [list(decisions_on(whole, at(day))) for day in (2, 3)] == [[], ["d"]]


def test_affected_are_those_named_and_those_of_what_it_would_change() -> None:
    """The circles that made what is renewed, replaced or ended, or were affected by it, are affected too."""
    ids = ("ash", "elm", "oak", "yew")
    base = [*(circle(id_) for id_ in ids), version("d", 1, at(0), "oak", affects="elm"), decision("d", at(1), "oak")]
    for way, named in product(("renews", "replaces", "ends"), ("", "ash", "elm nowhere")):
        new = version("new", 1, at(2), "ash", affects=named, **{way: "d none"})
        known = [id_ for id_ in named.split() if id_ in ids]
        assert affected_by(movement(base, new), new) == tuple(dict.fromkeys([*known, "elm", "oak"]))


def test_the_version_decided_is_the_one_named() -> None:
    """The receipt names a version; where it is not on record there is none."""
    first, second, made = version("d", 1, at(0)), version("d", 2, at(1)), decision("d", at(2), number=2)
    assert version_of(movement(first, second, made), made) is second
    assert version_of(movement(first, made), made) is None
    assert version_of(movement(made), made) is None
