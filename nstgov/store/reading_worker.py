"""
Many files are read by two processes: this one from the first on, and a fork of it from the last, until they meet.

Which of them reads more depends on how busy the processors are. The worker hands back what the same function found in
the same bytes; what it does not hand back, this process reads itself, so a worker can only save time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import chain, takewhile
from typing import BinaryIO, NamedTuple

from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.record_packing import pack_lists, unpack_lists
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile

LEAST_FILES = 1000
"""Fewer files are read sooner than a worker is started and has told of its share."""
_FEWEST_AT_ONCE = 50
"""So many files at least are taken at once."""
_MOST_PARTS = 4096
"""So many parts at most are there to be taken; a pipe holds a byte for each."""


def usable_workers() -> int:
    """How many processes may work at once here: as many as there are processors, one where forking is not safe."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def read_files(files: Sequence[StoredFile], watch: StepWatcher = watch_silently) -> list[ParsedFile]:
    """What each of some files holds, in their order; `watch` sees which one is looked at."""
    if len(files) < LEAST_FILES or usable_workers() < 2 or not hasattr(os, "memfd_create"):
        return [read_file(file) for file in watch(_WHAT, files)]
    with ExitStack() as stack:
        try:
            worker = stack.enter_context(_started_worker(_divide_files(files)))
        except OSError:  # no other process is to be had, or no memory for what it would tell
            return [read_file(file) for file in watch(_WHAT, files)]
        found = _read_from_first(worker, files, watch)
        told = worker.collect_parts()
    rest = len(files) - sum(map(len, told))
    return [*found, *(read_file(file) for file in files[len(found) : rest]), *chain.from_iterable(told)]


_WHAT = "Reading the records"


def _divide_files(files: Sequence[StoredFile]) -> list[Sequence[StoredFile]]:
    size = max(_FEWEST_AT_ONCE, -(-len(files) // _MOST_PARTS))
    return [files[at : at + size] for at in range(0, len(files), size)]


class _ReadingWorker(NamedTuple):
    """
    A fork that reads some parts of the files, the last first.

    `turns` holds a byte for each part that nobody has taken: whoever takes the last one knows that all are taken, and
    nobody needs to say which. Into `told`, which has no name on any disk, the fork writes what it found.
    """

    process: int
    parts: list[Sequence[StoredFile]]
    turns: BinaryIO
    told: BinaryIO

    def take_part(self) -> bool:
        """Whether one more part is to be read by whoever asks; False when all are taken."""
        return bool(self.turns.read(1))

    def collect_parts(self) -> list[list[ParsedFile]]:
        """What the worker found in the last parts, in the order of the files; all of them, if nothing went wrong."""
        _wait_for(self.process)
        self.told.seek(0)
        found: list[list[ParsedFile]] = []
        with suppress(Exception):  # whatever is not whole is read here
            for part, answer in zip(reversed(self.parts), unpack_lists(self.told), strict=False):
                if len(answer) != len(part) or not all(isinstance(one, ParsedFile) for one in answer):
                    break
                found.append(answer)
        return found[::-1]


def _read_from_first(worker: _ReadingWorker, files: Sequence[StoredFile], watch: StepWatcher) -> list[ParsedFile]:
    """What the files hold from the first on, up to where the worker has begun."""
    found: list[ParsedFile] = []
    size = len(worker.parts[0])
    is_open = True
    for at, file in enumerate(watch(_WHAT, files)):
        is_open = is_open and (at % size != 0 or worker.take_part())
        if is_open:
            found.append(read_file(file))
    return found


@contextmanager
def _started_worker(parts: list[Sequence[StoredFile]]) -> Iterator[_ReadingWorker]:
    """A worker, which is gone in the end whatever happens. Raises OSError where there can be none."""
    with ExitStack() as stack:
        told = stack.enter_context(open(os.memfd_create("nstgov-reading"), "w+b"))
        turns = stack.enter_context(closing(_open_turns(len(parts))))
        process = os.fork()
        if not process:
            _work_and_end(_ReadingWorker(0, parts, turns, told))
        try:
            yield _ReadingWorker(process, parts, turns, told)
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


def _work_and_end(worker: _ReadingWorker) -> None:
    """In the fork: read as long as there are parts, tell of them, and end without anything that its caller would do."""
    try:
        mine = takewhile(lambda _: worker.take_part(), reversed(worker.parts))
        pack_lists(([read_file(file) for file in part] for part in mine), worker.told)
        worker.told.flush()
    finally:
        os._exit(0)
