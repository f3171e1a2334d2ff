"""Running commands in tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from nstgov.cli import run
from tests.record import ROOT, example_record


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
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Outcome(code, printed.out, printed.err)

    return command


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the worked example in a folder of its own."""
    folder = tmp_path / "example"
    folder.mkdir()
    for path in example_record():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target)
    return folder


def git_in(folder: Path, *arguments: str) -> str:
    """What git prints in a folder, with nobody's own settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, env=environment, capture_output=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Make a repository of a folder, with one commit on main; its id."""
    git_in(folder, "init", "-q", "-b", "main")
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", "all")
    return git_in(folder, "rev-parse", "HEAD")
