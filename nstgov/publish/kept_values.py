"""Single values that an earlier build worked out, each with a digest of all that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from nstgov.store.cache import Cache, pack_value, unpack_value

T = TypeVar("T")


class KeptValues:
    """Plain values by their names; without a cache nothing is known and nothing is kept."""

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

    def recall_lines(self, name: str) -> dict[bytes, tuple[str, ...]]:
        """Lines of text that are kept under a name, each by a digest of all that it was written from."""
        data = self._cache.read_bundle(f"lines {name}", 0) if self._cache else None
        kept = unpack_value(data) if data else None
        return kept if isinstance(kept, dict) else {}

    def keep_lines(self, name: str, lines: dict[bytes, tuple[str, ...]]) -> None:
        """Keep these lines under a name, and no others."""
        if self._cache is not None:
            self._cache.put_bundle(f"lines {name}", 0, pack_value(lines))
