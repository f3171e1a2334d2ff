"""Numbers about the whole: to learn from, not to compare people with (M14, M15)."""

from __future__ import annotations

from datetime import date
from statistics import median_low
from typing import NamedTuple

from nstgov.lifecycle.figures import (
    Growth,
    count_decision_outcomes,
    count_objection_outcomes,
    days_to_consent,
    find_overdue_steps,
    measure_growth,
)
from nstgov.publish.views.snapshot import Snapshot

LONGEST_OF_BUCKETS = (7, 14, 30, 60, 120)
"""Up to how many days from submission to decision each row holds; the last row holds what took longer."""
RESOLVED = ("text changed", "term shortened", "measured", "withdrawn", "other")
CHANGED = RESOLVED[:2]
"""Ways of resolving an objection that changed what was proposed."""


class NumbersView(NamedTuple):
    """
    What the page of numbers tells.

    `consent` counts decisions by the most days they took (None: longer), `median` is the days within which half of them
    were made (None: there are none); `became` and `decisions` count by what became of objections and decisions.
    """

    day: date
    consent: tuple[tuple[int | None, int], ...]
    decided: int
    median: int | None
    objections: int
    changed: int
    became: tuple[tuple[str, int], ...]
    decisions: tuple[tuple[str, int], ...]
    overdue_reviews: int
    overdue_answers: int
    growth: tuple[Growth, ...]


def build_numbers_view(scene: Snapshot) -> NumbersView:
    """The numbers of the movement on this day."""
    took = sorted(days_to_consent(scene.movement, scene.day).values())
    became = count_objection_outcomes(scene.movement, scene.day)
    decisions = count_decision_outcomes(scene.movement, scene.day)
    late = find_overdue_steps(scene.movement, scene.day)
    order = ("in force", "under reconsideration", "renewed", "replaced", "let go", "lapsed")
    return NumbersView(
        scene.day,
        _count_buckets(took),
        len(took),
        median_low(took) if took else None,
        became.total(),
        sum(became[way] for way in CHANGED),
        tuple((way, became[way]) for way in (*RESOLVED, "set aside", "open", "gathering") if became[way]),
        tuple((stage, decisions[stage]) for stage in order if decisions[stage]),
        sum(step.what == "review" for step in late),
        sum(step.what != "review" for step in late),
        measure_growth(scene.movement, scene.day),
    )


def _count_buckets(took: list[int]) -> tuple[tuple[int | None, int], ...]:
    """How many took at most so many days and more than the row before; empty without any."""
    if not took:
        return ()
    found: list[tuple[int | None, int]] = []
    before = -1
    for most in LONGEST_OF_BUCKETS:
        found.append((most, sum(before < days <= most for days in took)))
        before = most
    return (*found, (None, sum(days > before for days in took)))
