"""Several processes make the very site that one makes, and what goes wrong in one of them is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nstgov.publish.hands import Lost
from tests.record import ROOT

_SHARED = """
import errno, os, sys
from pathlib import Path
from nstgov.publish import hands
from nstgov.publish.filling import Filling, Making
from nstgov.publish.memory import Memory
from nstgov.publish.output import Output
from nstgov.store.cache import Cache

hands.WORTH = 1
out = Path(sys.argv[1])
filling = Filling(Output(out), Memory(Cache(None, ""), out, None), {})
caller = os.getpid()

def do(filling, number):
    filling.put(Making(f"{number}.txt", f"key {number}", lambda: str(os.getpid()).encode()))
    trouble(number)

def nobody_left():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
"""
"""Fills a folder with ten small files by three hands; each file tells which process made it."""


def run(code: str, folder: Path) -> str:
    """What a program of its own says that shares work; it has to end well."""
    made = subprocess.run(
        [sys.executable, "-c", _SHARED + code, str(folder)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    return made.stdout


def test_each_piece_is_made_once_and_known_to_the_caller(tmp_path: Path) -> None:
    """Three processes share ten files; the caller knows each file as if it had made all, and no process is left."""
    said = run(
        "trouble = lambda number: None\n"
        "hands.share(filling, list(range(10)), do, 3)\n"
        "print(sorted(filling.output.paths), filling.output.changed, len(filling.memory.new.rows), nobody_left())",
        tmp_path / "out",
    )
    files = [".nstgov-site", *(f"{number}.txt" for number in range(10))]
    assert said == f"{files} 10 10 True\n"
    assert len({(tmp_path / "out" / f"{number}.txt").read_text() for number in range(10)}) == 3


def test_little_work_is_done_by_one(tmp_path: Path) -> None:
    """Where there is less to do than a second process is worth, the caller does it alone."""
    run(
        "trouble = lambda number: None\nhands.WORTH = 6\nhands.share(filling, list(range(10)), do, 3)", tmp_path / "out"
    )
    assert len({(tmp_path / "out" / f"{number}.txt").read_text() for number in range(10)}) == 1


@pytest.mark.parametrize(
    ("trouble", "fault", "told"),
    [
        ("raise OSError(errno.ENOSPC, 'No space left on device', 'a page')", "OSError", "28 a page"),
        ("os.kill(os.getpid(), 9)", "hands.Lost", "None None"),
    ],
    ids=["a full disk", "killed"],
)
def test_what_fails_elsewhere_fails_here(tmp_path: Path, trouble: str, fault: str, told: str) -> None:
    """
    What another process meets is raised with its number and its file; one that was killed counts as too little memory.

    No process is left.
    """
    said = run(
        f"def trouble(number):\n"
        f"    if os.getpid() != caller:\n"
        f"        {trouble}\n"
        f"try:\n"
        f"    hands.share(filling, list(range(10)), do, 3)\n"
        f"except {fault} as fault:\n"
        f"    print(getattr(fault, 'errno', None), getattr(fault, 'filename', None), nobody_left())",
        tmp_path / "out",
    )
    assert said == f"{told} True\n"
    assert issubclass(Lost, MemoryError)


def test_a_process_that_nobody_listens_to_does_nothing_more(tmp_path: Path) -> None:
    """Where the caller fails first, the others end where they are: what the caller was about is not done twice."""
    said = run(
        "import time\n"
        "def do(filling, number):\n"
        "    if os.getpid() == caller:\n"
        "        time.sleep(1)\n"
        "        raise RuntimeError\n"
        "    filling.searched[str(number)] = 'x' * 1_000_000\n"
        "hands._let_go = lambda hand: (os.close(hand.told), os.waitpid(hand.process, 0))\n"
        "try:\n"
        "    hands.share(filling, list(range(10)), do, 3)\n"
        "except RuntimeError:\n"
        "    print('once')",
        tmp_path / "out",
    )
    assert said == "once\n"


def test_who_runs_in_the_background_is_not_interrupted(tmp_path: Path) -> None:
    """Where the caller does not hear an interruption, as in the background of a shell, its copies do not either."""
    said = run(
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "trouble = lambda number: os.kill(os.getpid(), signal.SIGINT)\n"
        "hands.share(filling, list(range(10)), do, 3)\n"
        "print(filling.output.changed)",
        tmp_path / "out",
    )
    assert said == "10\n"


def test_where_no_process_is_to_be_had_one_does_all(tmp_path: Path) -> None:
    """A machine that gives no second process still gets its site."""
    said = run(
        "trouble = lambda number: None\n"
        "def refused():\n"
        "    raise BlockingIOError(errno.EAGAIN, 'Resource temporarily unavailable')\n"
        "os.fork = refused\n"
        "hands.share(filling, list(range(10)), do, 3)\n"
        "print(filling.output.changed)",
        tmp_path / "out",
    )
    assert said == "10\n"


def test_many_hands_make_the_same_site(tmp_path: Path) -> None:
    """The worked example by several processes is the one that one process makes, byte for byte."""
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from nstgov.check import movement_in\n"
        "from nstgov.publish import building, hands\n"
        "from nstgov.store.tree import from_folder\n"
        "hands.WORTH = 1\n"
        "tree = from_folder(Path(sys.argv[1]))\n"
        "for number in (1, 3):\n"
        "    out = Path(sys.argv[2], str(number))\n"
        "    built = building.build(movement_in(tree), date(2026, 11, 26), out, hands=number)\n"
        "    print(built.pages, built.is_sound)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(tmp_path)], capture_output=True, text=True, timeout=300, check=True
    )
    alone, together = made.stdout.splitlines()
    assert alone == together
    assert alone.endswith("True")
    assert contents(tmp_path / "1") == contents(tmp_path / "3")


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
