"""Terms of elected roles: from which day to which somebody carries one (M10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.days import OPEN, Span, day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.late_questions import elections_without_effect, times_of_members, times_of_membership
from nstgov.records import DecisionFolder, Election, Ended, Movement, require_all_read

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


@derive_once
def elected_terms(movement: Movement) -> dict[str, Term]:
    """
    Every term as it was entered, by the id of its election, validly made or not: never asked who carries a role.

    It ends where an election that is validly made succeeds it, or where it was ended early in good order. Only the
    circle that elected somebody can choose who succeeds them in that role.
    """
    out = acts_without_effect(movement)
    found: dict[str, Term] = {}
    succeeding: list[Election] = []
    for folder in movement.decisions.values():
        if folder.election:
            found[folder.election.election] = _make_term(movement, folder, folder.election)
            succeeding += [folder.election] if folder.election.succeeds else []
    for election in succeeding:
        before, after = found.get(election.succeeds or ""), found[election.election]
        is_other = before is not after and election.file not in out
        if before and is_other and (before.circle, before.role) == (after.circle, after.role):
            span = Span(before.span.first, min(before.span.last, day_before(after.span.first)))
            found[before.election] = before._replace(span=span, sure=before.sure and after.sure)
    return found


@derive_once
def collect_all_terms(movement: Movement) -> dict[str, Term]:
    """
    Every term as it is carried, by the id of its election: validly chosen, and for as long as its holder is there.

    Whoever leaves the circle that gave them a role gives the role back, and does not carry it when they come back; who
    was never a member of it (a facilitator from outside) carries it to its end.
    """
    carried: dict[str, Term] = {}
    for circle, terms in group_in_tuples((term.circle, term) for term in valid_terms(movement).values()).items():
        there = times_of_members(movement, circle, {term.person for term in terms})
        for term in terms:
            span = while_there(movement, term, there.get(term.person, ()))
            carried[term.election] = term if span is term.span else term._replace(span=span)
    return {id_: carried[id_] for id_ in valid_terms(movement)}


def _find_carried_span(movement: Movement, term: Term) -> Span:
    return while_there(movement, term, times_of_membership(movement, term.circle, term.person))


def while_there(movement: Movement, term: Term, stretches: Iterable[Span]) -> Span:
    """The days of a term up to its holder's leaving; `stretches` are the times in which they are members."""
    election = movement.decisions[term.election].election
    days = (election.held if election else term.span.first, term.span.first)
    for day in days:
        for stretch in stretches:
            if stretch.has_day(day):
                return term.span if term.span.last <= stretch.last else Span(term.span.first, stretch.last)
    return term.span


@derive_once
def valid_terms(movement: Movement) -> dict[str, Term]:
    """Every term whose election is validly made, as it was agreed, by the id of its election."""
    out = terms_not_valid(movement)
    entered = elected_terms(movement)
    return {id_: term for id_, term in entered.items() if id_ not in out} if out else entered


@derive_once
def terms_not_valid(movement: Movement) -> frozenset[str]:
    """The ids of the elections that are not validly made."""
    out = acts_without_effect(movement)
    elections = movement.find_all(Election) if out else ()
    return frozenset(election.election for election in elections if election.file in out)


def acts_without_effect(movement: Movement) -> frozenset[str]:
    """The files of elections, and of endings of terms, that are not validly made: nothing follows from them."""
    return elections_without_effect(movement)


def ending_of(movement: Movement, folder: DecisionFolder) -> Ended | None:
    """The act that ended a term early, where it is validly made."""
    return None if folder.ended is None or folder.ended.file in acts_without_effect(movement) else folder.ended


def last_day_known(movement: Movement, term: Term, day: date) -> date:
    """The last day of a term as far as was known on a day: what ends it sooner counts from the day it is said."""
    folder = movement.decisions[term.election]
    last = [folder.election.term.until or OPEN] if folder.election else []
    ended = ending_of(movement, folder)
    if ended is not None and ended.date <= day:
        last.append(ended.date)
    left = _find_carried_span(movement, term).last
    last += [left] if left <= day else []
    last += [
        day_before(first_day_of_term(after)) for after in successors_of(movement, term.election) if after.held <= day
    ]
    return min(last, default=term.span.last)


def successors_of(movement: Movement, election: str) -> tuple[Election, ...]:
    """The elections that succeed one: of the same circle, for the same role."""
    folder = movement.decisions.get(election)
    before = folder.election if folder else None
    found = _collect_successors(movement).get(election, ())
    return tuple(after for after in found if before and (after.circle, after.role) == (before.circle, before.role))


@derive_once
def _collect_successors(movement: Movement) -> dict[str, list[Election]]:
    """By election, those that are to succeed it."""
    found: dict[str, list[Election]] = defaultdict(list)
    out = acts_without_effect(movement)
    for election in movement.find_all(Election):
        if election.succeeds and election.succeeds != election.election and election.file not in out:
            found[election.succeeds].append(election)
    return found


def first_day_of_term(election: Election) -> date:
    """The first day of an elected term: never before the election itself."""
    return max(election.term.from_, election.held)


def _make_term(movement: Movement, folder: DecisionFolder, election: Election) -> Term:
    last = election.term.until or OPEN
    sure = movement.is_sound(election, "circle", "role", "held", "term", "proposed", "succeeds")
    if folder.ended is not None:
        ended = ending_of(movement, folder)
        last = min(last, ended.date) if ended is not None else last
        # an ending that cannot be read ends nothing, and nobody knows whether it was one
        sure = sure and movement.is_sound(folder.ended, "date")
    span = Span(first_day_of_term(election), last)
    return Term(election.election, election.circle, election.role, election.proposed.person, span, sure)


@derive_once
def collect_terms_by_circle(movement: Movement, role: str = REPRESENTATIVE) -> dict[str, tuple[Term, ...]]:
    """The terms of one role as they were agreed, by the circle that elected."""
    return _sort_by_circle(valid_terms(movement).values(), role)


def entered_by_circle(movement: Movement) -> dict[str, tuple[Term, ...]]:
    """The terms of representatives as they were entered, validly made or not, by the circle that elected."""
    if not terms_not_valid(movement):
        return collect_terms_by_circle(movement)
    return _sort_by_circle(elected_terms(movement).values(), REPRESENTATIVE)


def _sort_by_circle(terms: Iterable[Term], role: str) -> dict[str, tuple[Term, ...]]:
    return group_in_tuples((term.circle, term) for term in terms if term.role == role)


TermStage = Literal["not valid", "to come", "in force", "over"]


def term_stage(movement: Movement, id_: str, day: date) -> TermStage | None:
    """
    How the term of an election stands on a day: valid or not, and whether somebody carries the role by it then.

    None where there is no such election.
    """
    if id_ in terms_not_valid(movement):
        return "not valid"
    term = collect_all_terms(movement).get(id_)
    if term is None:
        return None
    if day < term.span.first:
        return "to come"
    return "in force" if term in terms_on(movement, term.circle, term.role, day) else "over"


def terms_on(movement: Movement, circle: str, role: str, day: date) -> tuple[Term, ...]:
    """Who carries a role in a circle on a day: the terms by which they do. The one answer to that question."""
    require_all_read(movement.unread)
    return tuple(term for term in _carried_by_circle(movement).get((circle, role), ()) if term.span.has_day(day))


@derive_once
def _carried_by_circle(movement: Movement) -> dict[tuple[str, str], tuple[Term, ...]]:
    return group_in_tuples(((term.circle, term.role), term) for term in collect_all_terms(movement).values())
