"""What a run of the budget is asked for, and the worlds that its rows share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.budget.costs import Job
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

    def make_cold(self, job: Job) -> Job:
        """
        The same with nothing known from before: whatever an earlier run kept is thrown away each time, unmeasured.

        It keeps again what it finds, as it does for everybody.
        """
        environment = self.isolate_cache()

        def forget() -> None:
            if job.prepare is not None:
                job.prepare()
            shutil.rmtree(environment["XDG_CACHE_HOME"], ignore_errors=True)

        return job._replace(prepare=forget, environment={**job.environment, **environment})

    def make_warm(self, job: Job) -> Job:
        """The same with what the run before it kept."""
        return job._replace(environment={**job.environment, **self.isolate_cache()})
