"""Somebody at a terminal of 80 columns and 24 lines: what they see, what they type, and how long it takes them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.children import LIMIT, running_program
from tests.record import ROOT

COLUMNS, LINES = 80, 24
PROMPT = re.compile(r"(?:> |\[(?:Y/no/edit|edit/no|y/N)\] |  \. |\]: )$")
"""How every prompt ends."""
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WORDS_READ, WORDS_TYPED = 200, 40
"""Words in a minute that a person reads, and types."""


class Session(NamedTuple):
    """What stood on the screen at the end, how the command ended, how often it asked, and what was typed."""

    screen: str
    code: int
    asked: int
    typed: str

    @property
    def minutes(self) -> float:
        """How long reading all of it and typing takes."""
        read = len(self.screen.split()) / WORDS_READ
        return read + len(self.typed) / 5 / WORDS_TYPED


def run_in_terminal(arguments: Iterable[str], answers: Iterable[str], folder: Path, *, keys: str = "") -> Session:
    r"""
    Run nstgov at a terminal and answer each prompt in turn, as a person would.

    `keys` are typed instead of an answer once all answers are used up: `\x03` is Ctrl+C.
    """
    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": str(COLUMNS)}
    command = [sys.executable, "-m", "nstgov", *arguments]
    how = {"stdin": terminal, "stdout": terminal, "stderr": terminal, "start_new_session": True}
    begin = partial(fcntl.ioctl, 0, termios.TIOCSCTTY, 0)  # Ctrl+C reaches it by its terminal
    try:
        with running_program(command, cwd=folder, env=environment, preexec_fn=begin, **how) as process:
            os.close(terminal)
            return _answer_prompts(keeper, process, [*answers], keys, " ".join(arguments))
    finally:
        os.close(keeper)


def _answer_prompts(
    keeper: int, process: subprocess.Popen[bytes], answers: list[str], keys: str, command: str
) -> Session:
    screen, asked, typed = "", 0, f"nstgov {command}\n"
    last = time.monotonic()
    while True:
        if select.select([keeper], [], [], 0.02)[0]:
            try:
                data = os.read(keeper, 65536)
            except OSError:
                break
            if not data:
                break
            screen += _ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")
            last = time.monotonic()
        elif PROMPT.search(screen):
            asked += 1
            answer = f"{answers.pop(0)}\n" if answers else keys
            assert answer, f"asked more than was answered:\n{screen[-800:]}"
            os.write(keeper, answer.encode())
            typed += answer
            screen += "\0"  # what was asked is answered; the terminal shows what was typed
            last = time.monotonic()
        assert time.monotonic() - last < LIMIT, f"nothing happens:\n{screen[-800:]}"
    assert not answers, f"never asked for {answers}:\n{screen[-1500:]}"
    return Session(screen.replace("\0", ""), process.wait(), asked, typed)
