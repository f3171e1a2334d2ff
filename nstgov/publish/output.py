"""Writing a site into its folder: only what differs, and nothing left over from an earlier build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

MARK = ".nstgov-site"
"""A file that tells a folder made by a build; nothing is ever removed from any other."""


class Strange(Exception):
    """The folder holds something that no build put there."""


class Written(NamedTuple):
    """How many files were written, left as they were, and taken away."""

    changed: int
    same: int
    removed: int


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """
    Bring a folder to hold exactly these files, by path with `/`. Raises Strange and OSError.

    A file that is the same already is not touched, so that copying the site to its host copies only what changed.
    """
    _only_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    changed = sum(_write_one(folder / path, data) for path, data in files.items())
    return Written(changed, len(files) - changed, _remove_others(folder, files))


def _only_ours(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
        raise Strange(f"{folder} holds something that no build put there; name an empty folder with --out")


def _write_one(file: Path, data: bytes) -> bool:
    """Whether it had to be written; a reader never meets half a page."""
    try:
        if file.read_bytes() == data:
            return False
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    except IsADirectoryError:
        _remove_tree(file)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(data)
    os.replace(fresh, file)
    return True


def _remove_others(folder: Path, files: Mapping[str, bytes]) -> int:
    removed = 0
    for place, folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/")
            if path not in files and path != MARK:
                os.remove(os.path.join(place, name))
                removed += 1
        for name in folders:
            inner = os.path.join(place, name)
            if not os.path.islink(inner) and not os.listdir(inner):
                os.rmdir(inner)
    return removed


def _remove_tree(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)
