"""Which decisions hold in a circle: its own, and those from above that affect it (M6)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected import circle_and_above
from nstgov.lifecycle.answering import circles_answering, continued_in
from nstgov.lifecycle.decided import decisions_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.spans import derive_once
from nstgov.records import Movement


class _DecisionsInForce(NamedTuple):
    """The decisions in force on a day, by the circles that answer for them and by those they affect."""

    decided: dict[str, tuple[str, ...]]
    affecting: dict[str, tuple[str, ...]]


@derive_once
def _index_in_force(movement: Movement, day: date) -> _DecisionsInForce:
    decided: dict[str, list[str]] = defaultdict(list)
    affecting: dict[str, list[str]] = defaultdict(list)
    for id_, state in decisions_on(movement, day).items():
        decision = movement.decisions[id_].decision
        version = version_of(movement, decision) if decision else None
        if not state.in_force or decision is None or version is None:
            continue
        for circle in circles_answering(movement, decision, day):
            decided[circle].append(id_)
        for circle in dict.fromkeys(one for named in version.affects for one in continued_in(movement, named, day)):
            affecting[circle].append(id_)
    return _DecisionsInForce(
        {c: tuple(ids) for c, ids in decided.items()}, {c: tuple(ids) for c, ids in affecting.items()}
    )


def policies_of(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The ids of the decisions that hold in a circle on a day, the oldest first."""
    holding = _index_in_force(movement, day)
    found = set(holding.decided.get(circle, ()))
    for above in circle_and_above(movement, circle, day):
        found.update(holding.affecting.get(above, ()))
    return tuple(sorted(found, key=lambda id_: (_find_day_decided(movement, id_), id_)))


def _find_day_decided(movement: Movement, id_: str) -> date:
    decision = movement.decisions[id_].decision
    return decision.decided if decision else date.max
