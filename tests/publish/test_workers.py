"""Several processes make the very site that one makes, and what goes wrong in one of them is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import pytest

from nstgov.publish.engine.workers import WorkerDied
from tests.publish.reading import bytes_in
from tests.record import ROOT

_SHARED = """
import errno, os, sys
from pathlib import Path
from nstgov.publish.engine import workers
from nstgov.publish.engine.site_writer import OutputFile, SiteWriter
from nstgov.publish.engine.manifest import BuildManifest
from nstgov.publish.engine.output import OutputFolder
from nstgov.store.cache import Cache

workers.ITEMS_PER_WORKER = 1
out = Path(sys.argv[1])
filling = SiteWriter(OutputFolder(out), BuildManifest(Cache(None, ""), out, None), {})
caller = os.getpid()

def do(filling, number):
    filling.write_file(OutputFile(f"{number}.txt", f"key {number}", lambda: str(os.getpid()).encode()))
    trouble(number)

def nobody_left():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
"""
"""Fills a folder with ten small files by three processes; each file tells which process made it."""


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
        "import multiprocessing\n"
        "everybody, here = multiprocessing.get_context('fork').Barrier(3), []\n"
        "trouble = lambda number: here or here.append(everybody.wait(60))\n"
        "workers.run_parallel(filling, list(range(10)), do, 3)\n"
        "print(sorted(filling.output.paths), filling.output.changed, len(filling.memory.new.rows), nobody_left())",
        tmp_path / "out",
    )
    files = [".nstgov-site", *(f"{number}.txt" for number in range(10))]
    assert said == f"{files} 10 10 True\n"
    assert len({(tmp_path / "out" / f"{number}.txt").read_text() for number in range(10)}) == 3


def test_little_work_is_done_by_one(tmp_path: Path) -> None:
    """Where there is less to do than a second process is worth, the caller does it alone."""
    run(
        "trouble = lambda number: None\n"
        "workers.ITEMS_PER_WORKER = 6\n"
        "workers.run_parallel(filling, list(range(10)), do, 3)",
        tmp_path / "out",
    )
    assert len({(tmp_path / "out" / f"{number}.txt").read_text() for number in range(10)}) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("trouble", "fault", "told"),
    [
        ("raise OSError(errno.ENOSPC, 'No space left on device', 'a page')", "OSError", "28 a page"),
        ("raise MemoryError", "MemoryError", "None None"),
        ("os.kill(os.getpid(), 9)", "workers.WorkerDied", "None None"),
        ("raise Unhandable('one', 'two')", "BrokenProcessPool", "None None"),
    ],
    ids=["a full disk", "too little memory", "killed", "a fault that cannot be handed back"],
)
def test_what_fails_elsewhere_fails_here(tmp_path: Path, trouble: str, fault: str, told: str) -> None:
    """
    What another process meets is raised with its number and its file; one that was killed counts as too little memory.

    No process is left.
    """
    said = run(
        f"from concurrent.futures.process import BrokenProcessPool\n"
        f"class Unhandable(Exception):\n"
        f"    def __init__(self, one, two):\n"
        f"        super().__init__(one)\n"
        f"def trouble(number):\n"
        f"    if os.getpid() != caller:\n"
        f"        {trouble}\n"
        f"try:\n"
        f"    workers.run_parallel(filling, list(range(10)), do, 3)\n"
        f"except {fault} as fault:\n"
        f"    print(getattr(fault, 'errno', None), getattr(fault, 'filename', None), nobody_left())",
        tmp_path / "out",
    )
    assert said == f"{told} True\n"
    assert issubclass(WorkerDied, MemoryError)


def test_a_process_that_nobody_listens_to_does_nothing_more(tmp_path: Path) -> None:
    """Where the caller fails first, the others end where they are: what the caller was about is not done twice."""
    said = run(
        "import time\n"
        "def do(filling, number):\n"
        "    if os.getpid() == caller:\n"
        "        time.sleep(1)\n"
        "        raise RuntimeError\n"
        "    filling.searched[str(number)] = 'x' * 1_000_000\n"
        "workers.multiprocessing.active_children = lambda: []\n"
        "try:\n"
        "    workers.run_parallel(filling, list(range(10)), do, 3)\n"
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
        "workers.run_parallel(filling, list(range(10)), do, 3)\n"
        "print(filling.output.changed)",
        tmp_path / "out",
    )
    assert said == "10\n"


@pytest.mark.parametrize(
    ("number", "everybody", "told"),
    [
        (signal.SIGINT, True, b"KeyboardInterrupt"),
        (signal.SIGINT, False, b"KeyboardInterrupt"),
        (signal.SIGKILL, False, b""),
    ],
    ids=["Ctrl+C in the terminal", "the caller is interrupted", "the caller is killed"],
)
def test_whoever_is_ended_leaves_no_process(tmp_path: Path, number: int, everybody: bool, told: bytes) -> None:
    """Ended in the middle of the work, all processes are gone soon, and at most the caller says a word."""
    code = (
        "import signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's `&` would have it ignored
        "def trouble(number):\n"
        "    os.write(1, b'*')\n"
        "    time.sleep(600)\n"
        "workers.run_parallel(filling, list(range(10)), do, 3)\n"
    )
    command = [sys.executable, "-c", _SHARED + code, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, start_new_session=True) as caller:
        try:
            assert caller.stdout
            assert caller.stdout.read(3) == b"***"
            (os.killpg if everybody else os.kill)(caller.pid, number)
            _, said = caller.communicate(timeout=30)  # to its end, which comes when the last process closes it
        finally:
            with suppress(ProcessLookupError):
                os.killpg(caller.pid, signal.SIGKILL)
    assert said.count(b"Traceback") == bool(told)
    assert said.strip().endswith(told)
    assert caller.returncode == -number


def test_where_no_process_is_to_be_had_one_does_all(tmp_path: Path) -> None:
    """A machine that gives no second process still gets its site."""
    said = run(
        "trouble = lambda number: None\n"
        "def refused():\n"
        "    raise BlockingIOError(errno.EAGAIN, 'Resource temporarily unavailable')\n"
        "os.fork = refused\n"
        "workers.run_parallel(filling, list(range(10)), do, 3)\n"
        "print(filling.output.changed)",
        tmp_path / "out",
    )
    assert said == "10\n"


@pytest.mark.long
def test_several_processes_make_the_same_site(tmp_path: Path) -> None:
    """The worked example by several processes is the one that one process makes, byte for byte."""
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from nstgov.check import read_proven_movement\n"
        "from nstgov.publish import building\n"
        "from nstgov.publish.engine import workers\n"
        "from nstgov.store.tree import read_folder\n"
        "workers.ITEMS_PER_WORKER = 1\n"
        "tree = read_folder(Path(sys.argv[1]))\n"
        "for number in (1, 3):\n"
        "    out = Path(sys.argv[2], str(number))\n"
        "    built = building.build_site(read_proven_movement(tree), date(2026, 11, 26), out, workers=number)\n"
        "    print(built.pages, built.is_sound)\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(tmp_path)], capture_output=True, text=True, timeout=300, check=True
    )
    alone, together = made.stdout.splitlines()
    assert alone == together
    assert alone.endswith("True")
    assert bytes_in(tmp_path / "1") == bytes_in(tmp_path / "3")
