"""Which circles were not heard since all whom they sent were away (M8, M11, M22)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from nstgov.lifecycle.away import away_on, collect_absences, excused_on
from nstgov.lifecycle.circle_states import link_on
from nstgov.lifecycle.days import Span
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.membership import compute_membership, sent_on
from nstgov.lifecycle.stays import Link
from nstgov.lifecycle.voices import find_hearing
from nstgov.records import Decision, Movement


class AbsentSeats(NamedTuple):
    """The links to a parent circle in which all who sit there for a circle are away; by parent, the circles below."""

    gaps: tuple[Link, ...]
    children: Mapping[str, tuple[str, ...]]


NO_SEAT = AbsentSeats((), {})


def find_absent_seats(movement: Movement, decision: Decision) -> AbsentSeats:
    """
    The links to a parent circle in which all who sit there for a circle were away on the day of a decision.

    In a circle that decided, whoever spoke all the same, or was needed, was there. Where that makes no difference, it
    is one answer for all decisions of a day.
    """
    day = decision.decided
    by_day = _find_absent_by_day(movement)
    usual = by_day.get(day, NO_SEAT)
    deciding = [
        circle
        for circle in decision.circles
        if excused_on(movement, circle, day) and _find_people_sent(movement, circle)
    ]
    gone = {circle: _find_passed_over_in(movement, decision, circle) for circle in deciding}
    if day in by_day and all(gone[circle] == away_on(movement, circle, day) for circle in deciding):
        return usual
    own = _collect_seats(_yield_gaps(movement, decision.decided, gone))
    if all(own.children.get(circle) == usual.children.get(circle) for circle in deciding):
        return usual
    return _collect_seats([*(gap for gap in usual.gaps if gap.parent not in gone), *own.gaps])


@derive_once
def _find_absent_by_day(movement: Movement) -> dict[date, AbsentSeats]:
    """By each day on which anything was decided, the links in which all who sit there are away."""
    days = {decision.decided for decision in movement.find_sound(Decision, "decided", "circles")}
    found: dict[date, AbsentSeats] = {}
    for day, circles in _yield_circles_by_day(movement, sorted(days)):
        gone = {circle: away_on(movement, circle, day) for circle in circles}
        found[day] = _collect_seats(_yield_gaps(movement, day, gone))
    return found


def _yield_circles_by_day(movement: Movement, days: Iterable[date]) -> Iterator[tuple[date, list[str]]]:
    """For each of some days, in their order, the circles from which somebody sent there is away on it."""
    spans = sorted(
        (gone.span.first, gone.span.last, circle)
        for circle, all_ in collect_absences(movement).items()
        for gone in all_
        if gone.person in _find_people_sent(movement, circle)
    )
    coming = iter(spans)
    span = next(coming, None)
    there: list[tuple[date, str]] = []
    for day in days:
        while span is not None and span[0] <= day:
            heappush(there, span[1:])
            span = next(coming, None)
        while there and there[0][0] < day:
            heappop(there)
        yield day, sorted({circle for _, circle in there})


def _yield_gaps(movement: Movement, day: date, gone: Mapping[str, Collection[str]]) -> Iterator[Link]:
    for parent, away in gone.items():
        if not _find_people_sent(movement, parent).isdisjoint(away):
            for child, stays in sorted(sent_on(movement, parent, day).items()):
                if all(stay.person in away for stay in stays):
                    yield Link(child, parent, Span(day, day))


@derive_once
def _find_people_sent(movement: Movement, parent: str) -> frozenset[str]:
    """Everybody who ever sat in a circle for one below it; to most circles nobody is sent, and that is soon told."""
    return frozenset(stay.person for stay in compute_membership(movement).sent.get(parent, ()))


def _collect_seats(gaps: Iterable[Link]) -> AbsentSeats:
    found = tuple(gaps)
    children: dict[str, tuple[str, ...]] = {}
    for gap in found:
        children[gap.parent] = (*children.get(gap.parent, ()), gap.child)
    return AbsentSeats(found, children) if found else NO_SEAT


def _find_passed_over_in(movement: Movement, decision: Decision, circle: str) -> frozenset[str]:
    return frozenset(find_hearing(movement, decision.decision, decision.version, circle, decision.decided).passed_over)


def behind_absent_seats(
    movement: Movement, affected: Iterable[str], decision: Decision, absent: AbsentSeats
) -> Iterator[tuple[str, str]]:
    """The affected circles that were not heard where it was decided, each with the circle in which nobody was there."""
    for circle in affected:
        at, passed = circle, {circle}
        while at not in decision.circles and (link := link_on(movement, at, decision.decided)):
            is_silent = at in absent.children.get(link.parent, ())
            if is_silent:
                yield circle, link.parent
            if is_silent or link.parent in passed:
                break
            at = link.parent
            passed.add(at)
