"""
Who is a member of which circle on which day (M1, M10, M11).

Members are founders and joiners who have not left, and everyone whom a circle below sends by an election in force.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.days import Span, day_before
from nstgov.lifecycle.derived import answers_question, derive_once, is_answered
from nstgov.lifecycle.late_questions import elections_without_effect, times_of_members, times_of_membership
from nstgov.lifecycle.membership_builder import MembershipBuilder
from nstgov.lifecycle.regions import is_region_there
from nstgov.lifecycle.stays import Doubt, Link, ParentNaming, Stay, joined_stays, span_of_circle
from nstgov.records import Movement, PartlyRead


class Membership(NamedTuple):
    """
    Stays and links of all circles.

    `sent` are those of the stays in a circle by which it hears another one, of all circles that were ever named as a
    parent or joined by a region; `links` are by child. `unreliable_people` are those whose membership in a circle rests
    on a faulty record, `unreliable_circles` those of which nothing can be said, each with the path of that record;
    rules about it are silent there.
    """

    stays: dict[str, tuple[Stay, ...]]
    sent: dict[str, tuple[Stay, ...]]
    links: dict[str, tuple[Link, ...]]
    waiting: dict[str, tuple[ParentNaming, ...]]
    unreliable_circles: dict[str, str]
    unreliable_people: dict[str, dict[str, Doubt]]


@derive_once
def compute_membership(movement: Movement) -> Membership:
    """Stays and links of all circles, worked out from the lowest upwards."""
    elections_without_effect(movement)
    if is_answered(movement, compute_membership):  # which elections are valid was worked out with who sits where
        return compute_membership(movement)
    ascent = MembershipBuilder(movement)
    stays, sent, links, waiting = ascent.stays, ascent.sent, ascent.collect_links(), ascent.collect_waiting()
    if movement.unread:
        # the parent tells from when on a circle is linked to it
        apart = movement.unread | _list_namers(ascent, movement.unread)
        stays, sent = PartlyRead(stays, movement.unread), PartlyRead(sent, movement.unread)
        links, waiting = PartlyRead(links, apart), PartlyRead(waiting, apart)
    return Membership(
        stays,
        sent,
        links,
        waiting,
        ascent.unreliable_circles,
        {circle: people for circle, people in ascent.unreliable_people.items() if people},
    )


def _list_namers(ascent: MembershipBuilder, parents: frozenset[str]) -> set[str]:
    """The circles that ever named one of these as their parent."""
    return {naming.child for parent in ascent.namers.keys() & parents for naming in ascent.namers[parent]}


@derive_once
def sent_on(movement: Movement, circle: str, day: date) -> dict[str, tuple[Stay, ...]]:
    """Whom the circles below send to a circle on a day, by the circle that sends them."""
    found: dict[str, tuple[Stay, ...]] = {}
    for stay in compute_membership(movement).sent.get(circle, ()):
        if stay.via is not None and stay.span.has_day(day):
            found[stay.via] = (*found.get(stay.via, ()), stay)
    return found


@answers_question(times_of_members)
def collect_stretches(movement: Movement, circle: str, people: Container[str]) -> Mapping[str, Sequence[Span]]:
    """By person, of some people, the times without a gap in which they are a member of a circle, in whichever way."""
    return joined_stays([stay for stay in compute_membership(movement).stays.get(circle, ()) if stay.person in people])


@answers_question(times_of_membership)
def stretches_of(movement: Movement, circle: str, person: str) -> tuple[Span, ...]:
    """The times without a gap in which somebody is a member of a circle, in whichever way."""
    return _collect_all_stretches(movement, circle).get(person, ())


@derive_once
def _collect_all_stretches(movement: Movement, circle: str) -> dict[str, tuple[Span, ...]]:
    joined = joined_stays(compute_membership(movement).stays.get(circle, ()))
    return {person: tuple(spans) for person, spans in joined.items()}


class Attendance(NamedTuple):
    """
    The members of a circle on a day, person to stay, in the order of their ids; and whether nobody came or went.

    `is_still`: no stay in it begins or ends on that day, or ended on the day before.
    """

    members: dict[str, Stay]
    is_still: bool


@derive_once
def attendance_on(movement: Movement, circle: str, day: date) -> Attendance:
    """Who is a member of a circle on a day, and whether that is as it was before and stays so."""
    found: dict[str, Stay] = {}
    yesterday, is_still, is_here = day_before(day), True, False
    known: Span | None = None
    for stay in compute_membership(movement).stays.get(circle, ()):
        person, span, via, _ = stay
        if span is not known:  # those who began together share one
            first, last = known = span
            is_here = first <= day <= last
            is_still = is_still and not (first == day or last in (day, yesterday))
        if is_here and (via is None or person not in found):
            found[person] = stay
    return Attendance({person: found[person] for person in sorted(found)}, is_still)


def members_on(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    """The members of a circle on a day: person to stay, in the order of their ids. None of a circle not on record."""
    return attendance_on(movement, circle, day).members


def is_membership_clear(movement: Movement, circle: str) -> bool:
    """Whether membership of a circle rests on sound records only, so that rules about it may speak."""
    known = compute_membership(movement)
    return circle in known.stays and circle not in known.unreliable_circles and not known.unreliable_people.get(circle)


def is_open(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle has begun and has not closed on a day."""
    folder = movement.circles.get(circle)
    if folder is None:
        return is_region_there(movement, circle, day)
    return folder.founding.opened <= day and (not folder.acts or day <= span_of_circle(folder).last)
