"""What takes longer than a second tells on a terminal what is going on and how much is left; elsewhere it is silent."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds for which nobody needs to be told anything."""
_GONE = "\033[A\r\033[K"
"""Up to the bar, which has ended its line, and its line empty."""
_LOOKS = 200
"""How often a bar is drawn anew at most."""


def show_steps(what: str, steps: Sequence[T], /) -> Iterable[T]:
    """The steps in turn; on a terminal with a bar that names them, counts them and says how long the rest may take."""
    return _with_bar(what, steps) if sys.stderr.isatty() else steps


def _with_bar(what: str, steps: Sequence[T]) -> Iterator[T]:
    begun = time.monotonic()
    turn = iter(enumerate(steps))
    for done, step in turn:
        yield step
        if time.monotonic() - begun > PATIENCE:
            yield from _drawn(what, turn, done + 1, len(steps))


def _drawn(what: str, turn: Iterator[tuple[int, T]], done: int, all_: int) -> Iterator[T]:
    """The steps that are left, with the bar; its line is gone when they are over, or when they are broken off."""
    bar = click.progressbar(
        length=all_, label=what, show_pos=True, file=sys.stderr, update_min_steps=max(1, all_ // _LOOKS)
    )
    try:
        with bar:
            bar.update(done)
            for _, step in turn:
                yield step
                bar.update(1)
    finally:
        click.echo(_GONE, nl=False, err=True)
