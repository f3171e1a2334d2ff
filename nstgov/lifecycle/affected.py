"""Who is affected by a proposal, which circles hold them all, and which took part (M8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.lifecycle.circles_on import Step, below, chain, upwards
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import is_open, members_on
from nstgov.records import Movement, Version


def affected_by(movement: Movement, version: Version) -> tuple[str, ...]:
    """
    The circles a version affects: those it names, and those that made the decisions it would change, or were affected.
    """
    found = dict.fromkeys(version.affects)
    for id_ in (*version.renews, *version.replaces, *version.ends):
        folder = movement.decisions.get(id_)
        if folder and folder.decision:
            found.update(dict.fromkeys(folder.decision.circles))
            earlier = version_of(movement, folder.decision)
            found.update(dict.fromkeys(earlier.affects if earlier else ()))
    return tuple(circle for circle in found if circle in movement.circles)


def holders(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The circles in which a circle takes part on a day: itself and all above it, the nearest first."""
    return (circle, *upwards(movement, circle, day))


def nearest_holder(movement: Movement, circles: Iterable[str], day: date) -> str | None:
    """The nearest circle in which all of them take part, and which has enough members to decide; None if there is none."""
    least = ground_rules_on(movement, day).circle_size.least
    each = [holders(movement, circle, day) for circle in circles]
    shared = set(each[0]).intersection(*each[1:]) if each else set()
    fit = (circle for circle in (each[0] if each else ()) if circle in shared)
    return next((c for c in fit if is_open(movement, c, day) and len(members_on(movement, c, day)) >= least), None)


def part_taken(movement: Movement, affected: str, deciding: Iterable[str], day: date) -> tuple[Step, ...] | None:
    """
    How an affected circle took part in a decision: no step when it decided itself, else the steps up to a deciding one.

    None when it took no part: it is below no deciding circle, or somebody was missing on the way.
    """
    wanted = set(deciding)
    if affected in wanted:
        return ()
    steps: list[Step] = []
    for step in chain(movement, affected, day):
        if not step.representatives:
            return None
        steps.append(step)
        if step.parent in wanted:
            return tuple(steps)
    return None


def unheard_below(movement: Movement, affected: str, day: date) -> tuple[str, ...]:
    """Circles below an affected one that have members and whose chain up to it is broken on a day."""
    found = [
        circle
        for circle in below(movement, affected, day)
        if members_on(movement, circle, day) and part_taken(movement, circle, (affected,), day) is None
    ]
    return tuple(sorted(found))
