"""
A model of circles: who sits where, found by walking through the days one by one.

A circle's tie to a parent holds from the day it names it if the parent has no members on that day, and else from the
day the parent takes it in. A circle sends whoever it has elected, for as long as they are its members.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Term(NamedTuple):
    """Somebody is elected to sit in the circle above, from a first to a last day."""

    id: str
    circle: str
    person: str
    first: int
    last: int


@dataclass
class Place:
    """A circle: its first and last day, its own members with the first and last day of each, the parents it names."""

    first: int
    last: int
    own: list[tuple[str, int, int]] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)

    def is_open(self, day: int) -> bool:
        """Whether it has begun and not closed."""
        return self.first <= day <= self.last

    def parent(self, day: int) -> str | None:
        """The parent that it named last."""
        named = [(on, parent) for on, parent in self.names if on <= day]
        return max(named)[1] if named else None


@dataclass
class Day:
    """What the walk finds on one day: members by circle, parents by child, the terms that sit by child."""

    members: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    sitting: dict[str, set[str]] = field(default_factory=dict)


class Ring(Exception):
    """On this day the parents of circles form a ring, of which the model says nothing."""


class Walk:
    """A walk through the days of some circles."""

    def __init__(self, places: dict[str, Place], taken: set[tuple[int, str, str]], terms: list[Term]) -> None:
        """Begin before the first day; `taken` holds the day, the parent and the child of each taking in."""
        self.places, self.taken, self.terms = places, taken, terms
        self.waiting: set[tuple[str, str]] = set()
        self.linked: set[tuple[str, str]] = set()
        self.left: dict[tuple[str, str], int] = {}

    def through(self, days: range) -> Iterator[Day]:
        """What is found on each day."""
        for day in days:
            yield self._on(day)

    def _on(self, day: int) -> Day:
        named = {(child, parent) for child, parent in self._named(day)}
        for tie in self.linked - named:
            self.left[tie] = day - 1
        self.linked &= named
        self.waiting &= named
        fresh = named - self.linked - self.waiting
        found = Day()
        for circle in self._upwards(named):
            self._gather(circle, day, fresh, found)
        return found

    def _named(self, day: int) -> Iterator[tuple[str, str]]:
        for child, place in self.places.items():
            parent = place.parent(day) if place.is_open(day) else None
            if parent in self.places and self.places[parent].is_open(day):
                yield child, parent

    def _upwards(self, named: set[tuple[str, str]]) -> list[str]:
        above, order = dict(named), list[str]()
        height = {circle: self._height(circle, named, 0) for circle in self.places}
        order = sorted(self.places, key=lambda circle: height[circle])
        assert all(height[child] < height[parent] for child, parent in above.items())
        return order

    def _height(self, circle: str, named: set[tuple[str, str]], depth: int) -> int:
        if depth > len(self.places):
            raise Ring
        below = (self._height(child, named, depth + 1) for child, parent in named if parent == circle)
        return max(below, default=-1) + 1

    def _gather(self, circle: str, day: int, fresh: set[tuple[str, str]], found: Day) -> None:
        place = self.places[circle]
        found.members[circle] = {p for p, first, last in place.own if first <= day <= last and place.is_open(day)}
        here = sorted(tie for tie in fresh | self.waiting | self.linked if tie[1] == circle)
        for tie in here:
            if tie in self.linked or (tie in self.waiting and self._is_taken_in(tie, day)):
                self._link(tie, day, found)
        has_members = bool(found.members[circle])
        for tie in here:
            if tie in fresh and (not has_members or self._is_taken_in(tie, day)):
                self._link(tie, day, found)
            elif tie in fresh:
                self.waiting.add(tie)

    def _link(self, tie: tuple[str, str], day: int, found: Day) -> None:
        self.linked.add(tie)
        self.waiting.discard(tie)
        self._send(*tie, day, found)

    def _is_taken_in(self, tie: tuple[str, str], day: int) -> bool:
        child, parent = tie
        return any(
            who == parent and whom == child and on <= day and on > self.left.get(tie, -1)
            for on, who, whom in self.taken
        )

    def _send(self, child: str, parent: str, day: int, found: Day) -> None:
        found.links[child] = parent
        for term in self.terms:
            if term.circle == child and term.first <= day <= term.last and term.person in found.members[child]:
                found.members[parent].add(term.person)
                found.sitting.setdefault(child, set()).add(term.id)
