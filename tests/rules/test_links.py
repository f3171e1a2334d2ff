"""Family L: edges of what is said of links, and of what waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nstgov.findings import Finding
from nstgov.records import Record
from nstgov.rules import Rule, rule_named
from nstgov.rules.links.chain_links import SOON
from nstgov.rules.links.waiting import AT_ONCE
from tests.building import (
    asks,
    at,
    changes,
    circle,
    closed,
    closes,
    decision,
    election,
    ended,
    held,
    idea,
    leaves,
    movement,
    objection,
    said,
    version,
)

OAK = circle("oak", at(0), "ana ben chi dee", parent="town")
TOWN = circle("town", at(0))


def rule(code: str) -> Rule:
    """A rule by its code."""
    found = rule_named(code)
    assert found
    return found


def told(code: str, day: date, *records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> list[str]:
    """Where a rule finds something on a day: file and keys, in order."""
    return sorted(".".join([one.at.file, *map(str, one.at.keys)]) for one in all_of(code, day, *records, faults=faults))


def all_of(code: str, day: date, *records: Record, faults: tuple[tuple[Record, str], ...] = ()) -> list[Finding]:
    """All that a rule finds on a day."""
    return list(rule(code)(movement(records, faults=faults), day))


AT_OAK = ["circles/oak/circle.yml.parent"]


@pytest.mark.parametrize(("day", "first", "second"), [(1, AT_OAK, []), (2, [], []), (5, [], []), (6, AT_OAK, [])])
def test_no_representative_is_told_once_and_by_one_rule(day: int, first: list[str], second: list[str]) -> None:
    """Before the term and after its last day L01 speaks, and L02 is silent where nobody stands below."""
    records = [OAK, TOWN, election("e", "oak", "ana", at(2), at(5))]
    assert told("L01", at(day), *records) == first
    assert told("L02", at(day), *records) == second


def test_it_is_told_where_the_parent_is_named() -> None:
    """In the act that named the parent the circle has on the day."""
    named = changes("oak", at(3), parent="town")
    assert told("L01", at(4), circle("oak", at(0), "ana ben chi dee"), TOWN, named) == [f"{named.file}.parent"]


@pytest.mark.parametrize(
    "records",
    [
        [circle("oak", at(0), "ana ben chi", parent="town"), TOWN],
        [circle("oak", at(0), "ana ben chi dee"), TOWN],
        [OAK],
        [OAK, TOWN, closes("oak", at(3))],
        [circle("top", at(0)), circle("town", at(0), parent="top"), circle("oak", at(0), parent="town")],
    ],
    ids="gathering without-parent unknown-parent closed nobody".split(),
)
def test_whoever_cannot_choose_yet_or_has_no_parent_lacks_nobody(records: list[Record]) -> None:
    """Gathering circles, those on their own, closed ones and empty ones are told of neither by L01 nor by L02."""
    assert told("L01", at(4), *records) == []
    assert told("L02", at(4), *records) == []


def test_a_circle_that_became_too_small_is_told_of_by_its_broken_chain() -> None:
    """With three left it cannot choose, and L02 tells that three people are not heard."""
    records = [OAK, TOWN, leaves("oak", at(2), "dee")]
    assert told("L01", at(4), *records) == []
    (found,) = all_of("L02", at(4), *records)
    assert "three people are not heard above" in found.message


def test_a_break_above_others_tells_how_many_stand_behind_it() -> None:
    """People and circles, since when, and what would mend it; each person once."""
    records = [circle("top", at(0)), circle("town", at(0), parent="top"), OAK, election("e", "oak", "ana", at(1))]
    more = [circle("elm", at(0), "eli ana", parent="town"), election("f", "elm", "eli", at(1))]
    (found,) = all_of("L02", at(4), *records, *more)
    assert found.message.endswith("nobody sits in top for town: five people are not heard above in three circles")
    assert str(at(0)) in found.message
    assert "town choose somebody for top" in found.help


def test_a_faulty_membership_silences_links() -> None:
    """Where nobody can read who is in a circle, nothing is said of whom it sends."""
    for code in ("L01", "L02"):
        assert told(code, at(4), OAK, TOWN, circle("low", at(0), "lou", parent="oak"), faults=((OAK, "members"),)) == []


LAST = at(100)
TERM = "decisions/e/election.yml.term.until"
FOLLOWS = election("f", "oak", "ben", at(40), at(400), from_=LAST + timedelta(1), succeeds="e")


@pytest.mark.parametrize(
    ("before", "more", "expected"),
    [
        (SOON, [], [TERM]),
        (SOON + 1, [], []),
        (0, [], [TERM]),
        (-1, [], []),
        (10, [FOLLOWS], []),
        (10, [election("f", "oak", "ben", at(40), at(400), from_=LAST + timedelta(1))], []),
        (10, [election("f", "oak", "ben", at(40), at(400), from_=LAST + timedelta(2))], [TERM]),
        (10, [election("f", "oak", "ben", at(2), at(400))], []),
        (10, [election("f", "oak", "ben", at(2), LAST)], [TERM]),
        (10, [election("f", "oak", "ben", at(2), at(400), role="facilitator")], [TERM]),
        (10, [election("f", "elm", "ben", at(2), at(400))], [TERM]),
        (10, [election("f", "oak", "ben", LAST, at(400), from_=LAST + timedelta(1))], [TERM]),
        (10, [leaves("oak", at(50), "ana")], []),
        (10, [closes("oak", LAST)], []),
        (10, [ended("e", at(50))], []),
    ],
)
def test_a_term_that_ends_soon_has_somebody_to_follow(before: int, more: list[Record], expected: list[str]) -> None:
    """From sixty days before on it is told, unless somebody elected by then carries the role on the day after."""
    records = [OAK, TOWN, election("e", "oak", "ana", at(1), LAST), *more]
    assert told("L03", LAST - timedelta(before), *records) == expected


def test_terms_that_end_together_are_told_once_and_of_every_role() -> None:
    """Two representatives of the same last day make one finding; a facilitator another."""
    terms = [election(id_, "oak", person, at(1), LAST) for id_, person in (("e", "ana"), ("f", "ben"))]
    facilitator = election("g", "oak", "chi", at(1), LAST, role="facilitator")
    found = all_of("L03", at(90), OAK, TOWN, *terms, facilitator)
    assert sorted(len(one.related) for one in found) == [0, 1]
    assert any("of ana and ben as representative of oak ends in ten days" in one.message for one in found)


def test_a_term_whose_record_is_faulty_is_not_told_of() -> None:
    """Where the last day could not be read, nobody knows that it ends."""
    term = election("e", "oak", "ana", at(1), LAST)
    assert told("L03", at(90), OAK, TOWN, term, faults=((term, "term"),)) == []


def proposals(count: int, **more: str) -> list[Record]:
    """Proposals that ask oak."""
    return [version(f"p{n}", 1, at(1), **more) for n in range(count)]


def test_from_six_open_proposals_on_somebody_has_too_many() -> None:
    """Five are fine; with six, one finding tells of everybody of whom the same six wait."""
    assert all_of("L04", at(2), OAK, *proposals(AT_ONCE)) == []
    (found,) = all_of("L04", at(2), OAK, *proposals(AT_ONCE + 1))
    assert found.at.keys == ("members", "ana")
    assert [where.keys for where in found.related] == [("members", "ben"), ("members", "chi"), ("members", "dee")]
    assert found.message.startswith("six open proposals wait for ana, ben, chi and dee at once")


def test_whoever_has_spoken_is_awaited_no_more() -> None:
    """What was said, decided, withdrawn or brought from elsewhere waits for nobody."""
    done = [held("p0", at(1), said("ana ben")), closed("p1", at(2))]
    (found,) = all_of("L04", at(2), OAK, *proposals(AT_ONCE + 2), *done)
    assert found.message.startswith("six open proposals wait for chi and dee at once")
    assert all_of("L04", at(2), OAK, *proposals(9, imported="EIP-1, 2016")) == []


@pytest.mark.parametrize(
    ("records", "step"),
    [
        ([], "Hold a round in oak."),
        ([held("p", at(1), said("ana", absent="ben"))], "Hear ben, chi and dee in oak."),
        ([held("p", at(1), said("ana ben chi dee"))], "Enter the decision of oak, who have all consented."),
        ([held("p", at(1), said("ana", "ben"))], "Answer ben in oak with a new version."),
        ([objection("proposals/p", "roots", at(1))], "Test roots in oak."),
    ],
)
def test_what_lies_still_names_whose_step_is_next(records: list[Record], step: str) -> None:
    """Sixty days after the last happening nothing is said; a day later, who is awaited for what."""
    whole = [OAK, version("p", 1, at(1)), *records]
    assert all_of("L05", at(61), *whole) == []
    (found,) = all_of("L05", at(62), *whole)
    assert (found.help, found.at.keys) == (step, ("submitted",))
    assert found.message == f"nothing has happened for 61 days, since {at(1)}"


@pytest.mark.parametrize("over", [decision("p", at(2)), closed("p", at(2))])
def test_what_is_decided_or_closed_may_rest(over: Record) -> None:
    """Nobody is reminded of what is over."""
    assert all_of("L05", at(200), OAK, version("p", 1, at(1)), over) == []


def test_history_from_elsewhere_waits_for_nobody() -> None:
    """An imported version is shown, and is no open proposal."""
    assert all_of("L05", at(200), OAK, version("p", 1, at(1), imported="EIP-1, 2016")) == []


def test_an_idea_is_an_invitation_first_and_a_reminder_after_long() -> None:
    """Advice for sixty days, with how many are looked for; then a warning; nothing before it was opened."""
    record = idea("proposals/p", at(1), "ana ben")
    assert all_of("L05", at(0), OAK, record) == []
    found = [all_of("L05", at(day), OAK, record)[0] for day in (1, 61, 62)]
    assert [one.severity for one in found] == ["advice", "advice", "warning"]
    assert found[0].message == "since today this idea has looked for two more people to stand with it"
    assert (
        "four people stand with this idea"
        in all_of("L05", at(2), OAK, idea("proposals/p", at(1), "a b c d"))[0].message
    )


def test_help_is_asked_for_where_it_is_written() -> None:
    """At the words of the last asking; not after the circle has closed."""
    call = asks("oak", at(3))
    assert told("L06", at(5), OAK, call) == [f"{call.file}.for"]
    assert told("L06", at(2), OAK, call) == []
    assert told("L06", at(5), OAK, call, closes("oak", at(4))) == []
