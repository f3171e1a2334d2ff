"""What follows what among the records of one day, as a page or a feed tells of them."""

from __future__ import annotations

from nstgov.records import (
    Act,
    Circle,
    Decision,
    Election,
    Idea,
    Movement,
    Objection,
    Record,
    Resolution,
    Round,
    StandsWith,
    Test,
    Translation,
    Version,
)

_LAST = 10**6
"""Stands behind the number of every version."""


def order_within_day(movement: Movement, record: Record | None) -> tuple[int, int, int]:
    """
    Where a record stands among those of its day: who is there, each version, what was said to it, what came of that.

    So an evening on which a first version was objected to, improved and decided is told as it went. What four bring
    against a version comes before its rounds, what a member carries on from a round comes after it.
    """
    match record:
        case Circle() | Act():
            return (-1, 0, 0)
        case Idea() | StandsWith():
            return (0, isinstance(record, StandsWith), 0)
        case Version():
            return (record.number, 0, 0)
        case Round():
            return (record.version, 4, record.n)
        case Objection() | Test() | Resolution():
            return _find_turn_of_objection(movement, record)
        case Translation():
            return (_LAST - 1, 0, 0)
    return (_LAST, 0 if isinstance(record, Decision | Election) else 1, 0)


def _find_turn_of_objection(movement: Movement, record: Objection | Test | Resolution) -> tuple[int, int, int]:
    folder = movement.find_target(record.target)
    raised = folder.objections[record.objection].versions.values() if folder else ()
    against = max((one.against.version or _LAST + 1 for one in raised), default=_LAST + 1)
    after = 4 if any(one.from_round for one in raised) else 0
    if isinstance(record, Objection):
        return (against, after + 1, record.number)
    if isinstance(record, Test):
        return (against, after + 2, record.version)
    return (record.version, 3, 0) if record.version and record.version > against else (against, after + 3, 0)
