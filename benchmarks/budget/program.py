"""
Every budget of the project in one run, each beside its peers; or some rows of it.

    python -m benchmarks                                   all rows: 10,000 and 100,000 records
    python -m benchmarks --rows check-cold signatures      some of them
    python -m benchmarks --rows growth --million           how everything grows, up to a million records
    python -m benchmarks --records 300 --times 2 --runs 1  small, to see that it runs
    python -m benchmarks --write                           and put what was measured into docs/performance.md
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.budget.build_rows import measure_full_build, measure_next_build
from benchmarks.budget.check_rows import (
    measure_cold_check,
    measure_growing_check,
    measure_one_change,
    measure_warm_check,
)
from benchmarks.budget.growth import COMMANDS, list_steep_points, measure_growth
from benchmarks.budget.history_rows import measure_history, measure_signatures
from benchmarks.budget.limits import measure_limits
from benchmarks.budget.lines import Line, format_figure, print_line
from benchmarks.budget.report import (
    Report,
    add_growth,
    add_row,
    describe_machine,
    merge_reports,
    read_report,
    write_report,
)
from benchmarks.budget.settings import Lines, Settings
from benchmarks.budget.small_rows import measure_coverage, measure_start
from benchmarks.budget.worlds import Worlds

ROWS: dict[str, Callable[[Settings], Lines]] = {
    "start": measure_start,
    "signatures": measure_signatures,
    "check-change": measure_one_change,
    "check-cold": measure_cold_check,
    "check-linear": measure_growing_check,
    "check-warm": measure_warm_check,
    "history": measure_history,
    "coverage": measure_coverage,
    "build": measure_full_build,
    "build-next": measure_next_build,
}
GROWTH, LIMITS = "growth", "limits"
SIZES, MILLION = (1000, 10_000, 100_000), 1_000_000


def run_budget(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 1 where a gate is not kept and `--strict` was said."""
    wants = _parse_arguments(arguments)
    with tempfile.TemporaryDirectory(prefix="nstgov-budget-") as place:
        worlds = Worlds(
            wants.keep or Path(place, "worlds"), wants.seed, is_plain=wants.plain, has_region=not wants.alone
        )
        sizes = tuple(wants.sizes or (*SIZES, *([MILLION] if wants.million else [])))
        settings = Settings(worlds, Path(place), wants.records, wants.times, wants.runs, wants.pages, sizes)
        report: Report = {"machine": describe_machine(), "rows": {}, "growth": []}
        lines = _measure_rows(settings, wants.rows, report)
        if GROWTH in wants.rows:
            _print_growth(settings, wants.commands, report)
        if LIMITS in wants.rows:
            report["limits"] = measure_limits(settings)
    if wants.write:
        write_report(merge_reports(read_report(), report, list(ROWS)))
    missed = [line for line in lines if line.verdict == "not kept"]
    print(f"\n{len(lines)} lines; {len(missed)} gates not kept")
    print("".join(f"  {line.row}: {line.what}\n" for line in missed), end="")
    return 1 if wants.strict and missed else 0


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = (*ROWS, GROWTH, LIMITS)
    parser.add_argument("--rows", nargs="+", choices=names, default=list(names), metavar="NAME", help=", ".join(names))
    parser.add_argument("--records", type=int, default=10_000, help="how many to generate, and ten times as many")
    parser.add_argument("--times", type=int, default=10, help="how many times as many the larger movement has")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run; what takes long at most thrice")
    parser.add_argument(
        "--pages", type=int, default=2000, help="how many pages other makers of sites are given at most"
    )
    parser.add_argument("--sizes", type=int, nargs="+", help="the sizes for growth")
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=COMMANDS, metavar="COMMAND",
                        help=f"whose growth: {', '.join(COMMANDS)}")  # fmt: skip
    parser.add_argument("--million", action="store_true", help="growth also at a million records, in an hour")
    parser.add_argument("--seed", type=int, default=1, help="which movement is generated")
    parser.add_argument("--plain", action="store_true", help="clean records of a few shapes, as once was measured")
    parser.add_argument("--alone", action="store_true", help="no other repository ever joined as a region")
    parser.add_argument("--keep", type=Path, help="a folder in which generated movements are kept for the next run")
    parser.add_argument("--write", action="store_true", help="write docs/performance.json, .md and the picture")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a gate is not kept")
    return parser.parse_args(arguments)


def _measure_rows(settings: Settings, names: Sequence[str], report: Report) -> list[Line]:
    found: list[Line] = []
    for name, measure in ROWS.items():
        if name in names:
            began, of_row = time.perf_counter(), list[Line]()
            for line in measure(settings):
                print_line(line)
                of_row.append(line)
            about = {"records": settings.records, "runs": settings.runs, "seconds": round(time.perf_counter() - began)}
            add_row(report, name, of_row, {**about, "day": time.strftime("%Y-%m-%d", time.gmtime())})
            found += of_row
    return found


def _print_growth(settings: Settings, commands: Sequence[str], report: Report) -> None:
    points = []
    for point in measure_growth(settings, commands):
        figures = "".join(f"{format_figure(v, u):>12}" for v, u in zip(point.cost, ("s", "s CPU", "MB"), strict=True))
        exponent = f"   power {point.exponent:.2f}" if point.exponent is not None else ""
        print(f"  {point.command:<22}{point.files:>12,} records{figures}{exponent}", flush=True)
        points.append(point)
    for point in list_steep_points(points):
        print(
            f"  {point.command} grows faster than its records: by the power of {point.exponent:.2f} at {point.files:,}"
        )
    add_growth(report, points)


if __name__ == "__main__":
    sys.exit(run_budget())
