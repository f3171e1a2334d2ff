"""Rows about `nstgov check`: cold beside linters, how it grows, warm, and of one change."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.budget.costs import NSTGOV, Cost, Job, compare_pairs, find_median, run_in_turn
from benchmarks.budget.lines import Bounds, Line, compare_costs, state_missing, state_most
from benchmarks.budget.peers import explain_missing, find_peer, prepare_jsonschema, prepare_linter
from benchmarks.budget.settings import Lines, Settings

LINEAR = 1.1
"""What ten times the records may cost, beside ten times the cost."""


def prepare_check(folder: Path, day: str, *more: str, environment: dict[str, str] | None = None) -> Job:
    """`nstgov check` of a folder or a repository as of a day."""
    return Job([[*NSTGOV, "-C", str(folder), "check", "--as-of", day, *more]], environment=environment or {})


def measure_cold_check(wants: Settings) -> Lines:
    """Everything on record judged, nothing known from before, beside what looks at shape or form alone."""
    folder = wants.worlds.make_movement(wants.records)
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yml"))]
    jobs = {"nstgov": prepare_check(folder, wants.worlds.day)}
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
    costs = run_in_turn(
        {name: prepare_check(folder, wants.worlds.day) for name, folder in folders.items()}, wants.few_runs
    )
    larger = wants.worlds.count_files(wants.many) / wants.worlds.count_files(wants.records) / wants.times
    few, many = find_median(costs["few"]), find_median(costs["many"])
    factor = compare_pairs([c.cpu / larger for c in costs["many"]], [c.cpu for c in costs["few"]])
    what = f"from {wants.records:,} to {wants.many:,} records, CPU"
    yield Line("check-linear", what, many.cpu, few.cpu, "s", factor, LINEAR * wants.times, None, is_more=False)
    yield state_most("check-linear", f"memory for {wants.many:,} records", [c.memory for c in costs["many"]], "MB")


def measure_warm_check(wants: Settings) -> Lines:
    """After one change to a large movement, committed and not, beside a cold run of the same."""
    clone, environment = wants.worlds.make_clone(wants.many), wants.isolate_cache()
    warm = prepare_check(clone, wants.worlds.day, environment=environment)
    forget = partial(shutil.rmtree, environment["XDG_CACHE_HOME"], ignore_errors=True)
    turns: list[tuple[Cost, Cost, Cost]] = []
    for turn in range(wants.few_runs):
        _reset_clone(clone)
        cold = run_in_turn({"cold": warm._replace(prepare=forget)}, 1)["cold"][0]
        path, data = wants.worlds.write_change(wants.many, turn)
        (clone / path).write_bytes(data)
        left = run_in_turn({"left": warm}, 1)["left"][0]
        subprocess.run(["git", "-C", clone, "add", path], check=True)
        subprocess.run(["git", "-C", clone, *_WHO, "commit", "-q", "-m", "one more"], check=True)
        turns.append((cold, left, run_in_turn({"committed": warm}, 1)["committed"][0]))
    _reset_clone(clone)
    cold_runs, left_runs, committed_runs = (list(column) for column in zip(*turns, strict=True))
    what = f"{wants.many:,} records, times less than cold after one change"
    yield _compare_wall("check-warm", f"{what} and not committed", left_runs, cold_runs, Bounds(12, 50))
    yield _compare_wall("check-warm", f"{what} and committed", committed_runs, cold_runs, Bounds(25, 50))


_WHO = ("-c", "user.name=A secretary", "-c", "user.email=secretary@example.org")


def _reset_clone(clone: Path) -> None:
    for command in (("reset", "-q", "--hard", "origin/main"), ("clean", "-q", "-f", "-d")):
        subprocess.run(["git", "-C", clone, *command], check=True)


def _compare_wall(row: str, what: str, ours: Sequence[Cost], theirs: Sequence[Cost], bounds: Bounds) -> Line:
    factor = compare_pairs([one.wall for one in theirs], [one.wall for one in ours])
    return Line(row, what, find_median(ours).wall, find_median(theirs).wall, "s", factor, *bounds)


def measure_one_change(wants: Settings) -> Lines:
    """A pull request of one record, beside check-jsonschema on that file; and what the rest of the record costs."""
    jobs = {}
    for name, count in (("few", wants.records), ("many", wants.many)):
        bare = wants.worlds.make_history(count)
        jobs[name] = prepare_check(bare, wants.worlds.day, "--base", "main", "--head", "change")
    path, data = wants.worlds.write_change(wants.records)
    if find_peer("check-jsonschema"):
        alone = wants.place / "one" / path
        alone.parent.mkdir(parents=True, exist_ok=True)
        alone.write_bytes(data)
        jobs["check-jsonschema"] = prepare_jsonschema(wants.place / "one", [path], wants.place / "one-schema")
    costs = run_in_turn(jobs, wants.runs)
    what, bounds = f"one record more than {wants.records:,} beside check-jsonschema on it", Bounds(3, 8)
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
