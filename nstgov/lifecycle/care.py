"""Which circles need care on a day, and why (M15, M16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.chain_breaks import ChainBreak, breaks_on, lacks_representative, parents_on
from nstgov.lifecycle.circle_states import CircleStage, circle_on, count_members_over_time, has_been_whole
from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import is_open, members_on
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.lifecycle.quiet import help_asked_on, last_days_of_circles, quiet_until
from nstgov.records import Movement

Reason = Literal[
    "empty", "gathering", "too few", "too many", "no representative", "broken chain", "test overdue",
    "review overdue", "quiet", "asks for help",
]  # fmt: skip
"""Why a circle needs care: nobody is in it; never yet enough to decide; fewer than that again; more than the most …"""


class Need(NamedTuple):
    """
    One reason why a circle needs care, and since which day.

    `number` is how many members it has (size), how many people are not heard above (broken chain); `of` is what it is
    about: the parent circle, `proposals/<id>` or `decisions/<id>`; `objection` the one to be tested; `words` what the
    circle asks for, or why the chain is broken.
    """

    circle: str
    reason: Reason
    since: date
    number: int = 0
    of: str | None = None
    objection: str | None = None
    words: str | None = None


class _CareDay(NamedTuple):
    """What is known of all circles on a day: where their way up is broken, their steps, and when they last moved on."""

    broken: Mapping[str, ChainBreak]
    steps: Mapping[str, tuple[NextStep, ...]]
    last: Mapping[str, date]


@derive_once
def care_on(movement: Movement, day: date) -> dict[str, tuple[Need, ...]]:
    """By circle open on a day, each reason why it needs care; only circles that do, in the order of their ids."""
    found: dict[str, tuple[Need, ...]] = {}
    known = _CareDay(
        breaks_on(movement, day), collect_steps_by_circle(movement, day), last_days_of_circles(movement, day)
    )
    for circle in sorted(movement.circles):
        if is_open(movement, circle, day) and is_clear_on(movement, circle, day):
            needs = tuple(_yield_needs(movement, circle, day, known))
            if needs:
                found[circle] = needs
    return found


def circle_stage(movement: Movement, circle: str, day: date) -> CircleStage | None:
    """
    Whether a circle is gathering, whole, in need of care or closed on a day; None before it began.

    In need of care is every circle that was whole once and has any reason for it, its size or another one.
    """
    state = circle_on(movement, circle, day)
    if state is None or state.stage in ("closed", "gathering"):
        return None if state is None else state.stage
    return "in need of care" if needs_of_circle(movement, circle, day) else state.stage


def most_in_need(movement: Movement, day: date) -> tuple[tuple[str, tuple[Need, ...]], ...]:
    """The circles that need care on a day with their reasons, those with the most reasons first."""
    return tuple(sorted(care_on(movement, day).items(), key=lambda found: (-len(found[1]), found[0])))


def needs_of_circle(movement: Movement, circle: str, day: date) -> tuple[Need, ...]:
    """Each reason why one circle needs care on a day."""
    return care_on(movement, day).get(circle, ())


def _yield_needs(movement: Movement, circle: str, day: date, known: _CareDay) -> Iterator[Need]:
    there = len(members_on(movement, circle, day))
    yield from _yield_size_needs(movement, circle, day, there)
    since = lacks_representative(movement, circle, day)
    if since is not None:
        yield Need(circle, "no representative", since, of=parents_on(movement, day)[circle].parent)
    if broken := known.broken.get(circle):
        yield Need(circle, "broken chain", broken.since, broken.people, broken.parent, words=broken.why)
    if steps := known.steps.get(circle):
        yield from _yield_step_needs(circle, steps, day)
    if there and quiet_until(movement, known.last[circle], day) < day:
        yield Need(circle, "quiet", known.last[circle])
    if asked := help_asked_on(movement, circle, day):
        yield Need(circle, "asks for help", asked.date, words=asked.for_)


def _yield_size_needs(movement: Movement, circle: str, day: date, there: int) -> Iterator[Need]:
    size = ground_rules_on(movement, day).circle_size
    if there < size.least:
        reason: Reason = "too few" if has_been_whole(movement, circle, day) else "gathering" if there else "empty"
        yield Need(circle, reason, _find_since(movement, circle, day, 0, size.least - 1), there)
    elif there > size.most:
        yield Need(circle, "too many", _find_since(movement, circle, day, size.most + 1, there), there)


def _find_since(movement: Movement, circle: str, day: date, least: int, most: int) -> date:
    """Since when, up to a day, a circle has had so many members without a break."""
    since = movement.circles[circle].founding.opened
    fits = least == 0
    for first, number in count_members_over_time(movement, circle):
        if first <= day:
            now = least <= number <= most
            since = first if now and not fits else since
            fits = now
    return since


def _yield_step_needs(circle: str, steps: Iterable[NextStep], day: date) -> Iterator[Need]:
    """The tests and reviews that the circle should have held before this day."""
    for step in steps:
        if step.what in ("test", "review") and step.by is not None and step.by < day:
            reason: Reason = "test overdue" if step.what == "test" else "review overdue"
            yield Need(circle, reason, days_after(step.by, 1), of=step.of, objection=step.objection)
