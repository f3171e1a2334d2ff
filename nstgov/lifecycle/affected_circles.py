"""Which circles a version affects, and where those meet (M8, M9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.lifecycle.answering_circles import circles_answering, continued_in
from nstgov.lifecycle.circle_states import find_way_ends, parent_on, yield_circles_above
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import compute_membership, is_open, members_on
from nstgov.lifecycle.regions import far_circle_of
from nstgov.records import Movement, Version


def affected_by(movement: Movement, version: Version) -> tuple[str, ...]:
    """
    The circles a version affects: those it names, and those that answer for what it would change or were affected then.

    In the place of one that has closed by the day it was submitted stand those that follow it.
    """
    return _affected_by(movement, version.proposal, version.number)


@derive_once
def _affected_by(movement: Movement, proposal: str, number: int) -> tuple[str, ...]:
    version = movement.proposals[proposal].versions[number]
    day = version.submitted
    named = list(version.affects)
    found: dict[str, None] = {}
    for id_ in (*version.renews, *version.replaces, *version.ends):
        folder = movement.decisions.get(id_)
        if folder and folder.decision:
            found.update(dict.fromkeys(circles_answering(movement, folder.decision, day)))
            earlier = version_of(movement, folder.decision)
            named += earlier.affects if earlier else ()
    there = (other for circle in named for other in continued_in(movement, circle, day))
    here = (far_circle_of(movement, circle) or circle for circle in (*there, *found))
    known = compute_membership(movement).stays
    return tuple(circle for circle in dict.fromkeys(here) if circle in known)


def yield_circle_and_above(movement: Movement, circle: str, day: date) -> Iterator[str]:
    """The circles in which a circle takes part on a day: itself and all above it, the nearest first."""
    yield circle
    yield from yield_circles_above(movement, circle, day)


def find_nearest_common(movement: Movement, circles: Iterable[str], day: date) -> str | None:
    """The nearest circle in which all of them take part and which has enough members to decide; None without one."""
    least = ground_rules_on(movement, day).circle_size.least
    distinct = tuple(dict.fromkeys(circles))
    shared: Iterable[str] = yield_circle_and_above(movement, distinct[0], day) if len(distinct) == 1 else ()
    if len(distinct) > 1:
        shared = _find_common_circles(movement, distinct, day)
    return next((c for c in shared if is_open(movement, c, day) and len(members_on(movement, c, day)) >= least), None)


def _find_common_circles(movement: Movement, circles: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The circles in which all of these take part, the nearest first: the way up from the first, where all have met."""
    way = tuple(yield_circle_and_above(movement, circles[0], day))
    ends = find_way_ends(circles, way, lambda circle: parent_on(movement, circle, day))
    meets = {circle: at for at, circle in enumerate(way)}
    met = [meets.get(ends[circle]) for circle in circles]
    return () if None in met else way[max(at for at in met if at is not None) :]


def find_taking_part(movement: Movement, circles: Iterable[str], asked: Iterable[str], day: date) -> frozenset[str]:
    """Those of some circles that are one of those asked on a day, or stand below one; each is passed once."""
    stops = frozenset(asked)
    ends = find_way_ends(circles, stops, lambda circle: parent_on(movement, circle, day))
    return frozenset(circle for circle, end in ends.items() if end in stops)
