"""Where a proposal stands, day by day."""

from __future__ import annotations

from itertools import product

import pytest

from nstgov.lifecycle import LIVE, ProposalState, newest_version, proposal_on, proposals_on
from nstgov.records import Record
from tests.building import at, circle, closed, decision, held, idea, joins, movement, objection, said, version

DAYS = range(12)
MAYBE = (None, 3, 5, 7)
OAK = circle("oak", members="ana ben")


def stage_heard(state: ProposalState) -> str:
    """The stage by what was said: whether a decision would be valid in these small worlds is another question."""
    return "consented" if state.lacks else state.stage


def stages(*records: Record) -> list[str | None]:
    """Where the proposal stands on each day."""
    whole = movement(records)
    return [stage_heard(state) if (state := proposal_on(whole, "p", at(day))) else None for day in DAYS]


@pytest.mark.parametrize("result", ["withdrawn", "set aside"])
def test_idea_version_round_decision_and_closing_in_every_order(result: str) -> None:
    """Each day the furthest of what has happened by then is where the proposal stands."""
    for opened, submitted, spoke, decided, shut in product((None, 1, 4), (2, 4), MAYBE, MAYBE, MAYBE):
        records: list[Record] = [OAK, version("p", 1, at(submitted), sunset=at(99))]
        records += [idea("proposals/p", at(opened))] if opened else []
        records += [held("p", at(spoke), said("ana ben"))] if spoke else []
        records += [decision("p", at(decided), sunset=at(99))] if decided else []
        records += [closed("p", at(shut), result)] if shut else []
        over = min(day for day in (decided, shut, 99) if day)
        expected: list[str | None] = []
        for day in DAYS:
            is_heard = spoke is not None and spoke <= min(day, over)
            steps = (
                (decided is not None and decided <= day, "decided"), (shut is not None and shut <= day, result),
                (is_heard, "consented"), (True, "open"),
            )  # fmt: skip
            before = "gathering" if opened and opened <= day else None
            expected.append(next(name for so, name in steps if so) if submitted <= day else before)
        assert stages(*records) == expected, (opened, submitted, spoke, decided, shut)


def test_a_new_version_starts_with_no_consent_at_all() -> None:
    """From the day a new version is submitted only what was said to it counts, an objection in a round included."""
    for before, after in product((said("ana ben"), said("ana", "ben"), said("ana")), repeat=2):
        named = {0: "consented", 1: "objected", 2: "in round"}
        kinds = [said("ana ben"), said("ana", "ben"), said("ana")]
        records = [
            OAK,
            version("p", 1, at(1)),
            held("p", at(2), before),
            version("p", 2, at(5)),
            held("p", at(7), after, 2),
        ]
        first, second = named[kinds.index(before)], named[kinds.index(after)]
        assert stages(*records) == [None, "open", *[first] * 3, "open", "open", *[second] * 5]


def test_every_circle_asked_must_consent() -> None:
    """Of two circles asked: consented when both are, objected when one is, in round when somebody has spoken."""
    words = {"": {}, "all": said("ana ben"), "some": said("ana"), "against": said("ana", "ben")}
    elm = circle("elm", members="ana ben")
    for one, two in product(words, repeat=2):
        rounds = [held("p", at(3), words[w], circle_=c) for w, c in ((one, "oak"), (two, "elm")) if w]
        heard = {one, two}
        expected = (
            "objected" if "against" in heard else "consented" if heard == {"all"}
            else "open" if heard == {""} else "in round"
        )  # fmt: skip
        assert stages(OAK, elm, version("p", 1, at(1), "oak elm"), *rounds)[5] == expected


def test_an_objection_that_stands_is_in_the_way_from_its_day_on() -> None:
    """Consented until it is raised, objected from that day on, against the later version too."""
    records = [OAK, version("p", 1, at(0)), held("p", at(1), said("ana ben")), objection("proposals/p", "no", at(3))]
    again = [version("p", 2, at(5)), held("p", at(6), said("ana ben"), 2)]
    assert stages(*records, *again) == ["open", *["consented"] * 2, *["objected"] * 9]


def test_what_is_decided_or_closed_rests_on_what_was_so_that_day() -> None:
    """Whoever joins later, and what is said later, is not missing from what was decided before."""
    late = [joins("oak", at(6), "chi"), held("p", at(7), said("", "ana"))]
    base = [OAK, version("p", 1, at(0), sunset=at(99)), held("p", at(1), said("ana ben")), *late]
    for end in (decision("p", at(4), sunset=at(99)), closed("p", at(4))):
        state = proposal_on(movement(base, end), "p", at(9))
        assert state is not None
        assert (state.missing, state.hearings[0].objecting, state.since) == ({}, (), at(4))
    state = proposal_on(movement(base), "p", at(9))
    assert state is not None
    assert (state.missing, state.stage) == ({"oak": ("chi",)}, "objected")


def test_the_newest_version_is_the_highest_number_submitted_by_then() -> None:
    """Numbers say which version is newer, days which are there."""
    folder = movement(version("p", 1, at(2)), version("p", 2, at(4)), version("p", 3, at(3))).proposals["p"]
    newest = [newest_version(folder, at(day)) for day in (1, 2, 3, 4, 5)]
    assert [found.number if found else None for found in newest] == [None, 1, 3, 3, 3]


def test_all_proposals_of_a_day_are_those_begun_by_then() -> None:
    """What begins later is not there yet; what is over still is, and waits for nothing."""
    whole = movement(OAK, version("p", 1, at(2)), idea("proposals/q", at(4)), closed("p", at(5)))
    found = [{id_: stage_heard(state) for id_, state in proposals_on(whole, at(day)).items()} for day in (1, 3, 4, 5)]
    assert found == [{}, {"p": "open"}, {"p": "open", "q": "gathering"}, {"p": "withdrawn", "q": "gathering"}]
    assert {"decided", "withdrawn", "set aside"}.isdisjoint(LIVE)
