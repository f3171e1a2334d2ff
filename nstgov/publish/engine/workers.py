"""
Pages that know nothing of each other are made by several processes at once.

Each worker is a fork of this very process, so it knows all that was worked out before and nothing needs to be handed to
it. It writes its files itself and hands back what it has learnt; what all make together is what one alone would have
made, byte for byte. Where a process cannot be forked safely, one does all.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import IO, Any, NamedTuple, TypeVar

from nstgov.publish.engine.site_writer import SiteWriter
from nstgov.store.two_processes import usable_workers

ITEMS_PER_WORKER = 200
"""Fewer items are done sooner than another worker is started and has handed back what it learnt."""
T = TypeVar("T")


class WorkerDied(MemoryError):
    """A worker was killed before its work was done: hardly anything but too little memory does that."""


class _Share(NamedTuple):
    """
    A worker's part of the work, and the nameless file into which it writes what it has learnt.

    A worker killed in the middle of writing there leaves no half message in the pipe that its caller reads.
    """

    filling: SiteWriter
    items: Sequence[Any]
    do: Callable[[SiteWriter, Any], None]
    learnt: IO[bytes]


def run_parallel(
    filling: SiteWriter, items: Sequence[T], do: Callable[[SiteWriter, T], None], workers: int | None
) -> None:
    """
    Do `do` for every item, in so many processes (None: as many as are good here), and merge what they learnt.

    Raises what `do` raises, and WorkerDied. This process takes a share itself; few items are all done by it.
    """
    count = max(1, min(usable_workers() if workers is None else workers, len(items) // ITEMS_PER_WORKER))
    own, *others = (items[at::count] for at in range(count))
    with ExitStack() as stack:
        try:
            shares = [_Share(filling, part, do, stack.enter_context(tempfile.TemporaryFile())) for part in others]
            futures = stack.enter_context(_started(shares)) if shares else []
        except (OSError, NotImplementedError):  # no other process is to be had
            own, shares, futures = items, [], []
        for item in filling.watch("Making the pages", own):
            do(filling, item)
        for share, future in zip(shares, futures, strict=True):
            _wait_for(future)
            share.learnt.seek(0)
            filling.merge_result(pickle.load(share.learnt))  # noqa: S301 (written by a fork of this process)


@contextmanager
def _started(shares: Sequence[_Share]) -> Iterator[list[Future[None]]]:
    """A worker for each share. None is left behind, whatever happens."""
    before = set(multiprocessing.active_children())
    fork = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(len(shares), fork, _begin_worker, (shares,))
    try:
        yield [executor.submit(_do_share, at) for at in range(len(shares))]
    finally:
        for worker in set(multiprocessing.active_children()) - before:
            worker.kill()  # it has handed back all, or nobody wants it any more
            worker.join()
        executor.shutdown()


def _wait_for(future: Future[None]) -> None:
    try:
        future.result()
    except BrokenProcessPool as broken:
        if broken.__cause__:  # no process died: what it handed back could not be read
            raise
        raise WorkerDied from broken


_shares: Sequence[_Share] = ()
"""In a worker: the shares of all, which it knows from before it was forked."""


def _begin_worker(shares: Sequence[_Share]) -> None:
    """Hear Ctrl+C as the caller does, but end without a word; end when the caller is gone."""
    global _shares  # noqa: PLW0603 (what a worker is begun with reaches its work in no other way)
    _shares = shares
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_caller, daemon=True).start()


def _end_with_caller() -> None:
    caller = multiprocessing.parent_process()
    if caller:
        caller.join()
        os._exit(1)


def _do_share(at: int) -> None:
    share = _shares[at]
    filling = share.filling.for_worker()
    for item in share.items:
        share.do(filling, item)
    pickle.dump(filling.collect_result(), share.learnt)
    share.learnt.flush()
