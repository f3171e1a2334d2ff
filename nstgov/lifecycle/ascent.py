"""
The way from the lowest circles to the highest: who is linked to whom, and whom each circle sends (M10, M11).

All circles are worked out in one pass from the lowest upwards, so the cost grows with the number of records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import TypeVar

from nstgov.lifecycle.spans import Span
from nstgov.lifecycle.stays import Link, Naming, Stay, joined_stays, namings, open_span, own_stays, taken_in
from nstgov.lifecycle.terms import REPRESENTATIVE, Term, elected_terms, terms_by_circle, while_there
from nstgov.lifecycle.unsure import Doubt, clouded, unsure
from nstgov.records import CircleFolder, Movement

ROUNDS = 64
"""How often a circle in a ring is worked out again at most; rings are findings, and none may hold up a check."""
Tie = TypeVar("Tie", Link, Naming)


class Ascent:
    """
    Goes through the circles from the lowest upwards.

    Where parents form a ring, be it only over the years, it begins somewhere in the ring and goes round again for as
    long as that changes something, `ROUNDS` times at most.
    """

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.terms = terms_by_circle(movement)
        self.own = {circle: own_stays(folder) for circle, folder in movement.circles.items()}
        self.namers: dict[str, list[Naming]] = defaultdict(list)
        for folder in movement.circles.values():
            for naming in namings(movement, folder):
                self.namers[naming.parent].append(naming)
        self.parents: dict[str, set[str]] = defaultdict(set)
        for parent, namers in self.namers.items():
            for naming in namers:
                self.parents[naming.child].add(parent)
        self.stays: dict[str, tuple[Stay, ...]] = {}
        self.ties: dict[str, tuple[list[Link], list[Naming]]] = {}
        self.entered = _by_circle(elected_terms(movement).values())
        electing = self.terms.keys() | self.entered.keys()
        self.clouded = dict(reversed([*clouded(movement, self.namers, electing)]))
        self.unsure: dict[str, dict[str, Doubt]] = defaultdict(dict, unsure(movement))
        for circle in self._order():
            self._one(circle)
        self._settle()

    def links(self) -> dict[str, tuple[Link, ...]]:
        """By child, its links in the order of their days."""
        return _by_child(link for links, _ in self.ties.values() for link in links)

    def waiting(self) -> dict[str, tuple[Naming, ...]]:
        """By child, each naming of a parent that has members and never took it in."""
        return _by_child(naming for _, waiting in self.ties.values() for naming in waiting)

    def _order(self) -> Iterator[str]:
        """Every circle after those below it; of a ring, one first, and the others after it."""
        children = {parent: {naming.child for naming in namers} for parent, namers in self.namers.items()}
        left = {circle: len(children.get(circle, ())) for circle in self.movement.circles}
        yield from self._unwound([circle for circle, count in left.items() if count == 0], left)
        for start in sorted(left):
            while start in left:
                yield from self._unwound([_in_a_ring(start, children, left)], left)

    def _unwound(self, ready: list[str], left: dict[str, int]) -> Iterator[str]:
        """These circles, and all that become ready by them; `left` counts those below each that are still to come."""
        while ready:
            circle = ready.pop()
            del left[circle]
            yield circle
            for parent in self.parents[circle] & left.keys():
                left[parent] -= 1
                if left[parent] == 0:
                    ready.append(parent)

    def _settle(self) -> None:
        """Work out again what was worked out before a circle below it, and what that changes above."""
        turn = {circle: at for at, circle in enumerate(self.stays)}
        early = [c for c in self.stays if any(turn[naming.child] >= turn[c] for naming in self.namers.get(c, ()))]
        queue, rounds = dict.fromkeys(early), Counter[str]()
        while queue:
            circle = next(iter(queue))
            del queue[circle]
            rounds[circle] += 1
            before = self._known(circle)
            self._one(circle)
            if self._known(circle) != before and rounds[circle] < ROUNDS:
                queue.update(dict.fromkeys(sorted(self.parents[circle] & self.stays.keys())))

    def _known(self, circle: str) -> tuple[tuple[Stay, ...], bool, int]:
        return self.stays[circle], circle in self.clouded, len(self.unsure[circle])

    def _one(self, circle: str) -> None:
        folder = self.movement.circles[circle]
        self.ties[circle] = [], []
        self.stays[circle] = (*self.own[circle], *self._sent(folder))

    def _sent(self, folder: CircleFolder) -> list[Stay]:
        """The stays of those whom circles below send, establishing the links to them on the way, day by day."""
        sent: list[Stay] = []
        taken, whole = taken_in(folder), open_span(folder)
        namers = [n._replace(span=n.span.within(whole)) for n in self.namers.get(folder.id, ())]
        namers = sorted((n for n in namers if not n.span.is_empty()), key=lambda n: (n.span.first, n.child))
        coming = [stay.span for stay in self.own[folder.id]]
        heapify(coming)
        reach: date | None = None
        for day, together in groupby(namers, key=lambda n: n.span.first):
            while coming and coming[0].first <= day:
                last = heappop(coming).last
                reach = max(reach, last) if reach else last
            has_members = reach is not None and reach >= day
            for naming in together:
                for stay in self._link(naming, taken.get(naming.child, []), has_members):
                    sent.append(stay)
                    heappush(coming, stay.span)
        return sent

    def _link(self, naming: Naming, taken: list[date], has_members: bool) -> Iterator[Stay]:
        links, waiting = self.ties[naming.parent]
        self._shade(naming)
        first = _link_begins(naming, taken, links) if has_members else naming.span.first
        if first is None:
            waiting.append(naming)
        else:
            span = Span(first, naming.span.last)
            links.append(Link(naming.child, naming.parent, span))
            yield from self._representatives(naming.child, span)

    def _representatives(self, child: str, span: Span) -> Iterator[Stay]:
        """Those whom a circle sends while it is linked: for as long as they are elected, and members of it."""
        terms = self.terms.get(child, ())
        chosen = {term.person for term in terms}
        there = joined_stays(stay for stay in self.stays.get(child, self.own[child]) if stay.person in chosen)
        for term in terms:
            carried = while_there(self.movement, term, there.get(term.person, ()))
            for stretch in there.get(term.person, ()):
                if not (both := carried.within(span).within(stretch)).is_empty():
                    yield Stay(term.person, both, child, term.election)

    def _shade(self, naming: Naming) -> None:
        """Carry upwards what is not sure: of a circle that sends somebody, and of the terms themselves."""
        terms = self.entered.get(naming.child, ())
        above = self.movement.decisions
        unread = next((one.file for term in terms if not term.sure and (one := above[term.election].election)), None)
        fault = self.clouded.get(naming.child, unread) if terms else None
        if fault is not None:
            self.clouded.setdefault(naming.parent, fault)
        sent = {term.person for term in terms}
        doubted = self.unsure[naming.child].items()
        self.unsure[naming.parent].update((person, doubt) for person, doubt in doubted if person in sent)


def _by_circle(terms: Iterable[Term]) -> dict[str, list[Term]]:
    """The terms of representatives, by the circle that elected."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if term.role == REPRESENTATIVE:
            found[term.circle].append(term)
    return found


def _in_a_ring(circle: str, children: Mapping[str, set[str]], left: Mapping[str, int]) -> str:
    """Some circle that stands in a ring, found by going down from one that cannot be worked out before it."""
    seen: set[str] = set()
    while circle not in seen:
        seen.add(circle)
        circle = min(child for child in children[circle] if child in left)
    return circle


def _by_child(ties: Iterable[Tie]) -> dict[str, tuple[Tie, ...]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=lambda tie: tie.span):
        found[tie.child].append(tie)
    return {child: tuple(theirs) for child, theirs in found.items()}


def _link_begins(naming: Naming, taken: Iterable[date], links: Iterable[Link]) -> date | None:
    """The day the parent takes the circle in, once more when it had left and comes back; None while it has not."""
    before = max((link.span.last for link in links if link.child == naming.child), default=None)
    days = [day for day in taken if day <= naming.span.last and (before is None or day > before)]
    return max(naming.span.first, min(days)) if days else None
