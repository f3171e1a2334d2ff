"""Which change the history rules judge (M13)."""

from __future__ import annotations

from nstgov.lifecycle.editions import FOUNDING
from nstgov.lifecycle.kept_records import can_stand_for
from nstgov.lifecycle.withheld import judge_withholdings, withheld_on
from nstgov.records import Change, Movement, PathChange


def find_judged_change(movement: Movement) -> Change | None:
    """
    The change that led to a record, unless the movement is an invented one, whose history is nobody's.

    Whether it is stands in the founding edition as it had landed: no change can declare itself an example.
    """
    change = movement.change
    if change is None:
        return None
    altered = change.is_history and any(step.path == f"ground-rules/{FOUNDING}.yml" for step in change.steps)
    before = movement if change.is_history or not change.before.ground_rules else change.before
    return None if is_invented(before) and not altered else change


def is_invented(movement: Movement) -> bool:
    """Whether the founding edition says that the movement is an invented one."""
    founding = movement.ground_rules.get(FOUNDING)
    return founding is not None and movement.is_sound(founding, "example") and bool(founding.example)


def may_be_removed(movement: Movement, step: PathChange) -> bool:
    """
    Whether a record that is removed was withheld by a decision: then its file may go, and its hash stays.

    What the withholding keeps of it says the same without its words, so that nothing else changes.
    """
    change = movement.change
    if change is None or step.after is not None or not step.sha256:
        return False
    if not change.is_history and step.path not in withheld_on(movement, change.day):
        return False
    landed = change.before.records.get(step.path) if not change.is_history else None
    if landed is not None and not can_stand_for(movement, landed):
        return False
    beside = (one for one in judge_withholdings(movement).values() if one.withheld.beside == step.path)
    return any(one.outcome == "counts" and one.withheld.sha256 == step.sha256 for one in beside)
