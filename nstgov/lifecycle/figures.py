"""What can be counted without judging anybody: how long consent takes, what objections changed, who we are (M14)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from nstgov.lifecycle.days import Span, day_before
from nstgov.lifecycle.decision_stages import decisions_on
from nstgov.lifecycle.endings import is_imported
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.lifecycle.objection_stages import objection_on
from nstgov.lifecycle.stays import span_of_circle
from nstgov.records import Movement

MOST_MONTHS = 60
"""How far back growth is told, in months."""


class Growth(NamedTuple):
    """How many circles were open on a day, and how many people were in any of them."""

    day: date
    circles: int
    people: int


def days_to_consent(movement: Movement, day: date) -> dict[str, int]:
    """By decision made up to a day, the days from the first version submitted here, not elsewhere, to the decision."""
    found: dict[str, int] = {}
    for id_ in decisions_on(movement, day):
        decision, proposal = movement.decisions[id_].decision, movement.proposals.get(id_)
        if decision is not None and proposal is not None and not is_imported(movement, id_):
            submitted = (v.submitted for v in proposal.versions.values() if v.imported is None)
            found[id_] = max(0, (decision.decided - min(submitted, default=decision.decided)).days)
    return found


def count_objection_outcomes(movement: Movement, day: date) -> Counter[str]:
    """How many objections up to a day were resolved in which way, set aside, are open, or look for people."""
    found: Counter[str] = Counter()
    for folder in movement.objection_folders():
        state = objection_on(movement, folder, day)
        if state is not None:
            settled = state.resolution.kind if state.resolution else state.stage
            found["open" if state.is_standing else settled] += 1
    return found


def count_decision_outcomes(movement: Movement, day: date) -> Counter[str]:
    """How many decisions up to a day are in which stage; history from elsewhere is not counted."""
    stages = (state.stage for state in decisions_on(movement, day).values())
    return Counter(stage for stage in stages if stage != "imported")


def find_overdue_steps(movement: Movement, day: date) -> frozenset[NextStep]:
    """The steps whose last day has passed, each once, however many circles take it."""
    steps = (step for steps in collect_steps_by_circle(movement, day).values() for step in steps)
    return frozenset(step for step in steps if step.by is not None and step.by < day)


def measure_growth(movement: Movement, day: date) -> tuple[Growth, ...]:
    """Circles and people on the last day of each month since the first circle began, and on the day itself."""
    spans = [span_of_circle(folder) for folder in movement.circles.values()]
    first = min((span.first for span in spans if span.first <= day), default=None)
    if first is None:
        return ()
    days = _list_month_ends(first, day)
    circles, people = _count_spans_by_day(spans, days), _count_spans_by_day(_collect_spans_of_people(movement), days)
    return tuple(map(Growth, days, circles, people))


def _list_month_ends(first: date, day: date) -> tuple[date, ...]:
    """The last days of the months from the one of a first day on, and the day itself; not too many, the latest ones."""
    found = [day]
    while (before := day_before(found[-1].replace(day=1))) >= first and len(found) < MOST_MONTHS:
        if before == found[-1]:
            break
        found.append(before)
    return tuple(reversed(found))


def _collect_spans_of_people(movement: Movement) -> list[Span]:
    """For each person the stretches of days in which they were in any circle, without overlaps."""
    by_person: dict[str, list[Span]] = defaultdict(list)
    for stays in compute_membership(movement).stays.values():
        for stay in stays:
            by_person[stay.person].append(stay.span)
    return [span for spans in by_person.values() for span in _merge_spans(spans)]


def _merge_spans(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.first <= found[-1].last:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def _count_spans_by_day(spans: Iterable[Span], days: Sequence[date]) -> list[int]:
    """How many of the spans hold each of the days, which are in order; each span is looked at once."""
    steps = [0] * (len(days) + 1)
    for span in spans:
        begins, ends = bisect_left(days, span.first), bisect_right(days, span.last)
        if begins < ends:
            steps[begins] += 1
            steps[ends] -= 1
    return list(accumulate(steps[:-1]))
