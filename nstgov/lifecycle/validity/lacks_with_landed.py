"""
What an outcome lacks with all that had landed when it lands, whatever day it bears (M2, M13).

The day in a record is typed by somebody. If it were enough to write an earlier one, a circle could decide past a
newcomer, an objection, a withdrawal or a stricter edition that everybody can read already. So what a change brings of
one day is looked at once more as if it had been that of the day after the last of these on which it may hang; and what
it lacks only for their sake is lacking. Nothing else follows from the later day: a term that has run out since stops
nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.lifecycle.closings import closing_lacks
from nstgov.lifecycle.days import OPEN, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import is_imported
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.lifecycle.landed_scope import LandedScope
from nstgov.lifecycle.validity.decision_validity import decision_lacks, version_lacks
from nstgov.lifecycle.validity.election_validity import election_lacks
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.lifecycle.validity.lacks_of_ending import endings_lacking
from nstgov.lifecycle.voids import assemble_movement
from nstgov.records import (
    Away,
    Change,
    Changes,
    Closed,
    Closes,
    Decision,
    Election,
    Ended,
    Joins,
    Leaves,
    Movement,
    Record,
    Resolution,
    Review,
    TakesIn,
    Test,
    Version,
)
from nstgov.records.record import yaml_key
from nstgov.records.record_days import DAY_FIELDS, day_of, own_day

MOST_DAYS = 16
"""Different days of one change that are looked at once more; what a change brings of more is to come in several."""

_ASKS: dict[type[Record], Callable[[Movement, Any], tuple[Lack, ...]]] = {
    Decision: lambda view, one: () if is_imported(view, one.decision) else decision_lacks(view, one.decision),
    Election: lambda view, one: election_lacks(view, one.election),
    Version: lambda view, one: version_lacks(view, one.proposal, one.number),
    Closed: lambda view, one: closing_lacks(view, one.proposal),
    **dict.fromkeys((Test, Resolution), lambda view, one: answer_lacks(view, one.file)),
    **dict.fromkeys((Ended, Review), lambda view, one: endings_lacking(view).get(one.file, ())),
    **dict.fromkeys((Joins, Leaves, Changes, TakesIn, Closes), lambda view, one: acts_lacking(view).get(one.file, ())),
}
"""By kind of outcome, what it lacks."""


class LateLack(NamedTuple):
    """What an outcome lacks only for what had landed; None where it comes with outcomes of too many days."""

    record: Record
    lack: Lack | None


@derive_once
def lacks_with_landed(movement: Movement) -> tuple[LateLack, ...]:
    """The outcomes of the change judged that do not hold with what had landed, each with the first thing it lacks."""
    change = find_judged_change(movement)
    if change is None or change.is_history:
        return ()
    return tuple(_of_change(movement, change))


def _of_change(movement: Movement, change: Change) -> Iterator[LateLack]:
    by_day = _outcomes_by_day(movement, change)
    if not by_day:
        return
    later = _landed_since(movement, change, min(by_day))
    scope = LandedScope(movement) if later else None
    days = 0
    for day, outcomes in sorted(by_day.items(), reverse=True):
        dated = (one for one in later if day < (day_of(one) or day))
        since = [one for one in dated if scope and any(scope.concerns(one, record) for record in outcomes)]
        if not since:
            continue
        days += 1
        if days > MOST_DAYS:
            yield from (LateLack(record, None) for record in outcomes)
        else:
            yield from _of_day(movement, change, outcomes, since)


def _outcomes_by_day(movement: Movement, change: Change) -> dict[date, list[Record]]:
    """The outcomes that the change adds, by the day they bear, as far as that can be read."""
    found: dict[date, list[Record]] = defaultdict(list)
    for path in sorted(change.added_paths):
        record = movement.records.get(path)
        if record is None or type(record) not in _ASKS or path in movement.voided:
            continue
        day, key = day_of(record), yaml_key(DAY_FIELDS[type(record)] or "")
        if day is not None and day < min(change.day, OPEN) and movement.is_sound(record, key):
            found[day].append(record)
    return found


def _landed_since(movement: Movement, change: Change, first: date) -> list[Record]:
    """
    What had landed and bears a day after a first one, up to the day on which the change lands.

    Who left since takes no voice away that was given before, and leaves a circle as large as it was.
    """
    landed = (movement.records.get(path) for path in change.before.records)
    dated = ((one, day_of(one)) for one in landed if one is not None and not isinstance(one, Leaves | Away))
    return [one for one, day in dated if day is not None and first < day <= change.day]


def _of_day(movement: Movement, change: Change, outcomes: list[Record], since: list[Record]) -> Iterator[LateLack]:
    last = days_after(max(day for one in since if (day := day_of(one))), 1)
    moved = {one.file: _with_day(one, last) for one in outcomes}
    day = day_of(outcomes[0]) or last
    gone = _paths_after(movement, change, day)
    known = _view(movement, moved, gone)
    alone = _view(movement, moved, gone | {one.file for one in since})
    for record in outcomes:
        ask = _ASKS[type(record)]
        said = {(lack.rule, lack.message) for lack in ask(alone, record)}
        lacks = [lack for lack in ask(known, record) if (lack.rule, lack.message) not in said]
        if lacks:
            yield LateLack(record, lacks[0])


def _with_day(record: Record, day: date) -> Record:
    given: dict[str, Any] = {DAY_FIELDS[type(record)] or "": day}
    return replace(record, **given)


def _paths_after(movement: Movement, change: Change, day: date) -> set[str]:
    """What the change brings of later days, and who left or stepped back later: none of it was there to be heeded."""
    found = {path for path in change.added_paths if _bears_later(movement, path, day)}
    return found | {one.file for kind in (Leaves, Away) for one in movement.find_all(kind) if one.date > day}


def _bears_later(movement: Movement, path: str, day: date) -> bool:
    record = movement.records.get(path)
    return record is not None and (own_day(movement, record) or day) > day


def _view(movement: Movement, moved: Mapping[str, Record], gone: Iterable[str]) -> Movement:
    """The same movement with some records of another day, and without some others."""
    left_out = frozenset(gone)
    records = (moved.get(path, record) for path, record in movement.records.items() if path not in left_out)
    misfits = (one for one in movement.misfits if one.at.file not in left_out)
    view = assemble_movement(records, movement.sha256, misfits, movement.kept, movement.unread)
    return with_known_context(view, proven=movement.proven, landed=movement.landed)
