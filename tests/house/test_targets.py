"""The Makefile is the one way in: it lists itself, and CI and the pages call nothing else."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.record import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def listed() -> set[str]:
    """The targets that `make` lists."""
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return set(re.findall(r"^  make ([a-z-]+)", printed, re.MULTILINE))


def test_make_alone_lists_every_target() -> None:
    """A target is listed with what it does; only `programs`, which others need, stays in the background."""
    assert set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))) - listed() == {"programs"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run", "changes/README.md"])
def test_what_is_called_is_there(page: str) -> None:
    """Every `make …` in a page or a script is a target."""
    called = re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(called) <= listed()
    assert called or page == ".ci/run"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_calls_only_targets_of_the_makefile(workflow: Path) -> None:
    """What CI does, a person can do with the same words."""
    steps = [step for job in yaml.safe_load(workflow.read_text())["jobs"].values() for step in job["steps"]]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands
    assert {command.removeprefix("make ") for command in commands} <= listed()


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_every_action_to_a_commit(workflow: Path) -> None:
    """An action is named by the commit it stood at, with its version beside it for people."""
    actions = re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8"))
    assert actions
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+){2}", action) for action in actions)
