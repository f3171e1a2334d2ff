"""What tests of commands that write share: an empty movement, and one after an evening."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nstgov.author.new_movement import build_new_movement
from tests.cli.evening import STEPS, records_in
from tests.cli.every_act import LATER
from tests.commands import Nst

DAY = "2026-11-29"
TODAY = ("--as-of", DAY, "--no-input")


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    """An empty movement."""
    folder = tmp_path / "valley"
    for path, text in build_new_movement("Our valley", "0f" * 16, date.fromisoformat(DAY)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


_MADE: dict[str, str] = {}


@pytest.fixture
def evening(nst: Nst, valley: Path) -> Path:
    """The movement after the evening, told once and then copied."""
    if not _MADE:
        for step in STEPS:
            told = nst(*step.flags, *TODAY, cwd=valley)
            assert told.code == 0, told.text
        _MADE.update(records_in(valley))
    for path, text in _MADE.items():
        (valley / path).parent.mkdir(parents=True, exist_ok=True)
        (valley / path).write_text(text, encoding="utf-8")
    return valley


_LIVED: dict[str, str] = {}


@pytest.fixture
def village(nst: Nst, evening: Path) -> Path:
    """The movement with more of its life: open proposals, objections, an idea, an action, a parent circle."""
    if not _LIVED:
        for flags in LATER:
            told = nst(*flags, *TODAY, cwd=evening)
            assert told.code == 0, told.text
        _LIVED.update(records_in(evening))
    for path, text in _LIVED.items():
        (evening / path).parent.mkdir(parents=True, exist_ok=True)
        (evening / path).write_text(text, encoding="utf-8")
    return evening
