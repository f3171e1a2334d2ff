"""How much work something is, in steps that are counted: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class TooMuchWork(AssertionError):
    """Something took more steps than it may."""


def steps(work: Callable[[], object], most: float = float("inf")) -> int:
    """
    How many lines of Python are run for something, each turn of a loop anew.

    Raises TooMuchWork as soon as there are more than `most`, so that nobody waits for what would take hours.
    """
    taken = 0

    def line(_frame: FrameType, event: str, _about: Any) -> Any:
        nonlocal taken
        taken += event == "line"
        if taken > most:
            raise TooMuchWork(f"more than {most} steps")
        return line

    before = sys.gettrace()
    sys.settrace(lambda *_: line)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken
