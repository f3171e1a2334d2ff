"""What a run of the budget is asked for, and the worlds that its rows share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.budget.lines import Line
from benchmarks.budget.worlds import Worlds

Lines = Iterator[Line]


class Settings(NamedTuple):
    """
    How many records and runs, and where everything lies that is made for it.

    `times` tells how many times as many records the larger movement has, `runs` how often what is short is run, `pages`
    how many pages other makers of sites are given, `sizes` the sizes for growth.
    """

    worlds: Worlds
    place: Path
    records: int
    times: int
    runs: int
    pages: int
    sizes: tuple[int, ...]

    @property
    def many(self) -> int:
        """The records of the larger movement."""
        return self.times * self.records

    @property
    def few_runs(self) -> int:
        """How often something is run that takes long."""
        return max(1, min(self.runs, 3))

    def isolate_cache(self) -> dict[str, str]:
        """An environment with a cache of its own, in which nothing else is kept."""
        return {"XDG_CACHE_HOME": str(self.place / "cache")}
