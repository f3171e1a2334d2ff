"""Which day a record bears: the one answer to it, for every kind of record."""

from __future__ import annotations

from datetime import date

from nstgov.records import circles, decisions, ground_rules, proposals, regions
from nstgov.records import companions as beside
from nstgov.records.record import Record
from nstgov.records.record_index import RecordIndex

DAY_FIELDS: dict[type[Record], str | None] = {
    circles.Circle: "opened",
    **dict.fromkeys(
        (circles.Joins, circles.Leaves, circles.Away, circles.Back, circles.PersonChange, circles.Changes,
         circles.TakesIn, circles.Asks, circles.Closes), "date"),
    proposals.Idea: "opened",
    proposals.StandsWith: None,
    proposals.Version: "submitted",
    proposals.Translation: None,
    proposals.Round: "held",
    proposals.Commitments: "date",
    proposals.Answer: "date",
    proposals.Closed: "date",
    proposals.Objection: "raised",
    proposals.Test: "held",
    proposals.Resolution: "date",
    decisions.Decision: "decided",
    decisions.Election: "held",
    decisions.Review: "held",
    decisions.Ended: "date",
    beside.Disputed: "date",
    beside.Correction: "date",
    beside.Void: "date",
    beside.Withheld: None,
    beside.Confirmation: None,
    beside.Signature: None,
    regions.Region: "since",
    regions.RegionSnapshot: "date",
    regions.RegionLeaves: "date",
    ground_rules.GroundRules: "from_",
    ground_rules.Settings: None,
}  # fmt: skip
"""By kind of record, the field that holds its day; None where a record bears none."""


def day_of(record: Record | None) -> date | None:
    """The day that a record bears: on which it was submitted, held, decided, …; None where it bears none."""
    field = DAY_FIELDS.get(type(record)) if record is not None else None
    day = getattr(record, field) if field else None
    return day if isinstance(day, date) else None


def own_day(movement: RecordIndex, record: Record) -> date | None:
    """The day that a record bears, or else that of what it stands beside or with; None where neither tells one."""
    day = day_of(record)
    stands_by = movement.records.get(_stands_by(record)) if day is None else None
    return day if stands_by is None or stands_by is record else own_day(movement, stands_by)


def _stands_by(record: Record) -> str:
    """The path of what a record without a day of its own stands beside or with."""
    if isinstance(record, proposals.StandsWith):
        return f"{record.of}/idea.yml"
    if isinstance(record, proposals.Translation):
        folder, _, name = record.file.rpartition("/")
        return f"{folder}/{name.partition('.')[0]}.yml"
    path = getattr(record, "beside", "")
    return path if isinstance(path, str) else ""
