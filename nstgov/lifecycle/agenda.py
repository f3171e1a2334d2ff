"""
What a circle's next meeting is about, in an order that serves it, with time for each (M15, M16).

What others wait for comes first: objections in the order of the days by which they are to be answered, then voices,
then what everybody can already live with; new rounds when heads are still fresh; reviews and looking ahead at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.chain_breaks import parents_on
from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.decision_stages import decisions_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.next_steps import NextStep, What, collect_steps_by_circle
from nstgov.lifecycle.quiet import help_asked_on
from nstgov.lifecycle.terms import collect_all_terms
from nstgov.records import Movement

AHEAD_DAYS = 60
"""How far an agenda looks ahead to what ends."""
LONGEST_MINUTES = 120
"""Longer than this a meeting tires people; what is left can wait for the next one."""
OPENING, CLOSING = 10, 10
"""Minutes for arriving (how is everyone, who is missing, does the agenda fit) and for looking back."""
_ORDER: tuple[What, ...] = (
    "test", "resolve", "improve", "answer a voice", "decide", "speak", "hold a round", "commit", "review", "stand with",
    "set right", "bring again", "choose",
)  # fmt: skip
_MINUTES: dict[What, int] = {
    "test": 20, "resolve": 30, "improve": 10, "answer a voice": 20, "decide": 5, "speak": 10, "hold a round": 30,
    "commit": 10, "review": 20, "stand with": 5, "set right": 15,
    "bring again": 20, "choose": 45,
}  # fmt: skip
Sort = Literal["help", "step", "choose", "lapses", "term ends"]


class AgendaPoint(NamedTuple):
    """
    One point of an agenda and the minutes it is likely to take.

    `step` is what is awaited; of what lies ahead `of` is the decision or election that ends, `by` its last day; where a
    representative is to be chosen, `of` is the parent circle.
    """

    sort: Sort
    minutes: int
    step: NextStep | None = None
    of: str | None = None
    by: date | None = None


class MeetingPlan(NamedTuple):
    """
    What fits into one meeting, each point with the minutes after which it begins, and what is left for another day.

    `minutes` is the length of all that fits, arriving and looking back included.
    """

    points: tuple[tuple[int, AgendaPoint], ...]
    later: tuple[AgendaPoint, ...]
    minutes: int


def plan_meeting(points: Iterable[AgendaPoint]) -> MeetingPlan:
    """The points of an agenda in their order, up to the longest meeting; the first is always taken."""
    now: list[tuple[int, AgendaPoint]] = []
    later: list[AgendaPoint] = []
    at = OPENING
    for point in points:
        if later or (now and at + point.minutes + CLOSING > LONGEST_MINUTES):
            later.append(point)
            continue
        now.append((at, point))
        at += point.minutes
    return MeetingPlan(tuple(now), tuple(later), at + CLOSING)


def agenda_of(movement: Movement, circle: str, day: date) -> tuple[AgendaPoint, ...]:
    """The points for a circle's next meeting after a day, without opening and closing; none where nothing waits."""
    steps = sorted(
        collect_steps_by_circle(movement, day).get(circle, ()),
        key=lambda step: (_ORDER.index(step.what), step.by or date.max, step.of),
    )
    asks = help_asked_on(movement, circle, day)
    return (
        *([AgendaPoint("help", 15, by=asks.date)] if asks else []),
        *(_make_point(movement, circle, step, day) for step in steps),
        *_collect_ending_points(movement, day).get(circle, ()),
    )


def _make_point(movement: Movement, circle: str, step: NextStep, day: date) -> AgendaPoint:
    minutes = _MINUTES[step.what]
    if step.what == "choose":
        return AgendaPoint("choose", minutes, of=parents_on(movement, day)[circle].parent)
    return AgendaPoint("step", minutes, step, step.of, step.by)


@derive_once
def _collect_ending_points(movement: Movement, day: date) -> dict[str, tuple[AgendaPoint, ...]]:
    """By circle, its decisions that lapse soon, and its terms that end soon while nobody goes on in that role."""
    found: dict[str, list[AgendaPoint]] = defaultdict(list)
    until = days_after(day, AHEAD_DAYS)
    for id_, state in decisions_on(movement, day).items():
        decision = movement.decisions[id_].decision
        if decision and state.in_force and state.last_day <= until:
            for circle in open_answering(movement, decision, day):
                found[circle].append(AgendaPoint("lapses", 10, of=id_, by=state.last_day))
    terms = collect_all_terms(movement).values()
    longest: dict[tuple[str, str], date] = {}
    for term in terms:
        role = term.circle, term.role
        longest[role] = max(longest.get(role, date.min), term.span.last)
    for term in terms:
        if term.span.has_day(day) and term.span.last <= until and term.span.last == longest[term.circle, term.role]:
            found[term.circle].append(AgendaPoint("term ends", 45, of=term.election, by=term.span.last))
    return {
        circle: tuple(sorted(points, key=lambda p: (p.by or until, p.of or ""))) for circle, points in found.items()
    }
