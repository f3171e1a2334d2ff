"""
Who took part in a decision and who was not heard, for all circles it affects at once (M8, M11).

Nothing here walks through the whole movement for a single circle, and nothing is remembered for a single day: the
cost grows with what a decision names and with the gaps in the links of its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from operator import attrgetter
from typing import NamedTuple

from nstgov.lifecycle.answering_circles import circles_answering, continued_in
from nstgov.lifecycle.circle_states import ChainStep, children_of, link_on, list_chain_steps, yield_circles_above
from nstgov.lifecycle.days import Span, day_before, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.membership import compute_membership, is_open, members_on, sent_on
from nstgov.lifecycle.regions import far_circle_of, is_region_there
from nstgov.lifecycle.stays import get_person
from nstgov.records import Movement, Version, require_all_read


@derive_once
def _collect_sent_spans(movement: Movement) -> dict[tuple[str, str], tuple[Span, ...]]:
    """By circle and parent, the stretches without a gap in which somebody sits there for it."""
    found = group_in_tuples(
        ((stay.via, parent), stay.span)
        for parent, stays in compute_membership(movement).stays.items()
        for stay in stays
        if stay.via is not None
    )
    found.update((tie, tuple(_merge_spans(spans))) for tie, spans in found.items() if len(spans) > 1)
    return found


def _merge_spans(spans: Iterable[Span]) -> Iterator[Span]:
    first, *others = sorted(spans)
    for span in others:
        if day_before(span.first) <= first.last:
            first = Span(first.first, max(first.last, span.last))
        else:
            yield first
            first = span
    yield first


def is_sent(movement: Movement, child: str, parent: str, day: date) -> bool:
    """Whether somebody sits in a parent circle for a circle on a day."""
    return any(first <= day <= last for first, last in _collect_sent_spans(movement).get((child, parent), ()))


def has_members(movement: Movement, circle: str, day: date) -> bool:
    """Whether anybody is a member of a circle on a day; a region that has joined is taken to have people."""
    stays = compute_membership(movement).stays.get(circle, ())
    return any(first <= day <= last for _, (first, last), _, _ in stays) or is_region_there(movement, circle, day)


@derive_once
def find_peopled_circles(movement: Movement, day: date) -> frozenset[str]:
    """The circles that have members on a day, or stand above one that has."""
    require_all_read(movement.unread)
    found: set[str] = set()
    for circle in movement.circles:
        if circle not in found and has_members(movement, circle, day):
            found.add(circle)
            for above in yield_circles_above(movement, circle, day):
                if above in found:
                    break
                found.add(above)
    return frozenset(found)


def _find_ends(circles: Iterable[str], stops: Iterable[str], find_next: Callable[[str], str | None]) -> dict[str, str]:
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


def find_reached(movement: Movement, circles: Iterable[str], deciding: Iterable[str], day: date) -> dict[str, str]:
    """
    By circle, how far its voice is carried on a day: the first deciding circle on its way up, to which it is sent.

    Else the circle at which the way ends, since it has nobody above or no parent. Circles passed on the way are told
    of too; each is passed once, however many there are.
    """

    def find_next(circle: str) -> str | None:
        parent = _find_parent(movement, circle, day)
        return parent if parent is not None and is_sent(movement, circle, parent, day) else None

    return _find_ends(circles, deciding, find_next)


def _find_parent(movement: Movement, circle: str, day: date) -> str | None:
    link = link_on(movement, circle, day)
    return None if link is None else link.parent


def find_taking_part(movement: Movement, circles: Iterable[str], asked: Iterable[str], day: date) -> frozenset[str]:
    """Those of some circles that are one of those asked on a day, or stand below one; each is passed once."""
    stops = frozenset(asked)
    ends = _find_ends(circles, stops, lambda circle: _find_parent(movement, circle, day))
    return frozenset(circle for circle, end in ends.items() if end in stops)


class Gap(NamedTuple):
    """A circle is linked to its parent, and nobody sits there for it from a first to a last day."""

    child: str
    parent: str
    span: Span


@derive_once
def find_gaps(movement: Movement) -> tuple[Gap, ...]:
    """Every gap in the links of the movement, in the order of their first days."""
    sent = _collect_sent_spans(movement)
    found: dict[Span, list[Gap]] = defaultdict(list)
    for links in compute_membership(movement).links.values():
        for link in links:
            child, parent, whole = link.child, link.parent, link.span
            taken = sent.get((child, parent), ())
            # most links have somebody from the first day to the last
            if not (taken and taken[0].first <= whole.first and whole.last <= taken[0].last):
                for span in _yield_spans_between(whole, taken):
                    found[span].append(Gap(child, parent, span))
    # few days on which gaps begin or end have many of them, and those stand in order already
    return tuple(gap for span in sorted(found) for gap in sorted(found[span], key=_CHILD))


_CHILD = attrgetter("child")


def _yield_spans_between(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """The days of a span that lie in none of some others, which come in order."""
    first = whole.first
    for span in taken:
        if span.last < whole.first or whole.last < span.first:
            continue
        if first < span.first:
            yield Span(first, day_before(span.first))
        if whole.last <= span.last:
            return
        first = days_after(span.last, 1)
    yield Span(first, whole.last)


def gaps_by_day(movement: Movement, days: Iterable[date]) -> Iterator[tuple[date, tuple[Gap, ...]]]:
    """For each of some days, in their order, the gaps there are on it."""
    coming = iter(find_gaps(movement))
    gap = next(coming, None)
    there: list[tuple[date, int, Gap]] = []
    turn = 0
    for day in sorted(set(days)):
        while gap is not None and gap.span.first <= day:
            if day <= gap.span.last:
                heappush(there, (gap.span.last, turn, gap))
            turn, gap = turn + 1, next(coming, None)
        while there and there[0][0] < day:
            heappop(there)
        yield day, tuple(gap for _, _, gap in there)


@derive_once
def find_circles_above_gaps(movement: Movement) -> frozenset[str]:
    """The circles below which there ever was a gap, and some below which there was none; below no other was any."""
    links = compute_membership(movement).links
    found: set[str] = set()
    left = [gap.parent for gap in find_gaps(movement)]
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left += [link.parent for link in links.get(at, ())]
    return frozenset(found)


class GapPaths(NamedTuple):
    """The gaps of a day as they are found from above: by circle, those linked to it that are one or lead to one."""

    day: date
    gaps: frozenset[str]
    down: dict[str, tuple[str, ...]]


def find_gap_paths(movement: Movement, there: Iterable[Gap], day: date) -> GapPaths:
    """The ways down to the gaps of a day; each circle above them is passed once."""
    children = frozenset(gap.child for gap in there)
    down: dict[str, list[str]] = defaultdict(list)
    for child in sorted(children):
        at = child
        for above in yield_circles_above(movement, child, day):
            known = above in down
            down[above].append(at)
            if known:
                break
            at = above
    return GapPaths(day, children, {above: tuple(dict.fromkeys(below)) for above, below in down.items()})


def find_unheard(movement: Movement, affected: Iterable[str], ways: GapPaths) -> dict[str, tuple[str, ...]]:
    """
    By affected circle, the circles with members below it whose chain up to it is broken on the day.

    A circle below two affected ones is told of at the nearer one, and none that is affected itself.
    """
    named = dict.fromkeys(affected)
    found: dict[str, tuple[str, ...]] = {}
    for circle in (one for one in named if one in ways.down):
        seen: dict[str, bool] = {}
        left = [(circle, True)]
        while left:
            at, is_heard = left.pop()
            for child in ways.down.get(at, ()) if is_heard else children_of(movement, at, ways.day):
                if child not in named and child not in seen:
                    seen[child] = is_heard and child not in ways.gaps
                    left.append((child, seen[child]))
        silent = (one for one, is_heard in seen.items() if not is_heard and has_members(movement, one, ways.day))
        if there := tuple(sorted(silent)):
            found[circle] = there
    return found


class Silence(NamedTuple):
    """Circles that were not heard on a day in those that a decision affects, or in some of them."""

    silent: tuple[str, ...]
    affected: tuple[str, ...]
    day: date


def find_not_sitting_elsewhere(movement: Movement, silences: Sequence[Silence]) -> list[frozenset[str]]:
    """For each, the members of its silent circles who sit in no other circle that was heard in an affected one."""
    stays = compute_membership(movement).stays
    members = [
        {stay.person: None for one in dict.fromkeys(silent) for stay in stays.get(one, ()) if stay.span.has_day(day)}
        for silent, _, day in silences
    ]
    known = _collect_memberships(movement, frozenset().union(*members))
    return [_find_heard_nowhere(movement, *one, known) for one in zip(silences, members, strict=True)]


def _collect_memberships(movement: Movement, people: frozenset[str]) -> dict[str, list[tuple[str, Span]]]:
    """The circles and days of some people; the others, mostly nearly all, are passed without a look at each."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for circle, stays in compute_membership(movement).stays.items() if people else ():
        if not people.isdisjoint(map(get_person, stays)):
            for stay in stays:
                if stay.person in people:
                    found[stay.person].append((circle, stay.span))
    return found


def _find_heard_nowhere(
    movement: Movement, silence: Silence, people: Mapping[str, object], known: Mapping[str, list[tuple[str, Span]]]
) -> frozenset[str]:
    quiet, named, day = frozenset(silence.silent), frozenset(silence.affected), silence.day
    # whoever is known from one circle alone is known from a silent one
    others = {
        person: [one for one, span in known[person] if span.has_day(day) and one not in quiet]
        for person in people
        if len(known[person]) > 1
    }
    ends = find_reached(movement, {one for theirs in others.values() for one in theirs}, named, day)
    heard = {person for person, theirs in others.items() if any(ends[one] in named for one in theirs)}
    return frozenset(people.keys() - heard)


def affected_by(movement: Movement, version: Version) -> tuple[str, ...]:
    """
    The circles a version affects: those it names, and those that answer for what it would change or were affected then.

    In the place of one that has closed by the day it was submitted stand those that follow it.
    """
    return _affected_by(movement, version.proposal, version.number)


@derive_once
def _affected_by(movement: Movement, proposal: str, number: int) -> tuple[str, ...]:
    version = movement.proposals[proposal].versions[number]
    day = version.submitted
    named = list(version.affects)
    found: dict[str, None] = {}
    for id_ in (*version.renews, *version.replaces, *version.ends):
        folder = movement.decisions.get(id_)
        if folder and folder.decision:
            found.update(dict.fromkeys(circles_answering(movement, folder.decision, day)))
            earlier = version_of(movement, folder.decision)
            named += earlier.affects if earlier else ()
    there = (other for circle in named for other in continued_in(movement, circle, day))
    here = (far_circle_of(movement, circle) or circle for circle in (*there, *found))
    known = compute_membership(movement).stays
    return tuple(circle for circle in dict.fromkeys(here) if circle in known)


def yield_circle_and_above(movement: Movement, circle: str, day: date) -> Iterator[str]:
    """The circles in which a circle takes part on a day: itself and all above it, the nearest first."""
    yield circle
    yield from yield_circles_above(movement, circle, day)


def find_nearest_common(movement: Movement, circles: Iterable[str], day: date) -> str | None:
    """The nearest circle in which all of them take part and which has enough members to decide; None without one."""
    least = ground_rules_on(movement, day).circle_size.least
    distinct = tuple(dict.fromkeys(circles))
    shared: Iterable[str] = yield_circle_and_above(movement, distinct[0], day) if len(distinct) == 1 else ()
    if len(distinct) > 1:
        shared = _find_common_circles(movement, distinct, day)
    return next((c for c in shared if is_open(movement, c, day) and len(members_on(movement, c, day)) >= least), None)


def _find_common_circles(movement: Movement, circles: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The circles in which all of these take part, the nearest first: the way up from the first, where all have met."""
    way = tuple(yield_circle_and_above(movement, circles[0], day))
    ends = _find_ends(circles, way, lambda circle: _find_parent(movement, circle, day))
    meets = {circle: at for at, circle in enumerate(way)}
    met = [meets.get(ends[circle]) for circle in circles]
    return () if None in met else way[max(at for at in met if at is not None) :]


def find_part_taken(
    movement: Movement, affected: str, deciding: Iterable[str], day: date
) -> tuple[ChainStep, ...] | None:
    """
    How an affected circle took part in a decision: no step when it decided itself, else the steps up to a deciding one.

    None when it took no part: it is below no deciding circle, or somebody was missing on the way.
    """
    wanted = set(deciding)
    if affected in wanted:
        return ()
    steps: list[ChainStep] = []
    for step in list_chain_steps(movement, affected, day):
        if not step.representatives:
            return None
        steps.append(step)
        if step.parent in wanted:
            return tuple(steps)
    return None


def find_unheard_below(movement: Movement, affected: str, day: date) -> tuple[str, ...]:
    """Circles below an affected one that have members and whose chain up to it is broken on a day."""
    unheard, seen = [], {affected}
    left = [(affected, True)]
    while left:
        parent, is_heard = left.pop()
        sent = sent_on(movement, parent, day)
        for child in children_of(movement, parent, day):
            if child not in seen:
                seen.add(child)
                left.append((child, is_heard and child in sent))
                if not left[-1][1] and members_on(movement, child, day):
                    unheard.append(child)
    return tuple(sorted(unheard))
