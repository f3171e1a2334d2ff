"""Whether what a decision would renew, replace or end is there to be changed (M6, M7)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.decided import decision_on
from nstgov.lifecycle.endings import Change, Way, changes_entered, targets_of
from nstgov.lifecycle.lacks import Lack
from nstgov.lifecycle.spans import day_before
from nstgov.records import Decision, Movement, Version, Where

_DOES = {"renews": "renew", "replaces": "replace", "ends": "end"}
_ENDED = {"lapsed": "lapsed", "let go": "was let go", "replaced": "was replaced", "renewed": "was renewed"}
_DONE = {"renews": "renewed", "replaces": "replaced", "ends": "ended"}


def lacks_of_change(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Decisions that it would change and that are not in force (D05)."""
    if not movement.is_sound(decision, "decided"):
        return
    for way, at, target in targets_of(version):
        if movement.is_sound(version, way) and version.number == decision.version:
            yield from _one(movement, decision, version, (way, at, target))


def _one(movement: Movement, decision: Decision, version: Version, change: tuple[Way, int, str]) -> Iterator[Lack]:
    way, at, target = change
    where: tuple[Where, ...] = (version.at(way, at),)
    if target == decision.decision:
        help_ = "Bring the renewal as a new proposal, with an id of its own."
        yield Lack("D05", decision.at("version"), f"it would {_DOES[way]} itself", help_, where)
        return
    folder = movement.decisions.get(target)
    if folder is None or folder.decision is None or not movement.is_sound(folder.decision, "decided", "sunset"):
        return
    where = (*where, folder.decision.at("decided"))
    state = decision_on(movement, target, day_before(decision.decided))
    if state is None:
        message = f"it would {_DOES[way]} {target}, which was decided on {folder.decision.decided} only"
        help_ = f"Decide it on a day after that, or leave {target} out."
        yield Lack("D05", decision.at("version"), message, help_, where)
    elif not state.in_force and not _may_be_taken_up(way, state.stage):
        yield _over(decision, change, state.stage, state.last_day.isoformat(), state.changed_by, where)
    elif rival := _rival(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, which {rival.by} {rival.way} on the same day"
        yield Lack("D05", decision.at("version"), message, f"Agree on one of the two, {rival.by} or this one.", where)


def _may_be_taken_up(way: Way, stage: str) -> bool:
    """
    Whether what is not in force may be changed: history from elsewhere, and what has lapsed by renewing it.

    So may what was never validly made: a decision that everybody consents to takes its place, and sets it right.
    """
    return stage in ("imported", "not valid") or (way == "renews" and stage == "lapsed")


def _over(
    decision: Decision, change: tuple[Way, int, str], stage: str, last: str, by: Change | None, where: tuple[Where, ...]
) -> Lack:
    way, _, target = change
    if by is not None and stage in ("replaced", "renewed"):
        message = f"it would {_DOES[way]} {target}, which {by.by} {_DONE[by.way]} on {by.day}"
        return Lack("D05", decision.at("version"), message, f"Change {by.by} instead, or leave {target} out.", where)
    message = f"it would {_DOES[way]} {target}, which is not in force: it {_ENDED.get(stage, stage)} on {last}"
    help_ = f"Leave {target} out" + (", or renew it." if stage == "lapsed" else ".")
    return Lack("D05", decision.at("version"), message, help_, where)


def _rival(movement: Movement, decision: Decision, target: str) -> Change | None:
    """Another valid decision of the same day that changes the same one, and whose id comes first."""
    from nstgov.lifecycle.validity import is_validly_decided

    changes = changes_entered(movement).get(target, ())
    rivals = (one for one in changes if one.day == decision.decided and one.by < decision.decision)
    return next((one for one in rivals if is_validly_decided(movement, one.by)), None)
