"""A desk at work for a small movement, and a browser to sit down at it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.children import running_program
from tests.desk.desking import Sitter, lay_out_movement, sitting_at
from tests.desk.evening import DAY
from tests.record import ROOT


class RunningDesk(NamedTuple):
    """A desk that runs in a process of its own: its address with and without the token, and its process."""

    root: Path
    address: str
    entrance: str
    process: subprocess.Popen[str]


StartDesk = Callable[[Path], RunningDesk]


@pytest.fixture
def movement(tmp_path: Path) -> Path:
    """The folder of a movement in which nobody has begun yet."""
    return lay_out_movement(tmp_path / "movement")


@pytest.fixture
def sitter(movement: Path) -> Iterator[Sitter]:
    """Somebody at the desk of a movement in which nobody has begun yet."""
    with sitting_at(movement) as found:
        yield found


@pytest.fixture
def start_desk() -> Iterator[StartDesk]:
    """Starts `nstgov desk` in a folder, as somebody at a terminal does."""
    with ExitStack() as running:

        def start(root: Path) -> RunningDesk:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = str(probe.getsockname()[1])
            command = [sys.executable, "-u", "-m", "nstgov", "-C", str(root), "desk", "--no-browser", "--port", port]
            plain = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
            how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "cwd": ROOT, "bufsize": 1}
            process = running.enter_context(running_program([*command, "--as-of", DAY], env=plain, **how))
            return RunningDesk(root, f"http://127.0.0.1:{port}/", read_entrance(process), process)

        yield start


def read_entrance(process: subprocess.Popen[str]) -> str:
    """The address with the token, as it was printed."""
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line):
            return found[0]
    raise AssertionError(f"no address was printed:\n{said}")
