"""Whether a circle that asked for help still waits for an answer (M16)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from nstgov.lifecycle.spans import days_after, derive_once
from nstgov.records import Act, Asks, Changes, Closes, Election, Joins, Movement, TakesIn

HEARD_FOR_DAYS = 90
"""Days for which a circle's asking stands, unless it has moved on before; after that it asks again."""
_MOVES_ON = (Joins, Changes, TakesIn, Closes)


def help_asked_on(movement: Movement, circle: str, day: date) -> Asks | None:
    """
    The help a circle asked for last, while nobody has answered; None where it waits for none.

    Help leaves no record of its own. It is taken as answered once the circle has moved on by a later act: somebody
    joined it, it changed something, took in a circle, elected somebody, or closed; and after 90 days.
    """
    folder = movement.circles.get(circle)
    acts = folder.acts if folder else []
    asked = next((act for act in reversed(acts) if isinstance(act, Asks) and act.date <= day), None)
    if asked is None or not movement.is_sound(asked, "date") or day > days_after(asked.date, HEARD_FOR_DAYS):
        return None
    later = (act for act in acts if asked.date < act.date <= day)
    elected = (held for held in _collect_election_days(movement).get(circle, ()) if asked.date < held <= day)
    return None if any(map(_is_moving_on, later)) or any(elected) else asked


def _is_moving_on(act: Act) -> bool:
    return isinstance(act, _MOVES_ON)


@derive_once
def _collect_election_days(movement: Movement) -> dict[str, tuple[date, ...]]:
    """By circle, the days on which it elected somebody."""
    found: dict[str, list[date]] = defaultdict(list)
    for election in movement.find_sound(Election, "circle", "held"):
        found[election.circle].append(election.held)
    return {circle: tuple(sorted(days)) for circle, days in found.items()}
