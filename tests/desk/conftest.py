"""A desk at work for a small movement, and a browser to sit down at it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, sync_playwright

from nstgov.author.new_movement import build_new_movement
from nstgov.author.safe_writer import write_new
from tests.browser import launch
from tests.children import running_program
from tests.desk.evening import DAY
from tests.record import ROOT


class RunningDesk(NamedTuple):
    """A desk that runs in a process of its own: its address with and without the token, and its process."""

    root: Path
    address: str
    entrance: str
    process: subprocess.Popen[str]


StartDesk = Callable[[Path], RunningDesk]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


def lay_out_movement(root: Path) -> Path:
    """A movement in which nobody has begun yet."""
    root.mkdir(parents=True, exist_ok=True)
    write_new(root, build_new_movement("A beginning", "9f0c6a0b1c2d3e4f5a6b7c8d9e0f1a2b", date.fromisoformat(DAY)))
    return root


@pytest.fixture
def movement(tmp_path: Path) -> Path:
    """The folder of a movement in which nobody has begun yet."""
    return lay_out_movement(tmp_path / "movement")


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
