"""Running commands in tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from nstgov.cli.program import run_command_line
from tests.record import example_record


class Outcome(NamedTuple):
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All that was printed."""
        return self.out + self.err


Nst = Callable[..., Outcome]


@pytest.fixture
def nst(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Nst:
    """Run the command line in this process: `nst("check", cwd=folder)`."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NSTGOV_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str | Path, cwd: Path | None = None) -> Outcome:
        if cwd:
            monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = run_command_line([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Outcome(code, printed.out, printed.err)

    return command


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the worked example in a folder of its own."""
    return example_in(tmp_path / "example")


def example_in(folder: Path) -> Path:
    """Copy the worked example to a folder."""
    folder.mkdir()
    for path, text in example_record().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return folder


QUICK_GIT = {"GIT_TEMPLATE_DIR": "", "GIT_TEST_FSYNC": "0"}
"""No sample hooks in a repository that lives for a second, and no waiting until the disk has it for good."""


def git_in(folder: Path, *arguments: str, given: str = "") -> str:
    """What git prints in a folder, with nobody's own settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **QUICK_GIT}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        check=True,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Make a repository of a folder, with one commit on main; its id."""
    git_in(folder, "init", "-q", "-b", "main")
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", "all")
    return git_in(folder, "rev-parse", "HEAD")
