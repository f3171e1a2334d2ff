"""The page of a person: circles, terms, what they stand behind, what waits for them; no profile of every word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import Term, collect_all_terms, members_on, newest_version
from nstgov.lifecycle.belonging import circles_of
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.personal_steps import PersonalStep, collect_personal_steps
from nstgov.publish.following.personal_items import SORTS, PersonalItem, make_personal_item
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import Movement, Objection, Version, name_of
from nstgov.store.scalars import is_id

MOST_PEOPLE = 3000
"""With more people who sit, nobody has a page of their own: the pages of circles then answer the same."""


class PersonTerm(NamedTuple):
    """A term of a person: its role, circle and days."""

    role: str
    election: PageLink
    circle: PageLink
    first: date
    last: date
    is_over: bool


class PersonSeat(NamedTuple):
    """A circle in which a person sits: since when, and which circle sent them."""

    circle: PageLink
    since: date
    via: PageLink | None


class PersonView(NamedTuple):
    """A person's page; `behind` are proposals and objections that they stand behind, the newest first."""

    id: str
    name: str
    seats: tuple[PersonSeat, ...]
    terms: tuple[PersonTerm, ...]
    proposals: tuple[tuple[date, PageLink], ...]
    objections: tuple[tuple[date, PageLink], ...]
    items: tuple[tuple[str, tuple[PersonalItem, ...]], ...]


class PersonTold(NamedTuple):
    """From which things on record a person's page is told, without any word of it."""

    steps: tuple[PersonalStep, ...]
    proposals: tuple[tuple[date, str], ...]
    objections: tuple[tuple[date, str, str], ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """What it speaks of, as `proposals/<id>` or `decisions/<id>`."""
        told = (*(step.of for step in self.steps), *(f"proposals/{id_}" for _, id_ in self.proposals))
        return tuple(dict.fromkeys((*told, *(target for _, target, _ in self.objections))))


@derive_once
def collect_people(scene: Snapshot) -> dict[str, PersonTold]:
    """Everybody who sits in a circle, with what their pages are told from; nobody where they are too many."""
    movement, day = scene.movement, scene.day
    sitting = _find_sitting(movement, day)
    if len(sitting) > MOST_PEOPLE:
        return {}
    steps = collect_personal_steps(movement, day)
    proposals, objections = _collect_authored(scene)
    return {
        person: PersonTold(steps.get(person, ()), tuple(proposals[person]), tuple(objections[person]))
        for person in sorted(sitting)
    }


def _find_sitting(movement: Movement, day: date) -> set[str]:
    """Who sits in a circle; once they are too many to have pages, not all of them."""
    found: set[str] = set()
    for stays in compute_membership(movement).stays.values():
        # whoever has no sound id has no address either
        people = (stay.person for stay in stays if stay.span.has_day(day))
        found.update(person for person in people if person in movement.people and is_id(person))
        if len(found) > MOST_PEOPLE:
            break
    return found


def link_person(scene: Snapshot, person: str) -> PageLink:
    """The way to a person's page; nowhere for who sits in no circle, or where they are too many to have pages."""
    return PageLink(scene.name_person(person), f"people/{person}/" if person in collect_people(scene) else None)


def _collect_authored(
    scene: Snapshot,
) -> tuple[dict[str, list[tuple[date, str]]], dict[str, list[tuple[date, str, str]]]]:
    proposals: dict[str, list[tuple[date, str]]] = defaultdict(list)
    objections: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    for id_, folder in scene.movement.proposals.items():
        version = newest_version(folder, scene.day)
        for author in _list_names(version):
            proposals[author].append((version.submitted if version else date.min, id_))
    for objection in scene.movement.objection_folders():
        raised = [one for one in objection.versions.values() if one.raised <= scene.day]
        newest = max(raised, key=lambda one: one.number, default=None)
        for author in _list_names(newest):
            objections[author].append((newest.raised if newest else date.min, objection.target, objection.id))
    for told in (*proposals.values(), *objections.values()):
        told.sort(key=lambda one: (-one[0].toordinal(), one[1:]))  # type: ignore[attr-defined]
    return proposals, objections


def _list_names(record: Version | Objection | None) -> Iterator[str]:
    return map(name_of, record.authors if record else ())


def build_person_view(scene: Snapshot, person: str, told: PersonTold) -> PersonView:
    """The page of a person."""
    items = [make_personal_item(scene, person, step) for step in told.steps]
    parts = ((sort, tuple(item for item in items if item.sort == sort)) for sort in SORTS)
    return PersonView(
        person,
        scene.name_person(person),
        tuple(_list_seats(scene, person)),
        tuple(_list_terms(scene, person)),
        tuple((day, scene.link_proposal(id_)) for day, id_ in told.proposals),
        tuple(_list_objections(scene, told)),
        tuple((sort, part) for sort, part in parts if part),
    )


def _list_seats(scene: Snapshot, person: str) -> Iterator[PersonSeat]:
    for circle in circles_of(scene.movement, person, scene.day):
        stay = members_on(scene.movement, circle, scene.day)[person]
        via = scene.link_circle(stay.via) if stay.via else None
        yield PersonSeat(scene.link_circle(circle), stay.span.first, via)


def _list_terms(scene: Snapshot, person: str) -> Iterator[PersonTerm]:
    terms = [(id_, term) for id_, term in _terms_by_person(scene).get(person, ())]
    for id_, term in sorted(terms, key=lambda one: (-one[1].span.last.toordinal(), one[0])):
        circle = scene.link_circle(term.circle)
        over = term.span.last < scene.day
        yield PersonTerm(term.role, scene.link_decision(id_), circle, term.span.first, term.span.last, over)


@derive_once
def _terms_by_person(scene: Snapshot) -> dict[str, list[tuple[str, Term]]]:
    found: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for id_, term in collect_all_terms(scene.movement).items():
        election = scene.movement.decisions[id_].election
        if not term.span.is_empty() and election is not None and election.held <= scene.day:
            found[term.person].append((id_, term))
    return found


def _list_objections(scene: Snapshot, told: PersonTold) -> Iterator[tuple[date, PageLink]]:
    for day, target, id_ in told.objections:
        folder = scene.movement.find_target(target)
        objection = folder.objections.get(id_) if folder else None
        if objection is not None:
            yield day, scene.link_objection(objection)
