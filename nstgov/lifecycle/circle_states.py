"""A circle on a day: its name, level, parent and roles then; its ways upwards; whether it is whole (M1, M11)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from nstgov.lifecycle.days import OPEN, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import edition_spans, ground_rules_on
from nstgov.lifecycle.membership import compute_membership, members_on, sent_on
from nstgov.lifecycle.stays import Link, Stay, span_of_circle
from nstgov.lifecycle.terms import REPRESENTATIVE, Term, terms_on
from nstgov.lifecycle.vacant_roles import named_holder
from nstgov.records import Asks, Changes, Movement, require_read

CircleStage = Literal["gathering", "whole", "in need of care", "closed"]


class CircleState(NamedTuple):
    """
    A circle as it is on a day.

    `parent` is the circle it names, `linked` whether its representatives may sit there; `stage` speaks of its size
    only; `asks` is the help it asked for last.
    """

    id: str
    name: str
    level: str
    aim: str
    domain: str | None
    parent: str | None
    linked: bool
    place: str | None
    meets: tuple[str, ...]
    facilitator: str | None
    secretary: str | None
    members: tuple[str, ...]
    stage: CircleStage
    asks: Asks | None


@derive_once
def circle_on(movement: Movement, id_: str, day: date) -> CircleState | None:
    """A circle as it is on a day; None before it began, or where there is none."""
    folder = movement.circles.get(id_)
    if folder is None or folder.founding.opened > day:
        return None
    said = _collect_properties(movement, id_, day)
    members = tuple(members_on(movement, id_, day))
    link = link_on(movement, id_, day)
    return CircleState(
        id_, said["name"], said["level"], said["aim"], said["domain"], said["parent"], link is not None,
        said["place"], said["meets"], _find_role_carrier(movement, id_, "facilitator", day),
        _find_role_carrier(movement, id_, "secretary", day), members, _find_circle_stage(movement, id_, members, day),
        next((act for act in reversed(folder.acts) if isinstance(act, Asks) and act.date <= day), None),
    )  # fmt: skip


_SAID = ("name", "level", "aim", "domain", "parent", "place", "meets")


def _collect_properties(movement: Movement, id_: str, day: date) -> dict[str, Any]:
    """What the circle has said of itself up to a day; each change replaces what was said before."""
    folder = movement.circles[id_]
    said = {key: getattr(folder.founding, key) for key in _SAID}
    for act in folder.acts:
        if isinstance(act, Changes) and act.date <= day:
            said.update({key: value for key in _SAID if (value := getattr(act, key))})
    return said


def _find_role_carrier(movement: Movement, id_: str, role: str, day: date) -> str | None:
    """Who carries a role: by an election in force, else as the circle said, for as long as they are there."""
    terms = terms_on(movement, id_, role, day)
    return terms[-1].person if terms else named_holder(movement, id_, role, day)


def _find_circle_stage(movement: Movement, id_: str, members: tuple[str, ...], day: date) -> CircleStage:
    if span_of_circle(movement.circles[id_]).last < day:
        return "closed"
    size = ground_rules_on(movement, day).circle_size
    if size.least <= len(members) <= size.most:
        return "whole"
    return "in need of care" if len(members) > size.most or has_been_whole(movement, id_, day) else "gathering"


@derive_once
def count_members_over_time(movement: Movement, id_: str) -> tuple[tuple[date, int], ...]:
    """How many members a circle has: each day on which that may change, and how many there are from then on."""
    stays = compute_membership(movement).stays.get(id_, ())
    comings = [(stay.span.first, 1, stay.person) for stay in stays]
    goings = [(days_after(stay.span.last, 1), -1, stay.person) for stay in stays if stay.span.last < OPEN]
    here: dict[str, int] = {}
    found: dict[date, int] = {}
    for day, step, person in sorted(comings + goings):
        here[person] = here.get(person, 0) + step
        if here[person] == 0:
            del here[person]
        found[day] = len(here)
    return tuple(found.items())


def has_been_whole(movement: Movement, id_: str, day: date) -> bool:
    """Whether a circle has had enough members to decide on any day up to this one, by the ground rules of that day."""
    sized = count_members_over_time(movement, id_)
    days = {first for first, _ in sized}
    for _, span in edition_spans(movement):
        days |= {span.first, days_after(span.last, 1)}
    return any(
        sized[at - 1][1] >= ground_rules_on(movement, each).circle_size.least
        for each in days
        if each <= day and (at := bisect_right(sized, each, key=lambda size: size[0]))
    )


def link_on(movement: Movement, id_: str, day: date) -> Link | None:
    """The circle's link to its parent on a day."""
    for link in compute_membership(movement).links.get(id_, ()):
        first, last = link.span
        if first <= day <= last:
            return link
    return None


@derive_once
def _collect_links_to(movement: Movement) -> dict[str, tuple[Link, ...]]:
    """By parent, the links of all circles that were ever under it."""
    found: dict[str, list[Link]] = defaultdict(list)
    for links in compute_membership(movement).links.values():
        for link in links:
            found[link.parent].append(link)
    return {parent: tuple(sorted(links)) for parent, links in found.items()}


def children_of(movement: Movement, id_: str, day: date) -> tuple[str, ...]:
    """The circles linked to one on a day, in the order of their ids."""
    require_read(id_, movement.unread)
    return tuple(link.child for link in _collect_links_to(movement).get(id_, ()) if link.span.has_day(day))


def yield_circles_above(movement: Movement, id_: str, day: date) -> Iterator[str]:
    """The circles above one on a day, the nearest first; a ring ends where it would repeat."""
    seen = {id_}
    while (link := link_on(movement, id_, day)) and link.parent not in seen:
        id_ = link.parent
        seen.add(id_)
        yield id_


def parent_on(movement: Movement, id_: str, day: date) -> str | None:
    """The circle to which one is linked on a day."""
    link = link_on(movement, id_, day)
    return None if link is None else link.parent


def find_way_ends(
    circles: Iterable[str], stops: Iterable[str], find_next: Callable[[str], str | None]
) -> dict[str, str]:
    """
    By circle, where its way ends: at the first of the stops, or at the circle from which it leads nowhere else.

    Circles passed on the way are told of too; each is passed once, however many there are.
    """
    found = {circle: circle for circle in stops}
    for start in circles:
        way: list[str] = []
        at: str | None = start
        end = start
        while at is not None and at not in found:
            found[at] = end = at
            way.append(at)
            at = find_next(at)
        found.update(dict.fromkeys(way, end if at is None else found[at]))
    return found


class ChainStep(NamedTuple):
    """One step of a chain upwards: from a circle to its parent, and who is sent (nobody: the chain is broken)."""

    child: str
    parent: str
    representatives: tuple[Term, ...]


def list_chain_steps(movement: Movement, id_: str, day: date) -> tuple[ChainStep, ...]:
    """The steps from a circle up to the highest one it is linked to on a day."""
    steps: list[ChainStep] = []
    for parent in yield_circles_above(movement, id_, day):
        child = steps[-1].parent if steps else id_
        sent = sent_on(movement, parent, day).get(child, ())
        sit = {stay.by for stay in sent}
        terms = tuple(term for term in terms_on(movement, child, REPRESENTATIVE, day) if term.election in sit)
        steps.append(ChainStep(child, parent, terms if child in movement.circles else _list_far_terms(child, sent)))
    return tuple(steps)


def _list_far_terms(circle: str, sent: tuple[Stay, ...]) -> tuple[Term, ...]:
    """The terms of those whom a region sends; a snapshot tells of them here, in the place of an election."""
    return tuple(Term(stay.by or "", circle, REPRESENTATIVE, stay.person, stay.span, sure=True) for stay in sent)
