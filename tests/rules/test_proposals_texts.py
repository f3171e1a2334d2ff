"""Family P: what a proposal says, until when it holds, what it begins with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle import OPEN
from nstgov.records import Guest, Threshold
from nstgov.rules.proposals.need_and_reasons import nothing_said_of_whom_it_hurts, nothing_said_of_why
from nstgov.rules.proposals.sunset_and_review import (
    no_threshold_or_guest,
    review_missing_or_too_late,
    sunset_missing_or_too_far,
)
from tests.building import decision, edition, version
from tests.rules.judging import findings, places, trees

FULL = "Four people sleep above the yard, and hear it all night."


@pytest.mark.parametrize(
    ("need", "reasons", "expected"),
    [
        (FULL, "Trees take eight degrees off a street.", []),
        ("TBD", "n/a", ["need", "reasons"]),
        ("A tree", "a tree!", ["need", "reasons"]),
        (FULL, FULL.upper(), ["reasons"]),
        ("Hot.", FULL, ["need"]),
    ],
)
def test_need_and_reasons_say_something_of_their_own(need: str, reasons: str, expected: list[str]) -> None:
    """Neither is a placeholder, a copy of the title, or of the other."""
    assert places(nothing_said_of_why, trees(need=need, reasons=reasons)) == expected


def test_short_words_are_advice_on_the_newest_version_only() -> None:
    """An earlier version can no longer take advice; a placeholder in it stays an error."""
    brief, empty = trees(need="It is hot."), trees(need="TBD")
    assert [finding.severity for finding in findings(nothing_said_of_why, brief)] == ["advice"]
    assert findings(nothing_said_of_why, brief, trees(2)) == []
    assert [finding.severity for finding in findings(nothing_said_of_why, empty, trees(2))] == [None]


def test_each_text_is_judged_beside_a_faulty_other() -> None:
    """A fault in `need` does not hide empty `reasons`, nor does one in the title."""
    both = trees(need="TBD", reasons="TBD")
    assert places(nothing_said_of_why, both, faults=[(both, "need")]) == ["reasons"]
    assert places(nothing_said_of_why, both, faults=[(both, "title")]) == ["need", "reasons"]
    copy = trees(need="A tree")
    assert [finding.severity for finding in findings(nothing_said_of_why, copy, faults=[(copy, "title")])] == ["advice"]


@pytest.mark.parametrize(("text", "expected"), [(None, ["might_hurt"]), ("n/a", ["might_hurt"]), (FULL, [])])
def test_whom_it_might_hurt_is_said(text: str | None, expected: list[str]) -> None:
    """Advice, where nothing is said of it in the newest version."""
    assert places(nothing_said_of_whom_it_hurts, trees(might_hurt=text)) == expected
    assert places(nothing_said_of_whom_it_hurts, trees(might_hurt=text), trees(2)) == []


@pytest.mark.parametrize(
    ("sunset", "expected"),
    [
        ("2026-04-01", ["sunset"]),
        ("2026-04-02", ["sunset"]),
        ("2026-04-03", []),
        ("2028-04-01", []),
        ("2028-04-02", ["sunset"]),
    ],
)
def test_a_sunset_lies_after_submission_and_within_the_longest(sunset: str, expected: list[str]) -> None:
    """From the day after submission up to exactly 730 days."""
    assert places(sunset_missing_or_too_far, trees(sunset=sunset)) == expected


def test_a_missing_sunset_is_a_finding_and_a_faulty_one_is_not() -> None:
    """The reader has spoken of what it could not read."""
    without = replace(trees(), sunset=None)
    assert places(sunset_missing_or_too_far, without) == ["sunset"]
    assert places(sunset_missing_or_too_far, without, faults=[(without, "sunset")]) == []
    assert places(sunset_missing_or_too_far, replace(without, submitted=OPEN)) == ["sunset"]


def test_the_longest_sunset_is_that_of_the_edition_on_the_day_submitted() -> None:
    """A shorter one holds from its first day, and not for what was submitted before."""
    short = edition(2, "2026-05-01", "ground-rules-2", longest_sunset_days=100)
    adopted = decision("ground-rules-2", "2026-04-20", sunset="2027-12-31")
    proposed = version("ground-rules-2", 1, "2026-04-10", asks="everyone", kind="ground rules", sunset="2027-12-31")
    for submitted, expected in (("2026-04-30", []), ("2026-05-01", ["sunset"])):
        judged = trees(1, submitted, sunset="2026-12-31")
        assert places(sunset_missing_or_too_far, edition(), short, adopted, proposed, judged) == expected


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("2026-04-01", ["review"]),
        ("2026-04-02", []),
        ("2027-04-01", []),
        ("2027-04-02", ["review"]),
    ],
)
def test_a_review_lies_between_submission_and_sunset(review: str, expected: list[str]) -> None:
    """Both days themselves are allowed."""
    assert places(review_missing_or_too_late, trees(review=review)) == expected


def test_a_review_has_a_day_and_something_to_judge_by() -> None:
    """Each fault has a finding of its own, and each field is judged beside the other's faults."""
    bare = replace(trees(judged_by=("TBD",)), review=None)
    assert places(review_missing_or_too_late, bare) == ["judged_by", "review"]
    assert places(review_missing_or_too_late, bare, faults=[(bare, "review")]) == ["judged_by"]
    assert places(review_missing_or_too_late, bare, faults=[(bare, "judged_by")]) == ["review"]
    assert places(review_missing_or_too_late, trees(judged_by=())) == ["judged_by"]
    late = trees(review="2028-01-01")
    assert places(review_missing_or_too_late, late, faults=[(late, "sunset")]) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"kind": "policy"}, []),
        ({"kind": "action"}, ["kind"]),
        ({"kind": "action", "starts_with": Threshold()}, ["starts_with"]),
        ({"kind": "action", "starts_with": Threshold(people=1)}, []),
        ({"kind": "action", "starts_with": Threshold(circles=2)}, []),
        ({"kind": "invitation"}, ["kind"]),
        ({"kind": "invitation", "invites": (Guest(guest="eli", name="Eli", because="She knows trees."),)}, []),
        ({"kind": "action", "imported": "elsewhere"}, []),
    ],
)
def test_an_action_has_a_threshold_and_an_invitation_a_guest(more: dict[str, Any], expected: list[str]) -> None:
    """Nothing else needs either."""
    assert places(no_threshold_or_guest, trees(**more)) == expected


@pytest.mark.parametrize(("kind", "key"), [("action", "starts_with"), ("invitation", "invites")])
def test_a_threshold_or_a_guest_that_cannot_be_read_is_there(kind: str, key: str) -> None:
    """The reader speaks of it, and nobody says that it is missing."""
    bare = trees(kind=kind)
    assert places(no_threshold_or_guest, bare, faults=[(bare, key)]) == []
