"""Federations of a few small repositories, made with real git, and what may happen to one of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.federation_records import import_commit, mirror_of, repository_id_of
from tests.commands import Nst, Outcome, git_in

AS_OF = "2026-03-20"
"""The day on which all generated repositories are looked at."""


def look(nst: Nst, place: Path, *arguments: str) -> Outcome:
    """Look at a generated federation from its top."""
    common = ("--mirrors", str(place / "mirrors"), "--as-of", AS_OF, "--quiet")
    return nst("-C", place / "top", "federate", arguments[0], *common, *arguments[1:])


def look_as_data(nst: Nst, place: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code of `federate check`, and its report."""
    done = look(nst, place, "check", "--format", "json", *arguments)
    return done.code, json.loads(done.out)


def list_found(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    """What was found: in whose record, by which rule, in which file."""
    return {(one["repository"], one["code"], one["file"]) for one in report["findings"]}


def states_of(report: dict[str, Any]) -> dict[str, str]:
    """How each repository was found, by its path."""
    return {one["path"]: one["state"] for one in report["repositories"]}


def add_commit(place: Path, path: str, files: dict[str, str], day: str = "2026-03-15") -> str:
    """One more commit in the repository with that path."""
    repository = mirror_of(place, path)
    return import_commit(repository, files, day, onto=git_in(repository, "rev-parse", "refs/heads/main").strip())


def replace_history(place: Path, path: str) -> None:
    """Put another history in the place of a repository's: the same files, and none of its commits."""
    repository = mirror_of(place, path)
    names = git_in(repository, "ls-tree", "-r", "--name-only", "refs/heads/main").split()
    files = {name: git_in(repository, "show", f"refs/heads/main:{name}") for name in names}
    git_in(repository, "update-ref", "-d", "refs/heads/main")
    import_commit(repository, {**files, "nstgov.yml": "format: 1\ntitle: Another\n"}, "2026-03-14")


def cut_history(place: Path, path: str) -> None:
    """Leave a repository nothing but the last part of its history."""
    add_commit(place, path, {"README.md": "Welcome.\n"})
    repository = mirror_of(place, path)
    whole = repository.with_suffix(".whole")
    repository.rename(whole)
    git_in(place, "clone", "--quiet", "--bare", "--depth=1", f"file://{whole}", str(repository))
    shutil.rmtree(whole)


def give_place_to(place: Path, path: str, other: str) -> None:
    """Let another repository lie where one with that path is looked for."""
    shutil.rmtree(mirror_of(place, path))
    shutil.copytree(mirror_of(place, other), mirror_of(place, path))


def id_of(path: str) -> str:
    """The id of the repository with that path."""
    return repository_id_of(path)
