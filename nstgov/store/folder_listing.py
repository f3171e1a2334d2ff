"""The files of a folder, listed and read as they are asked for by whoever judges what was added to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from nstgov.store.checkout import TrackedFiles
from nstgov.store.folder_state import FolderState
from nstgov.store.git import GitEntry
from nstgov.store.tree import GIT_MODES, read_bytes


class FilesInFolder:
    """The files of a folder, as a change that adds some of them asks for the others."""

    def __init__(self, folder: Path, state: FolderState) -> None:
        """Take how the files lie for what there is."""
        self._folder, self._state = folder, state
        self._starts = state.list_starts()
        self._tracked = TrackedFiles(folder)

    def list_files(self, *folders: str) -> Iterator[GitEntry]:
        """All files in some folders and below them; without any, all there are."""
        for path in folders or ("",):
            number = self._state.find_folder(path)
            if number is not None:
                yield from self._list_in(number)
                for below in self._state.find_below(path):
                    yield from self._list_in(below)
            elif (file := self._state.find_file(path, self._starts)) is not None:
                yield self._describe_file(file, path)

    def list_names(self, folder: str) -> list[str]:
        """The names that stand directly in a folder; in none (empty), those at the root."""
        number, state = self._state.find_folder(folder), self._state
        if number is None:
            return []
        inside = len(folder) + 1 if folder else 0
        found = set(state.names[self._starts[number] : self._starts[number + 1]])
        found.update(
            state.folders[below][inside:].partition("/")[0] for below in state.find_below(folder) if state.counts[below]
        )
        return sorted(found)

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The contents of plain files, one after the other. Raises MissingRecord."""
        for entry in entries:
            yield self._tracked.undo_conversion(entry.path, read_bytes(f"{self._folder}/{entry.path}", "file"))

    def _list_in(self, number: int) -> Iterator[GitEntry]:
        path = self._state.folders[number]
        for file in range(self._starts[number], self._starts[number + 1]):
            name = self._state.names[file]
            yield self._describe_file(file, f"{path}/{name}" if path else name)

    def _describe_file(self, number: int, path: str) -> GitEntry:
        return GitEntry(GIT_MODES[self._state.get_sort(number)], self._state.get_blob(number), path)
