"""Who answers for what a closed circle decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.lifecycle import affected_by, decision_on
from nstgov.lifecycle import objection_stages as objected
from nstgov.lifecycle.answering_circles import (
    answering_for,
    circles_answering,
    continued_in,
    fault_of_following,
)
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.next_steps import list_decision_steps
from nstgov.records import Movement, Record
from nstgov.rules.circles.successors import follows_no_closed_circle
from tests.building import at, circle, closes, decision, held, movement, objection, said, version
from tests.rules.judging import places

ELM = circle("elm", at(0), "eli fay gus hal", "valley", voices=said("eli fay gus hal"))
VALLEY = [circle("valley", at(0)), ELM]
SOUND = {
    "authors": "eli fay gus hal", "need": "Three of us slipped at the bend.", "reasons": "A lamp lights the way.",
    "judged_by": ("people who slipped",), "sunset": at(200), "review": at(100),
}  # fmt: skip
LAMP = [
    version("lamp", 1, at(1), "elm", **SOUND), held("lamp", at(2), said("eli fay gus hal"), 1, "elm"),
    decision("lamp", at(2), "elm", sunset=at(200)),
]  # fmt: skip
ENDS = closes("elm", at(10), "eli fay gus hal")
ELMASH = circle("elmash", at(11), "eli fay ivo joy", "valley", follows=("elm",))


def answering(*records: Record | list[Record], day: int = 20) -> tuple[str, ...]:
    """Who answers on a day for what elm decided."""
    whole = movement(VALLEY, LAMP, *records)
    made = whole.decisions["lamp"].decision
    assert made is not None
    return circles_answering(whole, made, at(day))


def test_a_circle_answers_for_itself_up_to_its_last_day() -> None:
    """Nothing changes before it has closed, whoever is to follow it."""
    assert answering() == ("elm",)
    assert [answering(ENDS, ELMASH, day=day) for day in (5, 10, 11)] == [("elm",), ("elm",), ("elmash",)]


def test_all_who_follow_answer_and_else_the_parent() -> None:
    """A split has two who follow; without any it is the parent; one that begins later takes over on its first day."""
    assert answering(ENDS, ELMASH, circle("oak", at(12), "gus hal kim lou", follows=("elm",))) == ("elmash", "oak")
    assert answering(ENDS) == ("valley",)
    late = circle("oak", at(30), "gus hal kim lou", follows=("elm",))
    assert [answering(ENDS, late, day=day) for day in (29, 30)] == [("valley",), ("oak",)]


def test_who_follows_may_be_followed_and_the_nearest_above_that_is_open_stands_in() -> None:
    """What went on in a circle that closed too went on in the next one; above a closed parent stands its own."""
    again = [closes("elmash", at(15), "eli fay ivo joy"), circle("fir", at(16), "eli fay ivo joy", follows=("elmash",))]
    assert answering(ENDS, ELMASH, *again) == ("fir",)
    top = [circle("world", at(0)), circle("valley", at(0), "", "world")]
    whole = movement(VALLEY[1:], top, LAMP, ENDS, closes("valley", at(10)))
    assert answering_for(whole, "elm", at(11)) == ("world",)


def test_two_that_name_each_other_are_no_endless_way() -> None:
    """A ring of followers, which no honest record holds, comes to an end."""
    one = circle("one", at(0), "ana ben chi dee", follows=("two",))
    two = circle("two", at(0), "eli fay gus hal", follows=("one",))
    whole = movement(one, two, closes("one", at(0), "ana ben chi dee"), closes("two", at(0), "eli fay gus hal"))
    assert answering_for(whole, "one", at(1)) == ()


@pytest.mark.long
def test_many_that_merge_and_split_again_and_again_are_each_looked_at_once() -> None:
    """Six hundred times two circles go on in two: 2 to the power of 600 ways, deeper than Python calls itself."""
    people, layers = "ana ben chi dee", 600
    records: list[Record] = []
    for layer in range(layers):
        before = (f"a{layer - 1}", f"b{layer - 1}") if layer else ()
        records += [circle(f"{side}{layer}", at(layer), people, follows=before) for side in "ab"]
        records += [closes(f"{side}{layer}", at(layer), people) for side in "ab"] if layer < layers - 1 else []
    whole = movement(records)
    assert answering_for(whole, "a0", at(layers)) == (f"a{layers - 1}", f"b{layers - 1}")
    assert continued_in(whole, "b0", at(layers)) == (f"a{layers - 1}", f"b{layers - 1}")


def test_where_nobody_answers_it_binds_nobody_from_the_closing_on() -> None:
    """The last day of the circle is that of its decisions; whoever follows it later takes them up."""
    alone = [replace(ELM, parent=None), *LAMP, ENDS]

    def in_force(whole: Movement) -> list[bool]:
        states = [decision_on(whole, "lamp", at(day)) for day in (10, 11, 40)]
        return [state is not None and state.in_force for state in states]

    assert in_force(movement(alone)) == [True, False, False]
    state = decision_on(movement(alone), "lamp", at(11))
    assert state is not None
    assert (state.stage, state.last_day) == ("let go", at(10))
    assert in_force(movement(alone, circle("oak", at(30), "eli fay gus hal", follows=("elm",)))) == [True, False, True]


def test_it_binds_until_the_last_of_those_who_answered_for_it_has_closed() -> None:
    """What lapsed while the circle above answered for it stays lapsed when that one closes; else it ends with it."""
    above = [circle("valley", at(0)), closes("valley", at(20))]

    def stage_and_last_day(sunset: int) -> tuple[str, int]:
        lamp = [LAMP[0], LAMP[1], decision("lamp", at(2), "elm", sunset=at(sunset))]
        text = version("lamp", 1, at(1), "elm", **{**SOUND, "sunset": at(sunset), "review": at(sunset)})
        state = decision_on(movement(above, ELM, [text, *lamp[1:]], ENDS), "lamp", at(30))
        assert state is not None
        return state.stage, (state.last_day - at(0)).days

    assert stage_and_last_day(15) == ("lapsed", 15)
    assert stage_and_last_day(25) == ("let go", 20)


def test_those_who_follow_hold_it_review_it_hear_objections_and_renew_it() -> None:
    """Policy, next steps, tests and the circles affected by a renewal name them and not the circle that is gone."""
    against = objection("decisions/lamp", "dark", at(12), authors=("eli",))
    renewal = version("lamp-2", 1, at(13), "elmash", renews="lamp")
    whole = movement(VALLEY, LAMP, ENDS, ELMASH, against, renewal)
    assert [policies_of(whole, one, at(20)) for one in ("elm", "elmash", "valley")] == [(), ("lamp",), ()]
    assert {step.circles for step in list_decision_steps(whole, "lamp", at(20))} == {("elmash",)}
    folder = whole.decisions["lamp"].objections["dark"]
    assert objected.find_testing_circles(whole, folder, at(20)) == ("elmash",)
    assert affected_by(whole, renewal) == ("elmash",)


def test_whom_a_closed_circle_touches_now_is_who_follows_it() -> None:
    """A version that names one touches those who follow, or nobody."""
    named = version("p", 1, at(20), "valley", affects="valley elm")
    assert affected_by(movement(VALLEY, ENDS, ELMASH, named), named) == ("valley", "elmash")
    assert affected_by(movement(VALLEY, ENDS, named), named) == ("valley",)
    assert continued_in(movement(VALLEY, ENDS), "elm", at(10)) == ("elm",)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([ENDS, ELMASH], []),
        ([ELMASH], ["follows.0"]),
        ([closes("elm", at(10), "eli fay gus"), ELMASH], ["follows.0"]),
        ([closes("elm", at(11), "eli fay gus hal"), ELMASH], []),
        ([closes("elm", at(12), "eli fay gus hal"), ELMASH], ["follows.0"]),
        ([ENDS, circle("elmash", at(11), "eli fay ivo joy", follows=("elm", "elmash"))], ["follows.1"]),
    ],
)
def test_only_a_circle_that_all_its_members_closed_is_followed(records: list[Record], expected: list[str]) -> None:
    """One still open, closed later, closed without somebody, or the circle itself is told, and takes nothing over."""
    assert places(follows_no_closed_circle, *VALLEY, *records) == expected
    whole = movement(VALLEY, records)
    assert ("elmash" in answering_for(whole, "elm", at(30))) == ("follows.0" not in expected)


def test_a_circle_that_is_not_on_record_is_told_as_such_and_no_second_time() -> None:
    """`fault_of_following` is silent about what nobody can find: that is told where the name is read."""
    whole = movement(VALLEY, circle("oak", at(3), "gus hal kim lou", follows=("nowhere",)))
    assert fault_of_following(whole, whole.circles["oak"], "nowhere") is None
    assert fault_of_following(whole, whole.circles["oak"], "elm") == "elm has not closed"
