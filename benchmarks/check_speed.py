"""
How long `nstgov check` takes on generated records, beside check-jsonschema on the same files with our JSON Schemas.

check-jsonschema judges the shape alone; nstgov judges the rules of consent too. Runs alternate, so that a busy machine
is busy for both; the medians and their ratios are printed. One process of check-jsonschema is started for each kind of
record, since it takes one schema.

    python -m benchmarks.check_speed [--records 10000] [--runs 3]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.generated_records import write_movement
from nstgov.records import match_path
from nstgov.store.schema import build_all_schemas


class Cost(NamedTuple):
    """Seconds on the clock, seconds of CPU, and the largest memory in MB of one process."""

    wall: float
    cpu: float
    memory: float


def main() -> int:
    """Measure, and print a table."""
    wants = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "movement")
        write_movement(wants.records, root)
        written = {path.relative_to(root).as_posix(): path.stat().st_size for path in root.rglob("*.yml")}
        print(f"{len(written)} records, {sum(written.values()) / len(written):.0f} bytes on average")
        ours = [_nstgov_command(root)]
        theirs = _list_jsonschema_commands(root, written, Path(folder, "schemas"))
        print(f"{len(theirs)} schemas, {wants.runs} runs each, in turn")
        runs = [(_measure_commands(ours), _measure_commands(theirs)) for _ in range(wants.runs)]
    _print_table(runs)
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000, help="how many to generate, at least")
    parser.add_argument("--runs", type=int, default=3, help="how often each is run")
    return parser.parse_args()


def _nstgov_command(root: Path) -> list[str]:
    return [sys.executable, "-m", "nstgov", "-C", str(root), "check"]


def _list_jsonschema_commands(root: Path, written: Iterable[str], schemas: Path) -> list[list[str]]:
    """One command for each kind of record."""
    by_kind = defaultdict(list)
    for path in written:
        if (place := match_path(path)) is not None:
            by_kind[place[0].name].append(path)
    schemas.mkdir()
    commands = []
    for name, schema in build_all_schemas().items():
        if by_kind[name]:
            file = schemas / f"{name.replace(' ', '-')}.json"
            file.write_text(json.dumps(schema), encoding="utf-8")
            commands.append(_jsonschema_command(file, root, by_kind[name]))
    return commands


def _jsonschema_command(schema: Path, root: Path, paths: Iterable[str]) -> list[str]:
    tool = Path(sys.executable).with_name("check-jsonschema")
    return [str(tool), "--schemafile", str(schema), "--no-cache", *(str(root / path) for path in paths)]


def _measure_commands(commands: Iterable[list[str]]) -> Cost:
    """What some commands cost one after another; each has to find nothing wrong."""
    wall = cpu = memory = 0.0
    for command in commands:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=Path(__file__).parent.parent
        )
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall += time.perf_counter() - began
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss / 1024)
        if process.returncode:
            raise SystemExit(f"{' '.join(command[:6])} … ended with {process.returncode}:\n{said[:3000]}")
    return Cost(wall, cpu, memory)


def _print_table(runs: list[tuple[Cost, Cost]]) -> None:
    print(f"\n{'median of ' + str(len(runs)):<22}{'wall s':>10}{'CPU s':>10}{'memory MB':>12}")
    medians = []
    for name, costs in (
        ("nstgov check", [ours for ours, _ in runs]),
        ("check-jsonschema", [theirs for _, theirs in runs]),
    ):
        middle = Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
        medians.append(middle)
        print(f"{name:<22}{middle.wall:>10.2f}{middle.cpu:>10.2f}{middle.memory:>12.0f}")
    ours, theirs = medians
    print(f"{'nstgov is faster by':<22}{theirs.wall / ours.wall:>9.1f}x{theirs.cpu / ours.cpu:>9.1f}x")


if __name__ == "__main__":
    sys.exit(main())
