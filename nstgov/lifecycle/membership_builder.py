"""How stays and links of all circles are worked out, from the lowest upwards (M1, M10, M11)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from nstgov.lifecycle.days import Span
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.regions import find_unread_snapshots, list_region_links, list_region_stays, regions_by_circle
from nstgov.lifecycle.stays import (
    Doubt,
    Link,
    ParentNaming,
    Stay,
    collect_namings,
    collect_taken_in,
    find_unreliable_circles,
    find_unreliable_people,
    joined_stays,
    list_own_stays,
    span_of_circle,
)
from nstgov.lifecycle.terms import Term, collect_terms_by_circle, entered_by_circle, while_there
from nstgov.records import CircleFolder, Movement

ROUNDS = 64
"""How often a circle in a ring is worked out again at most; rings are findings, and none may hold up a check."""
Tie = TypeVar("Tie", Link, ParentNaming)
_SPAN = attrgetter("span")


class MembershipBuilder:
    """
    Goes through the circles from the lowest upwards.

    Where parents form a ring, be it only over the years, it begins somewhere in the ring and goes round again for as
    long as that changes something, `ROUNDS` times at most.
    """

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.terms = collect_terms_by_circle(movement)
        self.own = {circle: tuple(list_own_stays(folder)) for circle, folder in movement.circles.items()}
        self.namers: dict[str, list[ParentNaming]] = defaultdict(list)
        for namings in collect_namings(movement).values():
            for naming in namings:
                self.namers[naming.parent].append(naming)
        self.children = {parent: {naming.child for naming in namers} for parent, namers in self.namers.items()}
        self.parents = group_in_tuples((child, parent) for parent, under in self.children.items() for child in under)
        self.has_rings = False
        self.stays: dict[str, tuple[Stay, ...]] = {}
        self.sent: dict[str, tuple[Stay, ...]] = {}
        self.ties: dict[str, tuple[list[Link], list[ParentNaming]]] = {}
        self.entered = entered_by_circle(movement)
        electing = self.terms.keys() | self.entered.keys()
        self.unreliable_circles = dict(reversed([*find_unreliable_circles(movement, self.namers, electing)]))
        self.unreliable_circles = find_unread_snapshots(movement) | self.unreliable_circles
        self.unreliable_people: dict[str, dict[str, Doubt]] = find_unreliable_people(movement)
        for circle in self._order_circles():
            self._compute_circle(circle)
        self._repeat_until_stable()
        for seen in (one for folders in regions_by_circle(movement).values() for one in folders):
            self.stays.setdefault(seen.region.far_circle, ())  # its own record tells who is in it

    def collect_links(self) -> dict[str, tuple[Link, ...]]:
        """By child, its links in the order of their days."""
        return _group_by_child(link for links, _ in self.ties.values() for link in links)

    def collect_waiting(self) -> dict[str, tuple[ParentNaming, ...]]:
        """By child, each naming of a parent that has members and never took it in."""
        return _group_by_child(naming for _, waiting in self.ties.values() for naming in waiting)

    def _order_circles(self) -> Iterator[str]:
        """Every circle after those below it; of a ring, one first, and the others after it."""
        left = {circle: len(self.children.get(circle, ())) for circle in self.movement.circles}
        yield from self._yield_ready([circle for circle, count in left.items() if count == 0], left)
        self.has_rings = bool(left)
        for start in sorted(left):
            while start in left:
                yield from self._yield_ready([_find_in_ring(start, self.children, left)], left)

    def _yield_ready(self, ready: list[str], left: dict[str, int]) -> Iterator[str]:
        """These circles, and all that become ready by them; `left` counts those below each that are still to come."""
        while ready:
            circle = ready.pop()
            del left[circle]
            yield circle
            for parent in self.parents.get(circle, ()):
                if parent in left:
                    left[parent] -= 1
                    if left[parent] == 0:
                        ready.append(parent)

    def _repeat_until_stable(self) -> None:
        """Work out again what was worked out before a circle below it, and what that changes above."""
        if not self.has_rings:
            return
        turn = {circle: at for at, circle in enumerate(self.stays)}
        early = [c for c in self.stays if any(turn[naming.child] >= turn[c] for naming in self.namers.get(c, ()))]
        queue, rounds = dict.fromkeys(early), Counter[str]()
        while queue:
            circle = next(iter(queue))
            del queue[circle]
            rounds[circle] += 1
            before = self._snapshot_circle(circle)
            self._compute_circle(circle)
            if self._snapshot_circle(circle) != before and rounds[circle] < ROUNDS:
                queue.update(dict.fromkeys(sorted(self.stays.keys() & self.parents.get(circle, ()))))

    def _snapshot_circle(self, circle: str) -> tuple[tuple[Stay, ...], bool, int]:
        return self.stays[circle], circle in self.unreliable_circles, len(self.unreliable_people.get(circle, ()))

    def _compute_circle(self, circle: str) -> None:
        if circle in self.namers or circle in regions_by_circle(self.movement):
            self.ties[circle] = [], []
            self.sent[circle] = tuple(self._list_sent_stays(self.movement.circles[circle]))
            self.stays[circle] = (*self.own[circle], *self.sent[circle])
        else:
            self.stays[circle] = self.own[circle]

    def _list_sent_stays(self, folder: CircleFolder) -> list[Stay]:
        """The stays of those whom circles below send, establishing the links to them on the way, day by day."""
        taken, whole = collect_taken_in(folder), span_of_circle(folder)
        sent = list_region_stays(self.movement, folder.id, whole)
        self.ties[folder.id][0].extend(list_region_links(self.movement, folder.id, whole))
        namers = sorted(_clip_namings(self.namers.get(folder.id, ()), whole), key=lambda n: (n.span.first, n.child))
        coming = [stay.span for stay in (*self.own[folder.id], *sent)]
        heapify(coming)
        reach: date | None = None
        for day, together in groupby(namers, key=lambda n: n.span.first):
            while coming and coming[0].first <= day:
                last = heappop(coming).last
                reach = max(reach, last) if reach else last
            has_members = reach is not None and reach >= day
            for naming in together:
                for stay in self._establish_link(naming, taken.get(naming.child, []), has_members):
                    sent.append(stay)
                    heappush(coming, stay.span)
        return sent

    def _establish_link(self, naming: ParentNaming, taken: list[date], has_members: bool) -> Iterator[Stay]:
        links, waiting = self.ties[naming.parent]
        terms = self.entered.get(naming.child)
        if terms:
            self._propagate_doubt(naming, terms)
        first = _find_link_start(naming, taken, links) if has_members else naming.span.first
        if first is None:
            waiting.append(naming)
            return iter(())
        span = naming.span if first == naming.span.first else Span(first, naming.span.last)
        links.append(Link(naming.child, naming.parent, span))
        terms = self.terms.get(naming.child)
        return self._yield_representatives(naming.child, terms, span) if terms else iter(())

    def _yield_representatives(self, child: str, terms: Iterable[Term], span: Span) -> Iterator[Stay]:
        """Those whom a circle sends while it is linked: for as long as they are elected, and members of it."""
        chosen = {term.person for term in terms}
        there = joined_stays([stay for stay in self.stays.get(child, self.own[child]) if stay.person in chosen])
        for term in terms:
            stretches = there.get(term.person, ())
            carried = while_there(self.movement, term, stretches)
            for stretch in stretches:
                if not (both := carried.clip_to(span).clip_to(stretch)).is_empty():
                    yield Stay(term.person, both, child, term.election)

    def _propagate_doubt(self, naming: ParentNaming, terms: Iterable[Term]) -> None:
        """Carry upwards what is not sure: of a circle that sends somebody, and of the terms themselves."""
        fault = self.unreliable_circles.get(naming.child) or self._find_unread_election(terms)
        if fault is not None:
            self.unreliable_circles.setdefault(naming.parent, fault)
        if doubted := self.unreliable_people.get(naming.child):
            sent = {term.person for term in terms}
            above = {person: doubt for person, doubt in doubted.items() if person in sent}
            self.unreliable_people.setdefault(naming.parent, {}).update(above)

    def _find_unread_election(self, terms: Iterable[Term]) -> str | None:
        """The file of the first election among some terms of which not all could be read."""
        for term in terms:
            if not term.sure and (election := self.movement.decisions[term.election].election):
                return election.file
        return None


def _clip_namings(namings: Iterable[ParentNaming], whole: Span) -> Iterator[ParentNaming]:
    """As far as they lie in the time for which the parent is there; none that does not."""
    for naming in namings:
        span = naming.span.clip_to(whole)
        if not span.is_empty():
            yield naming if span is naming.span else naming._replace(span=span)


def _find_in_ring(circle: str, children: Mapping[str, set[str]], left: Mapping[str, int]) -> str:
    """Some circle that stands in a ring, found by going down from one that cannot be worked out before it."""
    seen: set[str] = set()
    while circle not in seen:
        seen.add(circle)
        circle = min(child for child in children[circle] if child in left)
    return circle


def _group_by_child(ties: Iterable[Tie]) -> dict[str, tuple[Tie, ...]]:
    return group_in_tuples((tie.child, tie) for tie in sorted(ties, key=_SPAN))


def _find_link_start(naming: ParentNaming, taken: Iterable[date], links: Iterable[Link]) -> date | None:
    """The day the parent takes the circle in, once more when it had left and comes back; None while it has not."""
    before = max((link.span.last for link in links if link.child == naming.child), default=None)
    days = [day for day in taken if day <= naming.span.last and (before is None or day > before)]
    return max(naming.span.first, min(days)) if days else None
