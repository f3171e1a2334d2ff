"""
When nobody sat in a parent circle for one linked to it, and above which circles that was so (M8, M11).

Nothing here walks through the whole movement for a single circle or a single day: the cost grows with the links, and
for a day with the gaps in the links of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import chain
from typing import NamedTuple

from nstgov.lifecycle.circle_states import yield_circles_above
from nstgov.lifecycle.days import Span, day_before, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.grouping import group_in_tuples
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.stays import Link
from nstgov.records import Movement


@derive_once
def _collect_sent_spans(movement: Movement) -> dict[str, dict[str, tuple[Span, ...]]]:
    """By parent and by circle below it, the stretches without a gap in which somebody sits there for it."""
    found: dict[str, dict[str, tuple[Span, ...]]] = {}
    for parent, stays in compute_membership(movement).sent.items():
        found[parent] = below = group_in_tuples((stay.via or "", stay.span) for stay in stays)
        below.update((child, tuple(_merge_spans(spans))) for child, spans in below.items() if len(spans) > 1)
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
    below = _collect_sent_spans(movement).get(parent)
    return below is not None and any(first <= day <= last for first, last in below.get(child, ()))


@derive_once
def find_gaps(movement: Movement) -> Mapping[Span, Sequence[Link]]:
    """Every gap in the links of the movement: by its days, those on which nobody sits in the parent for the circle."""
    sent = _collect_sent_spans(movement)
    found: dict[tuple[date, date], list[Link]] = defaultdict(list)
    for links in compute_membership(movement).links.values():
        for link in links:
            child, parent, whole = link
            taken = sent[parent].get(child, ())
            # most links have somebody from the first day to the last
            if not (taken and taken[0].first <= whole.first and whole.last <= taken[0].last):
                for days in _yield_days_between(whole, taken):
                    found[days].append(link)
    return {Span(first, last): there for (first, last), there in found.items()}


def _yield_days_between(whole: Span, taken: Iterable[Span]) -> Iterator[tuple[date, date]]:
    """The first and the last day of each stretch of a span that lies in none of some others, which come in order."""
    first, end = whole
    for begins, ends in taken:
        if ends < whole.first or end < begins:
            continue
        if first < begins:
            yield first, day_before(begins)
        if end <= ends:
            return
        first = days_after(ends, 1)
    yield first, end


def gaps_by_day(movement: Movement, days: Iterable[date]) -> Iterator[tuple[date, tuple[Link, ...]]]:
    """For each of some days, in their order, the links on which nobody sits in the parent for the circle."""
    gaps = find_gaps(movement)
    coming = iter(sorted(gaps))
    span = next(coming, None)
    there: list[tuple[date, Span]] = []
    for day in sorted(set(days)):
        while span is not None and span.first <= day:
            if day <= span.last:
                heappush(there, (span.last, span))
            span = next(coming, None)
        while there and there[0][0] < day:
            heappop(there)
        yield day, tuple(chain.from_iterable(gaps[span] for _, span in there))


@derive_once
def find_circles_above_gaps(movement: Movement) -> frozenset[str]:
    """The circles below which there ever was a gap, and some below which there was none; below no other was any."""
    links = compute_membership(movement).links
    found: set[str] = set()
    left = list({link.parent for gap in find_gaps(movement).values() for link in gap})
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


def find_gap_paths(movement: Movement, there: Iterable[Link], day: date) -> GapPaths:
    """The ways down to the gaps of a day; each circle above them is passed once."""
    children = frozenset(link.child for link in there)
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
