"""Whether what a decision would renew, replace or end is there to be changed (M6, M7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.endings import DecisionChange, LastDay, Way, changes_entered, over_before, targets_of
from nstgov.lifecycle.late_questions import is_validly_made
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.records import Decision, Movement, Version, Where

_DOES = {"renews": "renew", "replaces": "replace", "ends": "end"}
_ENDED = {"lapsed": "lapsed", "let go": "was let go", "replaced": "was replaced", "renewed": "was renewed"}
_DONE = {"renews": "renewed", "replaces": "replaced", "ends": "ended"}


def lacks_of_change(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Decisions that it would change and that are not there to be changed, or not by it alone (D05)."""
    if not movement.is_sound(decision, "decided") or version.number != decision.version:
        return
    changes = [change for change in targets_of(version) if movement.is_sound(version, change[0])]
    for nth, change in enumerate(changes):
        if change[2] in (target for _, _, target in changes[:nth]):
            yield _lack_of_two_ways(decision, version, change)
        else:
            yield from _lacks_of_one_change(movement, decision, version, change)


def _lack_of_two_ways(decision: Decision, version: Version, change: tuple[Way, int, str]) -> Lack:
    way, at, target = change
    help_ = f"Say once what becomes of {target}: renewed, replaced or ended."
    return Lack(
        "D05", decision.locate("version"), f"it would change {target} in two ways", help_, (version.locate(way, at),)
    )


def _lacks_of_one_change(
    movement: Movement, decision: Decision, version: Version, change: tuple[Way, int, str]
) -> Iterator[Lack]:
    way, at, target = change
    where: tuple[Where, ...] = (version.locate(way, at),)
    if target == decision.decision:
        help_ = "Bring the renewal as a new proposal, with an id of its own."
        yield Lack("D05", decision.locate("version"), f"it would {_DOES[way]} itself", help_, where)
        return
    folder = movement.decisions.get(target)
    if folder is None or folder.decision is None or not movement.is_sound(folder.decision, "decided", "sunset"):
        return
    where = (*where, folder.decision.locate("decided"))
    if folder.decision.decided > decision.decided:
        message = f"it would {_DOES[way]} {target}, which was decided on {folder.decision.decided} only"
        help_ = f"Decide it on that day or later, or leave {target} out."
        yield Lack("D05", decision.locate("version"), message, help_, where)
    elif not _was_never_made(movement, folder.decision, decision.decided):
        end = over_before(movement, folder, decision.decided)
        if end is not None and not (way == "renews" and end.stage == "lapsed"):
            yield _lack_of_force(decision, change, end, where)
        else:
            yield from _at_once(movement, decision, change, where)


def _was_never_made(movement: Movement, target: Decision, day: date) -> bool:
    """
    Whether what was decided on an earlier day was never validly made: then there is nothing to be changed.

    A decision that everybody consents to may name it all the same: it takes its place, and sets it right.
    """
    return target.decided < day and not is_validly_made(movement, target.decision)


def _at_once(
    movement: Movement, decision: Decision, change: tuple[Way, int, str], where: tuple[Where, ...]
) -> Iterator[Lack]:
    """That another decision of the same day changes the same one, or this one in turn."""
    way, _, target = change
    if rival := _find_rival(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, which {rival.by} {rival.way} on the same day"
        yield Lack(
            "D05", decision.locate("version"), message, f"Agree on one of the two, {rival.by} or this one.", where
        )
    elif _is_changed_by(movement, decision, target):
        message = f"it would {_DOES[way]} {target}, and that one would on the same day change this one"
        yield Lack("D05", decision.locate("version"), message, "Agree on which of them holds.", where)


def _lack_of_force(decision: Decision, change: tuple[Way, int, str], end: LastDay, where: tuple[Where, ...]) -> Lack:
    (way, _, target), (last, stage, by) = change, end
    if by is not None and stage in ("replaced", "renewed"):
        message = f"it would {_DOES[way]} {target}, which {by.by} {_DONE[by.way]} on {by.day}"
        return Lack(
            "D05", decision.locate("version"), message, f"Change {by.by} instead, or leave {target} out.", where
        )
    message = f"it would {_DOES[way]} {target}, which is not in force: it {_ENDED.get(stage, stage)} on {last}"
    help_ = f"Leave {target} out" + (", or renew it." if stage == "lapsed" else ".")
    return Lack("D05", decision.locate("version"), message, help_, where)


def _find_rival(movement: Movement, decision: Decision, target: str) -> DecisionChange | None:
    """Another valid decision of the same day that changes the same one, and whose id comes first."""
    changes = changes_entered(movement).get(target, ())
    rivals = (one for one in changes if one.day == decision.decided and one.by < decision.decision)
    return next((one for one in rivals if is_validly_made(movement, one.by)), None)


def _is_changed_by(movement: Movement, decision: Decision, target: str) -> bool:
    """Whether what a decision changes would on that same day change it in turn; told of at the last by id alone."""
    back = _find_changing(movement, decision.decision, decision.decided)
    ring = {one for one in back if decision.decision in _find_changing(movement, one, decision.decided)}
    return target in back and decision.decision == max(ring)


def _find_changing(movement: Movement, id_: str, day: date) -> set[str]:
    """The decisions of a day that change one, or one of those that change it."""
    seen, left = set[str](), [id_]
    while left:
        for change in changes_entered(movement).get(left.pop(), ()):
            if change.day == day and change.by not in seen:
                seen.add(change.by)
                left.append(change.by)
    return seen
