"""How the cost of each command grows with the number of records: time, memory, and the exponent between two sizes."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from benchmarks.budget.build_rows import prepare_build
from benchmarks.budget.check_rows import prepare_check
from benchmarks.budget.costs import NSTGOV, Cost, Job, find_median, run_in_turn
from benchmarks.budget.settings import Settings

LINEAR = 1.1
"""The largest exponent that still counts as linear: some twelve times the cost for ten times as much."""
LARGEST_OF = {"check --base --head": 100_000, "audit": 100_000, "build": 100_000}
"""Commands that are measured up to so many records: git takes hours to make the history of more, a build to end."""


class Point(NamedTuple):
    """What a command cost with so many files, and the exponent since the size before (None: there was none)."""

    command: str
    files: int
    cost: Cost
    exponent: float | None
    memory_exponent: float | None


COMMANDS = ("check", "check --base --head", "status", "audit", "build")


def measure_growth(wants: Settings, commands: Iterable[str] = COMMANDS) -> Iterator[Point]:
    """Each command at each size, in the order of the sizes."""
    for command in commands:
        before: Point | None = None
        for records in wants.sizes:
            if records <= LARGEST_OF.get(command, records):
                before = _measure_point(wants, command, records, before)
                yield before


def _measure_point(wants: Settings, command: str, records: int, before: Point | None) -> Point:
    runs = wants.few_runs if records <= 10_000 else 1
    job = wants.make_cold(_prepare_command(wants, command, records))
    cost = find_median(run_in_turn({command: job}, runs)[command])
    files = wants.worlds.count_files(records)
    shutil.rmtree(wants.place / "grown-site", ignore_errors=True)
    if before is None:
        return Point(command, files, cost, None, None)
    grown = math.log(files / before.files)
    exponents = (
        math.log(max(new, 1e-3) / max(old, 1e-3)) / grown for new, old in zip(cost[1:], before.cost[1:], strict=True)
    )
    return Point(command, files, cost, *exponents)


def _prepare_command(wants: Settings, command: str, records: int) -> Job:
    worlds = wants.worlds
    if command == "check":
        return prepare_check(worlds.make_movement(records), worlds.day)
    if command == "build":
        return prepare_build(wants, worlds.make_movement(records), wants.place / "grown-site", is_new=True)
    if command == "status":
        return Job([[*NSTGOV, "-C", str(worlds.make_movement(records)), "status", "--as-of", worlds.day]])
    bare = worlds.make_history(records)
    if command == "audit":
        return Job([[*NSTGOV, "-C", str(bare), "audit", "--as-of", worlds.day]])
    return prepare_check(bare, worlds.day, "--base", "main", "--head", "change")


def list_steep_points(points: list[Point]) -> list[Point]:
    """The points that grew faster than their number of records."""
    return [point for point in points if point.exponent is not None and point.exponent > LINEAR]


def group_by_command(points: list[Point]) -> dict[str, list[Point]]:
    """The points of each command, in their order."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.command, []).append(point)
    return found


def count_steps(points: list[Point]) -> int:
    """From how many sizes to the next one something was measured."""
    return sum(1 for of_command in group_by_command(points).values() for _ in pairwise(of_command))
