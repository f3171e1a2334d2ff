"""How long nothing has happened: to a proposal, in a circle (M15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.records import (
    Act,
    Asks,
    Changes,
    Closes,
    DecisionFolder,
    Election,
    Joins,
    Movement,
    ObjectionFolder,
    ProposalFolder,
    TakesIn,
)


def last_day_of_proposal(movement: Movement, id_: str, day: date) -> date | None:
    """The last day up to this one on which something happened to a proposal; None where nothing did."""
    folder = movement.proposals.get(id_)
    return max((on for on in _yield_proposal_days(folder) if on <= day), default=None) if folder else None


def _yield_proposal_days(folder: ProposalFolder) -> Iterator[date]:
    if folder.idea:
        yield folder.idea.opened
    yield from (version.submitted for version in folder.versions.values())
    yield from (held.held for held in folder.rounds)
    yield from (commitments.date for commitments in folder.commitments)
    yield from (answer.date for answer in folder.answers)
    yield from _yield_objection_days(folder.objections.values())


def _yield_objection_days(folders: Iterable[ObjectionFolder]) -> Iterator[date]:
    for folder in folders:
        if folder.idea:
            yield folder.idea.opened
        yield from (version.raised for version in folder.versions.values())
        yield from (test.held for test in folder.tests)
        yield from (resolution.date for resolution in folder.resolutions)


@derive_once
def last_days_of_circles(movement: Movement, day: date) -> dict[str, date]:
    """
    By circle begun by a day, the last day up to then on which something happened in it.

    Its own acts count, its rounds, tests, reviews, elections and commitments, and the
    proposals that ask it.
    """
    last = {id_: folder.founding.opened for id_, folder in movement.circles.items() if folder.founding.opened <= day}
    for circle, on in _yield_circle_days(movement):
        if on <= day and circle in last:
            last[circle] = max(last[circle], on)
    return last


def _yield_circle_days(movement: Movement) -> Iterator[tuple[str, date]]:
    for id_, circle in movement.circles.items():
        yield from ((id_, act.date) for act in circle.acts)
    for proposal in movement.proposals.values():
        yield from ((circle, v.submitted) for v in proposal.versions.values() for circle in v.asks)
        yield from ((held.circle, held.held) for held in proposal.rounds)
        yield from ((commitments.circle, commitments.date) for commitments in proposal.commitments)
    for decision in movement.decisions.values():
        yield from _yield_decision_days(decision)
    for objection in movement.objection_folders():
        yield from ((test.circle, test.held) for test in objection.tests)


def _yield_decision_days(folder: DecisionFolder) -> Iterator[tuple[str, date]]:
    if folder.decision:
        yield from ((circle, folder.decision.decided) for circle in folder.decision.circles)
    if folder.election:
        yield folder.election.circle, folder.election.held
    yield from ((review.circle, review.held) for review in folder.reviews)


def quiet_until(movement: Movement, last: date, day: date) -> date:
    """The last day on which nothing is wrong yet, when nothing has happened since the last time."""
    return days_after(last, ground_rules_on(movement, day).quiet_after_days)


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
