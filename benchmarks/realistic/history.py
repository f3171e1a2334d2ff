"""The git history of a generated movement: acts land in the order of their days, in many small commits."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO

MOST_COMMITS = 8000
"""Beyond so many, evenings of one day land together: each commit writes the lists of all proposals anew."""
_DAY = 86_400
_WHO = "A secretary <secretary@example.org>"
Landing = tuple[int, list[str]]
"""The second at which some files landed, and their paths."""


def commit_history(folder: Path, most: int = MOST_COMMITS, *, bare: Path | None = None) -> int:
    """
    Give a folder of records its git history, by the times of its files; the number of commits.

    The branch is `main`, and the folder is checked out; with `bare` the history lies in that bare repository alone.
    """
    place = bare or folder
    _run_git(place, "init", "-q", "-b", "main", *(["--bare"] if bare else []), str(place))
    landings = _merge_landings(_list_landings(folder), most)
    command = ["git", "-C", str(place), "fast-import", "--quiet", "--depth=50"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        if process.stdin is not None:
            for landed, paths in landings:
                _write_commit(process.stdin, folder, landed, paths)
    if process.returncode:
        raise SystemExit(f"git fast-import ended with {process.returncode}")
    if not bare:
        _run_git(place, "reset", "-q", "--mixed")
    return len(landings)


def _list_landings(folder: Path) -> list[Landing]:
    """The files that landed at the same second, in the order in which they landed."""
    found = sorted(_walk_files(str(folder), ""))
    return [(landed, [path for _, path in files]) for landed, files in groupby(found, key=lambda one: one[0])]


def _walk_files(folder: str, prefix: str) -> Iterator[tuple[int, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == ".git":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk_files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield int(entry.stat(follow_symlinks=False).st_mtime), f"{prefix}{entry.name}"


def _merge_landings(landings: list[Landing], most: int) -> list[Landing]:
    """The landings, neighbours of one day together where there are more than `most`; machinery stays by itself."""
    days = [list(of_day) for _, of_day in groupby(landings, key=lambda one: one[0] // _DAY)]
    each = max(1, most // len(days))
    found: list[Landing] = []
    for of_day in days:
        step = -(-len(of_day) // each) if len(landings) > most else 1
        found += (_join_landings(of_day[at : at + step]) for at in range(0, len(of_day), step))
    return found


def _join_landings(landings: Iterable[Landing]) -> Landing:
    together = list(landings)
    return together[-1][0], [path for _, paths in together for path in paths]


def _write_commit(stream: IO[bytes], folder: Path, landed: int, paths: list[str]) -> None:
    words = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
    begin = f"commit refs/heads/main\ncommitter {_WHO} {landed} +0000\n"
    stream.write(begin.encode() + _render_data(words.encode()))
    for path in paths:
        stream.write(f"M 100644 inline {path}\n".encode() + _render_data((folder / path).read_bytes()))


def _render_data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"


def _run_git(folder: Path, *arguments: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)
