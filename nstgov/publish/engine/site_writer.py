"""Putting files into the site's folder: each through the gate, none that is there already, none made without need."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from nstgov.publish.engine.gate import GateFinding, find_policy, find_unexpected, find_unexpected_in_page
from nstgov.publish.engine.link_check import BrokenLink, LinkIndex, parse_page_links
from nstgov.publish.engine.manifest import BuildManifest, ManifestChanges
from nstgov.publish.engine.output import OutputFolder
from nstgov.publish.engine.searchable_text import hash_searchable
from nstgov.store.steps import StepWatcher, watch_silently

_TIDIED_AFTER = 500
"""Files made before memory is tidied."""


class OutputFile(NamedTuple):
    """
    A file to be: its path from the site's root, a digest of all that it is made from, and what makes it.

    `key` is empty where nothing tells whether it would be another than last time.
    """

    path: str
    key: str
    make: Callable[[], bytes]

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> OutputFile:
        """A file whose bytes are there already."""
        return cls(path, "", lambda: data)


class WorkerResult(NamedTuple):
    """What came of filling a part of the folder: by their paths the files there now, how many of them were written."""

    paths: frozenset[str]
    changed: int
    known: ManifestChanges
    unexpected: tuple[GateFinding, ...]
    searched: Mapping[str, str]


class SiteWriter:
    """Fills a folder with files, and remembers what the next build need not make."""

    def __init__(
        self,
        output: OutputFolder,
        memory: BuildManifest,
        own: Mapping[str, bytes],
        workers: int | None = 1,
        watch: StepWatcher = watch_silently,
    ) -> None:
        """
        `own` are the theme's files; `workers` is how many processes may fill at once (None: as is good here).

        `watch` sees how far this process is with its share.
        """
        self.watch = watch
        self.output = output
        self.workers = workers
        self.memory = memory
        self.book = LinkIndex(memory.get_page_links)
        self.unexpected: list[GateFinding] = []
        self.searched: dict[str, str] = {}
        """The pages that are to be found, each with a digest of what it can be found by."""
        self._own = own
        self._made = 0
        if not gc.isenabled():
            # what is there already stays; looking through it again would be for nothing
            gc.freeze()

    def for_worker(self) -> SiteWriter:
        """One for a part of the work, which has learnt nothing of its own yet."""
        return SiteWriter(self.output.for_worker(), self.memory.for_worker(), self._own)

    def collect_result(self) -> WorkerResult:
        """What came of it."""
        output = self.output
        return WorkerResult(
            frozenset(output.paths),
            output.changed,
            self.memory.collect_changes(),
            tuple(self.unexpected),
            self.searched,
        )

    def merge_result(self, of: WorkerResult) -> None:
        """Take over what came of a part of the work."""
        self.output.paths |= of.paths
        self.output.changed += of.changed
        self.unexpected += of.unexpected
        self.searched |= of.searched
        self.memory.merge_changes(of.known)
        for path in of.known.rows:
            if path in of.known.facts:
                self.book.add_page(path, of.known.facts[path])
            elif path.endswith(".html"):
                self.book.keep_page(path)

    def write_file(self, making: OutputFile) -> None:
        """Put one file there, unless the gate holds it back."""
        if self.memory.is_current(making.path, making.key):
            self.keep_file(making.path)
            return
        data = making.make()
        sha256 = hashlib.sha256(data).hexdigest()
        if self.memory.has_same_bytes(making.path, sha256, making.key):
            self.keep_file(making.path)
        elif making.path.endswith(".html"):
            self._collect_garbage()
            self._write_page(making, data, sha256)
        elif self._passes_gate(find_unexpected([(making.path, data)], self._own, find_policy)):
            looks = self.output.write_file(making.path, data)
            self.memory.note_file(making.path, making.key, data, sha256, looks)

    def _write_page(self, making: OutputFile, data: bytes, sha256: str) -> None:
        """A page: its text is looked through by the gate, for its links, and for what it can be found by."""
        path, page = making.path, data.decode()
        if self._passes_gate(find_unexpected_in_page(path, page, find_policy)):
            looks = self.output.write_file(path, data)
            facts = parse_page_links(path, page)
            searched = hash_searchable(page)
            self.memory.note_file(path, making.key, data, sha256, looks, facts=facts, searched=searched)
            self._note_searched(path)
            self.book.add_page(path, facts)

    def _passes_gate(self, found: Iterator[GateFinding]) -> bool:
        before = len(self.unexpected)
        self.unexpected += found
        return len(self.unexpected) == before

    def _collect_garbage(self) -> None:
        """Let go of what rendering leaves behind in circles, where the process does not look for such by itself."""
        self._made += 1
        if self._made % _TIDIED_AFTER == 0 and not gc.isenabled():
            gc.collect(0)

    def keep_file(self, path: str) -> None:
        """Leave a file as an earlier build left it."""
        self.output.keep_file(path)
        if path.endswith(".html"):
            self._keep_page(path)

    def _keep_page(self, path: str) -> None:
        self._note_searched(path)
        self.book.keep_page(path)

    def keep_group(self, name: str, key: str) -> bool:
        """Leave files that were made together, if they were made from the same and all lie there; whether they do."""
        paths = self.memory.find_current_group(name, key)
        if paths is None:
            return False
        self.output.paths.update(paths)
        for path in paths:
            if path.endswith(".html"):
                self._keep_page(path)
        return True

    def _note_searched(self, path: str) -> None:
        row = self.memory.get_new_entry(path)
        if row is not None and row.searched:
            self.searched[path] = row.searched

    def find_broken_links(self) -> Iterator[BrokenLink]:
        """
        The links that lead nowhere.

        Where every link led somewhere last time, and everything that could be led to is there still, only the pages
        that were made now can have any that does not.
        """
        return self.book.find_broken_links(
            self.output.paths, only_new=self.memory.was_sound and not self._is_target_gone()
        )

    def _is_target_gone(self) -> bool:
        """Whether there is any place less than last time."""
        if not self.memory.rows.keys() <= self.output.paths:
            return True
        return any(
            (before := self.memory.get_earlier_page_links(page)) is None
            or not before.ids <= self.memory.get_page_links(page).ids
            for page in self.book.made
            if page in self.memory.rows
        )
