"""
How a record lies in a folder, told so that a hundred thousand files are known again in one go.

A file whose size, times and inode are those of last time is taken to be the same, and a folder so known has the same
names in it. All of them stand in a few long rows, which are read, compared and kept as they are.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import compress, count
from operator import attrgetter, ne
from pathlib import Path
from typing import Any, Final, Literal, TypeGuard

from nstgov.store.checkout import may_be_converted
from nstgov.store.content import find_blob_id, size_of_content
from nstgov.store.tree import PLAIN, FolderListing, Sort, Tree

_FRESH = 2_000_000_000
"""Nanoseconds in which a file could change twice and show the same time."""
StatSignature = tuple[int, int, int, int]
"""A file's size, time of change, time of change of anything about it, inode."""
_BLOB = 20
"""Bytes of git's own id of a content."""
LANDING_NOW = -1
"""The place on main of what has not landed yet."""
FileSort = Literal["file", "executable", "symlink"]
KnownSort = Literal["folder", "file", "executable", "symlink"]
FOLDER: Final = "folder"
_SORTS: tuple[KnownSort, ...] = (FOLDER, "file", "executable", "symlink")
"""What a state can tell of; the number of each is kept."""


def stat_signature(info: os.stat_result) -> StatSignature:
    """By what a file is known again without being read."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


get_signature = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""The same, to be mapped over very many."""


@contextmanager
def look_inside(root: str) -> Iterator[Callable[[str], os.stat_result]]:
    """
    What tells how something lies in a folder, by its path from there; no symbolic link at its end is followed.

    The folder itself is `.`. Raises OSError, as that does for what is not there.
    """
    if os.stat not in os.supports_dir_fd:
        yield lambda path: os.stat(root) if path == "." else os.lstat(f"{root}/{path}")
        return
    # beginning in the folder: each part of a path costs something
    folder = os.open(root, os.O_RDONLY)
    try:
        yield partial(os.stat, dir_fd=folder, follow_symlinks=False)
    finally:
        os.close(folder)


def is_steady(signature: StatSignature, now: int) -> bool:
    """Whether a file would look otherwise if it were changed once more; `now` in nanoseconds."""
    return max(signature[1], signature[2]) < now - _FRESH


def is_known_sort(sort: Sort) -> TypeGuard[FileSort]:
    """Whether a state can tell of things of a sort."""
    return sort in _SORTS


def settle_look(info: os.stat_result, now: int, *, is_told: bool = True) -> StatSignature:
    """
    By what a file or folder will be known again; if it may change unseen, something that none looks like.

    `now` is a moment before it was looked at, in nanoseconds.
    """
    look = stat_signature(info)
    return look if is_told and is_steady(look, now) else (-1, *look[1:])


def settle_file_look(info: os.stat_result, data: bytes, sort: Sort, now: int) -> StatSignature:
    """The same of a file that was read; how one is read that git may have converted depends on more than the file."""
    is_told = sort not in PLAIN or (size_of_content(data) == info.st_size and not may_be_converted(data))
    return settle_look(info, now, is_told=is_told)


class FolderState:
    """
    How a record lay in a folder: a row of all its files and folders, and of what is known of each.

    `paths` are in order, and the folder itself is the empty one. In the same order go the `sorts`, the four columns of
    `looks`, `blobs` (git's own ids, of folders zeros) and `places` on main's first-parent chain, where files landed;
    there are none where the history is not known, or not asked for.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.paths: list[str] = []
        self.sorts = bytearray()
        self.looks: tuple[array[int], ...] = tuple(array("q") for _ in range(4))
        self.blobs = bytearray()
        self.places: array[int] | None = None

    def find_number(self, path: str) -> int | None:
        """The number of a file or folder in the row; None where nothing of that path was there."""
        number = bisect_left(self.paths, path)
        return number if number < len(self.paths) and self.paths[number] == path else None

    def find_below(self, path: str) -> range:
        """The numbers of all that lay in a folder, at whatever depth."""
        if not path:
            return range(1, len(self.paths))
        return range(bisect_left(self.paths, f"{path}/"), bisect_left(self.paths, f"{path}0"))

    def list_directly_in(self, path: str) -> list[int]:
        """The numbers of all that lay directly in a folder."""
        inside, paths = len(path) + 1 if path else 0, self.paths
        return [number for number in self.find_below(path) if paths[number].find("/", inside) < 0]

    def list_names(self, path: str) -> list[str]:
        """The names that stood directly in a folder, without those of folders in which no file lay."""
        inside, below = len(path) + 1 if path else 0, self.find_below(path)
        rows = slice(below.start, below.stop)
        files = compress(self.paths[rows], self.sorts[rows])  # the sort of folders is nought
        return sorted({path[inside:].partition("/")[0] for path in files})

    def get_sort(self, number: int) -> KnownSort:
        """What sort of thing it was."""
        return _SORTS[self.sorts[number]]

    def get_blob(self, number: int) -> str:
        """Git's own id of the content of a file."""
        return self.blobs[number * _BLOB : (number + 1) * _BLOB].hex()

    def set_look(self, number: int, look: StatSignature) -> None:
        """By what it will be known again."""
        for column, figure in zip(self.looks, look, strict=True):
            column[number] = figure

    def insert_row(self, path: str, sort: KnownSort, look: StatSignature, blob: str = "00" * _BLOB) -> None:
        """Take in something that was not there, and is landing now."""
        number = bisect_left(self.paths, path)
        self.paths.insert(number, path)
        self.sorts.insert(number, _SORTS.index(sort))
        self.blobs[number * _BLOB : number * _BLOB] = bytes.fromhex(blob)
        for column, figure in zip(self.looks, look, strict=True):
            column.insert(number, figure)
        if self.places is not None:
            self.places.insert(number, LANDING_NOW)

    def set_places(self, placed: Mapping[str, int]) -> None:
        """Take in by path where some files landed."""
        for path, place in placed.items():
            number = self.find_number(path)
            if self.places is not None and number is not None:
                self.places[number] = place

    def list_otherwise(self, root: str) -> list[int]:
        """The numbers of all that looks otherwise in a folder now. Raises OSError where something is gone."""
        with look_inside(root) as look:
            now = map(get_signature, map(look, [".", *self.paths[1:]]))
            return list(compress(count(), map(ne, now, zip(*self.looks, strict=True))))

    def list_rows(self) -> tuple[Any, ...]:
        """All of it as a few plain values."""
        looks = tuple(column.tobytes() for column in self.looks)
        places = self.places.tobytes() if self.places is not None else None
        return "\0".join(self.paths), bytes(self.sorts), looks, bytes(self.blobs), places


def restore_state(rows: tuple[Any, ...]) -> FolderState:
    """The state of which these are the rows."""
    paths, sorts, looks, blobs, places = rows
    state = FolderState()
    state.paths, state.sorts, state.blobs = paths.split("\0"), bytearray(sorts), bytearray(blobs)
    state.looks = tuple(array("q", column) for column in looks)
    state.places = None if places is None else array("q", places)
    return state


def collect_state(
    folder: Path, listings: Iterable[FolderListing], tree: Tree, now: int, landed: Mapping[str, int] | None
) -> FolderState | None:
    """
    How the files lay that were listed and then read into a tree, and where they landed.

    `now` is a moment before that, in nanoseconds: a file that was changed shortly before it may change again unseen.
    None where there is what a state cannot tell of.
    """
    files = {file.path: file for file in tree.files}
    rows: list[tuple[str, KnownSort, StatSignature, bytes]] = []
    for listing in listings:
        rows.append((listing.path, FOLDER, settle_look(listing.info, now), bytes(_BLOB)))
        for entry in listing.entries:
            file = files.get(entry.path)
            sort, is_there = entry.sort, entry.place == os.path.join(folder, entry.path)
            if file is None or file.sort != sort or not is_there or not is_known_sort(sort):
                return None
            look = settle_file_look(entry.info, file.data, sort, now)
            rows.append((entry.path, sort, look, bytes.fromhex(find_blob_id(file.data))))
    return _sort_rows(rows, landed)


def _sort_rows(
    rows: list[tuple[str, KnownSort, StatSignature, bytes]], landed: Mapping[str, int] | None
) -> FolderState | None:
    state = FolderState()
    rows.sort()
    try:
        state.looks = tuple(array("q", column) for column in zip(*(row[2] for row in rows), strict=True))
    except OverflowError:
        return None
    state.paths = [row[0] for row in rows]
    state.sorts = bytearray(_SORTS.index(row[1]) for row in rows)
    state.blobs = bytearray().join(row[3] for row in rows)
    if landed is not None:
        state.places = array("q", (landed.get(path, LANDING_NOW) for path in state.paths))
    return state
