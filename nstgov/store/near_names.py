"""Which known name somebody probably meant: found in a few looks, however many names there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from nstgov.records.near_words import find_near_word

FEW = 500
"""Names that are all looked at; among more only those that begin or end alike, since one look at each takes long."""
BESIDE = 100
"""How many names before and after a word, in the order of beginnings and of endings, may be the one meant."""
LONGEST_MEANT = 100
"""Characters beyond which a word is no mistyped name."""


class NearNames:
    """Some names, in an order in which a mistyped one lies beside the one that was meant."""

    def __init__(self, names: Iterable[str]) -> None:
        """Put the names in order, from their beginnings and from their ends."""
        self._names = sorted(set(names))
        self._turned = sorted(name[::-1] for name in self._names) if len(self._names) > FEW else []

    def list_candidates(self, word: str) -> list[str]:
        """The names among which the one lies that was meant by a word."""
        if not self._turned:
            return self._names
        before, behind = bisect_left(self._names, word), bisect_left(self._turned, word[::-1])
        found = self._names[max(0, before - BESIDE) : before + BESIDE]
        turned = self._turned[max(0, behind - BESIDE) : behind + BESIDE]
        return list(dict.fromkeys((*found, *(name[::-1] for name in turned))))


def find_nearest_name(word: str, of_kinds: Iterable[NearNames], likeness: float = 0.7) -> str | None:
    """The name of some kinds most like a word; None where none is like it by as much (1: the same, 0: not at all)."""
    if len(word) > LONGEST_MEANT:
        return None
    candidates = dict.fromkeys(name for names in of_kinds for name in names.list_candidates(word))
    return find_near_word(word, candidates, likeness)
