"""Family P: how versions follow each other, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import Against, Record, Version
from nstgov.rules.proposals.version_order import integrates_no_objection, versions_out_of_step
from tests.building import HASH, closed, decision, held, idea, objection, said
from tests.rules.judging import findings, places, trees

SECOND: dict[str, Any] = {"text": "Plant two."}


def test_versions_count_from_one_without_a_gap() -> None:
    """One finding for each gap, at the file that follows it."""
    third, fifth = trees(3, "2026-05-01", **SECOND), trees(5, "2026-06-01")
    found = findings(versions_out_of_step, trees(), third, fifth)
    assert [(finding.at.file[-6:], finding.message) for finding in found] == [
        ("v3.yml", "there is no version 2 before this one"),
        ("v5.yml", "there is no version 4 before this one"),
    ]
    assert places(versions_out_of_step, trees(2)) == [""]


@pytest.mark.parametrize(
    ("submitted", "expected"), [("2026-04-01", ["submitted"]), ("2026-04-02", []), ("2026-04-03", [])]
)
def test_a_version_is_submitted_no_earlier_than_the_one_before(submitted: str, expected: list[str]) -> None:
    """On the same day is early enough."""
    assert places(versions_out_of_step, trees(), trees(2, submitted, **SECOND)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [""]),
        ({"integrates": "roots"}, [""]),
        ({"entered_by": "ana"}, [""]),
        ({"text": "Plant two."}, []),
        ({"sunset": "2027-03-31"}, []),
        ({"authors": "ana ben chi dee eli"}, []),
        ({"asks": "oak elm"}, []),
    ],
)
def test_a_version_changes_something(more: dict[str, Any], expected: list[str]) -> None:
    """Another day, another writer and what it answers are no change of what is proposed."""
    assert places(versions_out_of_step, trees(), trees(2, "2026-05-01", **more)) == expected


def test_an_unread_field_may_be_the_change() -> None:
    """Where something could not be read, nobody says that two versions are the same."""
    same = trees(2, "2026-05-01")
    assert places(versions_out_of_step, trees(), same, faults=[(same, "text")]) == []


@pytest.mark.parametrize(
    ("submitted", "expected"), [("2026-05-09", []), ("2026-05-10", []), ("2026-05-11", ["submitted"])]
)
@pytest.mark.parametrize("end", [decision("trees", "2026-05-10"), closed("trees", "2026-05-10")])
def test_a_text_rests_once_it_is_decided_or_closed(submitted: str, expected: list[str], end: Record) -> None:
    """On that day itself a version comes before the decision, and before the closing."""
    assert places(versions_out_of_step, trees(), trees(2, submitted, **SECOND), end) == expected


def test_of_a_decision_dated_before_its_own_version_other_rules_speak() -> None:
    """A wrong day in the decision is no fault of the version decided."""
    made = decision("trees", "2026-03-01")
    assert places(versions_out_of_step, trees(), made) == []
    assert places(versions_out_of_step, trees(), trees(2, "2026-05-01", **SECOND), made) == ["submitted"]
    assert (
        places(versions_out_of_step, trees(), trees(2, "2026-05-01", **SECOND), made, faults=[(made, "decided")]) == []
    )


def _speaking_of(number: int | None, raised: str = "2026-04-10", id_: str = "roots") -> Record:
    return replace(objection("proposals/trees", id_, raised), against=Against(version=number, sha256=HASH))


def _second(**more: Any) -> Version:
    return trees(2, "2026-05-01", **{"integrates": "roots", **more})


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([_speaking_of(1)], []),
        ([_speaking_of(1, "2026-05-01")], []),
        ([_speaking_of(1, "2026-05-02")], ["integrates.0"]),
        ([_speaking_of(2)], ["integrates.0"]),
        ([_speaking_of(3)], ["integrates.0"]),
        ([_speaking_of(None)], []),
        ([idea("proposals/trees/objections/roots", "2026-04-10")], ["integrates.0"]),
        ([objection("proposals/pond", "roots", "2026-04-10")], ["integrates.0"]),
        ([], ["integrates.0"]),
    ],
)
def test_an_objection_answered_is_one_to_an_earlier_version(records: list[Record], expected: list[str]) -> None:
    """One that was raised by then, to this proposal, and before this version."""
    assert places(integrates_no_objection, trees(), _second(), *records) == expected


def test_an_objection_to_what_a_proposal_changes_may_be_answered_by_its_first_version() -> None:
    """Whether it renews, replaces or ends that decision; not one that it leaves alone."""
    to_pond = objection("decisions/pond", "roots", "2026-04-10")
    for way in ("renews", "replaces", "ends"):
        change: dict[str, Any] = {way: "pond", "integrates": "roots"}
        assert places(integrates_no_objection, decision("pond", "2026-01-01"), to_pond, trees(**change)) == []
    assert places(integrates_no_objection, to_pond, trees(integrates="roots")) == ["integrates.0"]


@pytest.mark.parametrize(
    ("number", "voices", "on", "expected"),
    [
        (1, said(against="ben"), "2026-04-20", []),
        (1, said(against="ben"), "2026-05-01", []),
        (1, said(against="ben"), "2026-05-02", ["integrates.0"]),
        (1, said("ben"), "2026-04-20", ["integrates.0"]),
        (1, said(absent="ben"), "2026-04-20", ["integrates.0"]),
        (2, said(against="ben"), "2026-04-20", ["integrates.0"]),
    ],
)
def test_a_voice_answered_is_one_that_objected(number: int, voices: Any, on: str, expected: list[str]) -> None:
    """In a round on an earlier version, held by then."""
    spoken = held("trees", on, voices, number)
    judged = _second(integrates=f"{on}.oak/ben")
    assert places(integrates_no_objection, trees(), judged, spoken) == expected
    for key in ("voices", "version", ""):
        assert places(integrates_no_objection, trees(), judged, spoken, faults=[(spoken, key)]) == []


def test_what_cannot_be_read_is_not_judged() -> None:
    """Neither on the side of the version nor on that of the objection."""
    judged, late = _second(), _speaking_of(3)
    for record, key in ((judged, "integrates"), (judged, ""), (late, "against"), (late, "")):
        assert places(integrates_no_objection, trees(), judged, late, faults=[(record, key)]) == []
    assert places(integrates_no_objection, trees(), replace(judged, imported="elsewhere"), late) == []
    assert places(integrates_no_objection, trees(), _second(integrates="2026-04-20.oak/ben no/where")) == []
