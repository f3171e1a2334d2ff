"""What becomes of a decision, day by day (M5, M6, M7, M14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected_circles import yield_circle_and_above
from nstgov.lifecycle.answering_circles import circles_answering, continued_in
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import DecisionChange, DecisionStage, is_imported, last_days, version_of
from nstgov.lifecycle.objection_stages import find_standing_objections, objection_on
from nstgov.lifecycle.reconsideration import Compromise, compromises_of, disputes_of
from nstgov.lifecycle.validity.decision_validity import decision_lacks
from nstgov.records import DecisionFolder, Disputed, Movement, ObjectionFolder


class DecisionState(NamedTuple):
    """
    Where a decision stands on a day.

    `since` is the day it was decided; under reconsideration the day of the first objection or doubt that stands;
    afterwards its last day in force. `last_day` is that last day as far as is known on the day; `review` the last day
    for its next review (None: no further review); `changed_by` the decision that took its place; `objections` those
    that stand; `disputes` what people said of voices entered for them on which it rests; `compromises` those of its
    voices that were signed with a key which is not safe any more.
    """

    stage: DecisionStage
    since: date
    last_day: date
    review: date | None
    review_due: bool
    changed_by: DecisionChange | None
    objections: tuple[ObjectionFolder, ...]
    disputes: tuple[Disputed, ...] = ()
    compromises: tuple[Compromise, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether it holds; while under reconsideration it does."""
        return self.stage in ("in force", "under reconsideration")


@derive_once
def decision_on(movement: Movement, id_: str, day: date) -> DecisionState | None:
    """
    Where a decision stands on a day; None before it was decided, or where there is none (an election is none).

    History from elsewhere is `imported`, on every day; what is not validly made is `not valid`, on every day.
    """
    folder = movement.decisions.get(id_)
    if folder is None or folder.decision is None or folder.decision.decided > day:
        return None
    ends = last_days(movement, folder, day)
    last, stage, _ = min(ends, key=lambda end: end.day)
    change = next((end.change for end in sorted(ends, key=lambda end: end.day) if end.change is not None), None)
    if is_imported(movement, id_):
        return DecisionState("imported", folder.decision.decided, last, None, False, change, ())
    objections = find_standing_objections(movement, f"decisions/{id_}", day)
    if decision_lacks(movement, id_):
        return DecisionState("not valid", folder.decision.decided, last, None, False, None, objections)
    if day > last:
        renewals = (end.change for end in ends if end.change is not None and end.change.way == "renews")
        renewal = next(renewals, None) if stage == "lapsed" else None
        return DecisionState("renewed" if renewal else stage, last, last, None, False, renewal or change, objections)
    disputes = disputes_of(movement, id_, day)
    compromises = compromises_of(movement, id_, day)
    review = find_next_review(movement, folder, day)
    doubts = [*_yield_days_of_doubt(movement, objections, disputes, day), *(one.act.date for one in compromises)]
    return DecisionState(
        "under reconsideration" if objections or disputes or compromises else "in force",
        min(doubts, default=folder.decision.decided), last, review, review is not None and review < day, change,
        objections, disputes, compromises,
    )  # fmt: skip


def _yield_days_of_doubt(
    movement: Movement, objections: Iterable[ObjectionFolder], disputes: Iterable[Disputed], day: date
) -> Iterator[date]:
    """The days of the disputes, and those on which objections were raised, as they were worded on a day."""
    yield from (disputed.date for disputed in disputes)
    for objection in objections:
        state = objection_on(movement, objection, day)
        if state and state.version:
            yield state.version.raised


def find_next_review(movement: Movement, folder: DecisionFolder, day: date) -> date | None:
    """The day by which a decision is to be reviewed next, from its version and the reviews held up to a day."""
    held = sorted((review for review in folder.reviews if review.held <= day), key=lambda review: review.held)
    if held:
        return held[-1].next_review
    version = version_of(movement, folder.decision) if folder.decision else None
    return version.review if version else None


def decisions_on(movement: Movement, day: date) -> dict[str, DecisionState]:
    """Every decision made up to a day, with where it stands."""
    states = ((id_, decision_on(movement, id_, day)) for id_ in movement.decisions)
    return {id_: state for id_, state in states if state is not None}


class _DecisionsInForce(NamedTuple):
    """The decisions in force on a day, by the circles that answer for them and by those they affect."""

    decided: dict[str, tuple[str, ...]]
    affecting: dict[str, tuple[str, ...]]


@derive_once
def _index_in_force(movement: Movement, day: date) -> _DecisionsInForce:
    decided: dict[str, list[str]] = defaultdict(list)
    affecting: dict[str, list[str]] = defaultdict(list)
    for id_, state in decisions_on(movement, day).items():
        decision = movement.decisions[id_].decision
        version = version_of(movement, decision) if decision else None
        if not state.in_force or decision is None or version is None:
            continue
        for circle in circles_answering(movement, decision, day):
            decided[circle].append(id_)
        for circle in dict.fromkeys(one for named in version.affects for one in continued_in(movement, named, day)):
            affecting[circle].append(id_)
    return _DecisionsInForce(
        {c: tuple(ids) for c, ids in decided.items()}, {c: tuple(ids) for c, ids in affecting.items()}
    )


def policies_of(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The ids of the decisions that hold in a circle on a day, the oldest first."""
    holding = _index_in_force(movement, day)
    found = set(holding.decided.get(circle, ()))
    for above in yield_circle_and_above(movement, circle, day):
        found.update(holding.affecting.get(above, ()))
    return tuple(sorted(found, key=lambda id_: (_find_day_decided(movement, id_), id_)))


def _find_day_decided(movement: Movement, id_: str) -> date:
    decision = movement.decisions[id_].decision
    return decision.decided if decision else date.max
