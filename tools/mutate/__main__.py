"""
Put small faults into the judge and see whether the tests tell: `make mutate`, or in a bounded form `make mutate-small`.

Prints each mutant with what became of it, then those that no test found, and the share that were found. Ends with 1 if
the share is lower than `--least`. Which test runs which line is found out first (minutes, and kept until something
changes), unless `--guess` says to go by names: then tests are tried whose file is named for the module, and a mutant
counts as found only if one of these fails.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tools.mutate.coverage import Reach, Recorder, hash_files, keep_reach, load_reach
from tools.mutate.guessing import likely_tests
from tools.mutate.mutants import Mutant, choose_mutants
from tools.mutate.running import Fate, MutantRunner, fate_in_copy, is_found_afresh

JUDGE = (
    "nstgov/rules/**/*.py",
    "nstgov/lifecycle/**/*.py",
    "nstgov/store/**/*.py",
    "nstgov/proof/**/*.py",
)
TESTS = tuple(f"tests/{name}/" for name in "rules lifecycle store proof model history properties".split())
TESTS += ("tests/house/test_generated.py",)
QUIET = ("-qq", "-p", "no:cacheprovider", "-p", "no:xdist")
MISSED: tuple[Fate, ...] = ("survived", "no test runs it")


def main() -> int:
    """Try a sample of mutants; 1 if too few were found, 2 if there is none to try."""
    given = _arguments()
    files = _files_of(given.only or JUDGE)
    mutants = choose_mutants(files, given.seed, given.mutants)
    if not mutants:
        print("No file with anything to change in it was named.")
        return 2
    reach = None if given.guess else _reach()
    fates = _try_all(mutants, reach, given.seconds)
    return _report(fates, given.least)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutate", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="another number takes another sample")
    parser.add_argument("--mutants", type=int, default=300, help="how many are tried")
    parser.add_argument("--least", type=float, default=95, help="the share that must be found, in hundredths")
    parser.add_argument("--seconds", type=float, default=120, help="of the processor that the tests of one may take")
    parser.add_argument("--guess", action="store_true", help="choose tests by name")
    parser.add_argument("only", nargs="*", help="files, instead of all that the judge consists of")
    return parser.parse_args()


def _files_of(patterns: Sequence[str]) -> list[str]:
    return sorted(str(file) for pattern in patterns for file in Path().glob(pattern))


def _reach() -> Reach:
    """Which test runs which line, found out in a copy of this process so that this one has imported nothing."""
    paths = [path for folder in ("nstgov", "tests") for path in Path(folder).rglob("*.py")]
    tests = {str(path) for path in paths if path.name.startswith("test_")}
    common = hash_files(path for path in paths if str(path) not in tests)
    files = {test: hash_files([Path(test)]) for test in sorted(tests) if test.startswith(TESTS)}
    reach, stale = load_reach(common, files)
    if stale:
        print(f"▸ Finding out which test of {len(stale)} files runs which line (minutes)", flush=True)
        fate_in_copy(lambda: _record_reach(common, files, reach, stale))
        reach, stale = load_reach(common, files)
    if stale:
        raise SystemExit("The tests could not be run; `make test` says more.")
    return reach


def _record_reach(common: str, files: dict[str, str], reach: Reach, stale: Sequence[str]) -> bool:
    recorder = Recorder(_files_of(JUDGE))
    ended = pytest.main([*QUIET, *stale], plugins=[recorder])
    if ended == pytest.ExitCode.OK:
        reach.merge(recorder.reach())
        keep_reach(common, files, reach)
    return ended != pytest.ExitCode.OK


def _try_all(mutants: Sequence[Mutant], reach: Reach | None, seconds: float) -> dict[Mutant, Fate]:
    """What became of each: those that an import must see, then the others, for which everything is imported once."""
    early = [mutant for mutant in mutants if reach and reach.is_imported(mutant)]
    late = [mutant for mutant in mutants if mutant not in set(early) and (mutant.function or reach)]
    runner = MutantRunner(late, (lambda mutant, _: reach.tests_of(mutant)) if reach else likely_tests, seconds)
    for mutant in early:
        its = reach.tests_of(mutant) if reach and mutant.function else [f"tests/{Path(mutant.file).parts[1]}"]
        runner.note_fate(mutant, fate_in_copy(partial(is_found_afresh, mutant, [*QUIET, *its])))
    pytest.main([*QUIET, *TESTS], plugins=[runner])
    return runner.fates


def _report(fates: dict[Mutant, Fate], least: float) -> int:
    """Print how many were found in each package, and those that were not; 1 if these are too many."""
    lost = [mutant for mutant, fate in fates.items() if fate in MISSED]
    print("\nNo test found:" if lost else "\nEach of them was found.")
    for mutant in sorted(lost, key=lambda one: (one.file, one.line)):
        print(f"  {mutant.file}:{mutant.line} {mutant.said} ({fates[mutant]})")
    packages = Counter(_package_of(mutant) for mutant in fates)
    missed = Counter(_package_of(mutant) for mutant in lost)
    print(
        "\n  ".join(
            ["", *(f"{name:10} {all_ - missed[name]:4} of {all_:4}" for name, all_ in sorted(packages.items()))]
        )
    )
    share = 100 * (len(fates) - len(lost)) / len(fates)
    print(f"\n{len(fates) - len(lost)} of {len(fates)} found: {share:.1f} %")
    return 1 if share < least else 0


def _package_of(mutant: Mutant) -> str:
    return Path(mutant.file).parts[1]


if __name__ == "__main__":
    sys.exit(main())
