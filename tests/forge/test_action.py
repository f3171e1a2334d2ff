"""`action.yml`: one step that judges a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import committed, git_in
from tests.forge.forge import Run, nstgov_in, shell
from tests.record import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def checked(folder: Path, **given: str) -> Run:
    """Run the action's own step in a checkout."""
    step = ACTION["runs"]["steps"][-1]
    usual = {name.upper(): str(about["default"]) for name, about in ACTION["inputs"].items()}
    assert set(step["env"]) == {*usual, "ACTION"}
    place = {"ACTION": str(ROOT), "RUNNER_TEMP": str(folder), "NSTGOV": str(nstgov_in(folder.parent))}
    return shell(step["run"], folder, {**usual, **place, **given})


def test_it_takes_every_value_through_the_environment() -> None:
    """No expression stands inside a command, and each input says what it is."""
    assert not any("${{" in step["run"] for step in ACTION["runs"]["steps"])
    assert all(about["description"] for about in ACTION["inputs"].values())


@pytest.mark.long
def test_it_judges_the_checkout(example: Path) -> None:
    """The worked example passes; a broken record does not, and is annotated."""
    assert checked(example).code == 0
    (example / "nstgov.yml").write_text("format: 1\nformat: 2\n")
    run = checked(example)
    assert run.code == 1
    assert "::error file=nstgov.yml" in run.text


@pytest.mark.long
@pytest.mark.parametrize("value", ["$(touch taken-over)", "--help", "x; touch taken-over"])
def test_a_value_is_never_a_command_nor_an_option(example: Path, value: str) -> None:
    """A revision that is none cannot be judged, whatever it is called."""
    committed(example)
    assert checked(example, BASE=value).code == 3
    assert git_in(example, "status", "--porcelain") == ""


@pytest.mark.long
def test_it_judges_what_a_revision_adds(example: Path) -> None:
    """With a base, only what is new to it counts."""
    base = committed(example)
    assert checked(example, BASE=base).code == 0
