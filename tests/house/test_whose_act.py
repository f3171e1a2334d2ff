"""The table of acts has no gap."""

from __future__ import annotations

from nstgov.records import KINDS
from tests.acts.judging import list_cases
from tests.acts.scenarios import SCENARIOS
from tools.whose_act import GAP, find_gaps, render_acts_page


def test_every_kind_of_record_is_tried_at_every_proof_by_strangers_and_by_its_people() -> None:
    """A new kind of record has scenarios of its own, or this fails and the table shows a gap."""
    assert find_gaps(list_cases()) == []
    assert GAP not in render_acts_page()
    assert {scenario.kind for scenario in SCENARIOS} == {kind.name for kind in KINDS}


def test_a_gap_is_seen() -> None:
    """Where nobody has thought of a proof, or only of strangers, that is named."""
    cases = [case for case in list_cases() if case.scenario.kind == "leaves" and case.proof == "signed"]
    gaps = find_gaps([case for case in cases if case.is_hostile])
    assert "leaves at signed, honest" in gaps
    assert "leaves at signed, hostile" not in gaps
    assert "joins at heard, hostile" in gaps


def test_each_scenario_has_a_name_of_its_own() -> None:
    """So that the table leads to its tests, and a branch in the repository is one scenario's."""
    names = [case.name for case in list_cases()]
    assert len(names) == len({*names})
