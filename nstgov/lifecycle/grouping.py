"""What belongs together, gathered under one key: most often one thing alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def group_in_tuples(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    """By key, all that comes with it, in the order in which it comes; keys in the order of their first."""
    found: dict[K, tuple[T, ...]] = {}
    more: dict[K, list[T]] = defaultdict(list)
    for key, one in pairs:
        if key in found:
            more[key].append(one)
        else:
            found[key] = (one,)
    for key, others in more.items():
        found[key] = (*found[key], *others)
    return found
