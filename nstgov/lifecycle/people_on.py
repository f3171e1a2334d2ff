"""What a person is called on a day; names change by their own word (M22)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from nstgov.lifecycle.spans import derive_once
from nstgov.records import Movement, PersonChange


@derive_once
def _collect_given_names(movement: Movement) -> dict[str, tuple[tuple[date, str], ...]]:
    """By person, the days on which they gave a new name, in order."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for act in movement.find_sound(PersonChange, "name", "date", "person"):
        if act.name:
            found[act.person].append((act.date, act.name))
    return {person: tuple(sorted(given)) for person, given in found.items()}


def name_on(movement: Movement, person: str, day: date) -> str:
    """A person's name on a day; of somebody whom no record introduces, the word that stands for them."""
    given = [name for since, name in _collect_given_names(movement).get(person, ()) if since <= day]
    known = movement.people.get(person)
    return given[-1] if given else known.name if known else person
