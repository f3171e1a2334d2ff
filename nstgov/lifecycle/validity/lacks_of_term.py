"""What the term of an election lacks: a last day, its own term to succeed, a free seat (M5, M10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.days import days_after
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.one_day import parting_on
from nstgov.lifecycle.terms import (
    REPRESENTATIVE,
    Term,
    collect_terms_by_circle,
    elected_terms,
    ending_of,
    first_day_of_term,
    last_day_known,
    successors_of,
)
from nstgov.lifecycle.validity.held_election import HeldElection
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import format_list, format_number
from nstgov.records import Election, Movement, Where

LONGEST_WAIT = 366
"""Days after an election within which a term begins."""


def lacks_of_term_end(held: HeldElection) -> Iterator[Lack]:
    """No last day of the term, one too far off, or another term that it would succeed (E04)."""
    movement, election = held.movement, held.election
    if movement.is_sound(election, "held", "term"):
        yield from _lacks_of_length(election, held.rules.longest_sunset_days)
    if election.succeeds and movement.is_sound(election, "succeeds", "circle", "role"):
        yield from _succeeds_another(movement, election)


def _lacks_of_length(election: Election, longest: int) -> Iterator[Lack]:
    last, first = election.term.until, first_day_of_term(election)
    if (first - election.held).days > LONGEST_WAIT:
        message = f"the term begins on {first}, more than a year after the election of {election.held}"
        yield Lack("E04", election.locate("term", "from"), message, "Choose nearer to the day on which it begins.")
    if last is not None and 0 <= (last - first).days <= longest:
        return
    at, farthest = election.locate("term", "until"), days_after(first, longest)
    if last is None:
        help_ = f"Agree on a last day, {farthest} or sooner, and add it: `until: …`."
        yield Lack("E04", at, "the term has no last day", help_)
    elif last < first:
        yield Lack("E04", at, f"the term ends on {last}, and begins on {first}", "Write a later last day.")
    else:
        message = f"the term ends on {last}; {longest} days from {first} are allowed, to {farthest}"
        yield Lack("E04", at, message, f"Agree on {farthest} or sooner.")


def lacks_of_succession(held: HeldElection) -> Iterator[Lack]:
    """A term that another election succeeds already (D05)."""
    movement, election = held.movement, held.election
    if election.succeeds is None or not movement.is_sound(election, "succeeds", "held", "circle", "role"):
        return
    before = [
        one
        for one in successors_of(movement, election.succeeds)
        if (one.held, one.election) < (election.held, election.election)
    ]
    first = min(before, key=lambda one: (one.held, one.election), default=None)
    if first is not None:
        message = f"{first.election} succeeds {election.succeeds} already"
        help_ = f"Succeed {first.election}, or leave the line out where there is room for one more."
        yield Lack("D05", election.locate("succeeds"), message, help_, (first.locate("succeeds"),))


def lacks_of_seats(held: HeldElection) -> Iterator[Lack]:
    """More representatives at once than the most, of those chosen by then (E05)."""
    movement, election = held.movement, held.election
    if election.role != REPRESENTATIVE or not held.is_judged("role", "term", "proposed", "succeeds"):
        return
    most = held.rules.representatives.most
    if len(held.list_other_terms()) < most or _is_passed_on(movement, election):
        return  # nearly always there are too few others, whenever they were chosen
    first = first_day_of_term(election)
    before = _chosen_before(movement, election, first)
    people = {term.person for term in before}
    if len(people) >= most and election.proposed.person not in people and all(term.sure for term in before):
        now = f"{format_list(sorted(people))} represent {election.circle} on {first} already"
        message = f"{now}; {format_number(most)} at once {'is' if most == 1 else 'are'} the most"
        help_ = "Say whose term this one `succeeds`, or let it begin when one of theirs has ended."
        yield Lack("E05", election.locate("term"), message, help_, tuple(_yield_term_places(movement, before)))


def _succeeds_another(movement: Movement, election: Election) -> Iterator[Lack]:
    folder = movement.decisions.get(election.succeeds or "")
    before = folder.election if folder else None
    if before is None or not movement.is_sound(before, "circle", "role"):
        return
    if before is election:
        message, help_ = "it would succeed itself", "Name the election before it, or leave the line out."
    elif (before.circle, before.role) != (election.circle, election.role):
        message = f"{before.election} chose the {before.role} of {before.circle}, which is another term"
        help_ = f"Name an election of {election.circle} for the same role, or leave the line out."
    else:
        return
    yield Lack("E04", election.locate("succeeds"), message, help_, (before.locate("role"),))


def _is_passed_on(movement: Movement, election: Election) -> bool:
    """Whether somebody else has the seat by the end of its first day, or nobody: whoever was chosen parted from it."""
    first, ended = first_day_of_term(election), ending_of(movement, movement.decisions[election.election])
    parts = election.proposed.person in parting_on(movement, election.circle, first)
    is_succeeded = elected_terms(movement)[election.election].span.is_empty()
    return parts or is_succeeded or (ended is not None and ended.date == first)


def _chosen_before(movement: Movement, election: Election, day: date) -> list[Term]:
    """
    The terms of a circle's representatives on a day, chosen before an election and as known when it was held.

    Whoever leaves or resigns on that very day has made room.
    """
    members = members_on(movement, election.circle, day).keys() - parting_on(movement, election.circle, day)
    found = []
    for term in collect_terms_by_circle(movement).get(election.circle, ()):
        other = movement.decisions[term.election].election
        is_before = other is not None and (other.held, other.election) < (election.held, election.election)
        ended = ending_of(movement, movement.decisions[term.election])
        is_over = term.election == election.succeeds or (ended is not None and ended.date == day)
        last = last_day_known(movement, term, election.held)
        if is_before and not is_over and term.person in members and term.span.first <= day <= last:
            found.append(term)
    return found


def _yield_term_places(movement: Movement, terms: list[Term]) -> Iterator[Where]:
    for term in terms:
        if election := movement.decisions[term.election].election:
            yield election.locate("term")
