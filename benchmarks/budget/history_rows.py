"""Rows about signatures and about the history of every path."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.budget.costs import NSTGOV, Job, compare_pairs, find_median, find_spread, run_in_turn
from benchmarks.budget.lines import Bounds, Line, state_missing, state_most
from benchmarks.budget.peers import explain_missing, find_peer
from benchmarks.budget.settings import Lines, Settings
from nstgov.proof import verify_signature

PLACE = "nstgov:9f0c6a9f0c6a9f0c6a9f0c6a9f0c6a00:proposals/street-trees/v1.yml"
TEXT = b"need: |\n" + b"  In July it was forty degrees on the street.\n" * 26
"""A record of the usual size, 1.2 KB."""
OURS_IN_A_TURN, TURNS = 200, 9
LOOKED_AT = 12
"""Paths of which the history is asked one by one, to see how long that would take for all."""


def measure_signatures(wants: Settings) -> Lines:
    """One Ed25519 signature of a record, in this process, beside `git verify-commit` of a commit with that key."""
    if not find_peer("ssh-keygen"):
        yield state_missing("signatures", "beside git verify-commit", explain_missing("ssh-keygen"))
        return
    place = wants.place / "signed"
    shutil.rmtree(place, ignore_errors=True)
    check_ours, check_git = _prepare_signatures(place)
    turns = [(_time_seconds(check_git, 1), _time_seconds(check_ours, OURS_IN_A_TURN)) for _ in range(TURNS)]
    theirs, ours = ([turn[at] for turn in turns] for at in (0, 1))
    line = Line("signatures", "one signature beside git verify-commit, clock", find_spread(ours).middle * 1000,
                find_spread(theirs).middle * 1000, "ms", compare_pairs(theirs, ours), 50, 100)  # fmt: skip
    yield line


def _time_seconds(ask: Callable[[], None], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - began) / times


def _prepare_signatures(place: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """What checks a record's signature in this process, and what lets git check that of a commit."""
    place.mkdir(parents=True)
    key = place / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signed = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", PLACE]
    signature = subprocess.run(signed, input=TEXT, capture_output=True, check=True).stdout
    public = " ".join(Path(f"{key}.pub").read_text(encoding="ascii").split()[:2])
    signers = place / "signers"
    signers.write_text(f"ana@example.org {public}\n", encoding="ascii")
    git = ["git", "-C", str(place / "repository"), "-c", "user.name=Ana", "-c", "user.email=ana@example.org",
           "-c", "gpg.format=ssh", "-c", f"user.signingkey={key}.pub",
           "-c", f"gpg.ssh.allowedSignersFile={signers}"]  # fmt: skip
    subprocess.run(["git", "init", "-q", place / "repository"], check=True)
    (place / "repository" / "v1.yml").write_bytes(TEXT)
    subprocess.run([*git, "add", "v1.yml"], check=True)
    subprocess.run([*git, "commit", "-q", "-S", "-m", "signed"], check=True, capture_output=True)

    def check_ours() -> None:
        if trouble := verify_signature(signature, TEXT, PLACE, {public}).trouble:
            raise SystemExit(f"a good signature was refused: {trouble}")

    def check_git() -> None:
        subprocess.run([*git, "verify-commit", "HEAD"], check=True, capture_output=True)

    return check_ours, check_git


def measure_history(wants: Settings) -> Lines:
    """The history of every path at once, as `nstgov audit` reads it, beside git's own and asking path by path."""
    bare = wants.worlds.make_history(wants.many)
    stream = ["git", "-C", str(bare), "log", "--first-parent", "-m", "--raw", "-z", "--no-renames", "main"]
    reader = [NSTGOV[0], "-m", "benchmarks.budget.chain_reading", str(bare)]
    paths = _list_paths(bare)
    step = max(1, len(paths) // LOOKED_AT)
    asked = [["git", "-C", str(bare), "log", "-1", "--format=%H", "main", "--", path] for path in paths[::step]]
    costs = run_in_turn({"ours": Job([reader]), "git": Job([stream]), "each": Job(asked)}, wants.few_runs)
    ours, each = [c.wall for c in costs["ours"]], [c.wall / len(asked) * len(paths) for c in costs["each"]]
    what = f"history of {len(paths):,} paths beside"
    yield Line("history", f"{what} asking git path by path, clock", find_median(costs["ours"]).wall,
               find_spread(each).middle, "s", compare_pairs(each, ours))  # fmt: skip
    plain = [c.wall for c in costs["git"]]
    yield Line("history", f"{what} git log --raw alone, clock", find_median(costs["ours"]).wall,
               find_spread(plain).middle, "s", compare_pairs(ours, plain), is_more=False)  # fmt: skip
    count = ["git", "-C", str(bare), "rev-list", "--count", "--first-parent", "main"]
    commits = int(subprocess.run(count, capture_output=True, check=True).stdout)
    streams = _count_streams(wants, bare) * 1000 / commits
    yield state_most("history", f"processes of git for a thousand of {commits:,} commits", [streams], "", Bounds(1))


def _list_paths(bare: Path) -> list[str]:
    command = ["git", "-C", str(bare), "ls-tree", "-r", "-z", "--name-only", "main"]
    listed = subprocess.run(command, capture_output=True, check=True)
    return [path for path in listed.stdout.decode().split("\0") if path]


def _count_streams(wants: Settings, bare: Path) -> int:
    """How many processes of git that walk commits and tell paths are started to read the history of every path."""
    folder = wants.place / "counting"
    folder.mkdir(exist_ok=True)
    told = folder / "told"
    told.unlink(missing_ok=True)
    git = folder / "git"
    git.write_text(f'#!/bin/sh\necho "$*" >> "{told}"\nexec "{find_peer("git")}" "$@"\n', encoding="ascii")
    git.chmod(0o755)
    way = f"{folder}{os.pathsep}{os.environ['PATH']}"
    command = [NSTGOV[0], "-m", "benchmarks.budget.chain_reading", str(bare)]
    run_in_turn({"ours": Job([command], environment={"PATH": way})}, 1)
    lines = [line.split() for line in told.read_text(encoding="utf-8").splitlines()]
    return sum(any(word in line for word in ("log", "diff-tree", "whatchanged")) for line in lines)
