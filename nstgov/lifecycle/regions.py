"""
Regions as they are seen from here: whom they send, from which day to which (M8, M10, M11).

A region's top circle stands below the circle that it joins as any circle stands below its parent. Who sits there for it
is what its newest snapshot says: a snapshot holds from its own day on until the next one, so that a later one changes
nothing of what was true before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.days import OPEN, Span, day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.stays import Link, Stay
from nstgov.records import BETWEEN, Movement, RegionFolder, RegionSnapshot, split_far_id


def span_of_region(movement: Movement, folder: RegionFolder) -> Span:
    """From the day a region joins to its last day in the circle that it joined; a leaving not read ends nothing."""
    leaves = folder.leaves
    is_said = leaves is not None and movement.is_sound(leaves, "date") and movement.is_counted(leaves)
    last = leaves.date if leaves and is_said else OPEN
    return Span(folder.region.since, last)


def find_region(movement: Movement, name: str) -> RegionFolder | None:
    """The region that an id of another repository begins with; None for an id of this one, or of no region here."""
    return movement.regions.get(split_far_id(name)[0]) if BETWEEN in name else None


def far_circle_of(movement: Movement, name: str) -> str | None:
    """
    The top circle of the region to which a circle of another repository belongs, by the id it has here.

    That is as far as this record can tell; how the circle takes part in its own region, the region's record tells.
    """
    folder = find_region(movement, name)
    return folder.region.far_circle if folder else None


def is_region_there(movement: Movement, name: str, day: date) -> bool:
    """Whether a circle of another repository belongs to a region that has joined, and not left, by a day."""
    folder = find_region(movement, name)
    return folder is not None and movement.is_counted(folder.region) and span_of_region(movement, folder).has_day(day)


@derive_once
def regions_by_circle(movement: Movement) -> dict[str, tuple[RegionFolder, ...]]:
    """By circle, the regions that ever joined it, by their ids; without those of which that cannot be read or known."""
    found: dict[str, list[RegionFolder]] = defaultdict(list)
    for _, folder in sorted(movement.regions.items()):
        if movement.is_sound(folder.region, "circle", "joins", "since") and movement.is_counted(folder.region):
            found[folder.region.joins].append(folder)
    return {circle: tuple(folders) for circle, folders in found.items()}


def list_region_links(movement: Movement, circle: str, whole: Span) -> list[Link]:
    """The ties of regions to a circle, which is open for the span given."""
    links = (
        Link(folder.region.far_circle, circle, span_of_region(movement, folder).clip_to(whole))
        for folder in regions_by_circle(movement).get(circle, ())
    )
    return [link for link in links if not link.span.is_empty()]


def list_region_stays(movement: Movement, circle: str, whole: Span) -> list[Stay]:
    """The stays in a circle of those whom regions send, each by the path of the snapshot that names them."""
    return [
        Stay(seat.person, both, folder.region.far_circle, seat.snapshot.file)
        for folder in regions_by_circle(movement).get(circle, ())
        for seat in list_seats(movement, folder)
        if not (both := seat.span.clip_to(whole)).is_empty()
    ]


class RegionSeat(NamedTuple):
    """Somebody whom a region sends, as one snapshot says, for as long as that one holds."""

    person: str
    span: Span
    snapshot: RegionSnapshot
    until: date


def list_seats(movement: Movement, folder: RegionFolder) -> tuple[RegionSeat, ...]:
    """Every seat that the snapshots of a region give, in their order."""
    return tuple(_yield_seats(movement, folder))


def _yield_seats(movement: Movement, folder: RegionFolder) -> Iterator[RegionSeat]:
    whole = span_of_region(movement, folder)
    read = (seen for seen in folder.snapshots if movement.is_sound(seen, "date", "representatives"))
    sound = [seen for seen in read if movement.is_counted(seen)] if movement.is_counted(folder.region) else []
    for at, seen in enumerate(sound):
        holds = Span(seen.date, day_before(sound[at + 1].date) if at + 1 < len(sound) else OPEN).clip_to(whole)
        for who in seen.representatives:
            span = holds.clip_to(Span(who.from_, who.until))
            if not span.is_empty():
                yield RegionSeat(f"{folder.id}{BETWEEN}{who.person}", span, seen, who.until)


def find_last_seat(movement: Movement, folder: RegionFolder, day: date) -> RegionSeat | None:
    """The seat of a region that ended last before a day; None where nobody ever sat there for it by then."""
    before = (seat for seat in list_seats(movement, folder) if seat.span.last < day)
    return max(before, key=lambda seat: (seat.span.last, seat.person), default=None)


def find_unread_snapshots(movement: Movement) -> dict[str, str]:
    """By circle, a record of a region at fault, for which nobody can know who sits in that circle."""
    found: dict[str, str] = {}
    for circle, folders in regions_by_circle(movement).items():
        for folder in folders:
            records = (*folder.snapshots, *((folder.leaves,) if folder.leaves else ()))
            unread = (one for one in records if not movement.is_sound(one, "date", "representatives"))
            if (record := next(unread, None)) is not None:
                found.setdefault(circle, record.file)
    return found
