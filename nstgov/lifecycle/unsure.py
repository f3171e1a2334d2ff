"""Of which circles and people nothing sure can be said, because a record that membership rests on is faulty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from nstgov.lifecycle.spans import remembered
from nstgov.records import Changes, Circle, Closes, Election, Joins, Leaves, Movement, TakesIn


def clouded(movement: Movement, parents: Iterable[str], electing: Container[str]) -> Iterator[str]:
    """
    Circles of which a record that all membership rests on is faulty.

    `parents` are the circles that some circle names, `electing` those that elected representatives: where it cannot be
    read who elected somebody, or where those sit, it might be in any of the parents.
    """
    for circle in movement.all(Circle):
        if not movement.is_sound(circle, "opened", "members"):
            yield circle.circle
    for kind in (Closes, TakesIn):
        for act in movement.all(kind):
            if not movement.is_sound(act, "date"):
                yield act.circle
    if any(not movement.is_sound(election, "circle", "role") for election in movement.all(Election)):
        yield from parents
    if any(circle in electing for circle in misplaced(movement)):
        yield from parents
        yield from (circle for circle, folder in movement.circles.items() if not folder.founding.members)


@remembered
def misplaced(movement: Movement) -> frozenset[str]:
    """Circles that name a parent in a record which cannot be read there: whom they send sits in a circle unknown."""
    found = {circle.circle for circle in movement.all(Circle) if not movement.is_sound(circle, "parent")}
    return frozenset(found | {act.circle for act in movement.all(Changes) if not movement.is_sound(act, "parent")})


def unsure(movement: Movement) -> dict[str, set[str]]:
    """People whose joining or leaving stands in a faulty record, by circle."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in (Joins, Leaves):
        for act in movement.all(kind):
            if not movement.is_sound(act, "date", "person"):
                found[act.circle].add(act.person)
    return found
