"""Whom and what a spreadsheet means: the parents it names, and the circles and people that are on record already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nstgov.author.sheet_cells import split_path
from nstgov.author.sheet_circles import SheetCircle, SheetContent, SheetPerson
from nstgov.author.sheet_rows import SpreadsheetError
from nstgov.lifecycle import circle_on
from nstgov.lifecycle.people import find_account, find_people_by_login, list_names
from nstgov.records import Movement, name_key

Parent = SheetCircle | str
"""A parent: another circle of the file, or the id of one on record."""


class CircleMatcher:
    """Finds for each circle of a file its parent, and the circle on record that it is."""

    def __init__(self, content: SheetContent, movement: Movement, day: date) -> None:
        self.content = content
        self.movement = movement
        self.day = day
        self.by_word: dict[str, list[SheetCircle]] = defaultdict(list)
        for circle in content.circles:
            self._index_circle(circle)
        self.recorded: dict[str, list[str]] = defaultdict(list)
        for id_, folder in movement.circles.items():
            state = circle_on(movement, id_, max(day, folder.founding.opened))
            for name in {name_key(id_), name_key(folder.founding.name), name_key(state.name if state else "")}:
                self.recorded[name].append(id_)

    def _index_circle(self, circle: SheetCircle) -> None:
        for word in {name_key(circle.key), name_key(circle.told.get("name", ""))}:
            self.by_word[word].append(circle)

    def find_parents(self) -> dict[int, Parent]:
        """The parent of each circle that has one. Raises SpreadsheetError where it is unknown, unclear or in a ring."""
        found: dict[int, Parent] = {}
        for circle in list(self.content.circles):
            if circle.parent:
                found[id(circle)] = self._find_parent(circle, split_path(circle.parent) or (circle.parent,))
            elif circle.above:
                found[id(circle)] = self._find_by_path(circle, circle.above, found)
        self._refuse_rings(found)
        return found

    def _find_parent(self, circle: SheetCircle, path: tuple[str, ...]) -> Parent:
        candidates = [one for one in self.by_word.get(name_key(path[-1]), ()) if one is not circle]
        if len(path) > 1:
            wanted = [name_key(part) for part in path[:-1]]
            candidates = [one for one in candidates if [name_key(part) for part in one.above] == wanted] or candidates
        by_key = [one for one in candidates if name_key(one.key) == name_key(path[-1])]
        chosen = by_key if len(by_key) == 1 else candidates
        if len(chosen) == 1:
            return chosen[0]
        row = circle.rows[0] if circle.rows else 0
        if chosen:
            message = f"row {row}: there are {len(chosen)} circles {path[-1]} that could be the parent of {circle.key}"
            raise SpreadsheetError(message, 'Write its path: "North > Finance".')
        known = self.recorded.get(name_key(path[-1]), ())
        if len(known) != 1:
            problem = "stands for several circles on record" if known else "is no circle of this file, nor on record"
            message = f"row {row}: the parent {path[-1]} of {circle.key} {problem}"
            raise SpreadsheetError(message, "Add a row for it, or leave the parent empty.")
        return known[0]

    def _find_by_path(self, circle: SheetCircle, path: tuple[str, ...], found: dict[int, Parent]) -> Parent:
        """The circle at a path: one of the file, one on record, or one that has no row of its own and begins empty."""
        wanted = [name_key(part) for part in path]
        for one in self.by_word.get(wanted[-1], ()):
            if [name_key(part) for part in (*one.above, one.key)] == wanted:
                return one
        known = self.recorded.get(wanted[-1], ())
        if len(known) == 1:
            return known[0]
        added = SheetCircle(path[-1], path[:-1], "", list(circle.rows[:1]))
        self.content.circles.append(added)
        self._index_circle(added)
        self.content.notes.add_row(f"{path[-1]} has no row of its own and begins without members", circle.rows[0])
        if len(path) > 1:
            found[id(added)] = self._find_by_path(added, path[:-1], found)
        return added

    def _refuse_rings(self, parents: Mapping[int, Parent]) -> None:
        for ring in _find_rings(self.content.circles, parents):
            message = f"the parents form a ring: {' → '.join([*ring, ring[0]])}"
            raise SpreadsheetError(message, "Give one of them no parent, or another one.")

    def find_on_record(self, parents: Mapping[int, Parent]) -> dict[int, str]:
        """The id of each circle that is on record already: of that name or id, under that parent if one is named."""
        found: dict[int, str] = {}
        for circle in _order_downwards(self.content.circles, parents):
            parent = parents.get(id(circle))
            above = found.get(id(parent)) if isinstance(parent, SheetCircle) else parent
            words = {name_key(circle.key), name_key(circle.told.get("name", ""))}
            known = sorted({id_ for word in words if word for id_ in self.recorded.get(word, ())})
            same = [
                id_
                for id_ in known
                if parent is None or (above is not None and self._find_recorded_parent(id_) == above)
            ]
            if len(same) > 1:
                message = f"row {circle.rows[0]}: {circle.key} may be {' or '.join(same)}, which are on record"
                raise SpreadsheetError(message, "Name its parent in that row.")
            if same:
                found[id(circle)] = same[0]
        return found

    def _find_recorded_parent(self, id_: str) -> str | None:
        state = circle_on(self.movement, id_, max(self.day, self.movement.circles[id_].founding.opened))
        return state.parent if state else self.movement.circles[id_].founding.parent


def _find_rings(circles: Iterable[SheetCircle], parents: Mapping[int, Parent]) -> Iterator[list[str]]:
    """The rings that parents form, each once."""
    for way, end in _walk_upwards(circles, parents):
        ring = next((number for number, one in enumerate(way) if one is end), None)
        if ring is not None:
            yield [one.key for one in way[ring:]]


def _order_downwards(circles: Iterable[SheetCircle], parents: Mapping[int, Parent]) -> Iterator[SheetCircle]:
    """Each circle after its parent."""
    for way, _ in _walk_upwards(circles, parents):
        yield from reversed(way)


def _walk_upwards(
    circles: Iterable[SheetCircle], parents: Mapping[int, Parent]
) -> Iterator[tuple[list[SheetCircle], Parent | None]]:
    """From each circle, those above it that no way before has met, and what stands above the last of them."""
    seen: set[int] = set()
    for start in circles:
        way: list[SheetCircle] = []
        at: Parent | None = start
        while isinstance(at, SheetCircle) and id(at) not in seen:
            seen.add(id(at))
            way.append(at)
            at = parents.get(id(at))
        yield way, at


def match_people(people: Iterable[SheetPerson], movement: Movement) -> dict[int, str]:
    """
    The id of each person who is on record already: the one with that account, else the only one of that name.

    Raises SpreadsheetError where several are of that name and no account tells them apart.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for id_ in movement.people:
        for name in {name_key(name) for name in (*list_names(movement, id_), id_)}:
            by_name[name].append(id_)
    found = {}
    for person in people:
        if (known := _match_person(person, movement, by_name)) is not None:
            found[id(person)] = known
    return found


def _match_person(person: SheetPerson, movement: Movement, by_name: Mapping[str, list[str]]) -> str | None:
    if person.account and (holders := find_people_by_login(movement, person.account)):
        return holders[0]
    same = by_name.get(name_key(person.name), [])
    if person.account:
        same = [id_ for id_ in same if find_account(movement, id_) is None]
    if len(same) > 1:
        message = f"row {person.rows[0]}: {person.name} may be {' or '.join(same)}, who are on record"
        raise SpreadsheetError(message, "Write the account of this one in that row.")
    return same[0] if same else None
