"""
How long it takes to look at a federation: forty regions on three levels of repositories, about 20,000 circles.

Everything is real: git repositories, a Dask scheduler and its workers in processes of their own, one of them killed
halfway. Each time the same bytes have to come out.

    python -m benchmarks.federation_speed                 the large one
    python -m benchmarks.federation_speed --small         six regions, to see that it still runs
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.federation_records import LARGE, SMALL, write_federation

ROOT = Path(__file__).parent.parent
AS_OF = "2026-03-20"
NSTGOV = [sys.executable, "-m", "nstgov"]


class Figure(NamedTuple):
    """What one look took: seconds by the clock, and of processors where that could be measured."""

    wall: float
    cpu: float
    out: bytes


def look(place: Path, cache: Path, *arguments: str) -> Figure:
    """Run a command on the top repository, and measure it."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    command = [*NSTGOV, "-C", str(place / "top"), "federate", *arguments, "--as-of", AS_OF, "--quiet"]
    command += ["--mirrors", str(place / "mirrors")]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{arguments}: exit {done.returncode}\n{done.stderr.decode()}{done.stdout.decode()[-2000:]}")
    return Figure(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout)


@contextmanager
def run_cluster(place: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    running: list[subprocess.Popen[bytes]] = []
    with ExitStack() as until_stopped, (place / "cluster.txt").open("wb") as said:

        def start(*arguments: str) -> None:
            command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            child = subprocess.Popen(command, stdout=said, stderr=said, env=environment, cwd=place)
            running.append(child)
            until_stopped.callback(child.wait)
            until_stopped.callback(child.kill)

        start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        while True:
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        for _ in "ab":
            start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        yield address, running[1:]


def look_with_a_worker_killed(place: Path, cache: Path, halfway: int) -> Figure:
    """The same on a cluster of which one worker is killed when about half of the regions are done."""
    with run_cluster(place) as (address, workers), ExitStack() as until_stopped:
        killer = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _KILL,
                str(cache / "nstgov" / "federation" / "answers"),
                str(halfway),
                str(workers[0].pid),
            ]
        )
        until_stopped.callback(killer.wait)
        figure = look(place, cache, "check", "--format", "json", "--scheduler", address)
        if workers[0].poll() is None:
            raise SystemExit("the worker was not killed in time")
        return figure


_KILL = """
import os, signal, sys, time
place, wanted, worker = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
while not os.path.isdir(place) or len(os.listdir(place)) < wanted:
    time.sleep(0.02)
os.kill(worker, signal.SIGKILL)
"""


def measure(place: Path) -> None:
    """All looks, one after another, each with what came of it."""
    caches = place / "caches"
    here = look(place, caches / "here", "check", "--format", "json", "--workers", "2")
    report = json.loads(here.out)
    regions = len(report["repositories"]) - 1
    totals = report["totals"]
    print(f"{regions} regions, {totals['circles']:,} circles, {totals['people']:,} people")
    (decision,) = report["decisions"]
    print(f"the decision affects {len(decision['took_part'])} circles elsewhere; all of them took part")
    print_figure("check, first time, two processes here", here, regions)
    again = look(place, caches / "here", "check", "--format", "json", "--workers", "2")
    print_figure("check again, nothing changed", again, regions)
    with run_cluster(place) as (address, _):
        cluster = look(place, caches / "cluster", "check", "--format", "json", "--scheduler", address)
    print_figure("check, first time, Dask with two workers", cluster, regions)
    killed = look_with_a_worker_killed(place, caches / "killed", regions // 2)
    print_figure("check, first time, Dask, one of two workers killed halfway", killed, regions)
    print_figure("status", look(place, caches / "here", "status"), regions)
    site = look(place, caches / "here", "site", "--out", str(place / "site"))
    print_figure("site of the top repository", site, regions)
    if len({here.out, again.out, cluster.out, killed.out}) != 1:
        raise SystemExit("not the same bytes")
    print(f"each time the same {len(here.out):,} bytes")
    print_sizes(place, caches / "here" / "nstgov" / "federation", totals["circles"])


def print_figure(what: str, figure: Figure, regions: int) -> None:
    """One look in a line."""
    print(f"{what:<60} {figure.wall:>8.1f} s wall {figure.cpu:>8.1f} s CPU {figure.cpu / regions:>7.2f} s CPU a region")


def print_sizes(place: Path, cache: Path, circles: int) -> None:
    """How many bytes are kept and sent: clones, answers, summaries."""
    clones = sum(file.stat().st_size for file in (cache / "repositories").rglob("*") if file.is_file())
    answers = [json.loads(file.read_bytes()) for file in (cache / "answers").iterdir()]
    summaries = sum(len(json.dumps(one["summary"], separators=(",", ":"))) for one in answers)
    sent = sum(file.stat().st_size for file in (cache / "answers").iterdir())
    mirrors = sum(file.stat().st_size for file in (place / "mirrors").rglob("*") if file.is_file())
    print(f"repositories {mirrors / circles:,.0f} bytes a circle, clones {clones / circles:,.0f}, "
          f"summaries {summaries / circles:,.0f}, answers {sent / circles:,.0f}")  # fmt: skip


def main() -> None:
    """Write a federation and look at it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="six regions only")
    parser.add_argument("--place", type=Path, help="use, or write, the federation there and keep it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nstgov-federation-") as own:
        place = asked.place or Path(own) / "federation"
        if not (place / "top").is_dir():
            begun = time.perf_counter()
            write_federation(place, SMALL if asked.small else LARGE)
            print(f"written in {time.perf_counter() - begun:.0f} s")
        shutil.rmtree(place / "caches", ignore_errors=True)
        measure(place)


if __name__ == "__main__":
    main()
