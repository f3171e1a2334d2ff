"""Writing a site into its folder: only what differs, and nothing left over from an earlier build."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.engine.site_walk import keep_site_names, walk_site
from nstgov.store.cache import Cache
from nstgov.store.folder_state import StatSignature, stat_signature

MARK = ".nstgov-site"
"""A file that tells a folder made by a build; nothing is ever removed from any other."""

_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class ForeignFolder(Exception):
    """The folder holds something that no build put there; `remedy` is the next step."""

    remedy = "Name another folder with --out, or an empty one."


class OutputCounts(NamedTuple):
    """How many files were written, left as they were, and taken away."""

    changed: int
    same: int
    removed: int


def _write_bytes(place: str, data: bytes) -> os.stat_result:
    """Write a file whole, at a third of what Python's own file objects ask of the system. How it lies there then."""
    file = os.open(place, _WRITING, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)


class OutputFolder:
    """
    A folder that a build fills. Raises Strange where the folder is somebody else's, and OSError.

    A file that is the same already is not touched, so that bringing the site to its host brings only what changed.
    """

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        """`cache` knows the names in the folder from an earlier build."""
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).exists())):
            raise ForeignFolder(f"{folder} holds something that no build put there")
        self._is_first = not (folder / MARK).exists()
        """Whether no build has put anything there yet: then nobody reads there, and nothing is there already."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
        self.folder = str(folder)
        self.paths = {MARK}
        self.changed = 0
        self._cache = cache
        self._found = None if self._is_first else walk_site(self.folder, cache)
        self.found = self._found.files if self._found else {}
        """How each file lies there before anything is written; None for one that is no plain one."""
        self._folders: set[str] = set()
        self._new_folders: set[str] = set()
        """Those that this build made, in which nothing can lie that is the same already."""

    def for_worker(self) -> OutputFolder:
        """The same folder for a part of the work, of which nothing is done yet."""
        other = copy(self)
        other.paths, other.changed = set(), 0
        return other

    def write_file(self, path: str, data: bytes) -> StatSignature:
        """
        Write one file by its path with `/`, unless it is there with the same bytes; how it lies there then.

        No reader meets half of it: where there may be readers, it takes its place whole.
        """
        self.paths.add(path)
        inside, _, name = path.rpartition("/")
        folder = self._make_folder(inside) if inside else self.folder
        place = f"{folder}/{name}"
        is_new = inside in self._new_folders
        if is_new and self._is_first:
            self.changed += 1
            return stat_signature(_write_bytes(place, data))
        if is_new or not self._is_same(place, data):
            # two builds at once never write to one file
            fresh = f"{folder}/.{name}.{os.getpid()}.new"
            _write_bytes(fresh, data)
            os.replace(fresh, place)
            self.changed += 1
        return stat_signature(os.lstat(place))

    def _make_folder(self, inside: str) -> str:
        """See that a folder of the site is there, and is one: what somebody put in its place gives way. Its place."""
        folder = f"{self.folder}/{inside}"
        if inside in self._folders:
            return folder
        if above := inside.rpartition("/")[0]:
            self._make_folder(above)
        try:
            os.mkdir(folder)
            self._new_folders.add(inside)
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                os.remove(folder)
                os.mkdir(folder)
        self._folders.add(inside)
        return folder

    def keep_file(self, path: str) -> None:
        """Leave a file as it lies there."""
        self.paths.add(path)

    @staticmethod
    def _is_same(place: str, data: bytes) -> bool:
        try:
            with open(place, "rb") as file:
                return file.read() == data
        except FileNotFoundError:
            return False
        except IsADirectoryError:
            shutil.rmtree(place)
            return False

    def read_file(self, path: str) -> bytes:
        """What a file of the folder holds, from this build or an earlier one. Raises OSError."""
        with open(f"{self.folder}/{path}", "rb") as file:
            return file.read()

    def list_sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """The files that lie in a folder below, by path, each with its size in bytes."""
        for place, _folders, names in os.walk(f"{self.folder}/{folder}"):
            inside = os.path.relpath(place, self.folder).replace(os.sep, "/")
            yield from ((f"{inside}/{name}", os.lstat(f"{place}/{name}").st_size) for name in names)

    def remove_file(self, path: str) -> None:
        """Take away a file that no longer holds, before what it speaks of is changed."""
        if os.path.isfile(f"{self.folder}/{path}"):
            os.remove(f"{self.folder}/{path}")

    def remove_leftovers(self) -> OutputCounts:
        """Take away what no longer belongs, and say what was done."""
        removed = 0 if self._is_first else self._remove_old_files()
        return OutputCounts(self.changed, len(self.paths) - 1 - self.changed, removed)

    def _remove_old_files(self) -> int:
        """Take away every file that this build neither made nor kept, then every empty folder; how many files."""
        removed = 0
        gone = self.found.keys() - self.paths
        for path in gone:
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):  # it gave way already
                os.remove(f"{self.folder}/{path}")
                removed += 1
        for folder in sorted(self._list_maybe_empty(gone), reverse=True):
            with suppress(OSError):  # it is not, or it went with what stood above it
                os.rmdir(f"{self.folder}/{folder}")
        return removed

    def _list_maybe_empty(self, gone: Iterable[str]) -> set[str]:
        """The folders in which nothing lay, and those from which files are gone, with all that these lie in."""
        found = self._found
        above = {path.rpartition("/")[0] for path in found.folders} if found else set()
        empty = (folder for folder in found.bare if folder not in above) if found else ()
        direct = {*empty, *(path.rpartition("/")[0] for path in gone)}
        return {folder for inner in direct for folder in _list_folders_from(inner)}

    def keep_names(self) -> None:
        """Have the next build know the names that lie here, where listing them again would take longer."""
        if self._cache is not None:
            keep_site_names(self.folder, self._cache, self._found)


@lru_cache(maxsize=4096)
def _list_folders_from(folder: str) -> tuple[str, ...]:
    """A folder and those that it lies in, the nearest first."""
    return (folder, *_list_folders_from(folder.rpartition("/")[0])) if folder else ()
