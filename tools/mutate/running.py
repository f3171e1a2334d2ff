"""
Running tests on mutants, each in a copy of the process that ends with it: no file of the judge is ever changed.

Everything is imported once. In the copy, the functions that a mutant changes get the mutant's code; where a module's
own statements change, a copy is made before anything is imported, and the module is loaded from the mutant.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Literal

import pytest
from _pytest.runner import runtestprotocol

from tools.mutate.mutants import Mutant

Fate = Literal["found", "took too long", "survived", "no test runs it"]
TestsOf = Callable[[Mutant, Iterable[str]], Sequence[str]]
"""Chooses of all tests those that a mutant is tried on, first to last."""
MEMORY = 3 << 30
"""Bytes that a copy may take."""
TEST_SECONDS = 30
"""Seconds of the processor after which a test is taken to go on for ever; the longest takes about a third of it."""
COPY_SECONDS = 3600
"""Seconds after which a copy is ended that waits for something which never comes."""


class MutantRunner:
    """A plugin of pytest that tries mutants in place of running the tests once."""

    def __init__(self, mutants: Sequence[Mutant], tests_of: TestsOf, seconds: float) -> None:
        """Try each mutant on its tests, first to last, for so many seconds of the processor at most."""
        self.mutants = mutants
        self.tests_of = tests_of
        self.seconds = seconds
        self.fates: dict[Mutant, Fate] = {}
        self.functions: dict[str, list[FunctionType]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant on the tests that were gathered."""
        items = {item.nodeid: item for item in session.items}
        self.functions = imported_functions()
        for mutant in self.mutants:
            its = [items[test] for test in self.tests_of(mutant, items) if test in items]
            its.sort(key=_seeks_the_smallest)
            self.note_fate(mutant, fate_in_copy(partial(self._is_found, mutant, its)) if its else "no test runs it")
        return True

    def note_fate(self, mutant: Mutant, fate: Fate) -> None:
        """Note what became of a mutant, and print it."""
        self.fates[mutant] = fate
        print(f"{len(self.fates):4} {fate:15}  {mutant.file}:{mutant.line} {mutant.said}", flush=True)

    def _is_found(self, mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
        """Whether one of these tests fails, or does not end, with a mutant's code in place."""
        replace_code(mutant, self.functions)
        begun = time.process_time()
        for item, following in zip(items, [*items[1:], None], strict=True):
            signal.setitimer(signal.ITIMER_PROF, TEST_SECONDS)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return True
            if time.process_time() - begun > self.seconds:
                return False
        return False


def _seeks_the_smallest(item: pytest.Item) -> bool:
    """Whether a test that fails goes on for long, to find the smallest input that makes it fail; these come last."""
    return item.get_closest_marker("hypothesis") is not None


def is_found_afresh(mutant: Mutant, arguments: Sequence[str]) -> bool:
    """Whether a test fails where the mutant is what is imported; for a process that has not imported the judge."""
    load_mutant(mutant)
    ended = pytest.main(["-qq", "-x", "-p", "no:cacheprovider", *arguments])
    return ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def fate_in_copy(work: Callable[[], bool]) -> Fate:
    """What work says in a copy of this process; a copy that is ended by its own alarm took too long."""
    place = tempfile.mkdtemp(prefix="nstgov-mutant-")
    child = os.fork()
    if not child:
        _answer_and_end(work, place)
    try:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return "survived" if ended == 0 else "found" if ended > 0 else "took too long"


def _answer_and_end(work: Callable[[], bool], place: str) -> None:
    """In the copy: quiet, with folders of its own; ends with 1 if the work says yes or cannot be done."""
    signal.alarm(COPY_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ.update(TMPDIR=place, XDG_CACHE_HOME=place, PYTEST_DEBUG_TEMPROOT=place)
    tempfile.tempdir = place
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    said = 1
    try:
        said = int(work())
    finally:
        os._exit(said)


def imported_functions() -> dict[str, list[FunctionType]]:
    """Every function that was imported, by the file it comes from; looked for once, since it touches all of memory."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    gc.unfreeze()  # what the tests froze is not among the objects that are told
    for function in gc.get_objects():
        if isinstance(function, FunctionType):
            found[function.__code__.co_filename].append(function)
    gc.freeze()
    return found


def replace_code(mutant: Mutant, functions: Mapping[str, Sequence[FunctionType]]) -> None:
    """Give the functions that were imported the code of a mutant."""
    file = str(Path(mutant.file).absolute())
    codes = {_name_of(code): code for code in _codes_within(compile(mutant.tree, file, "exec", dont_inherit=True))}
    for function in functions[file]:
        new = codes.get(_name_of(function.__code__))
        if new and new.co_freevars == function.__code__.co_freevars:
            function.__code__ = new


def _name_of(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes_within(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes_within(one)


def load_mutant(mutant: Mutant) -> None:
    """Let the import of a mutant's module give the mutant."""
    file, plain = str(Path(mutant.file).absolute()), SourceFileLoader.get_code

    def get_code(loader: Any, name: str) -> CodeType | None:
        if loader.path != file:
            return plain(loader, name)
        code: CodeType = compile(mutant.tree, file, "exec", dont_inherit=True)
        return code

    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]
