"""Rows about starting, and about links and coverage."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks import coverage_speed
from benchmarks.budget.costs import NSTGOV, ROOT, Job, compare_pairs, find_spread, run_in_turn
from benchmarks.budget.lines import Bounds, Line, state_most
from benchmarks.budget.settings import Lines, Settings

QUESTIONS = ("broken links", "D03", "D12")
"""What follows from membership: which links are broken, who took part in a decision, who was not heard."""


def measure_start(wants: Settings) -> Lines:
    """What somebody waits for who only asks how a command is called."""
    jobs = {name: Job([[*NSTGOV, name]]) for name in ("--help", "--version")}
    costs = run_in_turn(jobs, max(7, wants.runs))
    for name, bounds in (("--help", Bounds(200, 100)), ("--version", Bounds(100, 50))):
        yield state_most("start", f"nstgov {name}, clock", [cost.wall * 1000 for cost in costs[name]], "ms", bounds)


def measure_coverage(wants: Settings) -> Lines:
    """
    Links and coverage of a decision: how they grow to a million people, and their share of a check.

    Movements of four whole levels cannot have any number of circles; so the growth from the one to the other is told
    for as many times the circles as was asked.
    """
    circles = (wants.records, wants.many)
    runs = [[coverage_speed.run_in_process(size) for size in circles] for _ in range(wants.few_runs)]
    sums = [[sum(run[name] for name in QUESTIONS) for run in turn] for turn in runs]
    smaller, larger = runs[0]
    growth = larger["circles"] / smaller["circles"]
    factor = compare_pairs([many * wants.times / growth for _, many in sums], [few for few, _ in sums])
    people = f"{larger['people']:,.0f} people in {larger['circles']:,.0f} circles, {growth:.1f} times as many"
    what = f"links and coverage for {people}, CPU for {wants.times} times"
    few, many = (find_spread([turn[at] for turn in sums]).middle for at in (0, 1))
    yield Line("coverage", what, many, few, "s", factor, 1.1 * wants.times, None, is_more=False)
    folder = wants.worlds.make_movement(wants.records)
    command = [sys.executable, "-m", "benchmarks.budget.coverage_share", str(folder), wants.worlds.day]
    shares = []
    for _ in range(wants.few_runs):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        shares.append(json.loads(done.stdout))
    figures = [100 * one["coverage"] / one["check"] for one in shares]
    yield state_most("coverage", f"share of a check of {wants.records:,} records", figures, "%", Bounds(2))
