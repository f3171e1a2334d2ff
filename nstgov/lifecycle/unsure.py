"""Of which circles and people nothing sure can be said, because a record that membership rests on is faulty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.spans import derive_once
from nstgov.records import Changes, Circle, Closes, Election, Joins, Leaves, Movement, TakesIn


def find_unreliable_circles(
    movement: Movement, parents: Iterable[str], electing: Container[str]
) -> Iterator[tuple[str, str]]:
    """
    Circles of which a record that all membership rests on is faulty, each with the path of that record.

    `parents` are the circles that some circle names, `electing` those that elected representatives: where it cannot be
    read who elected somebody, or where those sit, it might be in any of the parents.
    """
    for circle in movement.find_all(Circle):
        if not movement.is_sound(circle, "opened", "members"):
            yield circle.circle, circle.file
    for kind in (Closes, TakesIn):
        for act in movement.find_all(kind):
            if not movement.is_sound(act, "date"):
                yield act.circle, act.file
    unread = (one for one in movement.find_all(Election) if not movement.is_sound(one, "circle", "role"))
    if (election := next(unread, None)) is not None:
        yield from ((parent, election.file) for parent in parents)
    if nowhere := next((file for circle, file in find_misplaced_circles(movement).items() if circle in electing), None):
        yield from ((parent, nowhere) for parent in parents)
        yield from ((circle, nowhere) for circle, folder in movement.circles.items() if not folder.founding.members)


@derive_once
def find_misplaced_circles(movement: Movement) -> dict[str, str]:
    """Circles that name a parent in a record which cannot be read there, and that record: whom they send is unknown."""
    found = {
        circle.circle: circle.file for circle in movement.find_all(Circle) if not movement.is_sound(circle, "parent")
    }
    return found | {act.circle: act.file for act in movement.find_all(Changes) if not movement.is_sound(act, "parent")}


class Doubt(NamedTuple):
    """A faulty record by which somebody would join or leave, and the first day of which nothing is sure for it."""

    file: str
    since: date


def find_unreliable_people(movement: Movement) -> dict[str, dict[str, Doubt]]:
    """People whose joining or leaving stands in a faulty record, by circle, with the first such record."""
    found: dict[str, dict[str, Doubt]] = defaultdict(dict)
    for kind in (Joins, Leaves):
        for act in movement.find_all(kind):
            if not movement.is_sound(act, "date", "person"):
                # the name of the file says the day; only what the content says otherwise puts it in doubt
                day = act.date if movement.is_sound_key(act, "date") else date.min
                doubt = min(Doubt(act.file, day), found[act.circle].get(act.person, Doubt(act.file, day)), key=_since)
                found[act.circle][act.person] = doubt
    return found


def _since(doubt: Doubt) -> date:
    return doubt.since
