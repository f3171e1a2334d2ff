"""Seats in circles that rest on an election which is not validly made: what nobody can know of them (M2, M10)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from nstgov.lifecycle.circle_states import link_on, yield_circles_above
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.terms import REPRESENTATIVE, Term, elected_terms, terms_not_valid
from nstgov.records import Movement


@derive_once
def _doubted_terms(movement: Movement) -> tuple[Term, ...]:
    """The terms of representatives that were entered and are not validly made; in one not proven nobody has spoken."""
    out = terms_not_valid(movement)
    terms = elected_terms(movement) if out else {}
    doubted = (term for id_, term in terms.items() if id_ in out and term.role == REPRESENTATIVE)
    return tuple(term for term in doubted if f"decisions/{term.election}/election.yml" not in movement.uncounted)


@derive_once
def _doubted_by_parent(movement: Movement) -> dict[str, tuple[Term, ...]]:
    """Those terms by each circle that the circle which sent them was ever linked to."""
    sent: dict[str, list[Term]] = defaultdict(list)
    for term in _doubted_terms(movement):
        sent[term.circle].append(term)
    found: dict[str, dict[Term, None]] = defaultdict(dict)
    for links in compute_membership(movement).links.values() if sent else ():
        for link in links:
            found[link.parent].update(dict.fromkeys(sent.get(link.child, ())))
    return {parent: tuple(terms) for parent, terms in found.items()}


@derive_once
def doubted_on(movement: Movement, day: date) -> dict[str, str]:
    """By circle, the election not validly made by which somebody would represent it on a day."""
    return {term.circle: term.election for term in _doubted_terms(movement) if term.span.has_day(day)}


def doubted_seat(movement: Movement, circle: str, day: date) -> str | None:
    """The election, not validly made, by which somebody would sit in a circle on a day; None where there is none."""
    for term in _doubted_by_parent(movement).get(circle, ()):
        if term.span.has_day(day):
            link = link_on(movement, term.circle, day)
            if link is not None and link.parent == circle:
                return term.election
    return None


def doubted_way(movement: Movement, circle: str, day: date) -> str | None:
    """The election, not validly made, by which somebody would carry the voice of a circle upwards on a day."""
    doubted = doubted_on(movement, day)
    if not doubted:
        return None
    return next((doubted[at] for at in (circle, *yield_circles_above(movement, circle, day)) if at in doubted), None)


def is_clear_on(movement: Movement, circle: str, day: date) -> bool:
    """Whether it is known for certain who was a member of a circle on a day, so that rules about it may speak."""
    is_known = circle in compute_membership(movement).stays
    return is_known and (is_undoubted(movement) or doubt_of(movement, circle, day) is None)


@derive_once
def is_undoubted(movement: Movement) -> bool:
    """Whether no record at all leaves it open who is a member where: so it is nearly always, and costs one look."""
    known = compute_membership(movement)
    return not (known.unreliable_circles or known.unreliable_people or _doubted_terms(movement))


def doubt_of(movement: Movement, circle: str, day: date) -> str | None:
    """The faulty record, by its path, for which nobody can know who was a member of a circle on a day; else None."""
    known = compute_membership(movement)
    if (unread := known.unreliable_circles.get(circle)) is not None:
        return unread
    doubts = known.unreliable_people.get(circle)
    unread = next((doubt.file for doubt in doubts.values() if doubt.since <= day), None) if doubts else None
    if unread is not None:
        return unread
    seat = doubted_seat(movement, circle, day)
    return None if seat is None else f"decisions/{seat}/election.yml"
