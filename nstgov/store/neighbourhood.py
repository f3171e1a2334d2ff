"""
Which records a change can bear upon: what is read to judge it, while all else stays unread (M13).

A change that only adds acts is judged by the records that it touches and those that these rest on. All circles,
elections, ground rules and settings are read in any case: who sits where follows from all of them together. Of
proposals, with their objections and decisions, those are read that the change adds to, and all that name one another
with these. Where a circle's act is added, those are read too that have anything of its day or later: nothing earlier
follows from it.

Whatever else a change does, it is judged by the whole record. There is one judge: the same rules go over fewer
records, and find the same (tests/properties/test_part_and_whole.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from nstgov.records import circles, companions, ground_rules, proposals, regions
from nstgov.records.layout import match_path
from nstgov.records.record import Outside, Record
from nstgov.records.record_days import day_of
from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.git import GitEntry
from nstgov.store.tree import StoredFile, make_stored_file

ReadContents = Callable[[Sequence[GitEntry]], Iterator[bytes]]
"""The contents of plain files, one after the other."""

_PLAIN_PATH = re.compile(r"[a-z0-9-]+(?:[./][a-z0-9-]+)*")
"""Paths that every system takes for themselves: where another one stands, it may be taken for one of these."""
_KEY = rb"""(?:^|[\s{,"'])(?:%s)["']?\s*:"""
_REFERS = re.compile(_KEY % rb"renews|replaces|ends|goes_on_in|decision" + rb"|^\s*\?\s|\\", re.MULTILINE)
"""A key by which a file names another proposal or decision, or any sign with which one can be written otherwise."""
_REFERRING = re.compile(r"proposals/[^/]+/(?:v[0-9]+|closed)\.yml|.*\.withheld\.yml")
"""The files that may name another proposal or decision."""
_CHAINED = frozenset({"decision", "proposal"})
_IS_DAY = rb"""\s*["']?([0-9]{4}-[0-9]{2}-[0-9]{2})"""
_DAY = re.compile(_KEY % rb"submitted|decided|raised|opened|held|date" + _IS_DAY, re.MULTILINE)
_DAY_IN_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATED_WITHIN = re.compile(r".*/(?:v[0-9]+|idea|closed|decision|ended|[^/]*\.(?:void|disputed))\.yml")
"""The files whose day stands in their text; those of others in their names, or they stand beside one of these."""

_OF_CIRCLES = frozenset(
    {"circle", "joins", "leaves", "away", "back", "changes", "takes-in", "asks", "closes", "election", "idea", "with",
     "objection", "test", "resolution", "review", "ended"}
)  # fmt: skip
"""The acts of circles, and around elections, from which nothing follows for what was before their day."""
_OF_PROPOSALS = frozenset(
    {"idea", "with", "version", "round", "commitments", "answer", "closed", "objection", "test", "resolution",
     "decision", "review", "ended", "translation", "disputed", "correction", "signature", "confirmation"}
)  # fmt: skip
"""The acts beside a proposal or decision, which bear upon it and upon what names it."""


class UnclearReach(Exception):
    """What a change bears upon cannot be told without reading everything; the message says why."""


class Neighbourhood(NamedTuple):
    """
    What a change is judged by: the files read, of the base and of the change, and how many others there are.

    `beside` are the paths that are read only for what they say of others, and are not judged themselves.
    """

    landed: tuple[StoredFile, ...]
    added: tuple[StoredFile, ...]
    beside: frozenset[str]
    left_out: int


def find_neighbourhood(
    landed: Sequence[GitEntry],
    added: Sequence[GitEntry],
    read_contents: ReadContents,
    known: dict[StoredFile, ParsedFile],
) -> Neighbourhood:
    """
    What a change that adds some files to what has landed is judged by. Raises UnclearReach where that is everything.

    Both are the files of records; `known` takes in what was read of each.
    """
    return _Search(landed, added, read_contents, known).find_neighbourhood()


class _Search:
    """
    One search: what lies in which folder, and what has been read of it.

    `folders` are the files by the id of a proposal or decision; those around elections belong to the circles, and are
    among the `standing`, which are read in any case.
    """

    def __init__(
        self,
        landed: Sequence[GitEntry],
        added: Sequence[GitEntry],
        read_contents: ReadContents,
        known: dict[StoredFile, ParsedFile],
    ) -> None:
        self.read_contents, self.known = read_contents, known
        self.added = {entry.path for entry in added}
        self.entries = {entry.path: entry for entry in chain(landed, added)}
        if not all(map(_PLAIN_PATH.fullmatch, self.entries)):
            raise UnclearReach("a name that another system would take for another one")
        self.parsed: dict[str, ParsedFile] = {}
        self.stored: dict[str, StoredFile] = {}
        self.folders: dict[str, list[str]] = defaultdict(list)
        self.standing: list[str] = []
        elections = {path.split("/", 2)[1] for path in self.entries if path.endswith("/election.yml")}
        for path in self.entries:
            root, _, rest = path.partition("/")
            id_ = rest.partition("/")[0]
            if root in ("proposals", "decisions") and id_ not in elections:
                self.folders[id_].append(path)
            else:
                self.standing.append(path)

    def find_neighbourhood(self) -> Neighbourhood:
        self._read_files((*self.standing, *sorted(self.added)))
        for path in self.standing:
            _require_clear_standing(self.parsed[path].record)
        of_circles = self.added.intersection(self.standing)
        self._require_clear_change(of_circles)
        seeds = {path.split("/", 2)[1] for path in self.added - of_circles}
        if of_circles:
            seeds |= self._find_folders_since(of_circles)
        links = self._collect_links()
        touched = _find_connected(links, seeds)
        named = {id_ for path in self.standing for id_ in _yield_chained(self.parsed[path])}
        paths = {path for id_ in touched | _find_connected(links, named) for path in self.folders.get(id_, ())}
        self._read_files(sorted(paths))
        self._require_same_ground_rules(touched)
        beside = self._find_confirmed() - paths
        self._read_files(sorted(beside))
        return self._gather(paths | beside | {*self.standing}, beside)

    def _gather(self, paths: Iterable[str], beside: Iterable[str]) -> Neighbourhood:
        files = [self.stored[path] for path in sorted(paths)]
        return Neighbourhood(
            tuple(file for file in files if file.path not in self.added),
            tuple(file for file in files if file.path in self.added),
            frozenset(beside),
            len(self.entries) - len(files),
        )

    def _read_files(self, paths: Iterable[str]) -> None:
        wanted = [self.entries[path] for path in paths if path not in self.stored]
        contents = self.read_contents([entry for entry in wanted if entry.mode.startswith("10")])
        for entry in wanted:
            file = make_stored_file(entry, next(contents) if entry.mode.startswith("10") else b"")
            self.stored[file.path] = file
            self.parsed[file.path] = self.known.get(file) or self.known.setdefault(file, read_file(file))

    def _require_clear_change(self, of_circles: Container[str]) -> None:
        """Raises UnclearReach where the change does more than add plain acts whose reach is known."""
        for path in self.added:
            place, one = match_path(path), self.parsed[path]
            if place is None or one.record is None or one.misfits:
                raise UnclearReach(f"what is at fault in {path}")
            kinds = _OF_CIRCLES if path in of_circles else _OF_PROPOSALS
            if place[0].name not in kinds and not self._stands_beside_added(one.record):
                raise UnclearReach(f"a record of the kind {place[0].name}")
            if path not in of_circles and _has_outside_author(one.record):
                raise UnclearReach("the name of somebody outside every circle")

    def _stands_beside_added(self, record: Record) -> bool:
        """Whether it is the proof of something that lands with it."""
        is_proof = isinstance(record, companions.Signature | companions.Confirmation)
        return is_proof and getattr(record, "beside", None) in self.added

    def _collect_links(self) -> dict[str, set[str]]:
        """By id, the proposals and decisions that it names or that name it."""
        asked = [path for paths in self.folders.values() for path in paths if _REFERRING.fullmatch(path)]
        links: dict[str, set[str]] = defaultdict(set)
        for path in self._find_matching(asked, lambda data: _REFERS.search(data) is not None):
            id_ = path.split("/", 2)[1]
            for other in _yield_chained(self.parsed[path]):
                links[id_].add(other)
                links[other].add(id_)
        return links

    def _find_matching(self, paths: Iterable[str], is_wanted: Callable[[bytes], bool]) -> list[str]:
        """The files whose contents are wanted; these are read."""
        asked = [self.entries[path] for path in paths]
        plain = [entry for entry in asked if entry.mode.startswith("10")]
        contents = self.read_contents(plain)
        found = [entry.path for entry, data in zip(plain, contents, strict=True) if is_wanted(data)]
        self._read_files(found)
        return found

    def _find_folders_since(self, acts: Iterable[str]) -> set[str]:
        """
        The proposals and decisions on which acts of circles may bear: with anything of their first day or later.

        Those that name somebody or some circle which begins with them, or people outside every circle, whose names are
        held against those of newcomers, are among them too.
        """
        made = [record for path in acts if (record := self.parsed[path].record)]
        first = min((day for one in made if (day := day_of(one))), default=date.min).isoformat()
        new = [word.encode() for one in made for word in _yield_begun(one)]
        marks = re.compile(b"|".join(map(re.escape, (*new, b"outside")))) if new else None
        found = {id_ for id_, paths in self.folders.items() if any(_tells_day_since(path, first) for path in paths)}
        asked = [path for id_, paths in self.folders.items() if id_ not in found for path in paths]
        plain = [self.entries[path] for path in asked if self.entries[path].mode.startswith("10")]
        for entry, data in zip(plain, self.read_contents(plain), strict=True):
            is_late = _DATED_WITHIN.fullmatch(entry.path) and not _is_all_before(data, first)
            if is_late or (marks and (marks.search(data) or any(m.decode() in entry.path for m in new))):
                found.add(entry.path.split("/", 2)[1])
        return found

    def _require_same_ground_rules(self, touched: Iterable[str]) -> None:
        """Raises UnclearReach where what the change touches carries an edition of the ground rules."""
        adopting = {
            record.adopted_by
            for path in self.standing
            if isinstance(record := self.parsed[path].record, ground_rules.GroundRules)
        }
        for id_ in touched:
            versions = (self.parsed[path].record for path in self.folders.get(id_, ()))
            if id_ in adopting or any(isinstance(one, proposals.Version) and one.edition for one in versions):
                raise UnclearReach("an edition of the ground rules")

    def _find_confirmed(self) -> set[str]:
        """Every confirmation, which tells whose an account is, and the record beside which it stands."""
        said = {path for path in self.entries if path.endswith(".confirmation.yml")}
        beside = {f"{path.removesuffix('.confirmation.yml').rpartition('.')[0]}" for path in said}
        return said | (beside & self.entries.keys())


def _require_clear_standing(record: Record | None) -> None:
    """Raises UnclearReach where a record about circles rests on, or bears upon, decisions of all times."""
    if isinstance(record, companions.Void):
        raise UnclearReach("a record about circles that is taken out of count")
    if isinstance(record, regions.Region):
        raise UnclearReach("regions that have joined")
    if isinstance(record, circles.PersonChange) and record.compromised:
        raise UnclearReach("a key that was given up as unsafe")


def _has_outside_author(record: Record) -> bool:
    authors = record.by if isinstance(record, proposals.Idea) else getattr(record, "authors", ())
    return any(isinstance(author, Outside) for author in authors)


def _yield_chained(one: ParsedFile) -> Iterator[str]:
    """The proposals and decisions that a file names."""
    return (thing.name for thing in one.mentions if not _CHAINED.isdisjoint(thing.to))


def _yield_begun(record: Record) -> Iterator[str]:
    """The ids that begin with an act: those of a circle and of people."""
    if isinstance(record, circles.Circle):
        yield record.circle
        yield from record.members
    elif isinstance(record, circles.Joins):
        yield record.person


def _find_connected(links: Mapping[str, Iterable[str]], seeds: Iterable[str]) -> set[str]:
    """The ids that are named, or name, from one to the next, beginning with some."""
    found: set[str] = set()
    left = [*seeds]
    while left:
        id_ = left.pop()
        if id_ not in found:
            found.add(id_)
            left.extend(links.get(id_, ()))
    return found


def _tells_day_since(path: str, first: str) -> bool:
    return any(day >= first for day in _DAY_IN_NAME.findall(path))


def _is_all_before(data: bytes, first: str) -> bool:
    """Whether the days of a file's acts are plainly written, and all before another one."""
    days = _DAY.findall(data)
    return bool(days) and all(day.decode() < first for day in days)
