"""Whoever learns more of a movement asks again which acts count."""

from __future__ import annotations

from tests.record import ROOT

BARE = ".with_context("
ALLOWED = ("nstgov/check.py", "nstgov/lifecycle/act_proofs.py")
"""Where what was learnt is followed by the judge, which asks, or by the question itself."""


def test_what_is_known_of_a_movement_is_never_added_without_asking_which_acts_count() -> None:
    """`with_known_context` adds and asks; `with_context` alone would give effect to whatever a stranger entered."""
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "nstgov").rglob("*.py"))
        if BARE in path.read_text(encoding="utf-8")
    ]
    assert found == list(ALLOWED)
