"""To which circles a person belongs on a day, and whether that is known (M2, M9, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain

from nstgov.lifecycle.circle_states import children_of, yield_circles_above
from nstgov.lifecycle.days import Span
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.doubted_seats import doubt_of, is_clear_on
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.stays import Stay, find_misplaced_circles
from nstgov.records import Movement


@derive_once
def _collect_stays_of_people(movement: Movement) -> dict[str, tuple[tuple[str, Stay], ...]]:
    """By person, each circle and stay of theirs, in the order of the days."""
    found: dict[str, list[tuple[str, Stay]]] = defaultdict(list)
    for circle, stays in compute_membership(movement).stays.items():
        for stay in stays:
            found[stay.person].append((circle, stay))
    return {
        person: tuple(sorted(theirs, key=lambda one: (one[1].span.first, one[0]))) for person, theirs in found.items()
    }


def collect_several(movement: Movement, people: AbstractSet[str], when: Span) -> dict[str, list[tuple[str, Stay]]]:
    """
    By person, each circle and stay of those of some people who may be in more than one circle in a stretch of days.

    Everybody else is a member where they are at home then, and nowhere else. Of what was left unread nothing is told.
    """
    known, found = compute_membership(movement), dict[str, list[tuple[str, Stay]]]()
    begin, end = when
    for circle, stays in known.sent.items() if people else ():
        for stay in stays:
            first, last = stay.span
            if first <= end and begin <= last and stay.person in people:
                found.setdefault(stay.person, []).append((circle, stay))
    further = movement.further_circles
    for person in found.keys() | (further.keys() & people):
        theirs = found.setdefault(person, [])
        home = movement.people.get(person)
        for circle in (*further.get(person, ()), *((home.home,) if home else ())):
            for stay in known.stays.get(circle, ()) if circle not in movement.unread else ():
                if stay.person == person and stay.via is None:
                    theirs.append((circle, stay))
    return found


def circles_of(movement: Movement, person: str, day: date) -> tuple[str, ...]:
    """The circles of which somebody is a member on a day, those included to which they are sent."""
    stays = _collect_stays_of_people(movement).get(person, ())
    return tuple(dict.fromkeys(circle for circle, stay in stays if stay.span.has_day(day)))


def first_day_in_a_circle(movement: Movement, person: str) -> date | None:
    """The first day on which somebody was a member of any circle; None of somebody who never was."""
    stays = _collect_stays_of_people(movement).get(person, ())
    return stays[0][1].span.first if stays else None


def is_belonging_clear(movement: Movement, person: str) -> bool:
    """Whether it is known to which circles somebody belongs: none of the records it rests on is faulty."""
    home = movement.people.get(person)
    if home is None:
        return False
    known = compute_membership(movement)
    theirs = {home.home, *(circle for circle, _ in _collect_stays_of_people(movement).get(person, ()))}
    return theirs.isdisjoint(known.unreliable_circles) and person not in _collect_unreliable_people(movement)


@derive_once
def _collect_unreliable_people(movement: Movement) -> frozenset[str]:
    return frozenset().union(*compute_membership(movement).unreliable_people.values())


def is_way_clear(movement: Movement, circle: str, day: date) -> bool:
    """Whether the ways up from a circle rest on sound records: no parent is misnamed, no membership in doubt."""
    return is_clear_on(movement, circle, day) and circle not in _find_unclear_ways(movement, day)


def doubt_on_way(movement: Movement, circle: str, day: date) -> str | None:
    """The record at fault, by its path, for which the way up from a circle is not known on a day; None where it is."""
    misplaced = find_misplaced_circles(movement)
    for at in chain((circle,), yield_circles_above(movement, circle, day)):
        if (found := misplaced.get(at) or doubt_of(movement, at, day)) is not None:
            return found
    return None


@derive_once
def _find_unclear_ways(movement: Movement, day: date) -> frozenset[str]:
    """The circles of which nothing sure can be said, and all below them on a day."""
    known = compute_membership(movement)
    doubted = (
        circle
        for circle, people in known.unreliable_people.items()
        if any(doubt.since <= day for doubt in people.values())
    )
    found = {*known.unreliable_circles, *find_misplaced_circles(movement), *doubted}
    left = list(found)
    while left:
        for child in children_of(movement, left.pop(), day):
            if child not in found:
                found.add(child)
                left.append(child)
    return frozenset(found)
