"""Which of some words was probably meant by one that is none of them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def find_near_word(word: str, words: Iterable[str], likeness: float = 0.5) -> str | None:
    """The word most like one; None where none is like it by as much (1: the same, 0: nothing in common)."""
    return next(iter(get_close_matches(word, list(words), 1, likeness)), None)
