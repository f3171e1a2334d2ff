"""
Acts that land in a circle of which nobody can know who its members are (M2).

Who is to consent cannot be told there, so the rules that ask for consent are silent: and silence is no yes. What stands
on record already is not said again for each record after the one at fault; what a change would add waits until that is
mended. Somebody's own word waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.disputes import is_own_round
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_ground import faults_of_circle, lack_of_fault
from nstgov.records import (
    Act,
    Change,
    Changes,
    Closes,
    Joins,
    Leaves,
    Movement,
    PersonChange,
    Record,
    Review,
    Round,
    TakesIn,
)

_BY_ITS_MEMBERS = (Joins, Changes, TakesIn, Closes)


def lacks_of_unclear_acts(movement: Movement, change: Change) -> Iterator[Lack]:
    """
    What a change adds to circles whose members nobody can know, for a record at fault that had landed (D15).

    Decisions, elections, endings and answers to objections are judged by themselves, and not told twice.
    """
    added = change.added_paths
    for path in sorted(added & movement.records.keys()):
        record = movement.records[path]
        if not _is_by_members(record) or not movement.is_sound(record, "circle", "voices", "date", "held"):
            continue
        faults = list(faults_of_circle(movement, record.circle, record.day))
        if faults and not any(fault.path in added for fault in faults):
            yield lack_of_fault(movement, record.locate("voices"), *faults[0])


def _is_by_members(record: Record) -> TypeGuard[Act | Round | Review]:
    """Whether it takes the consent of a circle's members, or is what they have said together."""
    if isinstance(record, Round):
        return not any(is_own_round(record, person) for person in record.voices)
    if isinstance(record, Leaves | PersonChange):
        return not is_own_word(record)
    return isinstance(record, _BY_ITS_MEMBERS) or (isinstance(record, Review) and record.result != "let go")
