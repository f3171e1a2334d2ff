"""What the model speaks of, told in records."""

from __future__ import annotations

from nstgov.records import Record
from tests.building import a_test, at, objection, resolved


def told(target: str, id_: str, acts: tuple[str, ...], first_day: int) -> list[Record]:
    """The life of an objection in records, an act a day."""
    records: list[Record] = []
    number = 0
    for on, act in enumerate(acts, first_day):
        number += act.startswith("raise")
        if act.startswith("raise"):
            records.append(objection(target, id_, at(on), number))
        elif act == "resolve":
            records.append(resolved(target, id_, at(on)))
        else:
            records.append(a_test(target, id_, at(on), act, number))
    return records
