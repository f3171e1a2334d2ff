"""Putting files into the site's folder: each through the gate, none that is there already, none made without need."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from nstgov.publish.gate import Unexpected, held_back
from nstgov.publish.links import Broken, LinkBook, facts_in
from nstgov.publish.material import policy_of
from nstgov.publish.memory import Known, Memory
from nstgov.publish.output import Output

_TIDIED_AFTER = 500
"""Files made before memory is tidied."""


class Making(NamedTuple):
    """
    A file to be: its path from the site's root, a digest of all that it is made from, and what makes it.

    `key` is empty where nothing tells whether it would be another than last time.
    """

    path: str
    key: str
    make: Callable[[], bytes]

    @classmethod
    def of(cls, path: str, data: bytes) -> Making:
        """A file whose bytes are there already."""
        return cls(path, "", lambda: data)


class Learnt(NamedTuple):
    """What came of filling a part of the folder: by their paths the files there now, how many of them were written."""

    paths: frozenset[str]
    changed: int
    known: Known
    unexpected: tuple[Unexpected, ...]
    searched: Mapping[str, str]


class Filling:
    """Fills a folder with files, and remembers what the next build need not make."""

    def __init__(self, output: Output, memory: Memory, own: Mapping[str, bytes], workers: int | None = 1) -> None:
        """`own` are the theme's files; `workers` is how many processes may fill at once (None: as is good here)."""
        self.output = output
        self.workers = workers
        self.memory = memory
        self.book = LinkBook(memory.facts)
        self.unexpected: list[Unexpected] = []
        self.searched: dict[str, str] = {}
        """The pages that are to be found, each with a digest of what it can be found by."""
        self._own = own
        self._made = 0
        if not gc.isenabled():
            # what is there already stays; looking through it again would be for nothing
            gc.freeze()

    def apart(self) -> Filling:
        """One for a part of the work, which has learnt nothing of its own yet."""
        return Filling(self.output.apart(), self.memory.apart(), self._own)

    def learnt(self) -> Learnt:
        """What came of it."""
        output = self.output
        return Learnt(frozenset(output.paths), output.changed, self.memory.new, tuple(self.unexpected), self.searched)

    def learn(self, of: Learnt) -> None:
        """Take over what came of a part of the work."""
        self.output.paths |= of.paths
        self.output.changed += of.changed
        self.unexpected += of.unexpected
        self.searched |= of.searched
        self.memory.learn(of.known)
        for path in of.known.rows:
            if path in of.known.facts:
                self.book.add(path, of.known.facts[path])
            elif path.endswith(".html"):
                self.book.keep(path)

    def put(self, making: Making) -> None:
        """Put one file there, unless the gate holds it back."""
        if self.memory.kept(making.path, making.key):
            self.keep(making.path)
            return
        data = making.make()
        if making.key:
            self._tidy()
        if not making.key and self.memory.same(making.path, hashlib.sha256(data).hexdigest()):
            self.keep(making.path)
            return
        found = list(held_back([(making.path, data)], self._own, policy_of))
        self.unexpected += found
        if not found:
            self.output.put(making.path, data)
            facts = facts_in(making.path, data.decode()) if making.path.endswith(".html") else None
            self.memory.note(making.path, making.key, data, facts)
            self._known(making.path)
            if facts is not None:
                self.book.add(making.path, facts)

    def _tidy(self) -> None:
        """Let go of what rendering leaves behind in circles, where the process does not look for such by itself."""
        self._made += 1
        if self._made % _TIDIED_AFTER == 0 and not gc.isenabled():
            gc.collect(0)

    def keep(self, path: str) -> None:
        """Leave a file as an earlier build left it."""
        self.output.leave(path)
        self._known(path)
        if path.endswith(".html"):
            self.book.keep(path)

    def _known(self, path: str) -> None:
        row = self.memory.now(path)
        if row is not None and row.searched:
            self.searched[path] = row.searched

    def broken(self) -> Iterator[Broken]:
        """
        The links that lead nowhere.

        Where every link led somewhere last time, and everything that could be led to is there still, only the pages
        that were made now can have any that does not.
        """
        return self.book.broken(self.output.paths, only_new=self.memory.was_sound and not self._is_less())

    def _is_less(self) -> bool:
        """Whether there is any place less than last time."""
        if not self.memory.rows.keys() <= self.output.paths:
            return True
        return any(
            (before := self.memory.facts_before(page)) is None or not before.ids <= self.memory.facts(page).ids
            for page in self.book.made
            if page in self.memory.rows
        )
