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
    KNOWN_SORTS,
    WIDTH,
    FolderState,
    StatSignature,
    list_looks,
    settle_file_look,
    settle_look,
    yield_differing,
)
from nstgov.store.tree import (
    OWN_REPOSITORY,
    FolderEntry,
    FolderListing,
    Sort,
    classify_mode,
    decode_name,
    read_bytes,
    walk_below,
)


class AddedFile(NamedTuple):
    """A file that was not there: its path, its sort, how it will be known again, and git's own id of its content."""

    path: str
    sort: Sort
    look: StatSignature
    blob: str


class AddedFolder(NamedTuple):
    """A folder that was not there: its path, and how it will be known again."""

    path: str
    look: StatSignature


class FolderChanges(NamedTuple):
    """
    What was added to a folder since, and what else looks otherwise and holds the same.

    `folder_looks` and `file_looks` tell by its number how such a folder or file will be known again.
    """

    folders: list[AddedFolder]
    files: list[AddedFile]
    folder_looks: dict[int, StatSignature]
    file_looks: dict[int, StatSignature]

    @property
    def is_worth_noting(self) -> bool:
        """Whether it spares work to know it the next time."""
        looks = (*self.folder_looks.values(), *self.file_looks.values())
        return bool(self.folders or self.files) or any(look[0] >= 0 for look in looks)

    def leave_additions(self, state: FolderState) -> FolderChanges:
        """The same without what was added: each folder with any of that is to be looked into again."""
        added = (*(one.path for one in self.folders), *(one.path for one in self.files))
        parents = {path.rpartition("/")[0] for path in added}
        kept = {number: look for number, look in self.folder_looks.items() if state.folders[number] not in parents}
        return FolderChanges([], [], kept, self.file_looks)


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
        self.starts = state.list_starts()
        self.tracked = TrackedFiles(root)
        self.found = FolderChanges([], [], {}, {})

    def find_all(self) -> FolderChanges:
        state = self.state
        folders = list_looks([f"{self.root}/{path}" if path else self.root for path in state.folders])
        paths = state.list_paths()
        files = list_looks([f"{self.root}/{path}" for path in paths])
        if folders is None or files is None:
            raise _SomethingElse
        for number in yield_differing(state.folder_looks, folders):
            self._look_into(number)
        for number in yield_differing(state.file_looks, files):
            self._read_again(number, paths[number])
        return self.found

    def _read_again(self, number: int, path: str) -> None:
        place = f"{self.root}/{path}"
        info = os.lstat(place)
        sort = classify_mode(info.st_mode)
        one = self._read_file(FolderEntry(path, sort, place, info))
        if (sort, one.blob) != (self.state.get_sort(number), self.state.get_blob(number)):
            raise _SomethingElse
        self.found.file_looks[number] = one.look

    def _read_file(self, entry: FolderEntry) -> AddedFile:
        if entry.sort not in KNOWN_SORTS or entry.place != f"{self.root}/{entry.path}":
            raise _SomethingElse
        raw = read_bytes(entry.place, entry.sort)
        blob = find_blob_id(self.tracked.undo_conversion(entry.path, raw))
        return AddedFile(entry.path, entry.sort, settle_file_look(entry.info, raw, entry.sort, self.now), blob)

    def _look_into(self, number: int) -> None:
        """List a folder in which something may have been put, or from which something may have gone."""
        path = self.state.folders[number]
        place = f"{self.root}/{path}" if path else self.root
        info = os.stat(place) if not path else os.lstat(place)
        if not S_ISDIR(info.st_mode):
            raise _SomethingElse
        files, folders = self._list_known_names(number)
        with os.scandir(place) as inside:
            items = [item for item in inside if path or is_record_path(decode_name(item.name))]
        for item in items:
            known = folders if item.is_dir(follow_symlinks=False) else files
            if item.name == OWN_REPOSITORY:
                raise _SomethingElse
            if item.name in known:
                known.discard(item.name)
            else:
                self._take_in(item, f"{path}/{item.name}" if path else item.name)
        if files or folders:
            raise _SomethingElse
        self.found.folder_looks[number] = settle_look(info, self.now)

    def _list_known_names(self, number: int) -> tuple[set[str], set[str]]:
        """The names of the files and of the folders that lay directly in a folder."""
        state, path = self.state, self.state.folders[number]
        inside = len(path) + 1 if path else 0
        below = (state.folders[at][inside:] for at in state.find_below(path))
        files = state.names[self.starts[number] : self.starts[number + 1]]
        return set(files), {name for name in below if "/" not in name}

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
    for looks, row in ((changes.folder_looks, state.folder_looks), (changes.file_looks, state.file_looks)):
        for number, look in looks.items():
            for at, figure in enumerate(look, number * WIDTH):
                row[at] = figure
    for folder in sorted(changes.folders):
        state.add_folder(*folder)
    for file in changes.files:
        state.add_file(*file)
