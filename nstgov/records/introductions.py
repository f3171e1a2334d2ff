"""Who is introduced by name, where, and who comes from another circle."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from nstgov.records import circles, regions
from nstgov.records.folders import Person
from nstgov.records.record_index import RecordIndex
from nstgov.records.values import Where


class Introductions(NamedTuple):
    """
    Everybody who is introduced by name, in the order of the days, and the first of each id.

    `further` are, by person, the circles that they began or joined where that did not introduce them first.
    """

    introduced: tuple[Person, ...]
    people: dict[str, Person]
    further: dict[str, list[str]]


def collect_introductions(index: RecordIndex) -> Introductions:
    """Founders and joiners: who is introduced, at their home, and who comes from another circle."""
    found: list[tuple[date, Person]] = []
    further: dict[str, list[str]] = defaultdict(list)
    for circle in index.find_all(circles.Circle):
        for person, founder in circle.members.items():
            if founder.name is None:
                further[person].append(circle.circle)
            else:
                at = circle.locate("members", person)
                found.append((circle.opened, _make_person(person, founder, circle, at)))
    for joins in index.find_all(circles.Joins):
        if joins.name is None:
            further[joins.person].append(joins.circle)
        else:
            found.append((joins.date, _make_person(joins.person, joins, joins, joins.locate("name"))))
    found += _list_far_introductions(index)
    introduced = tuple(person for _, person in sorted(found, key=lambda pair: (pair[0], pair[1].introduced.file)))
    people = {person.id: person for person in reversed(introduced)}
    if len(people) < len(introduced):
        for again in introduced:
            if again is not people[again.id]:
                further[again.id].append(again.home)
    return Introductions(introduced, people, dict(further))


def _list_far_introductions(index: RecordIndex) -> list[tuple[date, Person]]:
    """Those whom regions send, each where a snapshot names them first; their home is the circle that sends them."""
    homes = {region.region: region.far_circle for region in index.find_sound(regions.Region, "circle")}
    found: dict[str, tuple[date, Person]] = {}
    for seen in sorted(index.find_sound(regions.RegionSnapshot, "representatives"), key=lambda one: one.date):
        for at, who in enumerate(seen.representatives if seen.region in homes else ()):
            id_ = f"{seen.region}{regions.BETWEEN}{who.person}"
            person = Person(id_, who.name, homes[seen.region], seen.locate("representatives", at), None, who.keys)
            found.setdefault(id_, (seen.date, person))
    return list(found.values())


def _make_person(
    id_: str, who: circles.Founder | circles.Joins, record: circles.Circle | circles.Joins, at: Where
) -> Person:
    return Person(id_, who.name or id_, record.circle, at, who.account, who.keys)
