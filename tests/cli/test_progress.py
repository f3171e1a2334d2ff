"""What takes long tells on a terminal how far it is, and nowhere else."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from nstgov.cli import progress
from tests.record import ROOT

STEPS = tuple(range(500))


class Terminal(io.StringIO):
    """Something that is written to as a terminal is."""

    def isatty(self) -> bool:
        """It says that it is one."""
        return True


def _sit_at_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal as the standard error output; to be asked for within a test, since pytest puts its own there first."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_on_a_terminal_a_bar_names_what_is_done_and_counts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step comes once and in its order; the bar says how many there are, and its line is gone at the end."""
    terminal = _sit_at_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", -1)
    assert tuple(progress.show_steps("Reading the records", STEPS)) == STEPS
    assert "Reading the records" in terminal.getvalue()
    assert "500/500" in terminal.getvalue()
    assert terminal.getvalue().endswith("\033[A\r\033[K")


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a second nobody is told anything."""
    terminal = _sit_at_terminal(monkeypatch)
    assert tuple(progress.show_steps("Reading the records", STEPS)) == STEPS
    assert terminal.getvalue() == ""


def test_a_bar_that_is_broken_off_leaves_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes on to write an error begins on a clean line."""
    terminal = _sit_at_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", -1)
    for step in progress.show_steps("Reading the records", STEPS):
        if step == 300:
            break
    assert terminal.getvalue().endswith("\033[A\r\033[K")


def test_what_is_written_to_a_file_holds_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal the steps are the very ones that were given."""
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress.show_steps("Reading the records", STEPS) is STEPS


def test_a_check_at_a_terminal_tells_how_far_it_is(example: Path) -> None:
    """In a terminal of its own the record and the rules are counted; what is found is printed as ever."""
    told, out = _run_at_terminal(example, "check")
    assert "Reading the records" in told
    assert "Looking at each rule" in told
    assert out.endswith("the rules of consent are kept.\n")


def test_the_tab_key_shows_no_bar(example: Path) -> None:
    """While somebody types, nothing but what they could go on with is written to their terminal."""
    told, out = _run_at_terminal(
        example, _NSTGOV_COMPLETE="bash_complete", COMP_WORDS="nstgov why street", COMP_CWORD="2"
    )
    assert told == ""
    assert "street-trees" in out


def _run_at_terminal(folder: Path, *arguments: str, **surroundings: str) -> tuple[str, str]:
    """What nstgov tells on a terminal without any patience, and what it prints; it has to end well."""
    ours, theirs = pty.openpty()
    code = f"from nstgov.cli import progress, main; progress.PATIENCE = -1; main({[*arguments]!r})"
    plain = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80", **surroundings}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, env=plain, stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as running:
        os.close(theirs)
        told = _read_all(ours)
        out = running.stdout.read() if running.stdout else ""
    assert running.returncode == 0
    return told, out


def _read_all(ours: int) -> str:
    """Everything that is written to a terminal until the last one who had it has gone."""
    told = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # on Linux this is how the end is told
            more = b""
        if not more:
            os.close(ours)
            return told.decode()
        told += more
