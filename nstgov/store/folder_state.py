"""
How a record lies in a folder, told so that a hundred thousand files are known again in one go.

A file whose size, times and inode are those of last time is taken to be the same, and a folder so known has the same
names in it. All of them stand in a few long rows, which are read, compared and kept as they are.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, repeat
from pathlib import Path
from typing import Any

from nstgov.store.checkout import may_be_converted
from nstgov.store.content import find_blob_id, size_of_content
from nstgov.store.tree import PLAIN, FolderEntry, Sort, StoredFile, Tree, list_folders

_FRESH = 2_000_000_000
"""Nanoseconds in which a file could change twice and show the same time."""
StatSignature = tuple[int, int, int, int]
"""A file's size, time of change, time of change of anything about it, inode."""
WIDTH = 4
"""How many numbers that is."""
_BLOB = 20
"""Bytes of git's own id of a content."""
LANDING_NOW = -1
"""The place on main of what has not landed yet."""
KNOWN_SORTS: tuple[Sort, ...] = ("file", "executable", "symlink")
"""What a state can tell of; its number is kept."""


def stat_signature(info: os.stat_result) -> StatSignature:
    """By what a file is known again without being read."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def is_steady(signature: StatSignature, now: int) -> bool:
    """Whether a file would look otherwise if it were changed once more; `now` in nanoseconds."""
    return max(signature[1], signature[2]) < now - _FRESH


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
    How a record lay in a folder.

    `folders` are the paths of its folders in order, the root being empty, `counts` tells how many files lie directly in
    each, and `names` how these are called, folder by folder. In the same order go `folder_looks` and `file_looks`, with
    so many numbers each as a signature has, `sorts`, `blobs` (git's own ids) and `places`: where on main's first-parent
    chain each file landed. There are none where the history is not known, or not asked for.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.folders: list[str] = []
        self.counts = array("q")
        self.names: list[str] = []
        self.folder_looks = array("q")
        self.file_looks = array("q")
        self.sorts = bytearray()
        self.blobs = bytearray()
        self.places: array[int] | None = None

    def list_paths(self) -> list[str]:
        """The paths of all files, in the order of everything else."""
        parents = chain.from_iterable(map(repeat, self.folders, self.counts))
        return [f"{parent}/{name}" if parent else name for parent, name in zip(parents, self.names, strict=True)]

    def list_starts(self) -> list[int]:
        """For each folder the number of its first file; behind them that of all files."""
        return list(accumulate(self.counts, initial=0))

    def find_folder(self, path: str) -> int | None:
        """The number of a folder; None where there is none of that path."""
        number = bisect_left(self.folders, path)
        return number if number < len(self.folders) and self.folders[number] == path else None

    def find_below(self, path: str) -> range:
        """The numbers of all folders that lie in another one, at whatever depth."""
        if not path:
            return range(1, len(self.folders))
        return range(bisect_left(self.folders, f"{path}/"), bisect_left(self.folders, f"{path}0"))

    def find_file(self, path: str, starts: list[int]) -> int | None:
        """The number of a file; None where there is none of that path."""
        parent, _, name = path.rpartition("/")
        folder = self.find_folder(parent)
        if folder is None:
            return None
        files = range(starts[folder], starts[folder + 1])
        return next((number for number in files if self.names[number] == name), None)

    def get_blob(self, number: int) -> str:
        """Git's own id of the content of a file."""
        return self.blobs[number * _BLOB : (number + 1) * _BLOB].hex()

    def get_sort(self, number: int) -> Sort:
        """What sort of thing a file is."""
        return KNOWN_SORTS[self.sorts[number]]

    def add_folder(self, path: str, look: StatSignature) -> None:
        """Take in a folder, in which there is nothing yet."""
        number = bisect_left(self.folders, path)
        self.folders.insert(number, path)
        self.counts.insert(number, 0)
        self.folder_looks[number * WIDTH : number * WIDTH] = array("q", look)

    def add_file(self, path: str, sort: Sort, look: StatSignature, blob: str) -> None:
        """Take in a file of a folder that is known, which is landing now."""
        parent, _, name = path.rpartition("/")
        folder = bisect_left(self.folders, parent)
        number = sum(self.counts[: folder + 1])
        self.counts[folder] += 1
        self.names.insert(number, name)
        self.sorts.insert(number, KNOWN_SORTS.index(sort))
        self.file_looks[number * WIDTH : number * WIDTH] = array("q", look)
        self.blobs[number * _BLOB : number * _BLOB] = bytes.fromhex(blob)
        if self.places is not None:
            self.places.insert(number, LANDING_NOW)

    def set_places(self, placed: Mapping[str, int]) -> None:
        """Take in by path where some files landed."""
        starts = self.list_starts()
        for path, place in placed.items():
            number = self.find_file(path, starts)
            if self.places is not None and number is not None:
                self.places[number] = place

    def list_rows(self) -> tuple[Any, ...]:
        """All of it as a few plain values."""
        rows = (self.counts, self.folder_looks, self.file_looks)
        places = self.places.tobytes() if self.places is not None else None
        return (
            "\0".join(self.folders), "\0".join(self.names), *(row.tobytes() for row in rows),
            bytes(self.sorts), bytes(self.blobs), places,
        )  # fmt: skip


def restore_state(rows: tuple[Any, ...]) -> FolderState:
    """The state of which these are the rows."""
    folders, names, counts, folder_looks, file_looks, sorts, blobs, places = rows
    state = FolderState()
    state.folders, state.names = folders.split("\0"), names.split("\0")
    state.counts, state.folder_looks, state.file_looks = (_read_row(row) for row in (counts, folder_looks, file_looks))
    state.sorts, state.blobs = bytearray(sorts), bytearray(blobs)
    state.places = None if places is None else _read_row(places)
    return state


def _read_row(data: bytes) -> array[int]:
    return array("q", data)


def collect_state(folder: Path, tree: Tree, now: int, landed: Mapping[str, int] | None) -> FolderState | None:
    """
    How the files lie that were read into a tree, and where they landed; None where others lie there now.

    `now` is a moment before they were read, in nanoseconds: a file that was changed shortly before it, or since, may
    hold something else or change again unseen. None too where there is what a state cannot tell of.
    """
    listings = sorted(list_folders(folder))
    entries = [entry for listing in listings for entry in listing.entries]
    files = {file.path: file for file in tree.files}
    if len(entries) != len(files) or not all(_is_telling(folder, entry, files) for entry in entries):
        return None
    state = FolderState()
    state.folders = [listing.path for listing in listings]
    state.counts = array("q", (len(listing.entries) for listing in listings))
    state.names = [entry.path.rpartition("/")[2] for entry in entries]
    state.folder_looks = _make_row(settle_look(listing.info, now) for listing in listings)
    state.file_looks = _make_row(
        settle_file_look(entry.info, files[entry.path].data, entry.sort, now) for entry in entries
    )
    state.sorts = bytearray(KNOWN_SORTS.index(entry.sort) for entry in entries)
    state.blobs = bytearray().join(bytes.fromhex(find_blob_id(files[entry.path].data)) for entry in entries)
    if landed is not None:
        state.places = array("q", (landed.get(entry.path, LANDING_NOW) for entry in entries))
    return state


def _is_telling(folder: Path, entry: FolderEntry, files: Mapping[str, StoredFile]) -> bool:
    """Whether a file was read, is still of that sort, and lies where its path says."""
    read = files.get(entry.path)
    is_same = read is not None and read.sort == entry.sort and entry.sort in KNOWN_SORTS
    return is_same and entry.place == os.path.join(folder, entry.path)


def _make_row(looks: Iterable[StatSignature]) -> array[int]:
    return array("q", chain.from_iterable(looks))


def list_looks(places: Iterable[str]) -> array[int] | None:
    """How some files look, so many numbers of each as a signature has; None where one is gone."""
    looks, lstat = array("q"), os.lstat
    add = looks.extend
    try:
        for place in places:
            info = lstat(place)
            add((info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino))
    except (OSError, OverflowError):
        return None
    return looks


_CHUNK = 256


def yield_differing(before: array[int], now: array[int]) -> Iterator[int]:
    """The numbers of those that look otherwise."""
    for start in range(0, len(before), _CHUNK * WIDTH) if before != now else ():
        chunk = before[start : start + _CHUNK * WIDTH]
        if chunk != now[start : start + _CHUNK * WIDTH]:
            for at in range(start, start + len(chunk), WIDTH):
                if before[at : at + WIDTH] != now[at : at + WIDTH]:
                    yield at // WIDTH
