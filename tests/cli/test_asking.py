"""`nstgov why`, `policy` and `next`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Nst
from tests.record import example_record

DAY = ("--as-of", "2026-11-23")
DECISIONS = sorted(
    path.split("/")[1] for path in example_record() if path.startswith("decisions/") and path.endswith("/decision.yml")
)


@pytest.mark.sampled(9)
@pytest.mark.parametrize("decision", [d for d in DECISIONS if f"proposals/{d}/v1.yml" in example_record()])
def test_every_decision_of_the_example_is_proven_valid(nst: Nst, decision: str) -> None:
    """Nothing is missing in the proof of any, and it says how each circle was heard."""
    proof = nst("why", decision, *DAY)
    assert proof.code == 0, proof.out
    assert "✗" not in proof.out


def test_what_is_missing_is_said_exactly(nst: Nst, example: Path) -> None:
    """Without one member's round, the proof names that member, the rule, and ends with 1."""
    (example / "proposals/street-trees/rounds/2026-02-24.three-bridges.jonas-lindqvist.yml").unlink()
    proof = nst("why", "street-trees", *DAY, cwd=example)
    assert proof.code == 1
    assert "✗ D01 5 of 6 members of three-bridges consent; jonas-lindqvist has not spoken" in proof.out
    assert "something is missing" in proof.out
    assert json.loads(nst("why", "street-trees", *DAY, "--format", "json").out)["holds"] is False


def test_an_undecided_proposal_shows_what_it_still_needs(nst: Nst) -> None:
    """It is no failure to be under way: exit 0, and the missing voice is named."""
    proof = nst("why", "childrens-garden-2027", *DAY)
    assert proof.code == 0
    assert "is not decided yet" in proof.out
    assert "Erik Vaara has not been heard" in proof.out


@pytest.mark.long
def test_the_texts_in_force_on_a_day(nst: Nst) -> None:
    """A circle's manual holds what it decided and what was decided above it, and on another day something else."""
    now = nst("policy", "mill-lane", *DAY).out
    assert "## A tree in front of every second house" in now
    assert "Walter keeps the key" not in nst("policy", "lantern-row", *DAY).out
    assert "Walter keeps the key" in nst("policy", "lantern-row", "--as-of", "2026-03-01").out
    assert json.loads(nst("policy", "mill-lane", *DAY, "--format", "json").out)[0]["sha256"]


@pytest.mark.long
def test_whose_step_is_next(nst: Nst) -> None:
    """Everyone's steps, a circle's, and a person's with what is their own."""
    assert "the voice of Erik Vaara" in nst("next", *DAY).out
    assert "a round (heat-refuge)" in nst("next", "rope-walk", *DAY).out
    assert "yours: the voice of Erik Vaara" in nst("next", "erik-vaara", *DAY).out
    assert "Nothing waits for tide-house" in nst("next", "tide-house", *DAY).out
    data = json.loads(nst("next", "erik-vaara", *DAY, "--format", "json").out)
    assert any(step["yours"] for circle in data for step in circle["steps"])


@pytest.mark.long
def test_unknown_names_are_answered_with_what_is_near(nst: Nst) -> None:
    """Wrong names end with 2 and a hint."""
    for command, word, near in (
        ("why", "street-tres", "street-trees"),
        ("policy", "mil-lane", "mill-lane"),
        ("next", "erik-vara", "erik-vaara"),
    ):
        wrong = nst(command, word, *DAY)
        assert wrong.code == 2
        assert f"Did you mean {near}?" in wrong.err
    assert nst("why", "street-trees", "--as-of", "2020-01-01").code == 2


@pytest.mark.long
def test_circles_that_need_help_are_listed_with_the_reason(nst: Nst, example: Path) -> None:
    """A circle whose terms have ended stands there, with since when; JSON says the same."""
    later = ("--as-of", "2028-06-01")
    shown = nst("care", *later, cwd=example)
    assert shown.code == 0
    assert "Rope Walk (rope-walk)" in shown.out
    assert "nobody sits for it in old-harbour" in shown.out
    found = {circle["circle"]: circle["needs"] for circle in json.loads(nst("care", *later, "--format", "json").out)}
    assert "no representative" in {need["reason"] for need in found["rope-walk"]}
