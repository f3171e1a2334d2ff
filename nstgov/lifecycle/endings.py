"""How long a decision is in force: its sunset, later decisions, and its letting go (M5, M6, M14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.answering_circles import binds_nobody_since
from nstgov.lifecycle.days import OPEN, Span, day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.late_questions import endings_at_fault, is_validly_made
from nstgov.records import Decision, DecisionFolder, Ended, Movement, Review, Version

DecisionStage = Literal[
    "not valid", "in force", "under reconsideration", "lapsed", "replaced", "renewed", "let go", "imported",
]  # fmt: skip
Way = Literal["renews", "replaces", "ends"]


class DecisionChange(NamedTuple):
    """A later decision that renews, replaces or ends an earlier one."""

    way: Way
    by: str
    day: date


class LastDay(NamedTuple):
    """A last day in force that one act gives a decision, what it becomes by it, and the change that does so."""

    day: date
    stage: DecisionStage
    change: DecisionChange | None


_BECOMES: dict[Way, DecisionStage] = {"renews": "renewed", "replaces": "replaced", "ends": "let go"}


def version_of(movement: Movement, decision: Decision) -> Version | None:
    """The version that a decision decided, where it is on record."""
    proposal = movement.proposals.get(decision.decision)
    return proposal.versions.get(decision.version) if proposal else None


def targets_of(version: Version) -> tuple[tuple[Way, int, str], ...]:
    """The decisions that a version would change: in which way, at which place in its list, and which."""
    lists: tuple[tuple[Way, tuple[str, ...]], ...] = (
        ("renews", version.renews),
        ("replaces", version.replaces),
        ("ends", version.ends),
    )
    return tuple((way, at, target) for way, targets in lists for at, target in enumerate(targets))


@derive_once
def changes_entered(movement: Movement) -> dict[str, tuple[DecisionChange, ...]]:
    """
    By the id of a decision, those entered to renew, replace or end it, in the order of their days, valid or not.

    History from elsewhere is never counted as consent: it changes nothing but other history from elsewhere.
    """
    found: dict[str, list[DecisionChange]] = defaultdict(list)
    for decision in movement.find_sound(Decision, "decided", "version"):
        version = version_of(movement, decision)
        if version is not None:
            for way, _, target in targets_of(version):
                if target != decision.decision and (not version.imported or is_imported(movement, target)):
                    found[target].append(DecisionChange(way, decision.decision, decision.decided))
    return {target: tuple(sorted(changes, key=lambda c: (c.day, c.by))) for target, changes in found.items()}


def changes_of(movement: Movement, id_: str, until: date = OPEN) -> tuple[DecisionChange, ...]:
    """The validly made decisions up to a day that renew, replace or end one, in the order of their days."""
    entered = changes_entered(movement).get(id_, ())
    return tuple(one for one in entered if one.day <= until and is_validly_made(movement, one.by))


def is_imported(movement: Movement, id_: str) -> bool:
    """Whether a decision is history from elsewhere: shown and marked, and never in force here."""
    folder = movement.decisions.get(id_)
    version = version_of(movement, folder.decision) if folder and folder.decision else None
    return version is not None and version.imported is not None


def last_days(movement: Movement, folder: DecisionFolder, until: date) -> list[LastDay]:
    """The last days in force that the acts up to a day give a decision; none for what is no decision."""
    decision = folder.decision
    if decision is None:
        return []
    found = [LastDay(decision.sunset or OPEN, "lapsed", None)]
    for change in changes_of(movement, folder.id, until):
        last = change.day if change.way == "ends" else day_before(change.day)
        found.append(LastDay(last, _BECOMES[change.way], change))
    found += [LastDay(act.day, "let go", None) for act in _letting_go(movement, folder, until)]
    if (bound := binds_nobody_since(movement, decision.circles, until)) is not None:
        found.append(LastDay(max(bound, decision.decided), "let go", None))
    return found


def _letting_go(movement: Movement, folder: DecisionFolder, until: date) -> Iterator[Ended | Review]:
    """The acts up to a day by which a decision is let go, where they are validly made."""
    acts: list[Ended | Review] = [review for review in folder.reviews if review.result == "let go"]
    acts += [folder.ended] if folder.ended is not None else []
    there = [act for act in acts if act.day <= until]
    return (act for act in there if act.file not in endings_at_fault(movement))


def over_before(movement: Movement, folder: DecisionFolder, day: date) -> LastDay | None:
    """
    By what a decision was over before a day, so that nothing decided on that day can change it; None where it was not.

    Its last day still counts whole. What else is decided on the day itself is left aside: of two that change one, or
    of one that follows the other on one evening, rules speak. History from elsewhere is never over.
    """
    ends = last_days(movement, folder, day_before(day))
    first = min(ends, key=lambda end: end.day, default=None)
    if first is None or first.day >= day or is_imported(movement, folder.id):
        return None
    if first.stage == "lapsed":
        renewals = (end for end in ends if end.change is not None and end.change.way == "renews")
        return next((end._replace(day=first.day, stage="renewed") for end in renewals), first)
    return first


@derive_once
def in_force_span(movement: Movement, id_: str) -> Span | None:
    """The days on which a decision is in force, as far as everything on record tells; None where it never is."""
    folder = movement.decisions.get(id_)
    if folder is None or folder.decision is None or not is_validly_made(movement, id_):
        return None
    return Span(folder.decision.decided, min(end.day for end in last_days(movement, folder, OPEN)))
