"""The other tools that are measured beside: where they are, which version, and how they are asked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from benchmarks.budget.costs import Job
from nstgov.records import match_path
from nstgov.store.schema import build_all_schemas

LINT_RULES = (
    "anchors", "colons", "commas", "empty-lines", "hyphens", "indentation", "key-duplicates",
    "new-line-at-end-of-file", "new-lines", "trailing-spaces",
)  # fmt: skip
"""What both linters look at, so that they do the same work."""
_VERSIONS = {
    "check-jsonschema": ("--version",), "yamllint": ("--version",), "ryl": ("--version",), "mkdocs": ("--version",),
    "hugo": ("version",), "git": ("--version",), "ssh-keygen": (),
}  # fmt: skip
NAMES = tuple(_VERSIONS)


@cache
def find_peer(name: str) -> str | None:
    """The program of that name: beside this Python, or on the way of programs; None where there is none."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def explain_missing(name: str) -> str:
    """What to say where a peer is not there."""
    how = {"hugo": "apt-get install hugo", "ssh-keygen": "apt-get install openssh-client"}
    return f"{name} is not installed: {how.get(name, f'pip install {name}')}"


def read_version(name: str) -> str:
    """What a peer says its version is; empty where it is not there or says nothing."""
    program = find_peer(name)
    if program is None or not _VERSIONS[name]:
        return ""
    done = subprocess.run([program, *_VERSIONS[name]], capture_output=True, text=True, check=False)
    words = (done.stdout + done.stderr).replace("version", " ").split()
    return next((word.strip(",").lstrip("v") for word in words if word.lstrip("v")[:1].isdigit()), "")


def prepare_jsonschema(folder: Path, paths: Iterable[str], schemas: Path) -> Job:
    """check-jsonschema over some records: one process for each kind, since it takes one schema."""
    by_kind = defaultdict(list)
    for path in paths:
        if path.endswith(".yml") and (place := match_path(path)) is not None:
            by_kind[place[0].name].append(str(folder / path))
    schemas.mkdir(parents=True, exist_ok=True)
    commands: list[Sequence[str]] = []
    for name, schema in build_all_schemas().items():
        if by_kind[name]:
            file = schemas / f"{name.replace(' ', '-')}.json"
            file.write_text(json.dumps(schema), encoding="utf-8")
            commands += _split_command([find_peer("check-jsonschema") or "", "--schemafile", str(file), "--no-cache"],
                                       by_kind[name])  # fmt: skip
    return Job(commands)


MOST_PATHS = 15_000
"""Paths in one command: the system takes no longer ones."""


def _split_command(command: list[str], paths: list[str]) -> list[list[str]]:
    return [[*command, *paths[at : at + MOST_PATHS]] for at in range(0, len(paths), MOST_PATHS)]


def prepare_linter(name: str, folder: Path) -> Job:
    """A YAML linter over all records."""
    program = find_peer(name) or ""
    if name == "ryl":
        return Job([[program, "check", "--no-cache", "--enable", ",".join(LINT_RULES), str(folder)]], codes=(0, 1, 2))
    rules = ", ".join(f"{rule}: enable" for rule in LINT_RULES)
    return Job([[program, "-d", f"{{rules: {{{rules}}}}}", str(folder)]], codes=(0, 1, 2))
