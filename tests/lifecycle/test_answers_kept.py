"""Answers are kept once, let go when they are no more needed, and what was assumed stays assumed."""

from __future__ import annotations

from unittest.mock import patch

from nstgov.lifecycle import compute_membership, members_on
from nstgov.lifecycle import membership as who
from nstgov.lifecycle.derived import assuming, derive_once, forget_answers, is_answered
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.membership import Attendance, attendance_on
from nstgov.lifecycle.membership_builder import MembershipBuilder
from nstgov.records import Movement
from tests.building import at, circle


def test_what_is_let_go_is_worked_out_anew() -> None:
    """An answer that was let go is no longer known, and comes again the same."""
    whole = Movement([circle("oak", members="ana ben")])
    before = members_on(whole, "oak", at(3))
    assert is_answered(whole, attendance_on, "oak", at(3))
    forget_answers(whole, attendance_on)
    assert not is_answered(whole, attendance_on, "oak", at(3))
    assert members_on(whole, "oak", at(3)) == before


def test_what_was_assumed_is_never_let_go() -> None:
    """What is taken as given stays, whatever answers to the same question go."""
    given = Attendance({}, is_still=True)
    view = assuming(Movement([circle("oak", members="ana ben")]), attendance_on, given, "oak", at(3))
    assert members_on(view, "oak", at(4))
    forget_answers(view, attendance_on)
    assert members_on(view, "oak", at(3)) == {}
    assert members_on(view, "oak", at(4))


def test_an_answer_is_known_by_the_names_that_it_was_asked_with() -> None:
    """A question asked with a named argument is answered once too, and not mixed up with another."""
    asked: list[int] = []

    @derive_once
    def double(_: Movement, number: int, *, more: int = 0) -> int:
        asked.append(number)
        return 2 * number + more

    whole = Movement([])
    assert [double(whole, 1, more=1), double(whole, 1, more=1), double(whole, 1), double(whole, 1)] == [3, 3, 2, 2]
    assert asked == [1, 1]


def test_membership_is_worked_out_once() -> None:
    """Which elections are valid is worked out with who sits where, and not once more for itself."""
    built: list[Movement] = []

    class Counted(MembershipBuilder):
        def __init__(self, movement: Movement) -> None:
            built.append(movement)
            super().__init__(movement)

    with patch.object(who, "MembershipBuilder", Counted):
        compute_membership(Movement([circle("oak", members="ana ben")]))
    assert len(built) == 1


def test_what_belongs_together_keeps_its_order() -> None:
    """Things come in the order in which they were given, and keys in the order of their first."""
    pairs = [("b", 3), ("a", 1), ("b", 2), ("a", 1), ("b", 4)]
    assert list(group_in_tuples(pairs).items()) == [("b", (3, 2, 4)), ("a", (1, 1))]
