"""
What changed between two texts, word by word, so that people can read it.

Texts are wrapped anew whenever somebody edits them, so line ends inside a paragraph say nothing here. The same two
texts give the same answer, and however long or odd they are, soon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

BREAK = "\n"
"""Stands between paragraphs and items."""
CONTEXT = 14
"""Words shown on each side of a change; more that stayed the same are left out."""
SHORTEST_BRIDGE = 2
"""Fewer words than this between two changes are taken into the change, which is easier to read then."""
MOST = 3000
"""Words of each text that are compared one by one; of longer ones all between the first and the last change differs."""
MOST_PAIRS = 400_000
"""Pairs of words that are looked at for one difference; where that is not enough, what is left is taken to differ."""
_BLOCK = re.compile(r"(?<!\s)\s*\n[ \t]*\n\s*|\n[ \t]*(?=(?:[-*+>|#]|\d{1,9}[.)])\s)")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\s*")
"""A word with the blank behind it; in scripts that write without blanks, one character."""

_NUMBER = re.compile(r"\d{1,9}[.)]")
"""The number of an item: another one, where nothing else changed, tells that items before it came or went."""
_ANY_NUMBER = "\N{NUMERO SIGN}"
"""What every such number is taken for while words are compared."""

How = Literal["same", "out", "in", "gap", "renumbered"]


class DiffPart(NamedTuple):
    """
    A stretch that stayed the same, was taken out, or was put in; or a gap, where what stayed is left out.

    `renumbered` is the new number of an item that stayed.
    """

    how: How
    text: str


@lru_cache(maxsize=512)
def compare_texts(before: str, after: str) -> tuple[DiffPart, ...]:
    """What changed from one text to the other; nothing where no word did."""
    old, new = _split_words(before), _split_words(after)
    if [word.rstrip(" ") for word in old] == [word.rstrip(" ") for word in new]:
        return ()
    return tuple(_trim_context(_join_close_changes(_compare_words(old, new))))


def _split_words(text: str) -> list[str]:
    found: list[str] = []
    for block in _BLOCK.split(text.strip()):
        if found:
            found.append(BREAK)
        found += [word.rstrip() + (" " if word[-1].isspace() else "") for word in _WORD.findall(block)]
    return found


def _strip_blanks(words: Sequence[str]) -> list[str]:
    """What is compared: a word is the same before a blank and before a paragraph's end, an item with any number."""
    return [
        _ANY_NUMBER if _is_number(word) and (not at or words[at - 1] == BREAK) else word.rstrip(" ")
        for at, word in enumerate(words)
    ]


def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word.rstrip(" ")) is not None


_Run = tuple[How, list[str]]
_Aligned = tuple[How, list[tuple[str, str]]]
"""A run in which each word has the one that stands for it in the other text; the same one, where none does."""


def _compare_words(old: list[str], new: list[str]) -> Iterator[_Run]:
    """The runs of words that stayed, went and came, in their order."""
    for how, pairs in _move_numbers(list(_align_words(old, new))):
        if how != "same":
            yield how, [word for word, _ in pairs]
            continue
        kept: list[str] = []
        for before, word in pairs:
            if before.rstrip(" ") == word.rstrip(" "):
                kept.append(word)
                continue
            yield "same", kept
            yield "renumbered", [word]
            kept = []
        yield "same", kept


def _align_words(old: list[str], new: list[str]) -> Iterator[_Aligned]:
    a, b = _strip_blanks(old), _strip_blanks(new)
    start = _count_common_prefix(a, b)
    end = _count_common_prefix(a[start:][::-1], b[start:][::-1])
    yield "same", _pair_words(old[:start], new[:start])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(middle_old), len(middle_new)) > MOST:
        yield "out", _pair_words(middle_old, middle_old)
        yield "in", _pair_words(middle_new, middle_new)
    else:
        matcher = _BoundedMatcher(a[start : len(a) - end], b[start : len(b) - end])
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "equal":
                yield "same", _pair_words(middle_old[i:j], middle_new[k:m])
            else:
                yield "out", _pair_words(middle_old[i:j], middle_old[i:j])
                yield "in", _pair_words(middle_new[k:m], middle_new[k:m])
    yield "same", _pair_words(old[len(old) - end :], new[len(new) - end :])


def _pair_words(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(old, new, strict=True))


def _move_numbers(runs: list[_Aligned]) -> Iterator[_Aligned]:
    """An item that came or went takes its own number along, not that of the item behind it."""
    runs = [run for run in runs if run[1]]
    for at in range(1, len(runs) - 1):
        (before_how, before), (how, words), (behind_how, behind) = runs[at - 1 : at + 2]
        if how == "same" or before_how != "same" or behind_how != "same":
            continue
        last = words[-1][0]
        if _is_number(last) and _is_number(before[-1][1]) and BREAK in (word for word, _ in words):
            old, new = before.pop()
            words.insert(0, (new, new) if how == "in" else (old, old))
            words.pop()
            behind.insert(0, (old, last) if how == "in" else (last, new))
    yield from runs


class _BoundedMatcher(SequenceMatcher[str]):
    """
    Finds what two lists of words have in common, in so much work at most.

    Words that alternate would be looked at as often as there are pairs of them, and once more for each match.
    """

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        super().__init__(None, a, b)
        self._left = MOST_PAIRS
        # words that stand on every line are no place to begin at for difflib, so they cost nothing
        popular = len(b) // 100 + 1 if len(b) >= 200 else len(b)
        counts = {word: count for word, count in Counter(b).items() if count <= popular}
        self._work = [0, *accumulate(1 + counts.get(word, 0) for word in a)]

    def find_longest_match(
        self, first: int = 0, end: int | None = None, other_first: int = 0, other_end: int | None = None
    ) -> Match:
        """The longest run within two stretches that is the same; none where that would be too much work."""
        self._left -= self._work[-1 if end is None else end] - self._work[first]
        if self._left < 0:
            return Match(first, other_first, 0)
        return super().find_longest_match(first, end, other_first, other_end)


def _count_common_prefix(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two lists begin with alike."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _join_close_changes(runs: Iterable[_Run]) -> Iterator[_Run]:
    """One change where only a word or two stayed between two changes: what went, then what came."""
    out: list[str] = []
    come: list[str] = []
    kept: list[str] = []
    for how, words in runs:
        if how == "renumbered":
            yield from _emit_change(out, come, kept)
            out, come, kept = [], [], []
            yield how, words
        elif how == "same" and (len(words) >= SHORTEST_BRIDGE or BREAK in words or not (out or come)):
            yield from _emit_change(out, come, kept)
            out, come, kept = [], [], []
            if words:
                yield "same", words
        elif how == "same":
            kept.extend(words)
        else:
            if words and kept:
                out.extend(kept)
                come.extend(kept)
                kept = []
            (out if how == "out" else come).extend(words)
    yield from _emit_change(out, come, kept)


def _emit_change(out: list[str], come: list[str], kept: list[str]) -> Iterator[_Run]:
    if out:
        yield "out", out
    if come:
        yield "in", come
    if kept:
        yield "same", kept


def _trim_context(runs: Iterable[_Run]) -> Iterator[DiffPart]:
    """The changes with some words around them; what stayed farther away is a gap."""
    all_ = list(runs)
    for at, (how, words) in enumerate(all_):
        before, behind = (CONTEXT if at else 0), (CONTEXT if at < len(all_) - 1 else 0)
        text = "".join(words)
        if how != "same":
            yield DiffPart(how, text.rstrip(" "))
            if text.endswith(" "):
                yield DiffPart("same", " ")
            continue
        if len(words) <= before + behind + 1:
            yield DiffPart(how, text)
            continue
        if before:
            yield DiffPart("same", "".join(words[:before]))
        yield DiffPart("gap", "")
        if behind:
            yield DiffPart("same", "".join(words[len(words) - behind :]))
