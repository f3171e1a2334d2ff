"""Running commands in tests."""

from __future__ import annotations

import shutil
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
