"""Waiting for another program, such as git, while this one goes on with something else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class BackgroundCall(Generic[T]):
    """
    A function that is called in a thread of its own; `wait` gives what it answered, or raises what it raised.

    Where there is no memory for a thread it is called when somebody waits for it.
    """

    def __init__(self, ask: Callable[[], T]) -> None:
        """Begin with it now."""
        self._ask = ask
        self._answers: list[T] = []
        self._trouble: BaseException | None = None
        self._thread: threading.Thread | None = threading.Thread(target=self._call)
        try:
            self._thread.start()
        except RuntimeError:
            self._thread = None

    def _call(self) -> None:
        try:
            self._answers.append(self._ask())
        except BaseException as trouble:  # noqa: BLE001 - whoever waits is told of it
            self._trouble = trouble

    def wait(self) -> T:
        """What it answered, once it has. Raises whatever it raised."""
        if self._thread is None and not self._answers:
            self._answers.append(self._ask())
        self.end()
        if self._trouble is not None:
            raise self._trouble
        return self._answers[0]

    def end(self) -> None:
        """Wait until nothing of it goes on, whatever came of it."""
        if self._thread is not None:
            self._thread.join()


@contextmanager
def run_in_background(ask: Callable[[], T]) -> Iterator[BackgroundCall[T]]:
    """Begin to work something out beside what is done meanwhile; in the end nothing of it goes on."""
    call = BackgroundCall(ask)
    try:
        yield call
    finally:
        call.end()
