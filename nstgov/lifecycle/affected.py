"""Who is affected by a proposal, which circles hold them all, and which took part (M8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.lifecycle.answering import circles_answering, continued_in
from nstgov.lifecycle.circles_on import ChainStep, children_of, list_chain_steps, yield_circles_above
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import is_open, members_on, sent_on
from nstgov.lifecycle.spans import derive_once
from nstgov.records import Movement, Version


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
    return tuple(circle for circle in dict.fromkeys((*there, *found)) if circle in movement.circles)


def circle_and_above(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The circles in which a circle takes part on a day: itself and all above it, the nearest first."""
    return (circle, *yield_circles_above(movement, circle, day))


def find_nearest_common(movement: Movement, circles: Iterable[str], day: date) -> str | None:
    """The nearest circle in which all of them take part and which has enough members to decide; None without one."""
    least = ground_rules_on(movement, day).circle_size.least
    shared = _find_common_circles(movement, tuple(circles), day)
    return next((c for c in shared if is_open(movement, c, day) and len(members_on(movement, c, day)) >= least), None)


def _find_common_circles(movement: Movement, circles: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The circles in which all of these take part, the nearest first: the way up from the first, where all have met."""
    way = circle_and_above(movement, circles[0], day) if circles else ()
    meets: dict[str, int | None] = {circle: at for at, circle in enumerate(way)}
    met: int | None = 0
    for circle in circles:
        walked: list[str] = []
        above: str | None = circle
        further = yield_circles_above(movement, circle, day)
        while above is not None and above not in meets:
            walked.append(above)
            above = next(further, None)
        here = None if above is None else meets[above]
        meets.update(dict.fromkeys(walked, here))
        met = None if met is None or here is None else max(met, here)
    return () if met is None else way[met:]


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
