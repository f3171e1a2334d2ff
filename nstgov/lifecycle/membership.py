"""
Who is a member of which circle on which day (M1, M10, M11).

Members are founders and joiners who have not left, and everyone whom a circle below sends by an election in force.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from nstgov.lifecycle.days import Span, day_before
from nstgov.lifecycle.derived import answers_question, derive_once, is_answered
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.late_questions import elections_without_effect, times_of_members, times_of_membership
from nstgov.lifecycle.regions import (
    find_unread_snapshots,
    is_region_there,
    list_region_links,
    list_region_stays,
    regions_by_circle,
)
from nstgov.lifecycle.stays import (
    Doubt,
    Link,
    ParentNaming,
    Stay,
    collect_taken_in,
    find_unreliable_circles,
    find_unreliable_people,
    joined_stays,
    list_namings,
    list_own_stays,
    span_of_circle,
)
from nstgov.lifecycle.terms import Term, collect_terms_by_circle, entered_by_circle, while_there
from nstgov.records import CircleFolder, Movement, PartlyRead

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
        for folder in movement.circles.values():
            for naming in list_namings(movement, folder):
                self.namers[naming.parent].append(naming)
        self.children = {parent: {naming.child for naming in namers} for parent, namers in self.namers.items()}
        self.parents = group_in_tuples((child, parent) for parent, under in self.children.items() for child in under)
        self.has_rings = False
        self.stays: dict[str, tuple[Stay, ...]] = {}
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
            self.stays[circle] = (*self.own[circle], *self._list_sent_stays(self.movement.circles[circle]))
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


class Membership(NamedTuple):
    """
    Stays and links of all circles.

    `links` are by child. `unsure` holds the people whose membership in a circle rests on a faulty record, `clouded`
    the circles of which nothing can be said, each with the path of that record; rules about it are silent there.
    """

    stays: dict[str, tuple[Stay, ...]]
    links: dict[str, tuple[Link, ...]]
    waiting: dict[str, tuple[ParentNaming, ...]]
    unreliable_circles: dict[str, str]
    unreliable_people: dict[str, dict[str, Doubt]]


@derive_once
def compute_membership(movement: Movement) -> Membership:
    """Stays and links of all circles, worked out from the lowest upwards."""
    elections_without_effect(movement)
    if is_answered(movement, compute_membership):  # which elections are valid was worked out with who sits where
        return compute_membership(movement)
    ascent = MembershipBuilder(movement)
    stays, links, waiting = ascent.stays, ascent.collect_links(), ascent.collect_waiting()
    if movement.unread:
        # the parent tells from when on a circle is linked to it
        apart = movement.unread | {one for parent in movement.unread for one in _list_namers(ascent, parent)}
        stays = PartlyRead(stays, movement.unread)
        links, waiting = PartlyRead(links, apart), PartlyRead(waiting, apart)
    return Membership(
        stays,
        links,
        waiting,
        ascent.unreliable_circles,
        {circle: people for circle, people in ascent.unreliable_people.items() if people},
    )


def _list_namers(ascent: MembershipBuilder, parent: str) -> set[str]:
    """The circles that ever named one as their parent."""
    return {naming.child for naming in ascent.namers.get(parent, ())}


@derive_once
def sent_on(movement: Movement, circle: str, day: date) -> dict[str, tuple[Stay, ...]]:
    """Whom the circles below send to a circle on a day, by the circle that sends them."""
    found: dict[str, tuple[Stay, ...]] = {}
    for stay in compute_membership(movement).stays.get(circle, ()):
        if stay.via is not None and stay.span.has_day(day):
            found[stay.via] = (*found.get(stay.via, ()), stay)
    return found


@answers_question(times_of_members)
def collect_stretches(movement: Movement, circle: str, people: Container[str]) -> Mapping[str, Sequence[Span]]:
    """By person, of some people, the times without a gap in which they are a member of a circle, in whichever way."""
    return joined_stays([stay for stay in compute_membership(movement).stays.get(circle, ()) if stay.person in people])


@answers_question(times_of_membership)
def stretches_of(movement: Movement, circle: str, person: str) -> tuple[Span, ...]:
    """The times without a gap in which somebody is a member of a circle, in whichever way."""
    return _collect_all_stretches(movement, circle).get(person, ())


@derive_once
def _collect_all_stretches(movement: Movement, circle: str) -> dict[str, tuple[Span, ...]]:
    joined = joined_stays(compute_membership(movement).stays.get(circle, ()))
    return {person: tuple(spans) for person, spans in joined.items()}


class Attendance(NamedTuple):
    """
    The members of a circle on a day, person to stay, in the order of their ids; and whether nobody came or went.

    `is_still`: no stay in it begins or ends on that day, or ended on the day before.
    """

    members: dict[str, Stay]
    is_still: bool


@derive_once
def attendance_on(movement: Movement, circle: str, day: date) -> Attendance:
    """Who is a member of a circle on a day, and whether that is as it was before and stays so."""
    found: dict[str, Stay] = {}
    yesterday, is_still, is_here = day_before(day), True, False
    known: Span | None = None
    for stay in compute_membership(movement).stays.get(circle, ()):
        person, span, via, _ = stay
        if span is not known:  # those who began together share one
            first, last = known = span
            is_here = first <= day <= last
            is_still = is_still and not (first == day or last in (day, yesterday))
        if is_here and (via is None or person not in found):
            found[person] = stay
    return Attendance({person: found[person] for person in sorted(found)}, is_still)


def members_on(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    """The members of a circle on a day: person to stay, in the order of their ids. None of a circle not on record."""
    return attendance_on(movement, circle, day).members


def is_membership_clear(movement: Movement, circle: str) -> bool:
    """Whether membership of a circle rests on sound records only, so that rules about it may speak."""
    known = compute_membership(movement)
    return circle in known.stays and circle not in known.unreliable_circles and not known.unreliable_people.get(circle)


def is_open(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle has begun and has not closed on a day."""
    folder = movement.circles.get(circle)
    if folder is None:
        return is_region_there(movement, circle, day)
    return folder.founding.opened <= day and (not folder.acts or day <= span_of_circle(folder).last)
