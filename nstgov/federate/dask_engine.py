"""
Regions looked at by the workers of a Dask cluster (the extra `cluster`).

A task whose worker dies is given to another one by the scheduler; since the same task has the same answer wherever it
is done, nothing else changes. Each worker needs nstgov, git and a cache folder of its own, or one that they share.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import contextmanager

from distributed import Client, as_completed

from nstgov.federate.region_answers import answer_region
from nstgov.federate.region_tasks import RegionAnswer, RegionTask, decode_answer


class SchedulerUnreachable(Exception):
    """No scheduler answers at an address."""

    def __init__(self, address: str) -> None:
        """Say which address, and what to do."""
        super().__init__(f"no Dask scheduler answers at {address}")
        self.remedy = "Start one (dask scheduler) and workers (dask worker), or leave out --scheduler."


class DaskEngine:
    """Tasks on a cluster, so many at a time as its workers do."""

    def __init__(self, client: Client, address: str) -> None:
        """Submit nothing yet."""
        self._client, self._address = client, address
        self._answers = as_completed([], loop=client.loop, raise_errors=True)

    def submit_task(self, task: RegionTask) -> None:
        """Hand a task to the scheduler; of a task that is there already a second one is done all the same."""
        self._answers.add(self._client.submit(answer_region, task.encode(), pure=False, retries=2))

    def wait_for_answer(self) -> RegionAnswer:
        """The next answer. Raises SchedulerUnreachable where the scheduler has gone meanwhile; what is done is kept."""
        try:
            return decode_answer(next(self._answers).result())
        except CancelledError:
            raise SchedulerUnreachable(self._address) from None


@contextmanager
def open_dask_engine(scheduler: str) -> Iterator[DaskEngine]:
    """An engine over the scheduler at an address (`tcp://host:port`). Raises SchedulerUnreachable."""
    try:
        client = Client(scheduler, timeout=20, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise SchedulerUnreachable(scheduler) from None
    with client:
        yield DaskEngine(client, scheduler)
