"""
Who took part in a decision and who was not heard, for all circles it affects at once (M8, M11).

Nothing here walks through the whole movement for a single circle, and nothing is remembered for a single day: the
cost grows with what a decision names and with the gaps in the links of its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.belonging import collect_several
from nstgov.lifecycle.chain_gaps import GapPaths, is_sent
from nstgov.lifecycle.circle_states import (
    ChainStep,
    children_of,
    find_way_ends,
    list_chain_steps,
    parent_on,
    yield_circles_above,
)
from nstgov.lifecycle.days import Span
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.membership import compute_membership, members_on, sent_on
from nstgov.lifecycle.regions import is_region_there
from nstgov.lifecycle.stays import Stay
from nstgov.records import Movement, require_all_read


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


def find_reached(movement: Movement, circles: Iterable[str], deciding: Iterable[str], day: date) -> dict[str, str]:
    """
    By circle, how far its voice is carried on a day: the first deciding circle on its way up, to which it is sent.

    Else the circle at which the way ends, since it has nobody above or no parent. Circles passed on the way are told
    of too; each is passed once, however many there are.
    """

    def find_next(circle: str) -> str | None:
        parent = parent_on(movement, circle, day)
        return parent if parent is not None and is_sent(movement, circle, parent, day) else None

    return find_way_ends(circles, deciding, find_next)


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
        frozenset(stay.person for one in frozenset(silent) for stay in stays.get(one, ()) if stay.span.has_day(day))
        for silent, _, day in silences
    ]
    if not silences:
        return []
    days = [silence.day for silence in silences]
    known = collect_several(movement, frozenset().union(*members), Span(min(days), max(days)))
    return [_find_heard_nowhere(movement, *one, known) for one in zip(silences, members, strict=True)]


def _find_heard_nowhere(
    movement: Movement, silence: Silence, people: frozenset[str], known: Mapping[str, Sequence[tuple[str, Stay]]]
) -> frozenset[str]:
    quiet, named, day = frozenset(silence.silent), frozenset(silence.affected), silence.day
    others = {
        person: [one for one, stay in known[person] if stay.span.has_day(day) and one not in quiet]
        for person in known.keys() & people
    }
    ends = find_reached(movement, {one for theirs in others.values() for one in theirs}, named, day)
    return people.difference(person for person, theirs in others.items() if any(ends[one] in named for one in theirs))


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
