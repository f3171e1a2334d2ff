"""
Which records a change can bear upon: what is read to judge it, while all else stays unread (M13).

A change that only adds acts is judged by the records that it touches and those that these rest on. All circles,
elections, ground rules and settings are read: who sits where follows from all of them together. Of proposals, with
their objections and decisions, those are read that the change adds to, and all that name one another with these. Where
a circle's act is added, those are read too that have anything of its day or later: nothing earlier follows from it.
(`circle_neighbourhood` finds less to read still, for what one or a few circles of friends do among themselves.)

Whatever else a change does, it is judged by the whole record. There is one judge: the same rules go over fewer
records, and find the same (tests/properties/test_part_and_whole.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from nstgov.records import circles, companions, ground_rules, proposals
from nstgov.records.layout import match_path
from nstgov.records.record import Outside, Record
from nstgov.store.file_reading import ParsedFile
from nstgov.store.recent_folders import RecentFolders, find_folders_since, require_unnamed_before
from nstgov.store.record_listing import RecordListing, UnclearReach
from nstgov.store.tree import StoredFile

_PLAIN = b"abcdefghijklmnopqrstuvwxyz0123456789-"
_BETWEEN = b"./\0"
_SORTS = bytes(code if code in _PLAIN else ord(".") if code in _BETWEEN else ord("!") for code in range(256))
"""What is asked of a byte in a path: whether it is plain, stands between plain ones, or is another."""
_KEYS = (b"renews", b"replaces", b"goes_on_in")
_ENDS = re.compile(rb"""ends["']?\s*:""")
"""The keys by which a version or a closing names another proposal or decision; one of them is part of many a word."""
_LONG_KEY = re.compile(rb"(?:^|[{,\[])\s*\?\s", re.MULTILINE)
"""Another way to write a key, in which it may stand on a line of its own."""
_REFERRING = re.compile(r"proposals/[^/]+/(?:v[0-9]+|closed)\.yml|.*\.withheld\.yml")
"""The files that may name another proposal or decision."""
_CONFIRMATION = ".confirmation.yml"
_DOUBTING = (".void.yml", ".withheld.yml")
_CHAINED = frozenset({"decision", "proposal"})
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


class Neighbourhood(NamedTuple):
    """
    What a change is judged by: the files read, of the base and of the change.

    `beside` are the paths that are read only for what they say of others, and are not judged themselves; `unread` the
    circles of which nothing was read.
    """

    landed: tuple[StoredFile, ...]
    added: tuple[StoredFile, ...]
    beside: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def find_neighbourhood(listing: RecordListing) -> Neighbourhood:
    """What a change that adds some files is judged by. Raises UnclearReach where that is everything."""
    paths = listing.list_all()
    if listing.added.issuperset(paths):
        raise UnclearReach("a record that begins")
    folders = _sort_by_subject(require_plain(paths))
    listing.read_files((*folders.standing, *sorted(listing.added)))
    for path in folders.standing:
        _require_clear_standing(listing.parsed[path].record)
    of_circles = listing.added.intersection(folders.standing)
    require_clear_change(listing, of_circles)
    require_unnamed_before(listing, folders.standing, of_circles)
    touched_paths = {*listing.added, *listing.altered}
    seeds = {path.split("/", 2)[1] for path in touched_paths.difference(folders.standing)}
    recent = find_folders_since(listing, folders.proposals, of_circles) if of_circles else RecentFolders()
    links = collect_links(listing, (path for files in folders.proposals.values() for path in files))
    touched = _list_connected(folders, links, seeds | recent.of_its_day)
    listing.read_files(touched)
    require_same_ground_rules(listing, folders.standing, touched)
    touched += _list_connected(folders, links, recent.naming)
    named = {id_ for path in folders.standing for id_ in yield_chained(listing.parsed[path])}
    read = {*touched, *_list_connected(folders, links, named), *folders.standing}
    listing.read_files(sorted(read))
    beside = frozenset(_find_confirmed(paths, read) - read)
    listing.read_files(sorted(beside))
    return gather_neighbourhood(listing, read | beside, beside)


class _SubjectFolders(NamedTuple):
    """
    The paths of a record by what they are about.

    `proposals` are those of proposals and decisions, by id; `standing` all others, those around elections among them.
    """

    proposals: Mapping[str, list[str]]
    standing: list[str]


def _sort_by_subject(paths: Iterable[str]) -> _SubjectFolders:
    elections = {path.split("/", 2)[1] for path in paths if path.endswith("/election.yml")}
    found: dict[str, list[str]] = defaultdict(list)
    standing: list[str] = []
    for path in paths:
        root, _, rest = path.partition("/")
        id_ = rest.partition("/")[0]
        if root in ("proposals", "decisions") and id_ not in elections:
            found[id_].append(path)
        else:
            standing.append(path)
    return _SubjectFolders(found, standing)


def _list_connected(folders: _SubjectFolders, links: Mapping[str, Iterable[str]], seeds: Iterable[str]) -> list[str]:
    """The files of proposals and decisions that are named, or name, from one to the next, beginning with some."""
    found: set[str] = set()
    left = [*seeds]
    while left:
        id_ = left.pop()
        if id_ not in found:
            found.add(id_)
            left.extend(links.get(id_, ()))
    return [path for id_ in sorted(found) for path in folders.proposals.get(id_, ())]


def list_plain(listing: RecordListing, *folders: str) -> list[str]:
    """The paths of all files in some folders. Raises UnclearReach where one may be taken for another."""
    return require_plain(listing.list_below(*folders))


def require_plain(paths: list[str]) -> list[str]:
    """Words of small letters, digits and hyphens with one `.` or `/` between them; no system takes one for another."""
    sorts = "\0".join(("", *paths, "")).encode(errors="replace").translate(_SORTS)
    if paths and (b"!" in sorts or b".." in sorts):
        raise UnclearReach("a name that another system would take for another one")
    return paths


def gather_neighbourhood(
    listing: RecordListing,
    paths: Iterable[str],
    beside: frozenset[str] = frozenset(),
    unread: frozenset[str] = frozenset(),
) -> Neighbourhood:
    """What was read at some paths, as a change is judged by it."""
    files = [listing.stored[path] for path in sorted(paths)]
    landed = tuple(file for file in files if file.path not in listing.added)
    added = tuple(file for file in files if file.path in listing.added)
    return Neighbourhood(landed, added, beside, unread)


def require_clear_change(listing: RecordListing, of_circles: Container[str]) -> None:
    """Raises UnclearReach where a change does more than add plain acts whose reach is known; these are read."""
    for path in listing.added:
        place, one = match_path(path), listing.parsed[path]
        if place is None or one.record is None or one.misfits:
            raise UnclearReach(f"what is at fault in {path}")
        kinds = _OF_CIRCLES if path in of_circles else _OF_PROPOSALS
        if place[0].name not in kinds and not _stands_beside_added(listing, one.record):
            raise UnclearReach(f"a record of the kind {place[0].name}")
        if path not in of_circles and _has_outside_author(one.record):
            raise UnclearReach("the name of somebody outside every circle")


def _stands_beside_added(listing: RecordListing, record: Record) -> bool:
    """Whether it is the proof of something that lands with it."""
    is_proof = isinstance(record, companions.Signature | companions.Confirmation)
    return is_proof and getattr(record, "beside", None) in listing.added


def _has_outside_author(record: Record) -> bool:
    authors = record.by if isinstance(record, proposals.Idea) else getattr(record, "authors", ())
    return any(isinstance(author, Outside) for author in authors)


def _require_clear_standing(record: Record | None) -> None:
    """Raises UnclearReach where a record about circles rests on, or bears upon, decisions of all times."""
    if isinstance(record, companions.Void):
        raise UnclearReach("a record about circles that is taken out of count")
    if isinstance(record, circles.PersonChange) and record.compromised:
        raise UnclearReach("a key that was given up as unsafe")


def collect_links(listing: RecordListing, paths: Iterable[str]) -> dict[str, set[str]]:
    """By id, the proposals and decisions that it names or that name it; `paths` are those of all of them."""
    links: dict[str, set[str]] = defaultdict(set)
    for path in listing.read_matching(filter(_REFERRING.fullmatch, paths), _may_refer):
        id_ = path.split("/", 2)[1]
        for other in yield_chained(listing.parsed[path]):
            links[id_].add(other)
            links[other].add(id_)
    return links


def _may_refer(path: str, data: bytes) -> bool:
    """Whether a file may name another proposal or decision, be it with a key that is written in an unusual way."""
    return bool(
        path.endswith(".withheld.yml")
        or any(key in data for key in _KEYS)
        or (b"ends" in data and _ENDS.search(data))
        or b"\\" in data
        or (b"?" in data and _LONG_KEY.search(data))
    )


def yield_chained(one: ParsedFile) -> Iterator[str]:
    """The proposals and decisions that a file names."""
    return (thing.name for thing in one.mentions if not _CHAINED.isdisjoint(thing.to))


def require_same_ground_rules(listing: RecordListing, ground: Iterable[str], touched: Iterable[str]) -> None:
    """Raises UnclearReach where what a change touches carries an edition of the ground rules; all are read."""
    editions = (listing.parsed[path].record for path in ground)
    adopting = {record.adopted_by for record in editions if isinstance(record, ground_rules.GroundRules)}
    for path in touched:
        record = listing.parsed[path].record
        if path.split("/", 2)[1] in adopting or (isinstance(record, proposals.Version) and record.edition):
            raise UnclearReach("an edition of the ground rules")


def _find_confirmed(paths: Collection[str], read: Container[str]) -> set[str]:
    """Every confirmation, which tells whose an account is, and the record beside which it stands."""
    said = list_confirmations(paths, read)
    beside = {path.removesuffix(_CONFIRMATION).rpartition(".")[0] for path in said}
    return {*said, *beside.intersection(paths)}


def list_confirmations(paths: Collection[str], read: Container[str] = ()) -> list[str]:
    """All confirmations among some paths. Raises UnclearReach where it is not `read` that one is taken out of count."""
    doubts = (path for path in paths if f"{_CONFIRMATION}." in path and path.endswith(_DOUBTING))
    if any(path not in read for path in doubts):
        raise UnclearReach("a confirmation that is taken out of count, or withheld")
    return [path for path in paths if path.endswith(_CONFIRMATION)]
