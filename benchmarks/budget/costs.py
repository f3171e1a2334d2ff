"""What commands cost: time by the clock, time of processors, memory; run in turn, so that all meet the same noise."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Timer
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
NSTGOV = (sys.executable, "-m", "nstgov")
_USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""This environment; but what Python compiled is kept from one run to the next, as it is for everybody."""
LONGEST = 3600
"""Seconds after which a command is stopped."""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of CPU with all processes that were started, and MB of the largest of them."""

    wall: float
    cpu: float
    memory: float


class Spread(NamedTuple):
    """The median of some figures, the least and the most of them."""

    middle: float
    least: float
    most: float


class Job(NamedTuple):
    """
    Commands that are run one after the other and count as one.

    `prepare` is done before, and not measured. Each command has to end with one of `codes`.
    """

    commands: Sequence[Sequence[str]]
    prepare: Callable[[], None] | None = None
    environment: Mapping[str, str] = {}
    codes: tuple[int, ...] = (0,)


def measure_command(
    command: Sequence[str], environment: Mapping[str, str] | None = None, codes: Sequence[int] = (0,)
) -> Cost:
    """What one command costs. Raises SystemExit where it does not end well."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env={**_USUAL, **(environment or {})}
    )
    limit = Timer(LONGEST, process.kill)
    limit.start()
    said = b""
    if process.stdout is not None:
        with process.stdout:
            said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    limit.cancel()
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == -signal.SIGKILL:
        raise SystemExit(f"{_shorten_command(command)} was stopped after {wall:.0f} s")
    if process.returncode not in codes:
        told = said.decode(errors="replace")[-3000:]
        raise SystemExit(f"{_shorten_command(command)} ended with {process.returncode}:\n{told}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _shorten_command(command: Sequence[str]) -> str:
    return " ".join(command[:8]) + (" …" if len(command) > 8 else "")


def measure_job(job: Job) -> Cost:
    """What the commands of a job cost together."""
    if job.prepare is not None:
        job.prepare()
    costs = [measure_command(command, job.environment, job.codes) for command in job.commands]
    return Cost(sum(one.wall for one in costs), sum(one.cpu for one in costs), max(one.memory for one in costs))


def run_in_turn(jobs: Mapping[str, Job], runs: int) -> dict[str, list[Cost]]:
    """Each job so many times, one after the other in every turn."""
    turns = [{name: measure_job(job) for name, job in jobs.items()} for _ in range(runs)]
    return {name: [turn[name] for turn in turns] for name in jobs}


def find_spread(figures: Sequence[float]) -> Spread:
    """The median, the least and the most."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def find_median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def compare_pairs(more: Sequence[float], less: Sequence[float]) -> Spread:
    """How many times the first figures are the second ones, turn by turn."""
    return find_spread([one / max(other, 1e-9) for one, other in zip(more, less, strict=True)])
