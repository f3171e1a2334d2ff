"""
How long a change and a whole history take to judge, on a generated repository with a commit for every record.

Prints time on the clock, time of CPU and memory of `check --base --head` of one change, of `audit`, and of a plain
`git fsck --connectivity-only` and `git log --raw` on the same repository to compare with.

    python -m benchmarks.history_speed [--records 20000] [--runs 3]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated_records import make_record_files
from nstgov.author.replay import landing_day
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree

BEGAN = 1_772_409_600
"""The second of the first commit: the day after the last act, so that each lands within two months, as acts do."""
CHANGE = (
    "circles/area-0/friend-0/2026-03-01.asks.yml",
    "for: A long ladder, for one afternoon.\nentered_by: person-0-0\n",
)


class Cost(NamedTuple):
    """Seconds on the clock, seconds of CPU with those of git, and the largest memory of one process in MB."""

    wall: float
    cpu: float
    memory: float


def main() -> int:
    """Make the repository, measure, and print a table."""
    wants = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "history.git")
        _run_git(folder, "init", "-q", "--bare", "-b", "main", str(bare))
        records = _sort_by_day(list(make_record_files(wants.records)))
        began = time.perf_counter()
        _run_git(bare, "fast-import", "--quiet", given=b"".join(_make_import_stream(records)))
        print(f"{len(records):,} records in {len(records):,} commits, made in {time.perf_counter() - began:.1f} s")
        nstgov = [sys.executable, "-m", "nstgov", "-C", str(bare)]
        _print_table(wants.runs, {
            "check --base --head": [*nstgov, "check", "--base", "main", "--head", "change", "--as-of", "2026-03-02"],
            "check --head": [*nstgov, "check", "--head", "change"],
            "audit": [*nstgov, "audit"],
            "git log --raw": ["git", "-C", str(bare), "log", "--first-parent", "-m", "--raw", "-z", "--no-renames"],
            "git fsck": ["git", "-C", str(bare), "fsck", "--connectivity-only"],
        })  # fmt: skip
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--records", type=int, default=20_000, help="how many to generate, at least; a commit for each")
    parser.add_argument("--runs", type=int, default=3, help="how often each is run")
    return parser.parse_args()


def _sort_by_day(records: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The records in the order of the days that they bear, as they would have landed: of each day decisions last."""
    files = tuple(StoredFile(path, "file", text.encode()) for path, text in records)
    movement = read_movement(Tree(files, None))
    known = {path: landing_day(movement, record) for path, record in movement.records.items()}
    return sorted(records, key=lambda one: (known.get(one[0], date.min), one[0].startswith("decisions/")))


def _make_import_stream(records: list[tuple[str, str]]) -> Iterator[bytes]:
    """What fast-import reads: one commit for each record, and a branch with one more."""
    for number, (path, text) in enumerate(records):
        yield _render_commit("main", number, path, text, "")
    yield _render_commit("change", len(records), *CHANGE, "from refs/heads/main\n")


def _render_commit(branch: str, number: int, path: str, text: str, parent: str) -> bytes:
    data = text.encode()
    head = f"commit refs/heads/{branch}\ncommitter A <a@example.org> {BEGAN + number * 60} +0000\ndata 1\nx\n{parent}"
    return f"{head}M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n\n"


def _run_git(folder: str | Path, *arguments: str, given: bytes = b"") -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], input=given, check=True, capture_output=True)


def _measure_command(command: list[str]) -> Cost:
    """What one command costs, with the processes that it starts."""
    began = time.perf_counter()
    here = Path(__file__).parent.parent
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=here)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said.decode()[:1000]}")
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _print_table(runs: int, commands: dict[str, list[str]]) -> None:
    """Run the commands in turn, so that a busy machine is busy for all; print the medians."""
    costs = [{name: _measure_command(command) for name, command in commands.items()} for _ in range(runs)]
    print(f"\n{'median of ' + str(runs):<22}{'wall s':>10}{'CPU s':>10}{'memory MB':>12}")
    for name in commands:
        wall, cpu, memory = (statistics.median(run[name][at] for run in costs) for at in range(3))
        print(f"{name:<22}{wall:>10.2f}{cpu:>10.2f}{memory:>12.0f}")


if __name__ == "__main__":
    sys.exit(main())
