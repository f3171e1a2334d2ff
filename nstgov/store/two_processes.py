"""
Many things are done by two processes: this one begins with the first, a fork of it with the last, until they meet.

Which of them does more depends on how busy the processors are. The worker hands back what the same function answered
about the same things; what it does not hand back, this process does itself, so a worker can only save time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import accumulate, chain, takewhile
from typing import Any, BinaryIO, Generic, NamedTuple, TypeVar

from nstgov.store.record_packing import pack_lists, unpack_lists
from nstgov.store.steps import StepWatcher

T = TypeVar("T")
R = TypeVar("R")

_MOST_PARTS = 4096
"""So many parts at most are there to be taken; a pipe holds a byte for each."""


def usable_workers() -> int:
    """How many processes may work at once here: as many as there are processors, one where forking is not safe."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


class SharedTask(NamedTuple, Generic[T, R]):
    """
    What is done with each of some things, and how somebody who watches is told of it.

    The answer about a thing has to be of the type `answers`, and made of what can be packed.
    """

    what: str
    do: Callable[[T], R]
    answers: type[R]


def do_by_two(task: SharedTask[T, R], parts: Sequence[Sequence[T]], watch: StepWatcher) -> list[R]:
    """
    The answers about some things, in their order, by two processes where there can be two; `watch` sees each.

    The things come in `parts`, of which each is done by one process; the first is always done by this one.
    """
    things = [*chain.from_iterable(parts)]
    if usable_workers() > 1 and hasattr(os, "memfd_create"):
        with ExitStack() as stack:
            # no other process may be to be had, or no memory for what it would tell
            worker = None
            with suppress(OSError):
                worker = stack.enter_context(_started_worker(task, parts))
            if worker is not None:
                return _do_beside(worker, things, watch)
    return [task.do(thing) for thing in watch(task.what, things)]


def divide_things(things: Sequence[T], size: int) -> list[Sequence[T]]:
    """Some things in parts of that size; of larger ones where there would be too many."""
    size = max(size, -(-len(things) // _MOST_PARTS))
    return [things[at : at + size] for at in range(0, len(things), size)]


class _Worker(NamedTuple, Generic[T, R]):
    """
    A fork that does some parts of the things, the last first.

    `turns` holds a byte for each part but the first that nobody has taken: whoever takes the last one knows that all
    are taken, and nobody needs to say which. Into `told`, which has no name on any disk, the fork writes its answers.
    """

    process: int
    task: SharedTask[T, R]
    parts: Sequence[Sequence[T]]
    turns: BinaryIO
    told: BinaryIO

    def take_part(self) -> bool:
        """Whether one more part is to be done by whoever asks; False when all are taken."""
        return bool(self.turns.read(1))

    def collect_parts(self) -> list[list[R]]:
        """The worker's answers about the last parts, in the order of the things; all of them, if nothing went wrong."""
        _wait_for(self.process)
        self.told.seek(0)
        found: list[list[R]] = []
        with suppress(Exception):  # whatever is not whole is done here
            for part, answers in zip(reversed(self.parts), unpack_lists(self.told), strict=False):
                if len(answers) != len(part) or not all(isinstance(one, self.task.answers) for one in answers):
                    break
                found.append(answers)
        return found[::-1]


def _do_beside(worker: _Worker[T, R], things: Sequence[T], watch: StepWatcher) -> list[R]:
    """The answers about all things: from the first on to where the worker has begun, what it missed, and its own."""
    found: list[R] = []
    do, begins = worker.task.do, {*accumulate(map(len, worker.parts))}
    is_open = True
    for at, thing in enumerate(watch(worker.task.what, things)):
        is_open = is_open and (at not in begins or worker.take_part())
        if is_open:
            found.append(do(thing))
    told = worker.collect_parts()
    missed = things[len(found) : len(things) - sum(map(len, told))]
    return [*found, *map(do, missed), *chain.from_iterable(told)]


@contextmanager
def _started_worker(task: SharedTask[T, R], parts: Sequence[Sequence[T]]) -> Iterator[_Worker[T, R]]:
    """A worker, which is gone in the end whatever happens. Raises OSError where there can be none."""
    with ExitStack() as stack:
        told = stack.enter_context(open(os.memfd_create("nstgov-answers"), "w+b"))
        turns = stack.enter_context(closing(_open_turns(len(parts) - 1)))
        process = os.fork()
        if not process:
            _work_and_end(_Worker(0, task, parts, turns, told))
        try:
            yield _Worker(process, task, parts, turns, told)
        finally:
            _end_process(process)


def _open_turns(count: int) -> BinaryIO:
    """A pipe with so many bytes to take, one for each part."""
    reading, writing = os.pipe()
    try:
        os.write(writing, bytes(count))
    finally:
        os.close(writing)
    return open(reading, "rb", buffering=0)


def _wait_for(process: int) -> None:
    with suppress(ChildProcessError):  # nobody is told of the end of a process where its caller does not want it
        os.waitpid(process, 0)


def _end_process(process: int) -> None:
    """End a process of ours and wait for it; nothing where it was waited for, since its number may be another's now."""
    with suppress(ChildProcessError, ProcessLookupError):
        if os.waitpid(process, os.WNOHANG)[0] == 0:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _work_and_end(worker: _Worker[Any, Any]) -> None:
    """In the fork: work as long as there are parts, tell of them, and end without anything that its caller would do."""
    try:
        mine = takewhile(lambda _: worker.take_part(), reversed(worker.parts[1:]))
        pack_lists(([worker.task.do(thing) for thing in part] for part in mine), worker.told)
        worker.told.flush()
    finally:
        os._exit(0)
