"""Whether a circle had enough members to decide, to elect or to test (M1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.judging_rules import rules_judging
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.stays import span_of_circle
from nstgov.lifecycle.validity.held_election import HeldElection
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import format_count, format_number
from nstgov.records import Decision, Movement, Test, Where


def lacks_of_size(movement: Movement, decision: Decision) -> Iterator[Lack]:
    """The deciding circles that had fewer members than it takes, or were not there, on the day decided (A10)."""
    if movement.is_sound(decision, "decided", "circles"):
        for at, circle in enumerate(decision.circles):
            least = _least_to_decide(movement, decision)
            yield from _too_few(movement, circle, decision.decided, decision.locate("circles", at), "decide", least)


def _least_to_decide(movement: Movement, decision: Decision) -> int:
    version = version_of(movement, decision)
    day = decision.decided
    rules = rules_judging(movement, version, day) if version else ground_rules_on(movement, day)
    return rules.circle_size.least


def lacks_of_electing_size(held: HeldElection) -> Iterator[Lack]:
    """Too few members to elect (A10)."""
    movement, election = held.movement, held.election
    least = held.rules.circle_size.least
    if len(held.members) < least and movement.is_sound(election, "held", "circle"):
        yield from _too_few(movement, election.circle, election.held, election.locate("circle"), "elect", least)


def lacks_of_testing_size(movement: Movement, test: Test) -> Iterator[Lack]:
    """Too few members to test an objection (A10)."""
    if movement.is_sound(test, "held", "circle"):
        yield from _too_few(movement, test.circle, test.held, test.locate(), "test an objection")


def lack_of_size(movement: Movement, circle: str, day: date) -> Lack | None:
    """That a circle has too few members on a day to test, to decide or to elect; None where it has enough."""
    folder = movement.circles.get(circle)
    found = _too_few(movement, circle, day, folder.founding.locate(), "test an objection") if folder else iter(())
    return next(found, None)


def _too_few(movement: Movement, circle: str, day: date, at: Where, does: str, least: int = 0) -> Iterator[Lack]:
    least = least or ground_rules_on(movement, day).circle_size.least
    there = len(members_on(movement, circle, day))
    if circle not in movement.circles or there >= least or not is_clear_on(movement, circle, day):
        return
    span = span_of_circle(movement.circles[circle])
    if span.has_day(day):
        message = f"{circle} had {format_count(there, 'member')} on {day}; it takes {format_number(least)} to {does}"
        yield Lack(
            "A10", at, message, f"Wait until {circle} has {format_number(least)} members, or ask the circle above it."
        )
    else:
        when = f"began on {span.first}" if day < span.first else f"closed on {span.last}"
        message = f"{circle} {when}, so it could not {does} on {day}"
        yield Lack("A10", at, message, "Look at the day and at the circle's name.")
