"""Roles that a circle gave to somebody who has left it since (M10): those it named itself, and vacant ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.membership import compute_membership, is_open, stretches_of
from nstgov.lifecycle.terms import REPRESENTATIVE, collect_all_terms, terms_on, valid_terms
from nstgov.records import Changes, Circle, Movement, Where

NAMED_ROLES = ("facilitator", "secretary")
"""The roles that a circle may give by naming somebody, until it elects."""


class Vacancy(NamedTuple):
    """A role that nobody carries since its holder left: who it was, their last day, and where they were chosen."""

    circle: str
    role: str
    person: str
    last: date
    at: Where


class Named(NamedTuple):
    """Whom a circle named for a role, on which day, and where."""

    person: str
    day: date
    at: Where


def named_for(movement: Movement, circle: str, role: str, day: date) -> Named | None:
    """Whom a circle named last for a role up to a day, in its beginning or a change of it."""
    folder = movement.circles.get(circle)
    found: Named | None = None
    for record in (folder.founding, *folder.acts) if folder else ():
        if isinstance(record, Circle | Changes) and record.day <= day and (person := getattr(record, role, None)):
            found = Named(person, record.day, record.locate(role))
    return found


def named_holder(movement: Movement, circle: str, role: str, day: date) -> str | None:
    """Who carries a role on a day because the circle named them; nobody once they have left."""
    named = named_for(movement, circle, role, day)
    return named.person if named and _last_day(movement, circle, named, day) is None else None


def _last_day(movement: Movement, circle: str, named: Named, day: date) -> date | None:
    """The last day of the membership in which somebody was named, where it is over by a day."""
    stretches = stretches_of(movement, circle, named.person)
    there = next((stretch for stretch in stretches if stretch.has_day(named.day)), None)
    return there.last if there and there.last < day else None


def vacant_roles(movement: Movement, day: date) -> Iterator[Vacancy]:
    """
    The roles without anybody on a day, since their holder left an open circle before their time was over.

    Representatives, and roles of those who sat there for another circle, are told of elsewhere: a link is missing then.
    """
    seen: set[tuple[str, str]] = set()
    for id_, agreed in sorted(valid_terms(movement).items(), reverse=True):
        carried = collect_all_terms(movement)[id_].span.last
        lasts = agreed.role != REPRESENTATIVE and carried < day <= agreed.span.last
        lasts = lasts and _has_left(movement, agreed.circle, agreed.person, carried)
        if lasts and _is_vacant(movement, agreed.circle, agreed.role, day) and (agreed.circle, agreed.role) not in seen:
            seen.add((agreed.circle, agreed.role))
            election = movement.decisions[id_].election
            if election is not None:
                at = election.locate("proposed", "person")
                yield Vacancy(agreed.circle, agreed.role, agreed.person, carried, at)
    for circle in movement.circles:
        for role in NAMED_ROLES:
            named = named_for(movement, circle, role, day)
            last = _last_day(movement, circle, named, day) if named else None
            if named is None or last is None or (circle, role) in seen:
                continue
            if _has_left(movement, circle, named.person, last) and _is_vacant(movement, circle, role, day):
                yield Vacancy(circle, role, named.person, last, named.at)


def _has_left(movement: Movement, circle: str, person: str, last: date) -> bool:
    """Whether somebody's last day was that of a membership of their own, and not of a seat for another circle."""
    stays = compute_membership(movement).stays.get(circle, ())
    return any(stay.person == person and stay.span.last == last and stay.via is None for stay in stays)


def _is_vacant(movement: Movement, circle: str, role: str, day: date) -> bool:
    """Whether nobody carries a role in an open circle, be it elected or named."""
    if not is_open(movement, circle, day) or terms_on(movement, circle, role, day):
        return False
    return role not in NAMED_ROLES or named_holder(movement, circle, role, day) is None
