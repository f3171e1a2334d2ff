"""Rows about `nstgov check`: cold beside linters, how it grows, warm, and of one change."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.budget.costs import NSTGOV, Cost, Job, compare_pairs, find_median, measure_job, run_in_turn
from benchmarks.budget.lines import Bounds, Line, compare_costs, state_missing, state_most
from benchmarks.budget.peers import explain_missing, find_peer, prepare_jsonschema, prepare_linter
from benchmarks.budget.settings import Lines, Settings

LINEAR = 1.1
"""What ten times the records may cost, beside ten times the cost."""


def prepare_check(folder: Path, day: str, *more: str) -> Job:
    """`nstgov check` of a folder or a repository as of a day; `Settings` tells what it knows from before."""
    return Job([[*NSTGOV, "-C", str(folder), "check", "--as-of", day, *more]])


def measure_cold_check(wants: Settings) -> Lines:
    """Everything on record judged, nothing known from before, beside what looks at shape or form alone."""
    folder = wants.worlds.make_movement(wants.records)
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yml"))]
    jobs = {"nstgov": wants.make_cold(prepare_check(folder, wants.worlds.day))}
    if find_peer("check-jsonschema"):
        jobs["check-jsonschema"] = prepare_jsonschema(folder, paths, wants.place / "schemas")
    jobs |= {name: prepare_linter(name, folder) for name in ("ryl", "yamllint") if find_peer(name)}
    costs = run_in_turn(jobs, wants.few_runs)
    bounds = {"check-jsonschema": (Bounds(7, 25), Bounds(12, 40)), "ryl": (Bounds(None, 1), Bounds(None, 1))}
    for name in ("check-jsonschema", "ryl", "yamllint"):
        if name in costs:
            cpu, wall = bounds.get(name, (Bounds(), Bounds()))
            yield from compare_costs(
                "check-cold", f"{len(paths):,} records beside {name}", costs["nstgov"], costs[name], cpu, wall
            )
        else:
            yield state_missing("check-cold", f"beside {name}", explain_missing(name))
    memory = [cost.memory for cost in costs["nstgov"]]
    yield state_most("check-cold", f"memory for {len(paths):,} records", memory, "MB")


def measure_growing_check(wants: Settings) -> Lines:
    """Ten times the records cost at most eleven times as much."""
    folders = {
        name: wants.worlds.make_movement(count) for name, count in (("few", wants.records), ("many", wants.many))
    }
    jobs = {name: wants.make_cold(prepare_check(folder, wants.worlds.day)) for name, folder in folders.items()}
    costs = run_in_turn(jobs, wants.few_runs)
    larger = wants.worlds.count_files(wants.many) / wants.worlds.count_files(wants.records) / wants.times
    few, many = find_median(costs["few"]), find_median(costs["many"])
    factor = compare_pairs([c.cpu / larger for c in costs["many"]], [c.cpu for c in costs["few"]])
    what = f"from {wants.records:,} to {wants.many:,} records, CPU"
    yield Line("check-linear", what, many.cpu, few.cpu, "s", factor, LINEAR * wants.times, None, is_more=False)
    yield state_most("check-linear", f"memory for {wants.many:,} records", [c.memory for c in costs["many"]], "MB")


def measure_warm_check(wants: Settings) -> Lines:
    """After one change to a large movement, committed and not, beside a cold run of the same."""
    clone = wants.worlds.make_clone(wants.many)
    job = prepare_check(clone, wants.worlds.day)
    turns: list[tuple[Cost, Cost, Cost]] = []
    for turn in range(wants.few_runs):
        _reset_clone(clone)
        cold = measure_job(wants.make_cold(job))
        path, data = wants.worlds.write_change(wants.many, turn)
        (clone / path).write_bytes(data)
        left = measure_job(wants.make_warm(job))
        subprocess.run(["git", "-C", clone, "add", path], check=True)
        subprocess.run(["git", "-C", clone, *_WHO, "commit", "-q", "-m", "one more"], check=True)
        turns.append((cold, left, measure_job(wants.make_warm(job))))
    _reset_clone(clone)
    cold_runs, left_runs, committed_runs = (list(column) for column in zip(*turns, strict=True))
    what = f"{wants.many:,} records, times less than cold after one change"
    for name, runs, bounds in (
        ("not committed", left_runs, Bounds(12, 50)),
        ("committed", committed_runs, Bounds(25, 50)),
    ):
        yield from compare_costs("check-warm", f"{what} and {name}", runs, cold_runs, bounds, bounds)


_WHO = ("-c", "user.name=A secretary", "-c", "user.email=secretary@example.org")
_SETTLED = 3
"""Seconds after which a file is no longer one that was written only now; most files of a record are older."""


def _reset_clone(clone: Path) -> None:
    for command in (("reset", "-q", "--hard", "origin/main"), ("clean", "-q", "-f", "-d")):
        subprocess.run(["git", "-C", clone, *command], check=True)
    time.sleep(_SETTLED)


def measure_one_change(wants: Settings) -> Lines:
    """A pull request of one record, beside check-jsonschema on that file; and what the rest of the record costs."""
    jobs = {}
    for name, count in (("few", wants.records), ("many", wants.many)):
        bare = wants.worlds.make_history(count)
        jobs[name] = wants.make_cold(prepare_check(bare, wants.worlds.day, "--base", "main", "--head", "change"))
    path, data = wants.worlds.write_change(wants.records)
    if find_peer("check-jsonschema"):
        alone = wants.place / "one" / path
        alone.parent.mkdir(parents=True, exist_ok=True)
        alone.write_bytes(data)
        jobs["check-jsonschema"] = prepare_jsonschema(wants.place / "one", [path], wants.place / "one-schema")
    costs = run_in_turn(jobs, wants.runs)
    what, bounds = f"one record more than {wants.records:,} beside check-jsonschema on it", Bounds(1, 3)
    if "check-jsonschema" in costs:
        yield from compare_costs("check-change", what, costs["few"], costs["check-jsonschema"], bounds, bounds)
    else:
        yield state_missing("check-change", what, explain_missing("check-jsonschema"))
    factor = compare_pairs([c.cpu for c in costs["many"]], [c.cpu for c in costs["few"]])
    few, many = find_median(costs["few"]), find_median(costs["many"])
    grows = f"the same on {wants.many:,} records, times the CPU"
    yield Line("check-change", grows, many.cpu, few.cpu, "s", factor, 1.5, None, is_more=False)
    where = f"one record more than {wants.many:,}"
    yield state_most("check-change", f"{where}, CPU", [c.cpu for c in costs["many"]], "s", Bounds(1))
    yield state_most("check-change", f"{where}, memory", [c.memory for c in costs["many"]], "MB", Bounds(150))
