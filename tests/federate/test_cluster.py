"""The same answer from a real Dask scheduler and its workers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.children import running_program
from tests.commands import Nst
from tests.federate.generated import look
from tests.record import ROOT

QUIET = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "PYTHONPATH": str(ROOT)}


class Cluster:
    """A scheduler and two workers, each in a process of its own on this machine."""

    def __init__(self, until_stopped: ExitStack, place: Path) -> None:
        """Start all three, and wait until they know each other."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._place, self._until_stopped = place, until_stopped
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard", "--no-show")
        self._wait_for_port()
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in "ab"
        ]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        said = self._until_stopped.enter_context((self._place / f"{arguments[0]}-{time.monotonic_ns()}").open("wb"))
        running = running_program(command, stdout=said, stderr=said, env=QUIET, cwd=self._place)
        return self._until_stopped.enter_context(running)

    def _wait_for_port(self) -> None:
        for _ in range(600):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail(f"the scheduler does not listen: {[p.read_text() for p in self._place.iterdir()]}")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler with two workers, gone after the test."""
    (tmp_path / "cluster").mkdir()
    with ExitStack() as until_stopped:
        yield Cluster(until_stopped, tmp_path / "cluster")


@pytest.mark.long
def test_a_cluster_says_the_same_bytes_also_when_a_worker_is_killed_halfway(
    small: Path, cluster: Cluster, nst: Nst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers, then one of them killed while regions are looked at: each time the bytes of this machine alone."""
    said = {}
    for how in ("here", "cluster", "killed"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / how))
        if how == "killed":
            monkeypatch.setattr("nstgov.cli.federate.keep_silent", lambda *_: cluster.workers[0].kill())
        scheduler = () if how == "here" else ("--scheduler", cluster.address)
        done = look(nst, small, "check", "above-0", "--format", "json", *scheduler)
        said[how] = done.out
        assert done.code == 0, done.err
    assert said["here"] == said["cluster"] == said["killed"]
    assert cluster.workers[0].wait(timeout=60) != 0
    assert cluster.workers[1].poll() is None


@pytest.mark.long
def test_a_scheduler_that_is_not_there_is_said(small: Path, nst: Nst) -> None:
    """Where nobody listens, it is said in words and with the next step, and nothing is judged."""
    done = look(nst, small, "check", "--scheduler", "tcp://127.0.0.1:1")
    assert done.code == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in done.err.lower().replace("no dask", "no Dask")
