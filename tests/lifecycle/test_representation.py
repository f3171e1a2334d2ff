"""Representation: within the term, until succeeded, ended, gone from the circle that sends, or that circle closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from nstgov.lifecycle import circle_on, collect_all_terms, is_membership_clear, list_chain_steps, members_on, terms_on
from nstgov.lifecycle.terms import last_day_known
from nstgov.records import Movement, Record
from tests.building import at, changes, circle, closes, election, ended, leaves, movement, takes_in

DAYS = range(12)
MAYBE = (None, 4, 6, 8)


def seen(whole: Movement, above: str, person: str) -> list[bool]:
    """For each day, whether somebody sits in a circle above."""
    return [person in members_on(whole, above, at(day)) for day in DAYS]


@pytest.mark.parametrize("above_closes", [None, 7])
@pytest.mark.parametrize("begins", [2, 3, 5])
def test_somebody_sits_above_while_everything_holds(begins: int, above_closes: int | None) -> None:
    """Held on day 3: every order of term, early end, successor, leaving and closing gives the days that all allow."""
    for until, early, next_, gone, shut in product(MAYBE, repeat=5):
        records: list[Record] = [circle("town"), circle("oak", at(0), "ana ben", parent="town")]
        records.append(election("rep-1", "oak", "ana", at(3), at(until) if until else None, from_=at(begins)))
        records += [ended("rep-1", at(early))] if early else []
        records += [election("rep-2", "oak", "ben", at(next_), at(next_), succeeds="rep-1")] if next_ else []
        records += [leaves("oak", at(gone), "ana")] if gone else []
        records += [closes("oak", at(shut))] if shut else []
        records += [closes("town", at(above_closes))] if above_closes else []
        lasts = (until, early, next_ and next_ - 1, gone, shut, above_closes)
        last = min(day for day in (*lasts, 99) if day is not None)
        expected = [max(3, begins) <= day <= last for day in DAYS]
        assert seen(movement(records), "town", "ana") == expected, (until, early, next_, gone, shut)


def test_a_successor_begins_the_day_after_and_never_before_the_election() -> None:
    """A term that a successor ends stops the day before the new one begins, which is not before it was elected."""
    for held, begins in product((4, 6), (3, 5, 8)):
        whole = movement(
            circle("town"), circle("oak", at(0), "ana ben", parent="town"), election("rep-1", "oak", "ana", at(1)),
            election("rep-2", "oak", "ben", at(held), from_=at(begins), succeeds="rep-1"),
        )  # fmt: skip
        first = max(held, begins)
        assert seen(whole, "town", "ana") == [1 <= day < first for day in DAYS]
        assert seen(whole, "town", "ben") == [first <= day for day in DAYS]


def test_without_succeeding_the_new_term_is_added() -> None:
    """Two may carry the same role at once; the later term ends nothing."""
    whole = movement(
        circle("oak", at(0), "ana ben"), election("rep-1", "oak", "ana", at(1)), election("rep-2", "oak", "ben", at(4))
    )
    terms = [[term.person for term in terms_on(whole, "oak", "representative", at(day))] for day in (3, 4)]
    assert terms == [["ana"], ["ana", "ben"]]


def test_nobody_ends_a_term_of_another_circle_or_role() -> None:
    """Naming a term of another circle, of another role, or one's own, as the one succeeded ends nothing."""
    whole = movement(
        circle("oak", at(0), "ana"), circle("elm", at(0), "eve"), election("rep", "oak", "ana", at(1)),
        election("elm-rep", "elm", "eve", at(3), succeeds="rep"),
        election("oak-keeper", "oak", "ana", at(3), succeeds="rep", role="keeper"),
        election("itself", "oak", "ana", at(3), succeeds="itself"),
        election("lost", "oak", "ana", at(3), succeeds="none"),
    )  # fmt: skip
    assert {id_ for id_, term in collect_all_terms(whole).items() if term.span.has_day(at(9))} == set(
        collect_all_terms(whole)
    )


def test_succession_goes_on() -> None:
    """Each of three who follow one another has their days, and one only."""
    records: list[Record] = [circle("oak", at(0), "ana ben chi")]
    for n, person in enumerate(("ana", "ben", "chi")):
        records.append(election(f"rep-{n}", "oak", person, at(3 * n), succeeds=f"rep-{n - 1}" if n else None))
    whole = movement(records)
    found = [[t.person for t in terms_on(whole, "oak", "representative", at(day))] for day in DAYS]
    assert found == [["ana"]] * 3 + [["ben"]] * 3 + [["chi"]] * 6


@pytest.mark.parametrize(("low_last", "middle_last", "left"), list(product((5, 8, 99), (4, 7, 99), (None, 3, 6))))
def test_two_levels_up_somebody_needs_both_terms_and_their_first_circle(
    low_last: int, middle_last: int, left: int | None
) -> None:
    """Whoever is sent on from a circle to which they were sent sits there only while both elections hold."""
    records: list[Record] = [
        circle("top"), circle("town", parent="top"), circle("oak", at(0), "ana ben", parent="town"),
        election("oak-rep", "oak", "ana", at(1), at(low_last)),
        election("town-rep", "town", "ana", at(2), at(middle_last)),
    ]  # fmt: skip
    whole = movement(records, [leaves("oak", at(left), "ana")] if left else [])
    low = min(low_last, left or 99)
    assert seen(whole, "town", "ana") == [1 <= day <= low for day in DAYS]
    assert seen(whole, "top", "ana") == [2 <= day <= min(low, middle_last) for day in DAYS]


def test_somebody_sent_by_two_circles_stays_while_one_of_them_sends_them() -> None:
    """A person counts once, and the end of one term does not take away the other."""
    whole = movement(
        circle("top"), circle("town", at(0), "", "top"), circle("oak", at(0), "ana", "town"),
        circle("elm", at(0), "ana", "town"),
        election("oak-rep", "oak", "ana", at(1), at(4)), election("elm-rep", "elm", "ana", at(3), at(6)),
        election("town-rep", "town", "ana", at(1)),
    )  # fmt: skip
    assert seen(whole, "town", "ana") == [1 <= day <= 6 for day in DAYS]
    assert seen(whole, "top", "ana") == [1 <= day <= 6 for day in DAYS]


def test_who_left_the_circle_no_longer_carries_its_chain_even_where_they_sit_by_another_way() -> None:
    """Sitting above as somebody else's representative, or as a member there, does not mend the chain they left."""
    for own in ("", "ana"):
        whole = movement(
            circle("town", at(0), own), circle("oak", at(1), "ana ben", "town"), circle("elm", at(1), "ana", "town"),
            takes_in("town", at(1), "oak"), takes_in("town", at(1), "elm"),
            election("oak-rep", "oak", "ana", at(2)), election("elm-rep", "elm", "ana", at(2)),
            leaves("oak", at(5), "ana"),
        )  # fmt: skip
        found = [
            [t.election for step in list_chain_steps(whole, "oak", at(day)) for t in step.representatives]
            for day in (4, 5, 6)
        ]
        assert found == [["oak-rep"], ["oak-rep"], []]
        assert seen(whole, "town", "ana")[6]


def test_a_role_is_carried_by_election_and_else_as_the_circle_said() -> None:
    """An election in force says who facilitates; before and after it what the circle itself said last."""
    whole = movement(
        circle("oak", at(0), "ana ben chi", facilitator="ana", secretary="chi"),
        changes("oak", at(2), facilitator="chi"),
        election("fac", "oak", "ben", at(4), at(6), role="facilitator"),
    )  # fmt: skip
    states = [circle_on(whole, "oak", at(day)) for day in (0, 2, 4, 6, 7)]
    assert [state.facilitator for state in states if state] == ["ana", "chi", "ben", "ben", "chi"]
    assert [state.secretary for state in states if state] == ["chi"] * 5


@pytest.mark.parametrize("key", ["circle", "role", "held", "term", "proposed", "succeeds"])
def test_a_term_that_rests_on_a_fault_is_not_sure(key: str) -> None:
    """What cannot be read of an election makes its term unsure, and the term before it that it may have ended."""
    before, after = election("rep-1", "oak", "ana", at(1)), election("rep-2", "oak", "ben", at(4), succeeds="rep-1")
    whole = movement(circle("oak", at(0), "ana ben"), before, after, faults=[(after, key)])
    assert {id_: term.sure for id_, term in collect_all_terms(whole).items()} == {"rep-1": False, "rep-2": False}
    assert all(term.sure for term in collect_all_terms(movement(before, after, faults=[(after, "qualities")])).values())


CHOSEN = election("rep-1", "oak", "ana", at(1), at(50))


@pytest.mark.parametrize(
    ("records", "day", "expected"),
    [
        ([], 9, at(50)),
        ([ended("rep-1", at(9))], 8, at(50)),
        ([ended("rep-1", at(9))], 9, at(9)),
        ([election("rep-2", "oak", "ben", at(5), from_=at(20), succeeds="rep-1")], 4, at(50)),
        ([election("rep-2", "oak", "ben", at(5), from_=at(20), succeeds="rep-1")], 5, at(19)),
        ([election("rep-2", "oak", "ben", at(5), from_=at(3), succeeds="rep-1")], 5, at(4)),
        ([election("rep-2", "oak", "ben", at(5), succeeds="rep-1", role="secretary")], 5, at(50)),
        ([election("rep-2", "elm", "ben", at(5), succeeds="rep-1")], 5, at(50)),
        ([election("rep-2", "oak", "ben", at(5))], 5, at(50)),
    ],
    ids="term not-yet ended not-yet-succeeded succeeded at-once role circle added".split(),
)
def test_what_ends_a_term_sooner_counts_from_the_day_it_is_said(
    records: list[Record], day: int, expected: date
) -> None:
    """An early end from its own day, a successor from the day of the election."""
    whole = movement(circle("oak", at(0), "ana ben"), CHOSEN, records)
    assert last_day_known(whole, collect_all_terms(whole)["rep-1"], at(day)) == expected


@pytest.mark.parametrize("fault", ["members", "held"])
def test_what_nobody_knows_of_a_circle_nobody_knows_of_those_to_which_it_sends(fault: str) -> None:
    """All the way up from founders or an election that cannot be read, and no farther than somebody is sent."""
    oak, sent = circle("oak", at(0), "ana", parent="mid"), election("e1", "oak", "ana", at(1))
    above = [circle("mid", parent="top"), circle("top"), circle("elm", at(0), "eli", parent="top")]
    at_fault = [(oak if fault == "members" else sent, fault)]
    higher = election("e2", "mid", "ana", at(2))
    whole = movement(oak, sent, above, higher, faults=at_fault)
    assert [is_membership_clear(whole, id_) for id_ in ("mid", "top", "elm")] == [False, False, True]
    alone = movement(oak, sent, above, faults=at_fault)
    assert [is_membership_clear(alone, id_) for id_ in ("mid", "top", "elm")] == [False, True, True]


def test_a_term_that_names_itself_as_the_one_before_it_ends_nothing() -> None:
    """A slip in one line does not end somebody's term before it began."""
    whole = movement(circle("oak", at(0), "ana ben"), replace(CHOSEN, succeeds="rep-1"))
    assert last_day_known(whole, collect_all_terms(whole)["rep-1"], at(9)) == at(50)
    assert seen(movement(*whole.records.values(), changes("oak", at(0), parent="town"), circle("town")), "town", "ana")[
        2
    ]


def test_a_seat_farther_up_lasts_while_one_term_or_another_does() -> None:
    """Ana sits in the middle on days 1 and 2, and from 5 to 9 in two terms, of which one lies within the other."""
    chosen = [
        election("e1", "oak", "ana", at(1), at(2)), election("up-1", "mid", "ana", at(1), at(4)),
        election("e2", "oak", "ana", at(5), at(9)), election("up-2", "mid", "ana", at(5), at(50)),
        election("e3", "oak", "ana", at(6), at(7)),
    ]  # fmt: skip
    whole = movement(circle("top"), circle("mid", parent="top"), circle("oak", at(0), "ana", parent="mid"), chosen)
    assert seen(whole, "top", "ana") == [day in (1, 2, 5, 6, 7, 8, 9) for day in DAYS]


def test_a_term_is_not_sure_where_its_early_end_cannot_be_read() -> None:
    """Nobody knows whether it still lasts."""
    over = ended("rep-1", at(9))
    oak = circle("oak", at(0), "ana ben")
    assert collect_all_terms(movement(oak, CHOSEN, over))["rep-1"].sure
    assert not collect_all_terms(movement(oak, CHOSEN, over, faults=[(over, "date")]))["rep-1"].sure
