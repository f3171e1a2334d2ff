"""
How the files of a record lie in a folder, and what is otherwise than at an earlier look.

A file whose size, times and inode are those of last time is taken to be the same; every other is read, and known by
git's own id of its content.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from nstgov.store.checkout import TrackedFiles
from nstgov.store.content import find_blob_id, size_of_content
from nstgov.store.git import GitEntry
from nstgov.store.tree import FolderEntry, Sort, StoredFile, Tree, read_bytes

_FRESH = 2_000_000_000
"""Nanoseconds in which a file could change twice and show the same time."""
_MODES: dict[Sort, str] = {
    "file": "100644", "executable": "100755", "symlink": "120000", "submodule": "160000", "other": "000000",
}  # fmt: skip

StatSignature = tuple[int, int, int, int]
"""A file's size, time of change, time of change of anything about it, inode."""
FileLook = tuple[int, int, int, int, str, str]
"""A file's size, time of change, time of change of anything about it, inode, sort, and git's own id of its content."""


class FolderChanges(NamedTuple):
    """The files that were added to a folder, and whether any other is otherwise than it was, or gone."""

    added: list[GitEntry]
    altered: bool


def find_changes(folder: Path, entries: Iterable[FolderEntry], before: Mapping[str, FileLook]) -> FolderChanges:
    """What is otherwise in a folder than when its files looked so. Raises MissingRecord."""
    tracked = TrackedFiles(folder)
    added: list[GitEntry] = []
    met = 0
    for entry in entries:
        known = before.get(entry.path)
        if known is not None and known[:5] == _describe_entry(entry):
            met += 1
            continue
        blob = find_blob_id(tracked.undo_conversion(entry.path, read_bytes(entry.place, entry.sort)))
        if known is None:
            added.append(GitEntry(_MODES[entry.sort], blob, entry.path))
        elif known[4:] == (entry.sort, blob):
            met += 1
        else:
            return FolderChanges(added, altered=True)
    return FolderChanges(added, altered=met < len(before))


def collect_looks(entries: Iterable[FolderEntry], tree: Tree, now: int) -> dict[str, FileLook] | None:
    """
    How files look that were read into a tree; None where there are others now.

    `now` is a moment before they were read, in nanoseconds: a file that was changed shortly before it, or since, may
    hold something else or change again unseen, and looks like none that is met again.
    """
    listed = {entry.path: entry for entry in entries}
    if listed.keys() != {file.path for file in tree.files}:
        return None
    return {file.path: _look_of(listed[file.path], file, now) for file in tree.files}


def _look_of(entry: FolderEntry, file: StoredFile, now: int) -> FileLook:
    look = _describe_entry(entry)
    is_told = is_steady(stat_signature(entry.info), now) and size_of_content(file.data) == look[0]
    return (*(look if is_told else (-1, *look[1:])), find_blob_id(file.data))


def stat_signature(info: os.stat_result) -> StatSignature:
    """By what a file is known again without being read."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def is_steady(signature: StatSignature, now: int) -> bool:
    """Whether a file would look otherwise if it were changed once more; `now` in nanoseconds."""
    return max(signature[1], signature[2]) < now - _FRESH


def _describe_entry(entry: FolderEntry) -> tuple[int, int, int, int, str]:
    return (*stat_signature(entry.info), entry.sort)


class FilesInFolder:
    """The files of a folder, as a change that adds some of them asks for the others."""

    def __init__(self, folder: Path, files: Mapping[str, FileLook]) -> None:
        """Take how the files look for what there is."""
        self._folder = folder
        self._files = files
        self._tracked = TrackedFiles(folder)

    def list_files(self, *folders: str) -> Iterator[GitEntry]:
        """All files in some folders and below them; without any, all there are."""
        beginnings = tuple(f"{folder}/" for folder in folders)
        for path in self._files:
            if not folders or path in folders or path.startswith(beginnings):
                look = self._files[path]
                yield GitEntry(_MODES[cast("Sort", look[4])], look[5], path)

    def list_names(self, folder: str) -> list[str]:
        """The names that stand directly in a folder; in none (empty), those at the root."""
        inside = f"{folder}/" if folder else ""
        here = (path[len(inside) :] for path in self._files if path.startswith(inside))
        return sorted({path.partition("/")[0] for path in here})

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The contents of plain files, one after the other. Raises MissingRecord."""
        for entry in entries:
            yield self._tracked.undo_conversion(entry.path, read_bytes(str(self._folder / entry.path), "file"))


def are_plain_additions(added: Iterable[GitEntry]) -> bool:
    """Whether all that was added are plain files among the acts of circles and proposals."""
    beginnings = ("circles/", "proposals/", "decisions/")
    return all(entry.mode == _MODES["file"] and entry.path.startswith(beginnings) for entry in added)
