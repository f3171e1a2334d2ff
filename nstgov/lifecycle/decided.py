"""What becomes of a decision, day by day (M5, M6, M7, M14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.objected import objection_on, standing_objections
from nstgov.lifecycle.spans import OPEN, Span, day_before, remembered
from nstgov.records import Decision, DecisionFolder, Movement, ObjectionFolder, Version

DecisionStage = Literal["in force", "under reconsideration", "lapsed", "replaced", "renewed", "let go"]
Way = Literal["renews", "replaces", "ends"]


class Change(NamedTuple):
    """A later decision that renews, replaces or ends an earlier one."""

    way: Way
    by: str
    day: date


class DecisionState(NamedTuple):
    """
    Where a decision stands on a day.

    `since` is the day it was decided; under reconsideration the day on which the first of the objections that stand was
    raised; afterwards its last day in force. `last_day` is that last day as far as is known on the day; `review` the
    last day for its next review (None: no further review); `changed_by` the decision that took its place; `objections`
    those that stand.
    """

    stage: DecisionStage
    since: date
    last_day: date
    review: date | None
    review_due: bool
    changed_by: Change | None
    objections: tuple[ObjectionFolder, ...]

    @property
    def in_force(self) -> bool:
        """Whether it holds; while under reconsideration it does."""
        return self.stage in ("in force", "under reconsideration")


def version_of(movement: Movement, decision: Decision) -> Version | None:
    """The version that a decision decided, where it is on record."""
    proposal = movement.proposals.get(decision.decision)
    return proposal.versions.get(decision.version) if proposal else None


@remembered
def changes_of(movement: Movement) -> dict[str, tuple[Change, ...]]:
    """By the id of a decision, the later decisions that renew, replace or end it, in the order of their days."""
    found: dict[str, list[Change]] = defaultdict(list)
    for decision in movement.sound(Decision, "decided", "version"):
        version = version_of(movement, decision)
        if version is not None:
            for way, targets in (("renews", version.renews), ("replaces", version.replaces), ("ends", version.ends)):
                for target in targets:
                    if target != decision.decision:
                        found[target].append(Change(way, decision.decision, decision.decided))  # type: ignore[arg-type]
    return {target: tuple(sorted(changes, key=lambda c: (c.day, c.by))) for target, changes in found.items()}


def _last_days(movement: Movement, folder: DecisionFolder, until: date) -> list[tuple[date, DecisionStage, Change | None]]:
    """The last days that the acts up to a day give a decision, each with what it becomes."""
    decision = folder.decision
    found: list[tuple[date, DecisionStage, Change | None]] = []
    if decision is None:
        return found
    found.append((decision.sunset or OPEN, "lapsed", None))
    for change in changes_of(movement).get(folder.id, ()):
        if change.day <= until:
            stage: DecisionStage = "let go" if change.way == "ends" else "renewed" if change.way == "renews" else "replaced"
            found.append((change.day if change.way == "ends" else day_before(change.day), stage, change))
    if folder.ended is not None and folder.ended.date <= until:
        found.append((folder.ended.date, "let go", None))
    found += [(review.held, "let go", None) for review in folder.reviews if review.result == "let go" and review.held <= until]
    return found


@remembered
def in_force_span(movement: Movement, id_: str) -> Span | None:
    """The days on which a decision is in force, as far as everything on record tells; None where there is none."""
    folder = movement.decisions.get(id_)
    if folder is None or folder.decision is None:
        return None
    last = min(last for last, _, _ in _last_days(movement, folder, OPEN))
    return Span(folder.decision.decided, last)


@remembered
def decision_on(movement: Movement, id_: str, day: date) -> DecisionState | None:
    """Where a decision stands on a day; None before it was decided, or where there is none (an election is none)."""
    folder = movement.decisions.get(id_)
    if folder is None or folder.decision is None or folder.decision.decided > day:
        return None
    ends = _last_days(movement, folder, day)
    last, stage, _ = min(ends, key=lambda end: end[0])
    change = next((c for _, _, c in sorted(ends, key=lambda end: end[0]) if c is not None), None)
    objections = standing_objections(movement, f"decisions/{id_}", day)
    if day > last:
        renewal = next((c for _, _, c in ends if c is not None and c.way == "renews"), None) if stage == "lapsed" else None
        return DecisionState("renewed" if renewal else stage, last, last, None, False, renewal or change, objections)
    review = next_review(movement, folder, day)
    since = min(_raised(movement, objections, day), default=folder.decision.decided)
    return DecisionState(
        "under reconsideration" if objections else "in force",
        since, last, review, review is not None and review < day, change, objections,
    )  # fmt: skip


def _raised(movement: Movement, objections: Iterable[ObjectionFolder], day: date) -> Iterator[date]:
    """The days on which objections were raised, as they were worded on a day."""
    for objection in objections:
        state = objection_on(movement, objection, day)
        if state and state.version:
            yield state.version.raised


def next_review(movement: Movement, folder: DecisionFolder, day: date) -> date | None:
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
