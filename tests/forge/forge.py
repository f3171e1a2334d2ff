"""A forge in a folder: a bare repository that keeps proposed changes as forges do, and the real steps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nstgov.author.forges import build_forge_files
from tests.commands import git_in
from tests.forge.at_once import program as begun_at_once

JUDGE = ".github/workflows/nstgov-judge.yml"


class Run(NamedTuple):
    """How a step ended and what it printed."""

    code: int
    text: str


class Forge:
    """A movement on a forge, whose default branch is `main`."""

    def __init__(self, place: Path, movement: Mapping[str, str]) -> None:
        self.place = place
        self.bare = place / "forge.git"
        self.person = place / "person"
        for path, text in {**movement, **build_forge_files("github", None)}.items():
            _write(self.person, path, text)
        git_in(self.person, "init", "-q", "-b", "main")
        self.base = _committed(self.person)
        git_in(place, "clone", "-q", "--bare", str(self.person), str(self.bare))
        self._begun = self.base
        self.at_once = True

    def begin_again(self) -> None:
        """Forget every change that was proposed, and what judging left behind; what landed stays."""
        self.base = self._begun
        self.at_once = True
        refs = git_in(self.bare, "for-each-ref", "--format=delete %(refname)").splitlines()
        gone = "\n".join(line for line in refs if not line.endswith(" refs/heads/main"))
        git_in(self.bare, "update-ref", "--stdin", given=f"{gone}\n" if gone else "")
        for place in (self.out, self.place / "base"):
            if place.exists():
                shutil.rmtree(place)

    def propose(self, number: int, files: Mapping[str, str | None], branch: str = "change") -> str:
        """Propose a change on top of main (path to text; None takes a file away), from a branch; its commit."""
        git_in(self.person, "checkout", "-q", "-B", "work", self.base)
        for path, text in files.items():
            if text is None:
                (self.person / path).unlink()
            else:
                _write(self.person, path, text)
        head = _committed(self.person)
        where = (f"HEAD:refs/heads/{branch}", f"HEAD:refs/pull/{number}/head")
        git_in(self.person, "push", "-q", "--force", str(self.bare), *where)
        return head

    def judged(self, number: int, head: str, **instead: str) -> Run:
        """Run the judge's own step of the workflow on a pull request, in a checkout of the default branch."""
        base = self.place / "base"
        if not base.exists():
            git_in(self.place, "clone", "-q", str(self.bare), str(base))
        step = step_of(base / JUDGE, "judge", "What this change adds")
        meaning = {
            "${{ github.event.pull_request && format('refs/pull/{0}/head', github.event.pull_request.number) || '' }}":
            f"refs/pull/{number}/head",
            "${{ github.event.pull_request.head.sha || github.event.merge_group.head_sha }}": head,
            "${{ github.event.merge_group.base_sha }}": "",
            "${{ github.event.pull_request.user.id }}": "1001",
            "${{ github.event.pull_request.user.login }}": "ana-of-oak",
            "${{ github.server_url }}": "https://example.org",
            "${{ runner.temp }}/verdict": str(self.out),
        }  # fmt: skip
        given = {name: meaning.get(value, value) for name, value in step["env"].items()}
        assert not any("${{" in value for value in given.values())
        run = shell(step["run"], base, {**given, **instead, "NSTGOV": str(nstgov_in(self.place, at_once=self.at_once))})
        assert git_in(base, "status", "--porcelain") == ""
        return run

    @property
    def out(self) -> Path:
        """Where the step leaves its verdict for the comment."""
        return self.place / "verdict"


def step_of(workflow: Path, job: str, name: str) -> dict[str, Any]:
    """A step of a workflow, by its name."""
    steps = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"][job]["steps"]
    found: dict[str, Any] = next(step for step in steps if step.get("name") == name)
    return found


def shell(script: str, folder: Path, given: Mapping[str, str]) -> Run:
    """Run a script as GitHub runs a step, with these values in its environment."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**plain, **given}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Run(done.returncode, done.stdout + done.stderr)


def nstgov_in(place: Path, today: str = "", *, at_once: bool = False) -> Path:
    """
    The nstgov that is tested here, as the step before leaves it: one program, cut off from where it is started.

    With a day, its checks are of that day, so that they say the same on every day. `at_once` forks what is loaded.
    """
    program = place / "nstgov"
    root = Path(__file__).parent.parent.parent
    start = f"import sys; sys.path.insert(0, {str(root)!r}); from nstgov.cli import main; main()"
    of_a_day = (
        f'if [ "$1" = check ] || [ "$1 $2" = "forge issue" ]; then set -- "$@" --as-of {today}; fi\n' if today else ""
    )
    command = begun_at_once() if at_once else f'"{sys.executable}" -I -c "{start}"'
    program.write_text(f'#!/bin/sh\n{of_a_day}exec {command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def _write(root: Path, path: str, text: str) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def _committed(folder: Path) -> str:
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-q", "--allow-empty", "-m", "all")
    return git_in(folder, "rev-parse", "HEAD")
