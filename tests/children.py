"""
Programs that a test starts and leaves running for a while.

Each begins as one at a terminal does, also where the tests themselves run in the background of a script and hear no
Ctrl+C; none is waited for without a limit, and none outlives its test.
"""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

LIMIT = 300
"""Seconds after which a program that is still running will not end by itself."""


@contextmanager
def running_program(command: Sequence[str], **how: Any) -> Iterator[subprocess.Popen[Any]]:
    """
    Start a program as `subprocess.Popen` would, and see to it that it is gone in the end, whatever happens.

    It is ended at the limit too, so that whoever reads what it prints comes to an end.
    """
    child = _start_program(command, **how)
    end = threading.Timer(LIMIT, child.kill)
    end.start()
    try:
        yield child
    finally:
        end.cancel()
        end_program(child)


def _start_program(command: Sequence[str], **how: Any) -> subprocess.Popen[Any]:
    """
    Start a program that Ctrl+C ends, whatever this process does with it.

    A signal that is handled here does there what it usually does; only one that is ignored would stay so.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, **how)
    finally:
        signal.signal(signal.SIGINT, before)


def end_program(child: subprocess.Popen[Any]) -> None:
    """End a program at once unless it has ended, and let go of its streams."""
    child.kill()
    child.wait(timeout=LIMIT)
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream:
            stream.close()
