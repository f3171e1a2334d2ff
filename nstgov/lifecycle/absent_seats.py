"""Which circles were not heard since all whom they sent were away (M8, M11, M22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nstgov.lifecycle.away import away_on, collect_absences
from nstgov.lifecycle.circle_states import link_on
from nstgov.lifecycle.coverage import Gap
from nstgov.lifecycle.days import Span
from nstgov.lifecycle.membership import sent_on
from nstgov.lifecycle.voices import find_hearing
from nstgov.records import Decision, Movement


def absent_seats(movement: Movement, decision: Decision) -> tuple[Gap, ...]:
    """
    The links to a parent circle in which all who sit there for a circle were away on the day of a decision.

    In a circle that decided, whoever spoke all the same, or was needed, was there.
    """
    day = decision.decided
    return tuple(
        Gap(child, parent, Span(day, day))
        for parent in collect_absences(movement)
        if (gone := _silent_in(movement, decision, parent))
        for child, stays in sorted(sent_on(movement, parent, day).items())
        if all(stay.person in gone for stay in stays)
    )


def _silent_in(movement: Movement, decision: Decision, circle: str) -> frozenset[str]:
    if circle in decision.circles:
        return frozenset(
            find_hearing(movement, decision.decision, decision.version, circle, decision.decided).passed_over
        )
    return away_on(movement, circle, decision.decided)


def behind_absent_seats(
    movement: Movement, affected: Iterable[str], decision: Decision, absent: Iterable[Gap]
) -> Iterator[tuple[str, str]]:
    """The affected circles that were not heard where it was decided, each with the circle in which nobody was there."""
    seats = {(gap.child, gap.parent) for gap in absent}
    for circle in affected:
        at, passed = circle, {circle}
        while at not in decision.circles and (link := link_on(movement, at, decision.decided)):
            if (at, link.parent) in seats:
                yield circle, link.parent
            if (at, link.parent) in seats or link.parent in passed:
                break
            at = link.parent
            passed.add(at)
