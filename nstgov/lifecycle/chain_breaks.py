"""
Where the ways upwards are broken on a day, since when, and how many people are not heard above for it (M11).

The whole movement is worked out in one pass for each day: every circle is passed once on the way to its first break.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.belonging import collect_several
from nstgov.lifecycle.circle_states import link_on
from nstgov.lifecycle.days import Span, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import compute_membership, is_open, members_on, sent_on
from nstgov.lifecycle.stays import ParentNaming, collect_namings, span_of_circle
from nstgov.lifecycle.terms import REPRESENTATIVE, Term, terms_on
from nstgov.records import Movement

Why = Literal["nobody sent", "not taken in", "parent closed"]


class ChainBreak(NamedTuple):
    """
    A way upwards that ends between a circle and its parent: why, and since which day.

    `circles` are those that have members and meet this break first on their way up, the circle itself among them;
    `people` their members who are heard above in no other way. Nobody is counted behind two breaks.
    """

    circle: str
    parent: str
    why: Why
    since: date
    circles: tuple[str, ...]
    people: int


def find_sitting_terms(movement: Movement, circle: str, day: date) -> tuple[Term, ...]:
    """
    The terms of a circle's representatives in force on a day: elected, and still a member of it.

    They are in force before the circle has a parent too; where it is linked to one, they sit there.
    """
    return terms_on(movement, circle, REPRESENTATIVE, day) if is_open(movement, circle, day) else ()


@derive_once
def parents_on(movement: Movement, day: date) -> dict[str, ParentNaming]:
    """By circle open on a day, how it names its parent then; none of circles whose parent has not begun by then."""
    found: dict[str, ParentNaming] = {}
    for id_, namings in collect_namings(movement).items():
        for naming in namings:
            first, last = naming.span
            if first <= day <= last:
                parent = movement.circles.get(naming.parent)
                if parent is not None and parent.founding.opened <= day:
                    found[id_] = naming
                break
    return found


@derive_once
def breaks_on(movement: Movement, day: date) -> dict[str, ChainBreak]:
    """
    The breaks of a day by the circle under each, where people stand behind them.

    Silent are breaks that a faulty record may have made: where membership of the circle or its parent is not clear.
    """
    parents = parents_on(movement, day)
    broken = {naming.child: _find_break(movement, naming, day) for naming in _yield_not_heard(movement, day)}
    first = _find_first_breaks(movement.circles, parents, broken)
    circles, people = _collect_silenced(movement, first, day)
    return {
        circle: ChainBreak(circle, parents[circle].parent, why, since, tuple(circles[circle]), people.get(circle, 0))
        for circle, (why, since) in sorted(broken.items())
        if circle in circles
        and is_clear_on(movement, circle, day)
        and is_clear_on(movement, parents[circle].parent, day)
    }


def _yield_not_heard(movement: Movement, day: date) -> Iterator[ParentNaming]:
    """The namings of a day by circles for which nobody sits in the parent then."""
    sent: dict[str, Container[str]] = {}
    for naming in parents_on(movement, day).values():
        there = sent.get(naming.parent)
        if there is None:
            there = sent[naming.parent] = sent_on(movement, naming.parent, day)
        if naming.child not in there:
            yield naming


def _find_break(movement: Movement, naming: ParentNaming, day: date) -> tuple[Why, date]:
    """Why nobody of a circle can sit in the parent it names, and since when."""
    if not is_open(movement, naming.parent, day):
        closed = span_of_circle(movement.circles[naming.parent]).last
        return "parent closed", max(naming.span.first, days_after(closed, 1))
    link = link_on(movement, naming.child, day)
    if link is None:
        return "not taken in", naming.span.first
    last = find_last_days_sent(movement, day).get((naming.child, naming.parent))
    return "nobody sent", link.span.first if last is None else max(link.span.first, days_after(last, 1))


def lacks_representative(movement: Movement, circle: str, day: date) -> date | None:
    """
    Since when a circle under a parent has no representative in force; None where it has one, or cannot choose yet.

    Under a parent is a circle that names one which is open; it can choose once it has enough members to decide.
    """
    return _find_unrepresented(movement, day).get(circle)


@derive_once
def _find_unrepresented(movement: Movement, day: date) -> dict[str, date]:
    """By circle that could choose a representative and has none on a day, since when."""
    found: dict[str, date] = {}
    least = ground_rules_on(movement, day).circle_size.least
    for circle, naming in parents_on(movement, day).items():
        if not find_sitting_terms(movement, circle, day) and is_open(movement, naming.parent, day):
            last = find_last_days_sent(movement, day).get((circle, naming.parent))
            if len(members_on(movement, circle, day)) >= least:
                found[circle] = naming.span.first if last is None else max(naming.span.first, days_after(last, 1))
    return found


@derive_once
def find_last_days_sent(movement: Movement, day: date) -> dict[tuple[str, str], date]:
    """By circle and parent, the last day before this one on which somebody sat there for it."""
    found: dict[tuple[str, str], date] = {}
    for parent, stays in compute_membership(movement).sent.items():
        for stay in stays:
            if stay.span.last < day:
                tie = (stay.via or "", parent)
                found[tie] = max(found.get(tie, date.min), stay.span.last)
    return found


def _find_first_breaks(
    circles: Iterable[str], parents: Mapping[str, ParentNaming], broken: Mapping[str, object]
) -> dict[str, str]:
    """By circle, the first break on its way up; none of those whose way is whole, or leads into a ring."""
    passed: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for start in circles:
        naming = parents.get(start)
        if start not in broken and naming is not None and naming.parent in passed:
            met = passed[naming.parent]  # so it is for most: one beside it has asked the way
        else:
            _follow_way(start, parents, broken, passed)
            met = passed[start]
        if met is not None:
            found[start] = met
    return found


def _follow_way(
    start: str, parents: Mapping[str, ParentNaming], broken: Mapping[str, object], passed: dict[str, str | None]
) -> None:
    """Go up from a circle for as far as nobody went before, and keep of all circles on the way which break they met."""
    way: dict[str, None] = {}
    at: str | None = start
    while at is not None and at not in passed and at not in way:
        way[at] = None
        at = parents[at].parent if at in parents and at not in broken else None
    met = passed.get(at) if at is not None else None
    for circle in reversed(way):
        met = circle if circle in broken else met
        passed[circle] = met


def _collect_silenced(
    movement: Movement, first: Mapping[str, str], day: date
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """By break, the circles with members behind it, and how many people are heard nowhere above."""
    stays = compute_membership(movement).stays
    circles: dict[str, list[str]] = defaultdict(list)
    behind: dict[str, str] = {}
    for circle, met in sorted(first.items()):
        if members := [stay.person for stay in stays.get(circle, ()) if stay.span.has_day(day)]:
            circles[met].append(circle)
            for person in members:
                behind.setdefault(person, met)
    people = Counter(behind.values())
    for person, theirs in collect_several(movement, behind.keys(), Span(day, day)).items():
        if any(one not in first and one in movement.circles and stay.span.has_day(day) for one, stay in theirs):
            people[behind[person]] -= 1
    return circles, people
