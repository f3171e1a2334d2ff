"""Single values that an earlier build worked out, each with a digest of all that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from nstgov.store.cache import Cache, pack_value, unpack_value

T = TypeVar("T")


class KeptValues:
    """
    Plain values by their names; without a cache nothing is known and nothing is kept.

    What is worked out in a process that was forked off is not kept: there is another one to do so.
    """

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache

    def recall_value(self, name: str, key: str, make: Callable[[], T]) -> T:
        """What is kept under a name, if it rests on the same; else what is made now. Without a key it is made anew."""
        if self._cache is None or not key:
            return make()
        data = self._cache.read_bundle(f"kept {name}", 0)
        kept = unpack_value(data) if data else None
        if isinstance(kept, tuple) and len(kept) == 2 and kept[0] == key:
            return cast("T", kept[1])
        value = make()
        self._cache.put_bundle(f"kept {name}", 0, pack_value((key, value)))
        return value
