"""Whoever learns more of a movement asks again which acts count."""

from __future__ import annotations

from tests.record import ROOT

BARE = ".with_context("
ASKING = ("with_signature_results(", "count_own_acts(", "with_context(sightings=sightings)")
"""Each asks which acts count, of whatever has been learnt before; what was seen of regions changes nothing there."""


def test_what_is_known_of_a_movement_is_never_added_without_asking_which_acts_count() -> None:
    """`with_known_context` adds and asks; `with_context` alone would give effect to whatever a stranger entered."""
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in (ROOT / "nstgov").rglob("*.py")}
    learning = {path: text for path, text in texts.items() if BARE in text}
    assert learning
    assert [path for path, text in learning.items() if not any(asking in text for asking in ASKING)] == []
