"""Family D, after the decision: reconsidering, reviewing, lapsing, letting go, disputing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from nstgov.records import Misfit, Movement, Record, Voice
from nstgov.rules import Rule
from nstgov.rules.decisions.disputed_voices import disputed_voice
from nstgov.rules.decisions.letting_go import ended_without_consent
from nstgov.rules.decisions.overdue import not_reconsidered_in_time, review_overdue, sunset_near
from tests.building import (
    a_test,
    at,
    circle,
    closes,
    day,
    decision,
    disputed,
    edition,
    election,
    ended,
    held,
    joins,
    leaves,
    movement,
    objection,
    person_change,
    resolved,
    review,
    said,
    signed,
    taken_as_valid,
    version,
)
from tests.proving import key, proven, with_keys
from tests.rules.judging import OAK, findings, places, trees

ALL = said("ana ben chi dee")
RULES = replace(edition(), reconsider_within_days=10)
TEXT = version("p", 1, at(-9), sunset=at(60), review=at(20))
ROUND = held("p", at(-2), ALL, entered_by="ben")
MADE = decision("p", at(0), sunset=at(60))
BASE = (RULES, circle("oak", at(-20), "ana ben chi dee"), TEXT, ROUND, MADE)


def on(rule: Rule, number: int, *records: Record, faults: Iterable[tuple[Record, str]] = ()) -> list[str]:
    """What a calendar rule says on a day, as messages."""
    misfits = [Misfit("Y04", record.locate(key), "", "") for record, key in faults]
    return [finding.message for finding in rule(taken_as_valid(Movement((*BASE, *records), None, misfits)), at(number))]


RAISED = objection("decisions/p", "noise", at(5))


@pytest.mark.parametrize(("number", "expected"), [(4, 0), (15, 0), (16, 1), (60, 1), (61, 0)])
def test_a_decision_is_answered_within_the_time_to_reconsider(number: int, expected: int) -> None:
    """Raised on day 5 with ten days: day 15 is the last; what has lapsed is answered no more."""
    assert len(on(not_reconsidered_in_time, number, RAISED)) == expected
    assert (
        len(on(not_reconsidered_in_time, number, RAISED, a_test("decisions/p", "noise", at(9), "stands"))) == expected
    )


@pytest.mark.parametrize(
    "answer",
    [
        a_test("decisions/p", "noise", at(9), "set aside"),
        resolved("decisions/p", "noise", at(9)),
        ended("p", at(9)),
        [version("q", 1, at(6), replaces="p"), decision("q", at(9), sunset=at(99))],
    ],
    ids=["set aside", "resolved", "let go", "replaced"],
)
def test_what_is_answered_is_overdue_no_more(answer: Record | list[Record]) -> None:
    """Whatever the circle and the authors agree on ends the reconsidering."""
    assert on(not_reconsidered_in_time, 30, RAISED, *([answer] if isinstance(answer, Record) else answer)) == []


def test_an_objection_that_cannot_be_read_is_not_overdue() -> None:
    """The reader speaks of it."""
    assert on(not_reconsidered_in_time, 30, RAISED, faults=[(RAISED, "raised")]) == []


@pytest.mark.parametrize(("number", "expected"), [(14, 0), (15, 0), (16, 1)])
def test_a_dispute_is_answered_in_the_same_time(number: int, expected: int) -> None:
    """From the day of the dispute; until they have spoken themselves."""
    dispute = disputed(ROUND, "ana", at(5))
    assert len(on(not_reconsidered_in_time, number, dispute)) == expected
    assert on(not_reconsidered_in_time, number, dispute, held("p", at(7), said("ana"), person="ana")) == []


@pytest.mark.parametrize(("number", "expected"), [(20, 0), (21, 1), (60, 1), (61, 0)])
def test_a_review_is_overdue_the_day_after_it_was_due(number: int, expected: int) -> None:
    """While the decision is in force, until a review is held; the next one is due when that review says."""
    assert len(on(review_overdue, number)) == expected
    assert on(review_overdue, number, review("p", at(18))) == []
    assert len(on(review_overdue, number, review("p", at(18), next_review=at(20)))) == expected


def test_a_review_is_placed_where_its_day_stands() -> None:
    """At the version's `review`, or at the `next_review` of the latest review held."""
    later = review("p", at(18), next_review=at(20))
    places_ = [
        next(iter(review_overdue(taken_as_valid(Movement((*BASE, *more))), at(30)))).at for more in ((), (later,))
    ]
    assert places_ == [TEXT.locate("review"), later.locate("next_review")]
    assert on(review_overdue, 30, faults=[(TEXT, "review")]) == []
    assert on(review_overdue, 30, later, faults=[(later, "next_review")]) == []


@pytest.mark.parametrize(("number", "expected"), [(29, 0), (30, 1), (60, 1), (61, 1), (90, 1), (91, 0)])
def test_a_sunset_is_spoken_of_thirty_days_before_and_after(number: int, expected: int) -> None:
    """Thirty days before, on the day, and for thirty days after; not before it was decided."""
    assert len(on(sunset_near, number)) == expected
    short = [version("q", 1, at(-3), sunset=at(5)), decision("q", at(0), sunset=at(5))]
    assert len(on(sunset_near, -1, *short)) == 0


def test_a_sunset_that_something_else_has_come_before_is_not_spoken_of() -> None:
    """What was let go, replaced or renewed needs no renewal."""
    assert on(sunset_near, 50, ended("p", at(40))) == []
    for way in ("renews", "replaces", "ends"):
        later = [version("q", 1, at(30), **{way: "p"}), decision("q", at(45), sunset=at(300))]
        assert on(sunset_near, 50, *later) == []
        assert len(on(sunset_near, 44, *later)) == 1
    late = [version("q", 1, at(30), renews="p"), decision("q", at(65), sunset=at(300))]
    assert len(on(sunset_near, 64, *late)) == 1
    assert on(sunset_near, 65, *late) == []


def test_a_renewal_on_its_way_is_named() -> None:
    """The help asks for that proposal to be decided, not for another."""
    whole = taken_as_valid(Movement((*BASE, version("p-again", 1, at(30), renews="p"))))
    (found,) = sunset_near(whole, at(40))
    assert found.help == f"Bring p-again to a decision before {at(60)}."
    (found,) = sunset_near(whole, at(29 + 1))
    assert "p-again" in found.help
    (found,) = sunset_near(taken_as_valid(Movement(BASE)), at(40))
    assert found.help == f"Bring a new proposal that renews p before {at(60)}, if it is still needed."


DECIDED = decision("trees", "2026-05-04", sunset="2027-04-01")
THREE = said("ana ben chi")


def let_go(voices: dict[str, Voice], *records: Record, day: str = "2026-06-01", **more: object) -> list[str]:
    """Where D10 finds something in a decision let go in between; the same holds at a review."""
    act = replace(ended("trees", day), voices=voices)
    at_review = review("trees", day, "let go", voices=voices)
    found = places(ended_without_consent, OAK, trees(), DECIDED, act, *records, **more)  # type: ignore[arg-type]
    assert found == places(ended_without_consent, OAK, trees(), DECIDED, at_review, *records, **more)  # type: ignore[arg-type]
    return found


def test_letting_go_takes_the_consent_of_every_member_of_that_day() -> None:
    """Silent and absent members are one finding, whoever objects one of their own."""
    assert let_go(dict(ALL)) == []
    assert let_go(dict(THREE)) == ["voices"]
    assert let_go(said("ana ben", "chi", "dee")) == ["voices", "voices.chi"]
    assert let_go(dict(THREE), leaves("oak", "2026-06-01", "dee")) == []
    assert let_go(dict(THREE), leaves("oak", "2026-06-02", "dee")) == ["voices"]
    assert let_go(dict(ALL), joins("oak", "2026-05-31", "eli")) == ["voices"]
    assert let_go(dict(ALL), joins("oak", "2026-06-01", "eli")) == []


def test_letting_go_takes_every_circle_that_decided() -> None:
    """Of two circles both let go; a closed one has nobody left to ask, and when all are closed nobody can."""
    elm = circle("elm", "2026-01-01", "eva flo gus hal")
    both = [OAK, elm, trees(asks="oak elm", affects="oak elm"), decision("trees", "2026-05-04", "oak elm")]
    act = replace(ended("trees", "2026-06-01"), voices=ALL)
    assert places(ended_without_consent, *both, act) == ["voices"]
    everybody = replace(act, voices=said("ana ben chi dee eva flo gus hal"))
    assert places(ended_without_consent, *both, everybody) == []
    assert places(ended_without_consent, *both, act, closes("elm", "2026-05-31")) == []
    gone = [closes("elm", "2026-05-31"), closes("oak", "2026-05-31")]
    assert places(ended_without_consent, *both, act, *gone) == [""]


def test_nobody_resigns_from_a_decision_or_ends_it_before_it_was_made() -> None:
    """`resigned` is for a role; and what ends before it begins was never there."""
    resigned = replace(ended("trees", "2026-06-01", "resigned"), voices=ALL)
    assert places(ended_without_consent, OAK, trees(), DECIDED, resigned) == ["how"]
    early = replace(ended("trees", "2026-05-03"), voices=ALL)
    assert places(ended_without_consent, OAK, trees(), DECIDED, early) == ["date"]
    assert places(ended_without_consent, OAK, trees(), DECIDED, replace(early, date=date(2026, 5, 4))) == []


@pytest.mark.parametrize(
    ("how", "voices", "expected"),
    [
        ("resigned", "ana", []),
        ("resigned", "ben", ["voices"]),
        ("let go", "ana", ["voices"]),
        ("let go", "ana ben chi dee", []),
    ],
)
def test_a_term_ends_by_ones_own_word_or_by_everybodys(how: str, voices: str, expected: list[str]) -> None:
    """Whoever carries it resigns alone; to let it go takes the whole circle, them included."""
    act = replace(ended("rep", "2026-06-01", how), voices=said(voices))
    assert places(ended_without_consent, OAK, election("rep", "oak", "ana", "2026-02-01"), act) == expected


@pytest.mark.parametrize("key", ["voices", "date", "held", "how", "result", ""])
def test_an_ending_that_cannot_be_read_is_left_to_the_reader(key: str) -> None:
    """A faulty field of it, of the decision, or a membership in doubt silences D10."""
    act, at_review = ended("trees", "2026-06-01"), review("trees", "2026-06-01", "let go")
    for one in (act, at_review):
        known = {"date", "how"} if one is act else {"held", "result"}
        if key in known | {"voices", ""}:
            assert places(ended_without_consent, OAK, trees(), DECIDED, one, faults=[(one, key)]) == []
        assert places(ended_without_consent, OAK, trees(), DECIDED, one, faults=[(DECIDED, "circles")]) == []
        assert places(ended_without_consent, OAK, trees(), DECIDED, one, faults=[(OAK, "members")]) == []


def test_reviews_that_keep_or_change_need_nobody_more() -> None:
    """Only letting go ends something; a review may be held by those who are there."""
    for result in ("keep", "change"):
        assert places(ended_without_consent, OAK, trees(), DECIDED, review("trees", "2026-06-01", result)) == []


def test_a_dispute_is_found_in_its_own_file() -> None:
    """A warning at its day, with the decision beside it; none once they have consented themselves."""
    dispute = disputed(ROUND, "ana", at(5))
    (found,) = findings(disputed_voice, *BASE, dispute)
    assert (found.at, found.related) == (dispute.locate("date"), (MADE.locate("decided"),))
    assert disputed_voice.severity == "warning"
    assert findings(disputed_voice, *BASE, dispute, held("p", at(9), said("ana"), person="ana")) == []
    assert findings(disputed_voice, *BASE, disputed(ROUND, "ana", at(-1))) == []
    assert findings(disputed_voice, *BASE, dispute, faults=[(MADE, "decided")]) == []
    assert findings(disputed_voice, *BASE, dispute, faults=[(dispute, "date")]) == []
    chosen = election("rep", "oak", "ben", at(2), voices=ALL)
    assert len(findings(disputed_voice, BASE[1], chosen, disputed(chosen, "ana", at(3)))) == 1


@pytest.mark.parametrize(("on_day", "expected"), [("2026-06-11", 0), ("2026-06-12", 1)])
def test_a_key_that_is_not_safe_is_answered_in_the_same_time(on_day: str, expected: int) -> None:
    """From the day on which it was said, within the ten days to reconsider."""
    people = "ana ben chi dee"
    oak = with_keys(circle("oak", "2026-01-01", people), people)
    text = version("trees", 1, "2026-04-01", authors=people, sunset="2027-01-01", review="2026-08-01")
    spoken = held("trees", "2026-04-20", said(people), entered_by="dee")
    unsafe = person_change("oak", "2026-06-01", "ana", compromised=key("ana"), voices=said("ana ben chi dee"))
    made = decision("trees", "2026-05-01", sunset="2027-01-01")
    whole = proven(RULES, oak, text, spoken, made, signed(spoken, "ana"), unsafe)
    assert len(list(not_reconsidered_in_time(whole, day(on_day)))) == expected


def test_history_from_elsewhere_is_no_renewal_on_its_way() -> None:
    """What was decided elsewhere is not brought to a decision here."""
    whole = movement(*BASE, version("q", 1, at(30), renews="p", imported="elsewhere"), decision("q", at(31)))
    (found,) = sunset_near(whole, at(40))
    assert "Bring a new proposal" in found.help


def test_a_folder_without_a_decision_rests_on_no_voice() -> None:
    """A review or an ending of nothing is for the reader."""
    assert findings(disputed_voice, *BASE[:2], ended("p", at(9))) == []
