"""Worlds of a few circles: told to the model and told in records, and held against each other day by day."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from nstgov.lifecycle import link_on, list_chain_steps, members_on
from nstgov.records import Movement, Record
from tests.building import at, changes, circle, closes, election, joins, leaves, movement, takes_in
from tests.model.circles import Place, Term, Walk

NEVER = 99


@dataclass
class World:
    """Some circles, who was taken in, and the terms of their representatives."""

    places: dict[str, Place]
    taken: set[tuple[int, str, str]] = field(default_factory=set)
    terms: list[Term] = field(default_factory=list)

    def movement(self) -> Movement:
        """The world told in records."""
        return movement(self._circles(), self._acts(), self._terms())

    def _circles(self) -> Iterable[Record]:
        for id_, place in self.places.items():
            founders = " ".join(sorted({p for p, first, _ in place.own if first == place.first}))
            parent = dict(place.names).get(place.first)
            yield circle(id_, at(place.first), founders, parent)

    def _acts(self) -> Iterable[Record]:
        for id_, place in self.places.items():
            yield from (joins(id_, at(first), p) for p, first, _ in place.own if first != place.first)
            yield from (leaves(id_, at(last), p) for p, _, last in place.own if last < place.last)
            yield from (changes(id_, at(on), parent=parent) for on, parent in place.names if on != place.first)
            if place.last < NEVER:
                yield closes(id_, at(place.last))
        yield from (takes_in(parent, at(on), child) for on, parent, child in self.taken)

    def _terms(self) -> Iterable[Record]:
        yield from (election(t.id, t.circle, t.person, at(t.first), at(t.last)) for t in self.terms)


def agree(world: World, days: range) -> None:
    """Hold the model's walk against the lifecycle's answers: members, links and chains of every circle on every day."""
    records = world.movement()
    for number, found in zip(days, Walk(world.places, world.taken, world.terms).through(days), strict=True):
        day = at(number)
        for id_ in world.places:
            assert set(members_on(records, id_, day)) == found.members[id_], (world, number, id_)
            link = link_on(records, id_, day)
            assert (link.parent if link else None) == found.links.get(id_), (world, number, id_)
            sitting = {
                term.election for step in list_chain_steps(records, id_, day)[:1] for term in step.representatives
            }
            assert sitting == found.sitting.get(id_, set()), (world, number, id_)


def wild(seed: int) -> World:
    """Some world of six circles, every day in it left to chance."""
    chance = random.Random(seed)  # noqa: S311 - chance for tests, not for secrets
    ids = ["one", "two", "three", "four", "five", "six"]
    places = {id_: Place(chance.choice((0, 0, 0, 2)), chance.choice((NEVER, NEVER, NEVER, 7))) for id_ in ids}
    for id_, place in places.items():
        people = chance.sample(["ana", "ben", "chi"], chance.choice((0, 1, 1, 2)))
        place.own = [(f"{id_}-{p}", place.first, min(place.last, chance.choice((NEVER, 5)))) for p in people]
        days = sorted(chance.sample(range(1, 9), chance.choice((0, 1, 1, 2))))
        place.names = [(max(on, place.first + 1), chance.choice(ids)) for on in days]
        place.names = list(
            {on: (on, parent) for on, parent in place.names if parent != id_ and on <= place.last}.values()
        )
    taken = {
        (chance.choice(range(1, 10)), parent, child) for parent, child in (chance.sample(ids, 2) for _ in range(8))
    }
    everybody = sorted({person for place in places.values() for person, _, _ in place.own}) or ["ana"]
    terms = [
        Term(
            f"term-{n}",
            chance.choice(ids),
            chance.choice(everybody),
            chance.choice((0, 2, 4)),
            chance.choice((5, NEVER)),
        )
        for n in range(14)
    ]
    return World(places, taken, terms)
