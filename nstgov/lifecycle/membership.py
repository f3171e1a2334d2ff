"""
Who is a member of which circle on which day (M1, M10, M11).

Members are founders and joiners who have not left, and everyone whom a circle below sends by an election in force.
All circles are worked out in one pass from the lowest upwards, so the cost grows with the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.spans import OPEN, Span, day_before, remembered
from nstgov.lifecycle.terms import terms_by_circle
from nstgov.records import Changes, Circle, CircleFolder, Closes, Joins, Leaves, Movement, TakesIn


class Stay(NamedTuple):
    """Somebody's time as a member; `via` is the circle that sends them, by the election `by` (None: a member of its own)."""

    person: str
    span: Span
    via: str | None = None
    by: str | None = None


class Link(NamedTuple):
    """A circle's tie to a parent circle, for as long as it lasts."""

    child: str
    parent: str
    span: Span


class Naming(NamedTuple):
    """A circle names its parent on a day and keeps it until another one or its end; the file where it does."""

    child: str
    parent: str
    span: Span
    file: str


class Membership(NamedTuple):
    """
    Stays and links of all circles.

    `links` are by child. `unsure` holds the people whose membership in a circle rests on a faulty record, `clouded`
    the circles of which nothing can be said; rules about membership are silent there.
    """

    stays: dict[str, tuple[Stay, ...]]
    links: dict[str, tuple[Link, ...]]
    waiting: dict[str, tuple[Naming, ...]]
    clouded: frozenset[str]
    unsure: dict[str, frozenset[str]]


def open_span(folder: CircleFolder) -> Span:
    """From the day a circle begins to its last."""
    last = min((act.date for act in folder.acts if isinstance(act, Closes)), default=OPEN)
    return Span(folder.founding.opened, last)


def own_stays(folder: CircleFolder) -> list[Stay]:
    """The stays of founders and joiners, without those whom other circles send."""
    whole = open_span(folder)
    began: dict[str, date] = {person: whole.first for person in folder.founding.members}
    stays: list[Stay] = []
    for act in folder.acts:
        if isinstance(act, Joins):
            began.setdefault(act.person, act.date)
        elif isinstance(act, Leaves) and act.person in began:
            stays.append(Stay(act.person, Span(began.pop(act.person), act.date)))
    stays += [Stay(person, Span(first, OPEN)) for person, first in began.items()]
    return [capped for stay in stays if not (capped := stay._replace(span=stay.span.within(whole))).span.is_empty()]


def namings(movement: Movement, folder: CircleFolder) -> Iterator[Naming]:
    """Each time a circle names a parent, in the order of the days."""
    said: list[tuple[date, str, str]] = []
    if folder.founding.parent and movement.is_sound(folder.founding, "parent"):
        said.append((folder.founding.opened, folder.founding.parent, folder.founding.file))
    for act in folder.acts:
        if isinstance(act, Changes) and act.parent and movement.is_sound(act, "parent"):
            said.append((act.date, act.parent, act.file))
    last = open_span(folder).last
    for at, (first, parent, file) in enumerate(said):
        until = min(last, day_before(said[at + 1][0])) if at + 1 < len(said) else last
        yield Naming(folder.id, parent, Span(first, until), file)


@remembered
def membership(movement: Movement) -> Membership:
    """Stays and links of all circles, worked out from the lowest upwards."""
    return _Ascent(movement).all()


class _Ascent:
    """Goes through the circles from the lowest upwards; circles in a ring come last, in the order of their ids."""

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.terms = terms_by_circle(movement)
        self.namers: dict[str, list[Naming]] = defaultdict(list)
        for folder in movement.circles.values():
            for naming in namings(movement, folder):
                self.namers[naming.parent].append(naming)
        self.stays: dict[str, tuple[Stay, ...]] = {}
        self.links: dict[str, list[Link]] = defaultdict(list)
        self.waiting: dict[str, list[Naming]] = defaultdict(list)
        self.clouded = set(_clouded(movement))
        self.unsure: dict[str, set[str]] = defaultdict(set, {k: set(v) for k, v in _unsure(movement).items()})
        if any(not movement.is_sound(f.election, "circle", "role") for f in movement.decisions.values() if f.election):
            self.clouded.update(self.namers)
        if any(circle in self.terms for circle in misplaced(movement)):
            self.clouded.update(self.namers, (c for c, f in movement.circles.items() if not f.founding.members))

    def all(self) -> Membership:
        for circle in self._order():
            self._one(circle)
        return Membership(
            self.stays,
            {circle: tuple(links) for circle, links in self.links.items()},
            {circle: tuple(waiting) for circle, waiting in self.waiting.items()},
            frozenset(self.clouded),
            {circle: frozenset(people) for circle, people in self.unsure.items()},
        )

    def _order(self) -> Iterator[str]:
        children = {parent: {n.child for n in namers} for parent, namers in self.namers.items()}
        parents: dict[str, set[str]] = defaultdict(set)
        for parent, below in children.items():
            for child in below:
                parents[child].add(parent)
        left = {circle: len(children.get(circle, ())) for circle in self.movement.circles}
        ready = [circle for circle, count in left.items() if count == 0]
        while ready:
            circle = ready.pop()
            del left[circle]
            yield circle
            for parent in parents[circle]:
                if parent in left:
                    left[parent] -= 1
                    if left[parent] == 0:
                        ready.append(parent)
        yield from sorted(left)

    def _one(self, circle: str) -> None:
        folder = self.movement.circles[circle]
        own = own_stays(folder)
        sent = self._sent(folder, own)
        self.stays[circle] = tuple(own + sent)

    def _sent(self, folder: CircleFolder, own: list[Stay]) -> list[Stay]:
        """The stays of those whom circles below send, establishing the links to them on the way, day by day."""
        sent: list[Stay] = []
        taken = _taken_in(folder)
        whole = open_span(folder)
        namers = sorted(self.namers.get(folder.id, ()), key=lambda n: (n.span.first, n.child))
        at = 0
        while at < len(namers):
            day = namers[at].span.first
            together = [naming for naming in namers[at:] if naming.span.first == day]
            at += len(together)
            has_members = any(stay.span.holds(day) for stay in (*own, *sent))
            for naming in together:
                sent += self._link(naming, taken, has_members, whole)
        return sent

    def _link(self, naming: Naming, taken: dict[str, list[date]], has_members: bool, whole: Span) -> list[Stay]:
        first = _link_begins(naming, taken.get(naming.child, []), has_members, self.links[naming.child])
        self._shade(naming)
        if first is None:
            self.waiting[naming.child].append(naming)
            return []
        span = Span(first, naming.span.last).within(whole)
        if span.is_empty():
            return []
        self.links[naming.child].append(Link(naming.child, naming.parent, span))
        return list(self._representatives(naming.child, span))

    def _representatives(self, child: str, span: Span) -> Iterator[Stay]:
        stays = self.stays.get(child)
        if stays is None:
            stays = tuple(own_stays(self.movement.circles[child]))
        for term in self.terms.get(child, ()):
            for stay in stays:
                if stay.person == term.person and not (both := term.span.within(span).within(stay.span)).is_empty():
                    yield Stay(term.person, both, child, term.election)

    def _shade(self, naming: Naming) -> None:
        """Carry upwards what is not sure: of a circle that sends somebody, and of the terms themselves."""
        terms = self.terms.get(naming.child, ())
        if terms and naming.child in self.clouded or any(not term.sure for term in terms):
            self.clouded.add(naming.parent)
        self.unsure[naming.parent] |= self.unsure[naming.child] & {term.person for term in terms}


def _link_begins(naming: Naming, taken: Iterable[date], has_members: bool, before: list[Link]) -> date | None:
    """The day a link begins: at once to a parent without members, else when the parent takes the circle in."""
    if not has_members:
        return naming.span.first
    since = max((link.span.last for link in before if link.parent == naming.parent), default=date.min)
    days = [day for day in taken if since < day <= naming.span.last] if since > date.min else [d for d in taken if d <= naming.span.last]
    return max(naming.span.first, min(days)) if days else None


def _taken_in(folder: CircleFolder) -> dict[str, list[date]]:
    taken: dict[str, list[date]] = defaultdict(list)
    for act in folder.acts:
        if isinstance(act, TakesIn):
            taken[act.takes_in].append(act.date)
    return taken


def _clouded(movement: Movement) -> Iterator[str]:
    """Circles of which a record that all membership rests on is faulty."""
    for circle in movement.all(Circle):
        if not movement.is_sound(circle, "opened", "members"):
            yield circle.circle
    for closes in movement.all(Closes):
        if not movement.is_sound(closes, "date"):
            yield closes.circle
    for takes_in in movement.all(TakesIn):
        if not movement.is_sound(takes_in, "date"):
            yield takes_in.circle


@remembered
def misplaced(movement: Movement) -> frozenset[str]:
    """Circles that name a parent in a record which cannot be read there: whom they send sits in a circle unknown."""
    found = {circle.circle for circle in movement.all(Circle) if not movement.is_sound(circle, "parent")}
    return frozenset(found | {act.circle for act in movement.all(Changes) if not movement.is_sound(act, "parent")})


def _unsure(movement: Movement) -> dict[str, set[str]]:
    """People whose joining or leaving stands in a faulty record, by circle."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in (Joins, Leaves):
        for act in movement.all(kind):
            if not movement.is_sound(act, "date", "person"):
                found[act.circle].add(act.person)
    return found


@remembered
def _by_day(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    found: dict[str, Stay] = {}
    for stay in membership(movement).stays.get(circle, ()):
        if stay.span.holds(day) and (stay.person not in found or stay.via is None):
            found[stay.person] = stay
    return dict(sorted(found.items()))


def members_on(movement: Movement, circle: str, day: date) -> dict[str, Stay]:
    """The members of a circle on a day: person to stay, in the order of their ids. None of a circle not on record."""
    return _by_day(movement, circle, day)


def is_clear(movement: Movement, circle: str) -> bool:
    """Whether membership of a circle rests on sound records only, so that rules about it may speak."""
    known = membership(movement)
    return circle in known.stays and circle not in known.clouded and not known.unsure.get(circle)


def is_open(movement: Movement, circle: str, day: date) -> bool:
    """Whether a circle has begun and has not closed on a day."""
    folder = movement.circles.get(circle)
    return folder is not None and open_span(folder).holds(day)
