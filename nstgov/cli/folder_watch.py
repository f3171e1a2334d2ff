"""Noticing that somebody has changed the files of a movement: looked at in turns, so that it works on every system."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

WATCHED = ("circles", "proposals", "decisions", "ground-rules", "site", "mkdocs.yml", "nstgov.yml")
"""What a site is made from, in the movement's folder."""
PAUSE = 0.3
"""Seconds between two looks at the least; a look that takes long is followed by a longer pause."""
SHARE = 10
"""A look may take one part in so many of the time."""

State = frozenset[tuple[str, int, int]]


def read_state(root: Path) -> State:
    """Every watched file with its size and the time it was written; links are not followed."""
    return frozenset(entry for name in WATCHED for entry in _yield_states(f"{root}/{name}"))


def _yield_states(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            for name in sorted(os.listdir(path)):
                yield from _yield_states(f"{path}/{name}")
        else:
            seen = os.lstat(path)
            yield path, seen.st_mtime_ns, seen.st_size
    except OSError:
        return


def watch_changes(root: Path, pause: float = PAUSE) -> Iterator[None]:
    """Once for every change in the watched files, when no more are coming; never ends by itself."""
    known = read_state(root)
    while True:
        time.sleep(pause)
        began = time.monotonic()
        now = read_state(root)
        if now == known:
            time.sleep((time.monotonic() - began) * SHARE)
            continue
        known = _wait_until_settled(root, now, pause)
        yield


def _wait_until_settled(root: Path, seen: State, pause: float) -> State:
    """The state once it stays the same: an editor may write several files, and each in steps."""
    while True:
        time.sleep(pause)
        now = read_state(root)
        if now == seen:
            return now
        seen = now
