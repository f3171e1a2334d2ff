"""The files of a record in a commit, of which only those are listed and read that somebody asks for."""

from __future__ import annotations

from bisect import bisect_right
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import accumulate, compress
from typing import Protocol, cast

from nstgov.records.path_folding import is_record_path
from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.git import GitEntry
from nstgov.store.tree import StoredFile, make_stored_file

MOST_BY_PATH = 200
"""So many files are asked about one by one; of more, all that lies in their top folder is listed."""


class UnclearReach(Exception):
    """What a change bears upon cannot be told without reading more; the message says why."""


class CommitFiles(Protocol):
    """What a commit holds, as it is asked for."""

    def list_files(self, *folders: str) -> Mapping[str, GitEntry]:
        """All files at some paths, or below them where they are folders, by path; without any, all there are."""

    def list_paths(self, *folders: str) -> Sequence[str]:
        """The paths alone of the same files."""

    def list_names(self, folder: str) -> list[str]:
        """The names that stand directly in a folder; in none (empty), those at the root."""

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The contents of plain files, one after the other."""


class RecordListing:
    """
    The files of a record that a change adds to, and what has been read of them.

    `added` are the paths that the change adds, `altered` landed ones that it rewrites or removes, which stay as they
    landed here; `stored` the files read, `parsed` what each of them holds; `known` takes in the same by the file, for
    who goes on with it.
    """

    def __init__(
        self,
        landed: CommitFiles,
        added: Sequence[GitEntry],
        known: dict[StoredFile, ParsedFile],
        altered: Iterable[str] = (),
    ) -> None:
        """Begin with nothing listed but the change."""
        self.landed = landed
        self.added = frozenset(entry.path for entry in added)
        self.altered = frozenset(altered)
        self.known = known
        self.stored: dict[str, StoredFile] = {}
        self.parsed: dict[str, ParsedFile] = {}
        self._new = {entry.path: entry for entry in added}
        self._entries = ChainMap[str, GitEntry](self._new)

    def list_all(self) -> list[str]:
        """The paths of all records."""
        found = self._list_landed()
        return sorted({*filter(is_record_path, found), *self._new})

    def list_below(self, *folders: str) -> list[str]:
        """The paths of all files in some folders and below them."""
        found = self._list_landed(*folders)
        beginnings = tuple(f"{folder}/" for folder in folders)
        return sorted((*found, *(path for path in self._new if path.startswith(beginnings) and path not in found)))

    def list_paths_below(self, *folders: str) -> list[str]:
        """The same paths, where few of the files will be read: what else there is to know of them is left for then."""
        beginnings = tuple(f"{folder}/" for folder in folders)
        found = [path for path in self.landed.list_paths(*folders) if path not in self._new]
        return sorted((*found, *(path for path in self._new if path.startswith(beginnings))))

    def _list_landed(self, *folders: str) -> Mapping[str, GitEntry]:
        found = self.landed.list_files(*folders)
        self._entries.maps.insert(0, cast("MutableMapping[str, GitEntry]", found))
        return found

    def _find_entries(self, paths: Iterable[str]) -> list[GitEntry]:
        """What is known of some files; where only the paths were listed, the rest is asked now."""
        asked = [*paths]
        try:
            return [self._entries[path] for path in asked]
        except KeyError:
            unknown = {path for path in asked if path not in self._entries}
            if len(unknown) > MOST_BY_PATH:
                unknown = {path.partition("/")[0] for path in unknown}
            self._list_landed(*sorted(unknown))
            return [self._entries[path] for path in asked]

    def read_files(self, paths: Iterable[str]) -> None:
        """Read some files that were listed. Raises GitError where one is missing."""
        wanted = self._find_entries(path for path in dict.fromkeys(paths) if path not in self.stored)
        contents = self.landed.read_contents([entry for entry in wanted if _is_plain(entry)])
        for entry in wanted:
            self._take_in(entry, next(contents) if _is_plain(entry) else b"")

    def read_matching(self, paths: Iterable[str], is_wanted: Callable[[str, bytes], bool]) -> list[str]:
        """Look through the contents of some plain files, and read those that are wanted; their paths."""
        asked = [entry for entry in self._find_entries(paths) if _is_plain(entry)]
        found = []
        for entry, data in zip(asked, self.landed.read_contents(asked), strict=True):
            if is_wanted(entry.path, data):
                found.append(entry.path)
                if entry.path not in self.stored:
                    self._take_in(entry, data)
        return found

    def index_words(self, paths: Iterable[str]) -> WordIndex:
        """The contents of some plain files, to be looked through for words again and again."""
        asked = [entry for entry in self._find_entries(paths) if _is_plain(entry)]
        return WordIndex([entry.path for entry in asked], list(self.landed.read_contents(asked)))

    def read_indexed(self, index: WordIndex, word: str) -> list[str]:
        """Read the files of an index in which a word stands; their paths in order."""
        found = sorted(index.find_files(word))
        for path in found:
            if path not in self.stored:
                self._take_in(self._entries[path], index.get_content(path))
        return found

    def _take_in(self, entry: GitEntry, data: bytes) -> None:
        file = make_stored_file(entry, data)
        self.stored[file.path] = file
        self.parsed[file.path] = self.known.get(file) or self.known.setdefault(file, read_file(file))


_OF_IDS = frozenset(bytes([code]) for code in b"abcdefghijklmnopqrstuvwxyz0123456789-")
"""The characters of ids; next to one that is sought stands none of them."""


class WordIndex:
    """In which of some files a word stands: all are looked through at once, which takes a moment for megabytes."""

    def __init__(self, paths: Sequence[str], contents: Sequence[bytes]) -> None:
        """The contents by their paths, in the same order."""
        self._paths = paths
        self._numbers = dict(zip(paths, range(len(contents)), strict=True))
        self._text = b"\0".join(contents)
        self._starts = [*accumulate([len(data) + 1 for data in contents], initial=0)]
        escaping = [b"\\" in data for data in contents] if b"\\" in self._text else ()
        self._escaping = frozenset(compress(paths, escaping))
        """The files in which a word may be written otherwise."""

    def find_files(self, word: str) -> set[str]:
        """The files in which an id stands as a word, or may stand."""
        sought, text = word.encode(), self._text
        found = {*self._escaping}
        at = text.find(sought) if sought else -1
        while at >= 0:
            end = at + len(sought)
            number = bisect_right(self._starts, at) - 1
            is_word = text[max(at - 1, 0) : at] not in _OF_IDS and text[end : end + 1] not in _OF_IDS
            if is_word:
                found.add(self._paths[number])
            at = text.find(sought, self._starts[number + 1] if is_word else end)
        return found

    def get_content(self, path: str) -> bytes:
        """What a file holds."""
        number = self._numbers[path]
        return self._text[self._starts[number] : self._starts[number + 1] - 1]


def _is_plain(entry: GitEntry) -> bool:
    return entry.mode.startswith("10")


_OF_ACTS = ("circles/", "proposals/", "decisions/")


def is_plain_act(path: str, mode: str) -> bool:
    """Whether a file lies among the acts of circles and proposals, and is a plain one, by its mode as git writes it."""
    return mode == "100644" and path.startswith(_OF_ACTS)
