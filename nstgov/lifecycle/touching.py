"""What is proposed and decided elsewhere and touches a circle: it names the circle, or one that holds it (M8, M9)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.affected_circles import yield_circle_and_above
from nstgov.lifecycle.answering_circles import circles_answering, continued_in
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.proposal_stages import LIVE, proposal_on, proposals_on
from nstgov.records import Movement


class Touching(NamedTuple):
    """The ids of what touches a circle from elsewhere: what may still be spoken to, and what is in force."""

    proposals: tuple[str, ...]
    decisions: tuple[str, ...]


def find_touching(movement: Movement, circle: str, day: date) -> Touching:
    """
    What was brought to other circles or decided by others on a day, and touches this one; the latest first.

    A proposal touches every circle that it affects, and all circles below those. One that asks the circle itself, or
    a decision that it made or answers for, is its own business and not named here.
    """
    affecting = _index_live_proposals(movement, day)
    here = yield_circle_and_above(movement, circle, day)
    found = dict.fromkeys(id_ for above in here for id_ in affecting.get(above, ()))
    proposals = {id_: since for id_ in found if (since := _find_day_since(movement, id_, circle, day)) is not None}
    return Touching(
        tuple(sorted(proposals, key=lambda id_: (-proposals[id_].toordinal(), id_))),
        tuple(of for of in reversed(policies_of(movement, circle, day)) if _is_elsewhere(movement, of, circle, day)),
    )


def find_circles_named(movement: Movement, proposal: str, day: date) -> tuple[str, ...]:
    """The circles that a live proposal says it affects, each by the one that goes on from it."""
    state = proposal_on(movement, proposal, day)
    if state is None or state.version is None or state.stage not in LIVE:
        return ()
    return tuple(dict.fromkeys(one for named in state.version.affects for one in continued_in(movement, named, day)))


@derive_once
def _index_live_proposals(movement: Movement, day: date) -> dict[str, tuple[str, ...]]:
    """The proposals that may still be spoken to, by the circles they name as affected."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in proposals_on(movement, day):
        for circle in find_circles_named(movement, id_, day):
            found[circle].append(id_)
    return {circle: tuple(ids) for circle, ids in found.items()}


def _find_day_since(movement: Movement, id_: str, circle: str, day: date) -> date | None:
    """Since when a proposal to others stands where it stands; None where it asks the circle itself."""
    state = proposal_on(movement, id_, day)
    return None if state is None or state.version is None or circle in state.version.asks else state.since


def _is_elsewhere(movement: Movement, id_: str, circle: str, day: date) -> bool:
    decision = movement.decisions[id_].decision
    return decision is not None and circle not in (*decision.circles, *circles_answering(movement, decision, day))
