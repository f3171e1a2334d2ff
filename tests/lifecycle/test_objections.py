"""The life of an objection: several circles, every order of days, and what it stands against."""

from __future__ import annotations

from itertools import product

import pytest

from nstgov.lifecycle import (
    answer_by,
    find_objections_in_the_way,
    find_standing_objections,
    objection_on,
    objection_stages,
    proposal_on,
)
from nstgov.records import Record
from tests.building import (
    a_test,
    at,
    circle,
    decision,
    edition,
    election,
    idea,
    movement,
    objection,
    resolved,
    version,
)

DAYS = range(11)
P, D = "proposals/p", "decisions/d"
RESULTS = ("stands", "needs work", "set aside")
MAYBE = (None, 2, 4, 5, 6, 8)


def stages(target: str, *records: Record) -> list[str | None]:
    """What the objection is on each day."""
    whole = movement(records)
    found = whole.find_target(target)
    folder = found.objections["no"] if found else None
    assert folder
    return [state.stage if (state := objection_on(whole, folder, at(day))) else None for day in DAYS]


@pytest.mark.long
@pytest.mark.parametrize("result", RESULTS)
def test_opened_raised_tested_raised_again_and_resolved_in_every_order(result: str) -> None:
    """Each day: resolved if so since the newest wording, else as its latest test says, else raised, else gathering."""
    for opened, again, tested, retested, met in product((None, 1), *[MAYBE] * 4):
        raised = 4
        if again is not None and again < raised:
            continue
        records: list[Record] = [version("p", 1, at(0)), objection(P, "no", at(raised))]
        records += [idea(f"{P}/objections/no", at(opened))] if opened else []
        records += [objection(P, "no", at(again), 2)] if again else []
        records += [a_test(P, "no", at(tested), result, 1)] if tested else []
        records += [a_test(P, "no", at(retested), "stands", 2)] if retested and retested != tested else []
        records += [resolved(P, "no", at(met))] if met else []
        expected: list[str | None] = []
        for day in DAYS:
            newest, since = (2, again) if again and again <= day else (1, raised)
            tests = {1: (tested, result), 2: (retested if retested != tested else None, "stands")}
            on, said = tests[newest]
            if day < raised:
                expected.append("gathering" if opened and opened <= day else None)
            elif met and since <= met <= day:
                expected.append("resolved")
            else:
                expected.append(said if on is not None and since <= on <= day else "raised")
        assert stages(P, *records) == expected, (opened, again, tested, retested, met)


@pytest.mark.parametrize("target", [P, D])
def test_setting_aside_takes_every_circle_asked(target: str) -> None:
    """Of two circles: it stands if one says so, needs work if one says so, and is set aside only by both."""
    records = [
        version("p", 1, at(0), "oak elm"),
        decision("d", at(0), "oak elm", sunset=at(99)),
        objection(target, "no", at(1)),
    ]
    for oak, elm in product((None, *RESULTS), repeat=2):
        tests = [a_test(target, "no", at(3), r, circle_=c) for r, c in ((oak, "oak"), (elm, "elm")) if r]
        said = {oak, elm}
        expected = (
            "stands" if "stands" in said else "needs work" if "needs work" in said
            else "set aside" if said == {"set aside"} else "raised"
        )  # fmt: skip
        assert stages(target, *records, *tests)[3] == expected
        assert stages(target, *records, *tests)[2] == "raised"


@pytest.mark.parametrize("result", RESULTS)
def test_the_test_of_a_circle_that_was_not_asked_says_nothing(result: str) -> None:
    """Only circles asked, or those that decided, can say what becomes of an objection."""
    for target in (P, D):
        records = [version("p", 1, at(0)), decision("d", at(0), sunset=at(99)), objection(target, "no", at(1))]
        assert stages(target, *records, a_test(target, "no", at(2), result, circle_="elm"))[2:] == ["raised"] * 9


def test_the_latest_test_of_a_circle_counts() -> None:
    """A circle may test again, and what it says last is so from that day on."""
    for first, second in product(RESULTS, repeat=2):
        tests = [a_test(P, "no", at(2), first), a_test(P, "no", at(5), second)]
        found = stages(P, version("p", 1, at(0)), objection(P, "no", at(1)), *tests)
        assert found == [None, "raised", *[first] * 3, *[second] * 6]


def test_a_version_that_asks_another_circle_is_tested_there_and_changes_no_earlier_day() -> None:
    """Set aside by the circle asked then; the circle asked later has still to say so, from that version's day on."""
    records = [version("p", 1, at(0)), objection(P, "no", at(1)), a_test(P, "no", at(2), "set aside")]
    later = [version("p", 2, at(5), "elm")]
    assert stages(P, *records, *later) == [None, "raised", *["set aside"] * 3, *["raised"] * 6]
    tested = a_test(P, "no", at(7), "set aside", circle_="elm")
    assert stages(P, *records, *later, tested)[5:] == ["raised", "raised", *["set aside"] * 4]


def test_who_tests() -> None:
    """The circles asked by the version of the day, those that made the decision, or the circle that elected."""
    whole = movement(
        version("p", 1, at(2), "oak"), version("p", 2, at(4), "elm oak"), decision("d", at(0), "oak elm", sunset=at(9)),
        election("e", "elm", "eve", at(0)),
        [objection(target, "no", at(5)) for target in (P, D, "decisions/e", "proposals/none")],
    )  # fmt: skip

    def asked(target: str, day: int = 9) -> tuple[str, ...]:
        folder = whole.find_target(target)
        assert folder
        return objection_stages.find_testing_circles(whole, folder.objections["no"], at(day))

    assert [asked(P, day) for day in (1, 2, 3, 4)] == [(), ("oak",), ("oak",), ("elm", "oak")]
    assert (asked(D), asked("decisions/e"), asked("proposals/none")) == (("oak", "elm"), ("elm",), ())


def test_what_stands_against_a_decision_stands_against_its_renewal_only() -> None:
    """From the day it is raised until it is resolved an objection to a decision is in the way of renewing it."""
    base = [circle("oak", members="ana"), decision("d", at(0), sunset=at(99)), version("d", 1, at(0))]
    against = [objection(D, "no", at(3)), resolved(D, "no", at(6))]
    for way, stands in (("renews", True), ("replaces", False), ("ends", False)):
        whole = movement(base, against, version("p", 1, at(2), **{way: "d"}))
        for day in DAYS[2:]:
            found = [folder.id for folder in find_objections_in_the_way(whole, "p", at(day))]
            assert found == (["no"] if stands and 3 <= day < 6 else [])
            state = proposal_on(whole, "p", at(day))
            assert state is not None
            assert state.stage == ("objected" if found else "open")


def test_what_the_newest_version_renews_counts() -> None:
    """A version that no longer renews a decision is no longer held by the objections to it."""
    base = [decision("d", at(0), sunset=at(99)), version("d", 1, at(0)), objection(D, "no", at(1))]
    whole = movement(base, version("p", 1, at(2), renews="d none"), version("p", 2, at(5)))
    assert [bool(find_objections_in_the_way(whole, "p", at(day))) for day in (1, 2, 4, 5)] == [False, True, True, False]


def test_an_idea_stops_nothing() -> None:
    """While an objection still looks for people it stands in nobody's way."""
    whole = movement(version("p", 1, at(0)), idea(f"{P}/objections/no", at(1)), idea(f"{D}/objections/no", at(1)))
    for target in (P, D, "proposals/none", "decisions/none"):
        assert find_standing_objections(whole, target, at(5)) == ()
    assert find_objections_in_the_way(whole, "none", at(5)) == ()


def test_each_step_with_a_proposal_has_its_time_and_a_decision_is_reconsidered_as_a_whole() -> None:
    """To a proposal the time begins anew with a test; to a decision it counts from the raising."""
    records = [edition(), version("p", 1, at(0)), decision("d", at(0), sunset=at(99))]
    for target, after_test in ((P, at(33)), (D, at(32))):
        whole = movement(
            records,
            objection(target, "no", at(2)),
            a_test(target, "no", at(3), "stands"),
            resolved(target, "no", at(5)),
        )
        found = whole.find_target(target)
        assert found
        days = [answer_by(whole, found.objections["no"], at(day)) for day in (1, 2, 3, 4, 5)]
        assert days == [None, at(32), after_test, after_test, None]
