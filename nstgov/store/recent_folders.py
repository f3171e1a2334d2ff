"""
What acts of circles may bear upon: whatever has anything of their day or later, or names who begins with them (M13).

Nothing follows from an act for what was before its day, unless that had been at fault for naming what only comes now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from nstgov.records import circles
from nstgov.records.record import Record
from nstgov.records.record_days import day_of
from nstgov.store.record_listing import RecordListing, UnclearReach

_DAY = re.compile(rb"""(?:submitted|decided|raised|opened|held|date)["']?\s*:\s*["']?([0-9]{4}-[0-9]{2}-[0-9]{2})""")
_DAY_IN_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATED_WITHIN = re.compile(r".*/(?:v[0-9]+|idea|closed|decision|ended|[^/]*\.(?:void|disputed))\.yml")
"""The files whose day stands in their text; those of others in their names, or they stand beside one of these."""
_MOST_NEW = 50
"""So many ids may begin with a change; each is looked for in every file."""


class RecentFolders(NamedTuple):
    """
    The proposals and decisions on which acts of circles may bear, by their ids.

    `of_its_day` have anything of their first day or later. `naming` are others that name somebody or some circle which
    begins with them, or people outside every circle, whose names are held against those of newcomers.
    """

    of_its_day: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()


def find_folders_since(
    listing: RecordListing, folders: Mapping[str, Iterable[str]], acts: Iterable[str]
) -> RecentFolders:
    """What acts of circles may bear upon. Raises UnclearReach where too much begins with them."""
    made = [record for path in acts if (record := listing.parsed[path].record)]
    first = min((day for one in made if (day := day_of(one))), default=date.min).isoformat()
    new = [word for one in made for word in _yield_begun(one)]
    if len(new) > _MOST_NEW:
        raise UnclearReach("more newcomers than one circle holds")
    marks = re.compile("|".join(map(re.escape, (*new, "outside"))).encode()) if new else None
    late = {id_ for id_, paths in folders.items() if any(_tells_day_since(path, first) for path in paths)}
    naming = {id_ for id_, paths in folders.items() if any(word in path for path in paths for word in new)}
    asked = (path for id_, paths in folders.items() if id_ not in late for path in paths)

    def is_late(path: str, data: bytes) -> bool:
        return bool(_DATED_WITHIN.fullmatch(path) and not _is_all_before(data, first))

    found = listing.read_matching(asked, lambda path, data: is_late(path, data) or bool(marks and marks.search(data)))
    late.update(path.split("/", 2)[1] for path in found if is_late(path, listing.stored[path].data))
    naming.update(path.split("/", 2)[1] for path in found)
    return RecentFolders(frozenset(late), frozenset(naming - late))


def _yield_begun(record: Record) -> Iterator[str]:
    """The ids that begin with an act: those of a circle and of people."""
    if isinstance(record, circles.Circle):
        yield record.circle
        yield from record.members
    elif isinstance(record, circles.Joins):
        yield record.person


def _tells_day_since(path: str, first: str) -> bool:
    return any(day >= first for day in _DAY_IN_NAME.findall(path))


def _is_all_before(data: bytes, first: str) -> bool:
    """Whether the days of a file's acts are plainly written, and all before another one."""
    days = _DAY.findall(data)
    return bool(days) and all(day.decode() < first for day in days)


def require_unnamed_before(listing: RecordListing, standing: Iterable[str], acts: Iterable[str]) -> None:
    """
    Raises UnclearReach where what had landed names a circle or somebody who only begins now.

    It was at fault until then, and nobody could know what rests on it, on any day.
    """
    begun = {name for path in acts for name in _yield_introduced(listing.parsed[path].record)}
    for path in standing if begun else ():
        if path not in listing.added and any(thing.name in begun for thing in listing.parsed[path].mentions):
            raise UnclearReach("what was named before it began")


def _yield_introduced(record: Record | None) -> Iterator[str]:
    """The ids that nobody had before an act: of a circle, and of people with their names."""
    if isinstance(record, circles.Circle):
        yield record.circle
        yield from (person for person, who in record.members.items() if who.name)
    elif isinstance(record, circles.Joins) and record.name:
        yield record.person
