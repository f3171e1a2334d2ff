"""How a region is answered for, wherever a task runs: fetched, taken as kept, or judged in a process of its own."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from nstgov.federate.region_clone import fetch_region, find_kept_answer
from nstgov.federate.region_tasks import RegionAnswer, RegionTask, decode_task
from nstgov.store.fetching import FetchFault, find_fetched_commit

_GRACE = 30
"""Seconds that a process may take beyond those for judging, to begin and to end."""


def answer_region(data: bytes) -> bytes:
    """
    The answer to a task, both as JSON.

    The region is fetched first; what was found of the same commit before is the answer. Else a process of its own
    judges it, and is ended when its time is over.
    """
    task = decode_task(data)
    try:
        commit = find_fetched_commit(fetch_region(task)) or ""
    except FetchFault as fault:
        return RegionAnswer(task.path, fault.state, str(fault)).encode()
    known = find_kept_answer(task, commit)
    return known.encode() if known else _answer_in_process(replace(task, offline=True))


def _answer_in_process(task: RegionTask) -> bytes:
    import subprocess

    command = [sys.executable, "-m", "nstgov.federate.region_process"]
    try:
        done = subprocess.run(
            command, input=task.encode(), capture_output=True, check=False, timeout=task.seconds + _GRACE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        said = f"it was not judged in {task.seconds + _GRACE:g} seconds"
        return RegionAnswer(task.path, "too slow", said).encode()
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = f"its record could not be judged: {lines[-1][:200] if lines else f'ended by signal {-done.returncode}'}"
        return RegionAnswer(task.path, "at fault", said, errors=1).encode()
    return done.stdout
