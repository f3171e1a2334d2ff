"""
What was added to a folder since it lay in a known way, with as little looking as tells it.

Each file and each folder is asked how it looks, and nothing else; only what looks otherwise is opened. Whatever is more
than an addition (a file that holds something else, or is gone, or is of another sort) is not told apart here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from nstgov.records.path_folding import is_record_path
from nstgov.store.checkout import TrackedFiles
from nstgov.store.content import find_blob_id
from nstgov.store.folder_state import (
    FOLDER,
    FileSort,
    FolderState,
    StatSignature,
    is_known_sort,
    settle_file_look,
    settle_look,
)
from nstgov.store.tree import (
    OWN_REPOSITORY,
    FolderEntry,
    FolderListing,
    classify_mode,
    decode_name,
    read_bytes,
    walk_below,
)


class AddedFile(NamedTuple):
    """A file that was not there: its path, its sort, how it will be known again, and git's own id of its content."""

    path: str
    sort: FileSort
    look: StatSignature
    blob: str


class AddedFolder(NamedTuple):
    """A folder that was not there: its path, and how it will be known again."""

    path: str
    look: StatSignature


class FolderChanges(NamedTuple):
    """
    What was added to a folder since, and what else looks otherwise and holds the same.

    `looks` tells by its path how that will be known again.
    """

    folders: list[AddedFolder]
    files: list[AddedFile]
    looks: dict[str, StatSignature]

    @property
    def is_worth_noting(self) -> bool:
        """Whether it spares work to know it the next time."""
        return bool(self.folders or self.files) or any(look[0] >= 0 for look in self.looks.values())

    def count_all(self) -> int:
        """How many files and folders it tells of."""
        return len(self.folders) + len(self.files) + len(self.looks)

    def leave_additions(self) -> FolderChanges:
        """The same without what was added: each folder with any of that is to be looked into again."""
        added = (*(one.path for one in self.folders), *(one.path for one in self.files))
        parents = {path.rpartition("/")[0] for path in added}
        return FolderChanges([], [], {path: look for path, look in self.looks.items() if path not in parents})


class _SomethingElse(Exception):
    """More happened than that something was added."""


def find_additions(root: Path, state: FolderState, now: int) -> FolderChanges | None:
    """
    What was added to a folder that lay as a state tells; None where anything else happened.

    `now` is a moment before, in nanoseconds.
    """
    try:
        return _Look(root, state, now).find_all()
    except (_SomethingElse, OSError):
        return None


class _Look:
    """One look at a folder."""

    def __init__(self, root: Path, state: FolderState, now: int) -> None:
        self.root, self.state, self.now = str(root), state, now
        self.tracked = TrackedFiles(root)
        self.found = FolderChanges([], [], {})

    def find_all(self) -> FolderChanges:
        for number in self.state.list_otherwise(self.root):
            path, is_folder = self.state.paths[number], self.state.get_sort(number) == FOLDER
            self.found.looks[path] = self._look_into(path) if is_folder else self._read_again(number, path)
        return self.found

    def _read_again(self, number: int, path: str) -> StatSignature:
        place = f"{self.root}/{path}"
        info = os.lstat(place)
        sort = classify_mode(info.st_mode)
        one = self._read_file(FolderEntry(path, sort, place, info))
        if (sort, one.blob) != (self.state.get_sort(number), self.state.get_blob(number)):
            raise _SomethingElse
        return one.look

    def _read_file(self, entry: FolderEntry) -> AddedFile:
        if not is_known_sort(entry.sort) or entry.place != f"{self.root}/{entry.path}":
            raise _SomethingElse
        raw = read_bytes(entry.place, entry.sort)
        blob = find_blob_id(self.tracked.undo_conversion(entry.path, raw))
        return AddedFile(entry.path, entry.sort, settle_file_look(entry.info, raw, entry.sort, self.now), blob)

    def _look_into(self, path: str) -> StatSignature:
        """List a folder in which something may have been put, or from which something may have gone."""
        place = f"{self.root}/{path}" if path else self.root
        info = os.lstat(place) if path else os.stat(place)
        if not S_ISDIR(info.st_mode):
            raise _SomethingElse
        known = self._list_known_names(path)
        with os.scandir(place) as inside:
            items = [item for item in inside if path or is_record_path(decode_name(item.name))]
        for item in items:
            was_folder = known.pop(item.name, None)
            if item.name == OWN_REPOSITORY or (
                was_folder is not None and was_folder != item.is_dir(follow_symlinks=False)
            ):
                raise _SomethingElse
            if was_folder is None:
                name = decode_name(item.name)
                self._take_in(item, f"{path}/{name}" if path else name)
        if known:
            raise _SomethingElse
        return settle_look(info, self.now)

    def _list_known_names(self, path: str) -> dict[str, bool]:
        """The names of all that lay directly in a folder, and whether it was a folder."""
        state = self.state
        numbers = state.list_directly_in(path)
        return {state.paths[at].rpartition("/")[2]: state.get_sort(at) == FOLDER for at in numbers}

    def _take_in(self, item: os.DirEntry[str], path: str) -> None:
        """Something that lies in a folder and did not, with all in it."""
        info = item.stat(follow_symlinks=False)
        entry = FolderEntry(path, classify_mode(info.st_mode), item.path, info)
        for listing in walk_below(entry) if S_ISDIR(info.st_mode) else [FolderListing("", info, (entry,))]:
            if listing.path:
                self.found.folders.append(AddedFolder(listing.path, settle_look(listing.info, self.now)))
            self.found.files.extend(self._yield_read(listing))

    def _yield_read(self, listing: FolderListing) -> Iterator[AddedFile]:
        return (self._read_file(entry) for entry in listing.entries)


def apply_changes(state: FolderState, changes: FolderChanges) -> None:
    """Make a state tell how the folder lies now."""
    for path, look in changes.looks.items():
        number = state.find_number(path)
        if number is not None:
            state.set_look(number, look)
    for folder in changes.folders:
        state.insert_row(folder.path, FOLDER, folder.look)
    for file in changes.files:
        state.insert_row(*file)
