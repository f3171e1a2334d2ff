"""Which tests run which lines of the judge: only these can tell a mutant from what it was made of."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from coverage import Coverage

from tools.mutate.mutants import Mutant

PLACE = Path(".venv/mutate")
"""What was found out is kept here until a file of the judge or of a test changes."""
IMPORTED = ""
"""The lines that run while modules are imported and tests are gathered belong to no test."""


@dataclass
class Reach:
    """By file and line, the tests that run it; and how many seconds each test takes."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def merge(self, other: Reach) -> None:
        """Take in what another has found out."""
        self.seconds |= other.seconds
        for source, rows in other.lines.items():
            mine = self.lines.setdefault(source, {})
            for line, tests in rows.items():
                mine[line] = [*dict.fromkeys((*mine.get(line, ()), *tests))]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that run the statement of a mutant: those named for its module first, then the quick ones."""
        rows = self.lines.get(mutant.file, {})
        found = {test for line in mutant.lines for test in rows.get(line, ()) if test != IMPORTED}
        return sorted(found, key=lambda test: (_is_far(test, mutant.file), self.seconds.get(test, 0), test))

    def is_imported(self, mutant: Mutant) -> bool:
        """Whether the statement of a mutant runs while modules are imported, too early to be changed afterwards."""
        rows = self.lines.get(mutant.file, {})
        return not mutant.function or any(IMPORTED in rows.get(line, ()) for line in mutant.lines)


def _is_far(test: str, file: str) -> bool:
    """Whether a test lies in another folder than the tests of a module's package do."""
    return not test.startswith(f"tests/{Path(file).parts[1]}/")


class Recorder:
    """A plugin of pytest that notes which test runs which lines."""

    def __init__(self, sources: Iterable[str]) -> None:
        """Note the lines of some files only."""
        self.coverage = Coverage(data_file=None, include=[str(Path(one).absolute()) for one in sources])
        self.seconds: dict[str, float] = {}
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what one test runs."""
        self.coverage.switch_context(item.nodeid)
        begun = time.monotonic()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = round(time.monotonic() - begun, 3)

    def reach(self) -> Reach:
        """What was noted."""
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(file).relative_to(Path.cwd())): data.contexts_by_lineno(file) for file in data.measured_files()
        }
        return Reach(lines, self.seconds)


def load_reach(common: str, files: Mapping[str, str]) -> tuple[Reach, list[str]]:
    """
    What was found out before and still holds, and the test files that must be run to find out the rest.

    `common` is the hash of all that every test hangs on, `files` those of the test files.
    """
    place = PLACE / "reach.json"
    kept = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    if kept.get("common") != common:
        return Reach(), [*files]
    same = {file for file, digest in files.items() if kept["files"].get(file) == digest}
    holds = [test == IMPORTED or test.partition("::")[0] in same for test in kept["tests"]]
    lines = {
        source: {int(line): [kept["tests"][one] for one in tests if holds[one]] for line, tests in rows.items()}
        for source, rows in kept["lines"].items()
    }
    seconds = {test: taken for test, taken in kept["seconds"].items() if test.partition("::")[0] in same}
    return Reach(lines, seconds), [file for file in files if file not in same]


def keep_reach(common: str, files: Mapping[str, str], reach: Reach) -> None:
    """Keep what was found out."""
    numbers = {test: number for number, test in enumerate(sorted({IMPORTED, *reach.seconds}))}
    lines = {
        source: {line: [numbers[test] for test in tests] for line, tests in rows.items()}
        for source, rows in reach.lines.items()
    }
    whole = {"common": common, "files": files, "tests": [*numbers], "seconds": reach.seconds, "lines": lines}
    PLACE.mkdir(parents=True, exist_ok=True)
    (PLACE / "reach.json").write_text(json.dumps(whole), encoding="utf-8")


def hash_files(files: Iterable[Path]) -> str:
    """A hash over some files, their names and their bytes."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(str(file).encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
