"""Terms of elected roles: from which day to which somebody carries one (M10)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.spans import OPEN, Span, day_before, remembered
from nstgov.records import DecisionFolder, Election, Movement

REPRESENTATIVE = "representative"
KEEPER = "keeper"


class Term(NamedTuple):
    """Somebody's term in a role, as elected: `sure` is false where a record it rests on is faulty."""

    election: str
    circle: str
    role: str
    person: str
    span: Span
    sure: bool


@remembered
def all_terms(movement: Movement) -> dict[str, Term]:
    """
    Every elected term, by the id of its election, ended where it was succeeded or ended early.

    Only the circle that elected somebody can choose who succeeds them in that role.
    """
    elected = [(folder, folder.election) for folder in movement.decisions.values() if folder.election]
    found = {election.election: _term(movement, folder, election) for folder, election in elected}
    for _, election in elected:
        before, after = found.get(election.succeeds or ""), found[election.election]
        if before and before is not after and (before.circle, before.role) == (after.circle, after.role):
            span = Span(before.span.first, min(before.span.last, day_before(after.span.first)))
            found[before.election] = before._replace(span=span, sure=before.sure and after.sure)
    return found


def last_day_known(movement: Movement, term: Term, day: date) -> date:
    """The last day of a term as far as was known on a day: what ends it sooner counts from the day it is said."""
    folder = movement.decisions[term.election]
    last = [folder.election.term.until or OPEN] if folder.election else []
    if folder.ended is not None and folder.ended.date <= day:
        last.append(folder.ended.date)
    last += [day_before(begins(after)) for after in successors_of(movement, term.election) if after.held <= day]
    return min(last, default=term.span.last)


def successors_of(movement: Movement, election: str) -> tuple[Election, ...]:
    """The elections that succeed one: of the same circle, for the same role."""
    folder = movement.decisions.get(election)
    before = folder.election if folder else None
    found = _successors(movement).get(election, ())
    return tuple(after for after in found if before and (after.circle, after.role) == (before.circle, before.role))


@remembered
def _successors(movement: Movement) -> dict[str, list[Election]]:
    """By election, those that are to succeed it."""
    found: dict[str, list[Election]] = defaultdict(list)
    for election in movement.all(Election):
        if election.succeeds and election.succeeds != election.election:
            found[election.succeeds].append(election)
    return found


def begins(election: Election) -> date:
    """The first day of an elected term: never before the election itself."""
    return max(election.term.from_, election.held)


def _term(movement: Movement, folder: DecisionFolder, election: Election) -> Term:
    last = election.term.until or OPEN
    sure = movement.is_sound(election, "circle", "role", "held", "term", "proposed", "succeeds")
    if folder.ended is not None:
        last = min(last, folder.ended.date)
        sure = sure and movement.is_sound(folder.ended, "date")
    span = Span(begins(election), last)
    return Term(election.election, election.circle, election.role, election.proposed.person, span, sure)


@remembered
def terms_by_circle(movement: Movement, role: str = REPRESENTATIVE) -> dict[str, tuple[Term, ...]]:
    """The terms of one role, by the circle that elected."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in all_terms(movement).values():
        if term.role == role:
            found[term.circle].append(term)
    return {circle: tuple(terms) for circle, terms in found.items()}


def terms_on(movement: Movement, circle: str, role: str, day: date) -> tuple[Term, ...]:
    """The terms of a role in a circle on a day."""
    return tuple(term for term in terms_by_circle(movement, role).get(circle, ()) if term.span.holds(day))
