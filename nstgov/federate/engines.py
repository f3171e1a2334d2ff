"""
Where regions are looked at: on this machine, or on a cluster; the same tasks, the same answers (M13).

An engine takes tasks at any time and gives back answers as they come. Each task is done in a process of its own, so
that a slow or hostile region can be ended; what an engine adds is only where that process runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Protocol

from nstgov.federate.region_answers import answer_region
from nstgov.federate.region_tasks import RegionAnswer, RegionTask, decode_answer


class Engine(Protocol):
    """Takes tasks, and gives back the answers in whatever order they come."""

    def submit_task(self, task: RegionTask) -> None:
        """Have a task done."""

    def wait_for_answer(self) -> RegionAnswer:
        """The answer to one of the tasks that were submitted and not answered yet."""


class LocalEngine:
    """Tasks on this machine, so many at a time as there are workers."""

    def __init__(self, workers: int) -> None:
        """Start no process yet."""
        self._pool = ThreadPoolExecutor(workers)
        self._waiting: set[Future[bytes]] = set()

    def submit_task(self, task: RegionTask) -> None:
        """Have a task done as soon as a worker is free."""
        self._waiting.add(self._pool.submit(answer_region, task.encode()))

    def wait_for_answer(self) -> RegionAnswer:
        """The next answer."""
        done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
        first = next(iter(done))
        self._waiting.remove(first)
        return decode_answer(first.result())

    def close(self) -> None:
        """Begin nothing more; what runs is left to end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def open_engine(scheduler: str | None, workers: int | None = None) -> Iterator[Engine]:
    """The engine for an address of a Dask scheduler, or for this machine where none is given."""
    if scheduler:
        from nstgov.federate.dask_engine import open_dask_engine

        with open_dask_engine(scheduler) as engine:
            yield engine
        return
    local = LocalEngine(workers or os.cpu_count() or 1)
    try:
        yield local
    finally:
        local.close()
