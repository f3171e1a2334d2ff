"""Who is a member on a day: founded, joined, left, joined again, closed; every last day included."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from nstgov.lifecycle import has_been_whole, is_membership_clear, is_open, list_own_stays, members_on
from nstgov.records import Record
from tests.building import at, circle, closes, decision, edition, joins, leaves, movement, version

DAYS = range(9)
MAYBE = (None, 2, 4, 6)


def walked(
    opened: int, founders: set[str], joined: set[tuple[int, str]], left: set[tuple[int, str]], last: int | None
) -> list[set[str]]:
    """The members of each day, found by walking through the days: on one day joining comes first and leaving last."""
    present: set[str] = set()
    days = []
    for day in DAYS:
        present |= founders if day == opened else set()
        present |= {person for on, person in joined if on == day}
        is_there = opened <= day and (last is None or day <= last)
        days.append(set(present) if is_there else set())
        present -= {person for on, person in left if on == day}
    return days


@pytest.mark.parametrize("last", [None, 3, 5])
@pytest.mark.parametrize("founders", ["", "ana", "ana ben"])
def test_members_are_founders_and_joiners_who_have_not_left(founders: str, last: int | None) -> None:
    """For every two joinings and two leavings the members of each day are those that walking the days finds."""
    for joined in combinations(range(1, 8, 2), 2):
        for left in combinations((1, 2, 4, 5, 7), 2):
            whole = movement(
                circle("oak", at(1), founders),
                [joins("oak", at(on), "ana") for on in joined],
                [leaves("oak", at(on), "ana") for on in left],
                [closes("oak", at(last))] if last else [],
            )
            expected = walked(
                1, set(founders.split()), {(on, "ana") for on in joined}, {(on, "ana") for on in left}, last
            )
            assert [set(members_on(whole, "oak", at(day))) for day in DAYS] == expected, (joined, left)


def test_one_joining_and_one_leaving_in_every_order() -> None:
    """Whoever joins or leaves on any day, or on the same one, is a member from the first to the last day included."""
    for opened, joined, left, last in product((1, 3), (None, 3, 4, 5), (None, 3, 4, 5), (None, 4, 6)):
        records: list[Record] = [circle("oak", at(opened), "ben")]
        records += [joins("oak", at(joined), "ana")] if joined else []
        records += [leaves("oak", at(left), "ana")] if left else []
        records += [closes("oak", at(last))] if last else []
        came = {(joined, "ana")} if joined else set()
        went = {(left, "ana")} if left else set()
        expected = walked(opened, {"ben"}, came, went, last)
        whole = movement(records)
        assert [set(members_on(whole, "oak", at(day))) for day in DAYS] == expected
        assert [is_open(whole, "oak", at(day)) for day in DAYS] == [opened <= day <= (last or 99) for day in DAYS]


def test_whoever_joins_and_leaves_on_one_day_was_a_member_that_day() -> None:
    """On one day joining comes first and leaving last, so the day itself counts."""
    whole = movement(circle("oak", at(0), "ben"), joins("oak", at(3), "ana"), leaves("oak", at(3), "ana"))
    assert [list(members_on(whole, "oak", at(day))) for day in (2, 3, 4)] == [["ben"], ["ana", "ben"], ["ben"]]


def test_acts_that_cannot_be_take_nobody_in_and_nobody_away() -> None:
    """Leaving without having come, coming twice, and anything after the last day change nothing."""
    whole = movement(
        circle("oak", at(1), "ben"), leaves("oak", at(2), "ana"), joins("oak", at(2), "ben"),
        joins("oak", at(4), "ben"), closes("oak", at(5)), joins("oak", at(6), "chi"), closes("oak", at(8)),
    )  # fmt: skip
    assert [list(members_on(whole, "oak", at(day))) for day in (0, 1, 5, 6, 8)] == [[], ["ben"], ["ben"], [], []]
    assert [stay.person for stay in list_own_stays(whole.circles["oak"])] == ["ben"]


def test_a_circle_not_on_record_has_nobody_and_is_not_open() -> None:
    """Asking about a circle that does not exist is answered, and nothing is clear about it."""
    whole = movement(joins("elm", at(1), "ana"))
    assert (members_on(whole, "elm", at(1)), is_open(whole, "elm", at(1)), is_membership_clear(whole, "elm")) == (
        {},
        False,
        False,
    )


def test_a_circle_was_whole_from_the_first_day_with_enough_members() -> None:
    """Gathering ends on the day the fourth is there, whoever the four are, and never comes back."""
    for joined, left in product((None, 2, 4, 6), (None, 3, 4, 5)):
        records: list[Record] = [circle("oak", at(1), "ana ben chi")]
        records += [joins("oak", at(joined), "dee")] if joined else []
        records += [leaves("oak", at(left), "ana")] if left else []
        whole = movement(records)
        four = [day for day in DAYS if len(members_on(whole, "oak", at(day))) >= 4]
        assert [has_been_whole(whole, "oak", at(day)) for day in DAYS] == [
            bool(four) and day >= four[0] for day in DAYS
        ]


def test_a_circle_was_whole_by_the_ground_rules_of_the_day() -> None:
    """Four were enough while five were not asked for; where five were asked for first, four are whole once they end."""
    five = edition().circle_size.__class__(least=5, good=8, most=12)
    adopted = [version("rules-2", 1, at(0), "top"), decision("rules-2", at(3), "top", sunset=at(5))]
    rules = [edition(), edition(2, at(0), "rules-2", circle_size=five), *adopted]
    early = movement(rules, circle("oak", at(2), "ana ben chi dee"))
    late = movement(rules, circle("oak", at(4), "ana ben chi dee"))
    assert [has_been_whole(early, "oak", at(day)) for day in (1, 2, 4, 6)] == [False, True, True, True]
    assert [has_been_whole(late, "oak", at(day)) for day in (3, 4, 5, 6)] == [False, False, False, True]


def test_only_sound_records_make_membership_clear() -> None:
    """A joining that cannot be read makes one person unsure, and the circle is not spoken of."""
    begun, came = circle("oak", at(1), "ana"), joins("oak", at(2), "ben")
    assert is_membership_clear(movement(begun, came), "oak")
    assert is_membership_clear(movement(begun, came, faults=[(came, "name"), (begun, "aim")]), "oak")
    for fault in ((came, ""), (begun, ""), (begun, "opened"), (begun, "members")):
        assert not is_membership_clear(movement(begun, came, faults=[fault]), "oak")
