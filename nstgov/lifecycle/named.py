"""Whom a record names: those who may sign or confirm it (M3, M9)."""

from __future__ import annotations

from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import members_on
from nstgov.records import Decision, Movement, Record
from nstgov.records.naming import find_people_named


def find_named_people(movement: Movement, record: Record) -> frozenset[str]:
    """
    The people whom a record names, in whatever part.

    A decision, which is a receipt, names hardly anybody; it speaks for the members of the circles that decided, and for
    the authors.
    """
    found = set(_collect_names_in(movement, record))
    if isinstance(record, Decision):
        version = version_of(movement, record)
        found |= _collect_names_in(movement, version) if version else set()
        for circle in record.circles:
            found.update(members_on(movement, circle, record.decided))
    return frozenset(found)


def _collect_names_in(movement: Movement, record: Record) -> set[str]:
    return {name for _, name in find_people_named(record, movement.people.__contains__)}
