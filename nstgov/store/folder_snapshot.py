"""
The record in a folder, of which only what changed since the last time is read again.

A file whose size, times and inode are those of last time is taken to be the same; every other is read and known by its
SHA-256. What was found in it depends on nothing but its path and its bytes, so it may be remembered.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nstgov.records.movement import Movement
from nstgov.store.cache import Cache, bundle_number, pack_value, unpack_value
from nstgov.store.checkout import TrackedFiles, may_be_converted
from nstgov.store.content import find_blob_id, hash_content
from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.folder_state import StatSignature, is_steady, stat_signature
from nstgov.store.git import GitEntry, GitError
from nstgov.store.reading import build_movement
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import (
    GIT_MODES,
    PLAIN,
    FolderEntry,
    MissingRecord,
    Sort,
    StoredFile,
    list_commit_files,
    list_folder_entries,
    read_bytes,
    read_commit,
)

_SORT = "read"
_SHA1 = 40


class KnownFile(NamedTuple):
    """What is known of a file: how it looked, its sort, its SHA-256 and git's own id, and what was found in it."""

    stat_signature: StatSignature | None
    sort: Sort
    sha256: str
    blob: str
    found: ParsedFile


class FolderReading(NamedTuple):
    """A movement read from a folder, what is known of each file by its path, and where to read its bytes."""

    movement: Movement
    files: Mapping[str, KnownFile]
    contents: FolderContents

    def identify_files(self, length: int) -> dict[str, str]:
        """By path, git's own id of each plain file, of so many hex digits."""
        plain = {path: known for path, known in self.files.items() if known.sort in PLAIN}
        if length == _SHA1:
            return {path: known.blob for path, known in plain.items()}
        return {path: find_blob_id(self.contents[path], length) for path in plain}


class FilesInReading:
    """The files that were read from a folder, as a change that adds some of them asks for the others."""

    def __init__(self, reading: FolderReading) -> None:
        """Take what was read for what there is."""
        self._files, self._contents = reading.files, reading.contents
        self._paths = sorted(reading.files)

    def list_files(self, *folders: str) -> Mapping[str, GitEntry]:
        """All files in some folders and below them, by path; without any, all there are."""
        return {path: self._make_entry(path) for path in self.list_paths(*folders)}

    def list_paths(self, *folders: str) -> Sequence[str]:
        """The paths alone of the same files."""
        if not folders:
            return self._paths
        ends = ((bisect_left(self._paths, f"{folder}/"), bisect_left(self._paths, f"{folder}0")) for folder in folders)
        below = [path for first, last in ends for path in self._paths[first:last]]
        return [*(path for path in folders if path in self._files), *below]

    def _make_entry(self, path: str) -> GitEntry:
        known = self._files.get(path)
        return GitEntry(GIT_MODES.get(known.sort, ""), known.blob, path) if known else GitEntry("", "", path)

    def find_entries(self, paths: Collection[str]) -> list[GitEntry]:
        """The files at some paths; one that is none has no mode."""
        return [self._make_entry(path) for path in sorted(paths)]

    def list_names(self, folder: str) -> list[str]:
        """The names that stand directly in a folder; in none (empty), those at the root."""
        inside = len(folder) + 1 if folder else 0
        return sorted({path[inside:].partition("/")[0] for path in self.list_paths(*([folder] if folder else []))})

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The contents of plain files, one after the other."""
        return (self._contents[entry.path] for entry in entries)


class FolderContents(Mapping[str, bytes]):
    """The bytes of files by path, read when they are asked for."""

    def __init__(self, folder: Path, files: Mapping[str, KnownFile], tracked: TrackedFiles) -> None:
        self._folder = folder
        self._files = files
        self._tracked = tracked

    def __getitem__(self, path: str) -> bytes:
        """The bytes of a plain file as they lie there now, or as git has them where it only converted them."""
        return self._tracked.undo_conversion(path, read_bytes(str(self._folder / path), self._files[path].sort))

    def __iter__(self) -> Iterator[str]:
        """All paths."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._files)


def read_incrementally(
    folder: Path, cache: Cache, watch: StepWatcher = watch_silently, entries: Sequence[FolderEntry] | None = None
) -> FolderReading:
    """
    Everything on record in a folder, as `read_movement` gives it; `watch` sees each file. Raises Missing.

    `entries` are the files that lie there, where they have just been listed.
    """
    before: dict[str, KnownFile] = {}
    for _, data in cache.read_bundles(_SORT):
        kept = unpack_value(data)
        if isinstance(kept, dict):
            before |= kept
    now = time.time_ns()
    tracked = TrackedFiles(folder)
    steps = watch("Reading the records", list_folder_entries(folder) if entries is None else entries)
    files = {entry.path: _read_if_changed(entry, before.get(entry.path), now, tracked) for entry in steps}
    _save_changed_bundles(files, before, cache)
    contents = FolderContents(folder, files, tracked)
    found = {path: known.found for path, known in files.items()}
    hashes = {path: known.sha256 for path, known in files.items()}
    return FolderReading(build_movement(found, hashes, contents), files, contents)


def _read_if_changed(entry: FolderEntry, before: KnownFile | None, now: int, tracked: TrackedFiles) -> KnownFile:
    looks = stat_signature(entry.info)
    if before is not None and before.stat_signature == looks and before.sort == entry.sort:
        return before
    raw = read_bytes(entry.place, entry.sort)
    data = tracked.undo_conversion(entry.path, raw)
    sha256 = hash_content(data)
    # what a conversion is depends on git's index too, so such a file is looked at every time
    steady = looks if not may_be_converted(raw) and is_steady(looks, now) else None
    if before is not None and before.sha256 == sha256 and before.sort == entry.sort:
        return before._replace(stat_signature=steady)
    blob = find_blob_id(data)
    return KnownFile(steady, entry.sort, sha256, blob, read_file(StoredFile(entry.path, entry.sort, data)))


def _save_changed_bundles(files: dict[str, KnownFile], before: dict[str, KnownFile], cache: Cache) -> None:
    """Keep the bundles in which anything is other than it was."""
    stale = {bundle_number(path) for path, known in files.items() if before.get(path) is not known}
    stale |= {bundle_number(path) for path in before.keys() - files.keys()}
    if not stale:
        return
    bundles: dict[int, dict[str, KnownFile]] = {number: {} for number in stale}
    for path, known in files.items():
        if (number := bundle_number(path)) in bundles:
            bundles[number][path] = known
    for number, bundle in bundles.items():
        cache.put_bundle(_SORT, number, pack_value(bundle))


def is_same_as_commit(repository: Path, commit: str, files: Mapping[str, KnownFile]) -> bool:
    """Whether a commit, given by its full id, holds these very files and no other record."""
    try:
        if len(commit) != _SHA1:
            committed = read_commit(repository, commit).files
            return {f.path: (f.sort, hash_content(f.data)) for f in committed} == {
                path: (known.sort, known.sha256) for path, known in files.items()
            }
        entries = {path: (sort, blob) for path, sort, blob in list_commit_files(repository, commit)}
    except (MissingRecord, GitError):
        return False
    return entries == {path: (known.sort, known.blob if known.sort in PLAIN else "") for path, known in files.items()}
