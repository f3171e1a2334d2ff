"""How those who do much in many steps let somebody see how far they are: what is gone through is handed on, in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class StepWatcher(Protocol):
    """Hands on the steps one after the other, and may tell somebody `what` they are and how many are left."""

    def __call__(self, what: str, steps: Sequence[T], /) -> Iterable[T]:
        """The steps, unchanged and in their order."""


def watch_silently(_what: str, steps: Sequence[T], /) -> Iterable[T]:
    """The steps alone, with nobody looking."""
    return steps
