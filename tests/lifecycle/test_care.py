"""Which circles need care, with each reason and its first day."""

from __future__ import annotations

from typing import Any

import pytest

from nstgov.lifecycle.care import care_on
from nstgov.lifecycle.proposal_stages import ideas_on
from nstgov.lifecycle.quiet import HEARD_FOR_DAYS, help_asked_on, last_day_of_proposal, last_days_of_circles
from nstgov.records import Record
from tests.building import (
    a_test,
    asks,
    at,
    changes,
    circle,
    closes,
    commits,
    decision,
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

OAK = circle("oak", at(0), "ana ben chi dee")
FEW_AGAIN = [("too few", 8)]
ROOTS = [version("p", 1, at(0)), objection("proposals/p", "roots", at(0))]
TWELVE = circle("oak", at(0), " ".join(f"p{n:02}" for n in range(12)))


def reasons(day: int, *records: Record) -> list[tuple[str, int]]:
    """Why oak needs care on a day, and since which day, by its number."""
    return [(need.reason, (need.since - at(0)).days) for need in care_on(movement(*records), at(day)).get("oak", ())]


@pytest.mark.parametrize(
    ("day", "records", "expected"),
    [
        (3, [OAK], []),
        (3, [circle("oak", at(0))], [("empty", 0)]),
        (3, [circle("oak", at(0), "ana ben")], [("gathering", 0)]),
        (3, [OAK, leaves("oak", at(3), "ana")], []),
        (4, [OAK, leaves("oak", at(3), "ana")], [("too few", 4)]),
        (9, [OAK, leaves("oak", at(3), "ana"), joins("oak", at(5), "eli")], []),
        (9, [OAK, leaves("oak", at(3), "ana"), joins("oak", at(5), "eli"), leaves("oak", at(7), "eli")], FEW_AGAIN),
        (9, [OAK, leaves("oak", at(3), "ana"), leaves("oak", at(7), "ben")], [("too few", 4)]),
        (9, [TWELVE], []),
        (9, [TWELVE, joins("oak", at(5), "eli"), joins("oak", at(6), "fay")], [("too many", 5)]),
        (9, [OAK, leaves("oak", at(3), "ana"), closes("oak", at(8))], []),
    ],
)  # fmt: skip
def test_a_circle_is_of_the_right_size_or_since_when_it_is_not(
    day: int, records: list[Record], expected: list[tuple[str, int]]
) -> None:
    """Four to twelve is well; nobody yet, not yet four, fewer again, and more than twelve each have their first day."""
    assert reasons(day, *records) == expected


def test_who_has_no_representative_and_whose_chain_is_broken() -> None:
    """A circle under a parent, which can choose, is told of both; one that is gathering of the break alone."""
    under = circle("oak", at(0), "ana ben chi dee", parent="town")
    town = circle("town", at(0))
    assert reasons(4, under, town) == [("no representative", 0), ("broken chain", 0)]
    assert reasons(4, under, town, election("e", "oak", "ana", at(2))) == []
    assert reasons(4, under, town, election("e", "oak", "ana", at(1), at(2))) == [
        ("no representative", 3),
        ("broken chain", 3),
    ]
    assert reasons(4, circle("oak", at(0), "ana", parent="town"), town) == [("gathering", 0), ("broken chain", 0)]


def test_tests_and_reviews_are_overdue_from_the_day_after_their_last() -> None:
    """Thirty days to test an objection, the review's own day to hold it."""
    proposed = [OAK, version("p", 1, at(0)), objection("proposals/p", "roots", at(1))]
    assert reasons(31, *proposed) == []
    assert ("test overdue", 32) in reasons(32, *proposed)
    assert "test overdue" not in dict(reasons(32, *proposed, a_test("proposals/p", "roots", at(30), "set aside")))
    decided = [OAK, version("p", 1, at(0), review=at(9)), decision("p", at(2), sunset=at(300))]
    assert [reasons(day, *decided) for day in (9, 10)] == [[], [("review overdue", 10)]]
    assert reasons(10, *decided, review("p", at(10), next_review=at(40))) == []


@pytest.mark.parametrize(
    "happens",
    [
        [changes("oak", at(10), aim="To sing.")],
        [asks("oak", at(10))],
        [version("p", 1, at(10))],
        [version("p", 1, at(0)), held("p", at(10), said("ana"))],
        [version("p", 1, at(0)), commits("p", at(10), "oak", "ana")],
        [version("p", 1, at(0)), decision("p", at(10))],
        [version("p", 1, at(0)), decision("p", at(0)), review("p", at(10))],
        [*ROOTS, a_test("proposals/p", "roots", at(10), "stands")],
        [election("e", "oak", "ana", at(10))],
    ],
)  # fmt: skip
def test_a_circle_is_quiet_when_nothing_has_happened_in_it_for_long(happens: list[Record]) -> None:
    """Sixty days after anything of its own it is not quiet yet, a day later it is; others' acts do not count."""
    others = [circle("elm", at(0), "eli"), changes("elm", at(60), aim="To rest.")]
    quiet = {day: "quiet" in dict(reasons(day, OAK, *happens, *others)) for day in (60, 61, 70, 71)}
    assert quiet == {60: False, 61: False, 70: False, 71: True}


@pytest.mark.parametrize(
    ("later", "answered"),
    [
        (joins("oak", at(12), "eli"), True),
        (changes("oak", at(12), facilitator="ben"), True),
        (election("e", "oak", "ana", at(12)), True),
        (closes("oak", at(12)), True),
        (joins("oak", at(10), "eli"), False),
        (leaves("oak", at(12), "dee"), False),
        (changes("elm", at(12), facilitator="eli"), False),
        (version("p", 1, at(12)), False),
    ],
)
def test_help_is_answered_once_the_circle_has_moved_on(later: Record, answered: bool) -> None:
    """By somebody joining, a change, or an election after the asking; else it stands for ninety days."""
    whole = movement(OAK, asks("oak", at(10)), circle("elm", at(0), "eli"), later)
    assert [help_asked_on(whole, "oak", at(day)) is not None for day in (9, 10, 11, 12)] == [
        False,
        True,
        True,
        not answered,
    ]
    assert [help_asked_on(whole, "oak", at(10 + HEARD_FOR_DAYS + more)) is not None for more in (0, 1)] == [
        not answered,
        False,
    ]


def test_a_circle_asks_for_what_it_asked_last() -> None:
    """A second asking takes the place of the first, and what answered the first does not answer it."""
    whole = movement(OAK, asks("oak", at(10), "A cook."), joins("oak", at(11), "eli"), asks("oak", at(12), "A choir."))
    needs = care_on(whole, at(12)).get("oak", ())
    assert [(need.reason, need.words) for need in needs] == [("asks for help", "A choir.")]


def test_only_circles_that_need_care_are_listed_and_none_in_doubt() -> None:
    """In the order of their ids; a circle whose membership nobody can read is left out."""
    few = [circle("elm", at(0), "eli"), circle("ash", at(0), "ava"), circle("yew", at(0), "yan")]
    assert list(care_on(movement(OAK, *few, faults=[(few[2], "members")]), at(1))) == ["ash", "elm"]


def test_what_happens_to_a_proposal_is_anything_that_lies_with_it() -> None:
    """The last day of its idea, versions, rounds, commitments, objections, tests and resolutions, up to a day."""
    of: list[Any] = [
        idea("proposals/p", at(1)),
        version("p", 1, at(2)),
        held("p", at(3), said("ana")),
        commits("p", at(4), "oak", "ana"),
        idea("proposals/p/objections/roots", at(5)),
        objection("proposals/p", "roots", at(6)),
        a_test("proposals/p", "roots", at(7), "stands"),
        resolved("proposals/p", "roots", at(8)),
    ]
    for count in range(1, len(of) + 1):
        whole = movement(OAK, of[:count])
        assert [last_day_of_proposal(whole, "p", at(day)) for day in (0, count, 99)] == [None, at(count), at(count)]


def test_ideas_look_for_as_many_as_are_missing_until_they_are_written_down() -> None:
    """Of proposals and of objections; whoever stands with it twice is one."""
    of = "proposals/p/objections/roots"
    whole = movement(
        OAK, version("p", 1, at(0)), idea(of, at(1), "ana"), stands_with(of, "ben"), stands_with(of, "ana"),
        idea("proposals/q", at(2), "ana ben chi dee"), idea("proposals/z", at(3)), version("z", 1, at(5)),
    )  # fmt: skip
    told = [[(one.idea.of, one.lacking) for one in ideas_on(whole, at(day))] for day in (0, 4, 5)]
    assert told == [[], [("proposals/q", 0), ("proposals/z", 3), (of, 2)], [("proposals/q", 0), (of, 2)]]


def test_a_circle_that_has_not_begun_has_no_last_day() -> None:
    """Nothing has happened in it yet."""
    later = circle("later", at(9), "eva")
    assert last_days_of_circles(movement(OAK, later), at(8)).keys() == {"oak"}
    assert last_days_of_circles(movement(OAK, later), at(9))["later"] == at(9)
