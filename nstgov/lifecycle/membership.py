"""
Who is a member of which circle on which day (M1, M10, M11).

Members are founders and joiners who have not left, and everyone whom a circle below sends by an election in force.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.ascent import MembershipBuilder
from nstgov.lifecycle.spans import Span, derive_once
from nstgov.lifecycle.stays import Link, ParentNaming, Stay, joined_stays, span_of_circle
from nstgov.lifecycle.unsure import Doubt
from nstgov.records import Movement


class Membership(NamedTuple):
    """
    Stays and links of all circles.

    `links` are by child. `unsure` holds the people whose membership in a circle rests on a faulty record, `clouded`
    the circles of which nothing can be said, each with the path of that record; rules about it are silent there.
    """

    stays: dict[str, tuple[Stay, ...]]
    links: dict[str, tuple[Link, ...]]
    waiting: dict[str, tuple[ParentNaming, ...]]
    unreliable_circles: dict[str, str]
    unreliable_people: dict[str, dict[str, Doubt]]


@derive_once
def compute_membership(movement: Movement) -> Membership:
    """Stays and links of all circles, worked out from the lowest upwards."""
    ascent = MembershipBuilder(movement)
    return Membership(
        ascent.stays,
        ascent.collect_links(),
        ascent.collect_waiting(),
        ascent.unreliable_circles,
        {circle: people for circle, people in ascent.unreliable_people.items() if people},
    )


@derive_once
def sent_on(movement: Movement, circle: str, day: date) -> dict[str, tuple[Stay, ...]]:
    """Whom the circles below send to a circle on a day, by the circle that sends them."""
    found: dict[str, tuple[Stay, ...]] = {}
    for stay in compute_membership(movement).stays.get(circle, ()):
        if stay.via is not None and stay.span.has_day(day):
            found[stay.via] = (*found.get(stay.via, ()), stay)
    return found


def stretches_of(movement: Movement, circle: str, person: str) -> tuple[Span, ...]:
    """The times without a gap in which somebody is a member of a circle, in whichever way."""
    return _stretches(movement, circle).get(person, ())


@derive_once
def _stretches(movement: Movement, circle: str) -> dict[str, tuple[Span, ...]]:
    joined = joined_stays(compute_membership(movement).stays.get(circle, ()))
    return {person: tuple(spans) for person, spans in joined.items()}


@derive_once
def _find_members(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    found: dict[str, Stay] = {}
    for stay in compute_membership(movement).stays.get(circle, ()):
        if stay.span.has_day(day) and (stay.person not in found or stay.via is None):
            found[stay.person] = stay
    return dict(sorted(found.items()))


def members_on(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    """The members of a circle on a day: person to stay, in the order of their ids. None of a circle not on record."""
    return _find_members(movement, circle, day)


def is_membership_clear(movement: Movement, circle: str) -> bool:
    """Whether membership of a circle rests on sound records only, so that rules about it may speak."""
    known = compute_membership(movement)
    return circle in known.stays and circle not in known.unreliable_circles and not known.unreliable_people.get(circle)


def is_open(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle has begun and has not closed on a day."""
    folder = movement.circles.get(circle)
    return folder is not None and span_of_circle(folder).has_day(day)
