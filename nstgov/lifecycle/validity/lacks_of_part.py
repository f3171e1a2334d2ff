"""Which circles that a decision affects took no part in it (M8, M11)."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from nstgov.lifecycle.affected_circles import affected_by
from nstgov.lifecycle.belonging import doubt_on_way, is_way_clear
from nstgov.lifecycle.circle_states import link_on
from nstgov.lifecycle.coverage import find_peopled_circles, find_reached, has_members
from nstgov.lifecycle.doubted_seats import doubted_on, doubted_way, is_clear_on
from nstgov.lifecycle.membership import is_open
from nstgov.lifecycle.regions import far_circle_of, find_last_seat, find_region
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import format_list
from nstgov.records import Decision, Movement, Version, Where


def lacks_of_part(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """The affected circles that took no part: neither decided, nor carried to one that did (D03)."""
    if not movement.is_sound(decision, "decided", "circles"):
        return
    there = circles_there(movement, decision, version)
    deciding = set(decision.circles)
    ends = find_reached(movement, there, deciding, decision.decided) if there else {}
    places = {far_circle_of(movement, circle) or circle: at for at, circle in enumerate(version.affects)}
    for circle in there:
        if ends[circle] not in deciding:
            related = (version.locate("affects", places[circle]),) if circle in places else ()
            yield _left_out(movement, decision, circle, ends[circle], related)


def find_fault_of_part(movement: Movement, decision: Decision, version: Version) -> str | None:
    """The record at fault for which nobody can know whether all affected took part, where one seems not to have."""
    day, deciding = decision.decided, set(decision.circles)
    affected = [one for one in affected_by(movement, version) if is_open(movement, one, day)]
    unclear = [one for one in affected if not is_way_clear(movement, one, day)]
    ends = find_reached(movement, unclear, deciding, day) if unclear else {}
    doubts = (doubt_on_way(movement, one, day) for one in unclear if ends[one] not in deciding)
    return next((found for found in doubts if found is not None), None)


def circles_there(
    movement: Movement, decision: Decision, version: Version, among: Container[str] | None = None
) -> tuple[str, ...]:
    """
    The affected circles open on the day decided, with people in or below them, whose ways up are known.

    Only those `among` some circles, where such are given.
    """
    day = decision.decided
    is_sound = movement.is_sound(version, "affects", "renews", "replaces", "ends")
    if not is_sound or not all(is_clear_on(movement, one, day) for one in decision.circles):
        return ()
    is_doubted = bool(doubted_on(movement, day))
    return tuple(
        circle
        for circle in affected_by(movement, version)
        if (among is None or circle in among)
        and is_open(movement, circle, day)
        and is_way_clear(movement, circle, day)
        and not (is_doubted and doubted_way(movement, circle, day))
        and (has_members(movement, circle, day) or circle in find_peopled_circles(movement, day))
    )


def _left_out(movement: Movement, decision: Decision, circle: str, end: str, related: tuple[Where, ...]) -> Lack:
    """A finding for a circle that took no part, since its way up ends at some circle."""
    day, by = decision.decided, format_list(decision.circles)
    message = f"{circle} is affected, and neither decided itself nor stands below {by}"
    help_ = f"Ask {circle} as well, or decide in a circle in which it takes part."
    if link := link_on(movement, end, day):
        message = f"{circle} is affected and took no part: on {day} {end} has nobody in {link.parent}"
        message += _describe_last_seat(movement, end, day)
        help_ = f"Wait until {end} has chosen somebody for {link.parent}, and hear them too."
    return Lack("D03", decision.locate("circles"), message, help_, related)


def _describe_last_seat(movement: Movement, circle: str, day: date) -> str:
    """Whose term had run out, where it is a region that had nobody there."""
    folder = find_region(movement, circle)
    last = find_last_seat(movement, folder, day) if folder else None
    return f", where the term of {last.person} ended on {last.span.last}" if last else ""
