"""
Which circles speak for everyone: the top circle, once those who are to meet in it do (M8, M9, M11).

Whoever sits in the top circle adopts the ground rules and chooses the keepers. So nobody becomes the top by taking its
name: it speaks for everyone when it has enough members to decide, and beside it speak the circles that stood highest
before it had them and have not come to meet in it since. A circle that begins later comes in by being taken in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.lifecycle.belonging import doubt_on_way
from nstgov.lifecycle.circle_states import count_members_over_time, yield_circles_above
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.judging_rules import editions_judging
from nstgov.lifecycle.membership import compute_membership, is_open, members_on
from nstgov.lifecycle.stays import find_misplaced_circles
from nstgov.lifecycle.terms import KEEPER, collect_all_terms
from nstgov.records import Movement, Version, require_all_read


def highest_circles(movement: Movement, day: date) -> tuple[str, ...]:
    """
    The circles that adopt ground rules and choose keepers: the top circle; until it can decide, all that stand highest.

    Highest is a circle that has enough members to decide, and no circle that could decide above it.
    """
    rules = ground_rules_on(movement, day)
    return _find_highest(movement, day, rules.top, rules.circle_size.least)


def circles_adopting(movement: Movement, version: Version, day: date) -> tuple[str, ...]:
    """
    The circles that adopt an edition together: those that stand highest, by the edition before it and by itself.

    So nobody names a top circle that has not been asked, and none is passed by that was the top until then.
    """
    editions = editions_judging(movement, version, day)
    found = (_find_highest(movement, day, one.top, one.circle_size.least) for one in editions)
    return tuple(dict.fromkeys(circle for circles in found for circle in circles))


@derive_once
def _find_highest(movement: Movement, day: date, top: str, least: int) -> tuple[str, ...]:
    require_all_read(movement.unread)
    if len(members_on(movement, top, day)) < least:
        return tuple(circle for circle in sorted(movement.circles) if _stands_highest(movement, circle, day, least))
    apart = (circle for circle in sorted(movement.circles) if stands_beside(movement, circle, top, day, least))
    return (top, *apart)


def stands_beside(movement: Movement, circle: str, top: str, day: date, least: int) -> bool:
    """Whether a circle stood highest before the top circle could decide, and has not come to meet in it since."""
    return (
        circle != top
        and circle in movement.circles
        and movement.circles[circle].founding.opened < first_day_of_deciding(movement, top, least)
        and not _has_met_in(movement, circle, top, day)
        and _stands_highest(movement, circle, day, least)
    )


def _stands_highest(movement: Movement, circle: str, day: date, least: int) -> bool:
    return (
        is_open(movement, circle, day)
        and len(members_on(movement, circle, day)) >= least
        and not any(
            len(members_on(movement, above, day)) >= least for above in yield_circles_above(movement, circle, day)
        )
    )


def _has_met_in(movement: Movement, circle: str, top: str, day: date) -> bool:
    """Whether a circle was linked to the top at any time up to a day: who goes again has had their say in it."""
    links = compute_membership(movement).links.get(circle, ())
    return any(link.parent == top and link.span.first <= day for link in links)


@derive_once
def first_day_of_deciding(movement: Movement, circle: str, least: int) -> date:
    """The first day on which a circle had enough members to decide; the last of all days where it never had."""
    sized = count_members_over_time(movement, circle)
    return next((day for day, count in sized if count >= least), date.max)


def doubt_of_highest(movement: Movement, day: date, circles: Iterable[str] = ()) -> str | None:
    """
    The record at fault for which nobody can know which circles speak for everyone on a day; None where it is known.

    Once the top circle can decide it is that one's own records, and those of some further `circles`; until then any
    circle might stand highest of which a record is at fault, save one that began later.
    """
    rules = ground_rules_on(movement, day)
    asked = dict.fromkeys(circles)
    if len(members_on(movement, rules.top, day)) >= rules.circle_size.least:
        asked = {rules.top: None, **asked}
    else:
        known = {**find_misplaced_circles(movement), **compute_membership(movement).unreliable_circles}
        for circle, file in sorted(known.items()):
            if not _began_later(movement, circle, day):
                return file
    return next((found for one in asked if (found := doubt_on_way(movement, one, day)) is not None), None)


def _began_later(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle is known to begin after a day."""
    folder = movement.circles.get(circle)
    return folder is not None and movement.is_sound(folder.founding, "opened") and folder.founding.opened > day


def keepers_on(movement: Movement, day: date) -> tuple[str, ...]:
    """
    Who may merge and block on a day: whom the circles that spoke for everyone when they were chosen have all chosen.

    The one answer to that question; whoever only one of several circles has chosen is no keeper yet.
    """
    terms = [term for term in collect_all_terms(movement).values() if term.role == KEEPER and term.span.has_day(day)]
    chosen = {(term.circle, term.person) for term in terms}
    found = {
        term.person
        for term in terms
        if (election := movement.decisions[term.election].election) is not None
        and (highest := highest_circles(movement, election.held))
        and all((circle, term.person) in chosen for circle in highest)
    }
    return tuple(sorted(found))
