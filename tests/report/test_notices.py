"""One issue for each thing that is due, opened and closed by itself."""

from __future__ import annotations

from typing import Any

import pytest

from nstgov.report.comment import MalformedInput
from nstgov.report.notices import MOST_AT_ONCE, plan_issues


def due(line: int = 1, message: str = "Review is overdue", severity: str = "warning") -> dict[str, Any]:
    """One finding of the calendar."""
    return {"code": "D08", "severity": severity, "file": "decisions/x/decision.yml", "line": line, "column": 1,
            "message": message, "help": "Meet and look at it."}  # fmt: skip


def test_what_is_due_is_opened_once_and_closed_when_it_is_settled() -> None:
    """Day one opens it, day two leaves it though its words have changed, day three closes it."""
    first = plan_issues([{"findings": [due()]}], [])
    assert len(first["open"]) == 1
    assert first["close"] == []
    there = [{"number": 4, "body": first["open"][0]["body"]}]
    assert plan_issues([{"findings": [due(message="Review is overdue since yesterday")]}], there) == {
        "open": [],
        "close": [],
    }
    assert plan_issues([{"findings": []}], there) == {"open": [], "close": [4]}


def test_an_issue_that_was_opened_twice_is_kept_once() -> None:
    """Two runs at once may open two; the older one stays."""
    body = plan_issues([{"findings": [due()]}], [])["open"][0]["body"]
    there = [{"number": 9, "body": body}, {"number": 4, "body": body}]
    assert plan_issues([{"findings": [due()]}], there) == {"open": [], "close": [9]}


def test_issues_of_others_are_left_alone() -> None:
    """Whatever does not begin with the mark is somebody's own."""
    assert (
        plan_issues([{"findings": []}], [{"number": 1, "body": "I say: <!-- nstgov " + "0" * 32 + " -->"}])["close"]
        == []
    )
    assert (
        plan_issues([{"findings": []}], [{"number": "1; rm", "body": "x"}, None, {"number": 2, "body": None}])["close"]
        == []
    )


def test_advice_opens_nothing_and_many_come_by_and_by() -> None:
    """A forge is not flooded on one day."""
    assert plan_issues([{"findings": [due(severity="advice")]}], [])["open"] == []
    assert len(plan_issues([{"findings": [due(line) for line in range(1, 100)]}], [])["open"]) == MOST_AT_ONCE


def test_text_from_a_record_is_only_text() -> None:
    """A title holds no line end and calls nobody; a body shows no HTML of a record."""
    issue = plan_issues([{"findings": [due(message="@everyone\n<img src=x> " + "y" * 300)]}], [])["open"][0]
    assert "@everyone" not in issue["title"] + issue["body"]
    assert "\n" not in issue["title"]
    assert len(issue["title"]) <= 120
    assert "<img" not in issue["body"]


@pytest.mark.parametrize(("verdict", "there"), [(None, []), ({"findings": [{}]}, []), ({"findings": []}, None)])
def test_what_is_of_another_form_is_refused(verdict: Any, there: Any) -> None:
    """Nothing is opened or closed on what cannot be understood."""
    with pytest.raises(MalformedInput):
        plan_issues([verdict], there)
