"""The files of a folder, listed and read as they are asked for by whoever judges what was added to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nstgov.store.checkout import TrackedFiles
from nstgov.store.folder_state import FOLDER, FolderState
from nstgov.store.git import GitEntry
from nstgov.store.tree import GIT_MODES, read_bytes


class FilesInFolder:
    """The files of a folder, as a change that adds some of them asks for the others."""

    def __init__(self, folder: Path, state: FolderState) -> None:
        """Take how the files lay for what there is."""
        self._folder, self._state = folder, state
        self._tracked = TrackedFiles(folder)

    def list_files(self, *folders: str) -> Mapping[str, GitEntry]:
        """All files in some folders and below them, by path; without any, all there are."""
        return {entry.path: entry for entry in self._yield_entries(folders)}

    def list_paths(self, *folders: str) -> Sequence[str]:
        """The paths alone of the same files."""
        return [entry.path for entry in self._yield_entries(folders)]

    def _yield_entries(self, folders: Sequence[str]) -> Iterator[GitEntry]:
        for path in folders or ("",):
            number = self._state.find_number(path)
            for at in (number, *self._state.find_below(path)) if number is not None else ():
                sort = self._state.get_sort(at)
                if sort != FOLDER:
                    yield GitEntry(GIT_MODES[sort], self._state.get_blob(at), self._state.paths[at])

    def list_names(self, folder: str) -> list[str]:
        """The names that stand directly in a folder; in none (empty), those at the root."""
        return self._state.list_names(folder)

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The contents of plain files, one after the other. Raises MissingRecord."""
        for entry in entries:
            yield self._tracked.undo_conversion(entry.path, read_bytes(f"{self._folder}/{entry.path}", "file"))
