"""
Circles from elsewhere: a spreadsheet becomes circles, marked as imported.

Nobody's consent is brought along: the founders' own yes is still awaited, and every page says so (M2, M9).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from nstgov.author.import_matching import CircleMatcher, match_people
from nstgov.author.sheet_cells import find_role, format_rows
from nstgov.author.sheet_circles import Membership, SheetCircle, SheetContent, SheetPerson
from nstgov.author.sheet_rows import SpreadsheetError
from nstgov.author.yaml_text import OneLine, yaml_text
from nstgov.languages.short_names import short_name
from nstgov.lifecycle import circle_on, members_on
from nstgov.records import Movement
from nstgov.records.frozen import frozen_in_order
from nstgov.records.values import ID, LONGEST_ID

LONGEST_FOLDER = 160
"""Characters of a path of folders; a circle deeper down lies beside them, since the folders above it are free."""


@frozen_in_order
class ImportPlan:
    """
    What an import would write: path to text, with the rows each comes from, and how much that is.

    `notes` say what did not carry over and what was read otherwise than it was written; `ids` gives by the identity of
    a circle of the file the id that it has or gets here.
    """

    files: Mapping[str, str]
    rows: Mapping[str, list[int]]
    circles: int
    people: int
    memberships: int
    levels: Mapping[str, int]
    notes: tuple[str, ...]
    ids: Mapping[int, str]


def plan_import(
    content: SheetContent, movement: Movement, levels: tuple[str, ...], since: date, source: str
) -> ImportPlan:
    """
    What an import writes, without writing it; circles on record are left as they are.

    `levels` are the ground rules' levels, the lowest first; `since` is the day the circles are taken to begin; `source`
    says where they come from. Raises SpreadsheetError where parents are unknown or form a ring, or it is not clear who
    on record is meant.
    """
    return _ImportPlanner(content, movement, levels, since, source).build_plan()


class _ImportPlanner:
    """Gives ids, homes, levels and folders to what the sheet tells."""

    def __init__(
        self, content: SheetContent, movement: Movement, levels: tuple[str, ...], since: date, source: str
    ) -> None:
        self.content = content
        self.movement = movement
        self.levels = levels
        self.since = since
        self.source = source
        self.notes: list[str] = []
        matcher = CircleMatcher(content, movement, since)
        self.parents = matcher.find_parents()
        self.on_record = matcher.find_on_record(self.parents)
        self.circles = [circle for circle in content.circles if id(circle) not in self.on_record]
        self.circle_ids = dict(self.on_record)
        self._give_circle_ids()
        named = {id(member.person) for circle in self.circles for member in circle.members.values()}
        people = [person for person in content.people if id(person) in named]
        known = match_people(people, movement)
        self.homes = {person: movement.people[person].home for person in known.values()}
        unknown = {id(person): person.key for person in people if id(person) not in known}
        self.person_ids = known | assign_ids(unknown, movement.people)
        self.heights = self._compute_heights()
        if known:
            self.notes.append(f"taken as those on record already: {', '.join(sorted(known.values()))}")

    def build_plan(self) -> ImportPlan:
        files: dict[str, str] = {}
        rows: dict[str, list[int]] = {}
        counted: Counter[str] = Counter()
        for circle in sorted(self.circles, key=lambda circle: circle.rows[0] if circle.rows else 0):
            record = self._build_record(circle)
            counted[record["level"]] += 1
            path = f"{self._find_folder(circle)}/circle.yml"
            files[path], rows[path] = yaml_text(record, path), circle.rows
        self.notes += self._list_waiting()
        self.notes += self._list_roles_left()
        memberships = sum(len(circle.members) for circle in self.circles)
        ordered = {level: counted[level] for level in self.levels if level in counted}
        told = (*self.content.notes.list_lines(), *self.notes)
        return ImportPlan(
            files, rows, len(self.circles), len(self.person_ids), memberships, ordered, told, self.circle_ids
        )

    def _give_circle_ids(self) -> None:
        """Each new circle gets its name as its id; where that is in use, behind the name of its parent."""
        used = {*self.movement.circles, *self.circle_ids.values()}
        for number, circle in enumerate(self.circles, 1):
            parent = self.parents.get(id(circle))
            above = parent if isinstance(parent, str) else parent.key if parent else ""
            plain = short_name(circle.told.get("name", circle.key) if circle.key.isdecimal() else circle.key)
            wanted = (plain, short_name(f"{above} {plain}", LONGEST_ID) if above else plain)
            self.circle_ids[id(circle)] = free_id(wanted, number, used)

    def _find_folder(self, circle: SheetCircle) -> str:
        way: list[str] = []
        at: SheetCircle | str | None = circle
        while isinstance(at, SheetCircle) and id(at) not in self.on_record:
            way.append(self.circle_ids[id(at)])
            at = self.parents.get(id(at))
        known = self.on_record[id(at)] if isinstance(at, SheetCircle) else at
        above = self.movement.circles[known].founding.file.rpartition("/")[0] if known else "circles"
        found = "/".join((above, *reversed(way)))
        return found if len(found) <= LONGEST_FOLDER else f"circles/{way[0]}"

    def _build_record(self, circle: SheetCircle) -> dict[str, Any]:
        parent = self.parents.get(id(circle))
        told = {
            "name": circle.told.get("name") or circle.key,
            "level": self._find_level(circle),
            "aim": circle.told.get("aim") or f"Brought from {self.source}; its aim is still to be written.",
            "domain": circle.told.get("domain"),
            "parent": self.circle_ids[id(parent)] if isinstance(parent, SheetCircle) else parent,
            "opened": self.since,
            "place": circle.told.get("place"),
            "imported": f"{self.source}, {self.since}",
            "facilitator": self._find_role_carrier(circle, "facilitator") or self._find_role_carrier(circle, "lead"),
            "secretary": self._find_role_carrier(circle, "secretary"),
            "members": {
                self.person_ids[id(member.person)]: self._build_founder(circle, member.person)
                for member in circle.members.values()
            },
        }
        return {key: value for key, value in told.items() if value}

    def _build_founder(self, circle: SheetCircle, person: SheetPerson) -> OneLine:
        """A person is introduced in the first circle that names them, which becomes their home."""
        here = self.circle_ids[id(circle)]
        home = self.homes.setdefault(self.person_ids[id(person)], here)
        if home != here:
            return OneLine(home=home)
        account = {"account": person.account} if person.account else {}
        return OneLine(name=person.name, **account)

    def _find_role_carrier(self, circle: SheetCircle, role: str) -> str:
        carriers = (one for one in circle.members.values() if any(find_role(word) == role for word in one.roles))
        first = next(carriers, None)
        return self.person_ids[id(first.person)] if first else ""

    def _find_level(self, circle: SheetCircle) -> str:
        if written := circle.told.get("level"):
            if short_name(written) not in self.levels:
                message = f'row {circle.rows[0]}: "{written}" is none of the levels {", ".join(self.levels)}'
                step = "Use these words, or leave the column out: the levels then follow from the depth."
                raise SpreadsheetError(message, step)
            return short_name(written)
        most = len(self.levels) - 1
        if (above := self._find_parent_on_record(circle)) and (state := circle_on(self.movement, above, self.since)):
            most = self.levels.index(state.level) if state.level in self.levels else most
        return self.levels[min(self.heights[id(circle)], most)]

    def _find_parent_on_record(self, circle: SheetCircle) -> str | None:
        at: SheetCircle | str | None = circle
        while isinstance(at, SheetCircle):
            at = self.on_record.get(id(at)) or self.parents.get(id(at))
        return at

    def _compute_heights(self) -> dict[int, int]:
        """How many circles lie below each one, on the longest way down: a circle without any is on the first level."""
        heights = {id(circle): 0 for circle in self.content.circles}
        for circle in self.content.circles:
            height, parent = 1, self.parents.get(id(circle))
            while isinstance(parent, SheetCircle) and heights[id(parent)] < height:
                heights[id(parent)] = height
                height, parent = height + 1, self.parents.get(id(parent))
        return heights

    def _list_waiting(self) -> Iterator[str]:
        """Those whom the file names in a circle on record and who are no members there: no file brings anybody in."""
        for circle in self.content.circles:
            if (known := self.on_record.get(id(circle))) is None:
                continue
            day = max(self.since, self.movement.circles[known].founding.opened)
            there = {*members_on(self.movement, known, day), *self.movement.circles[known].founding.members}
            try:
                theirs = match_people([member.person for member in circle.members.values()], self.movement)
            except SpreadsheetError:  # of two of one name nobody knows who is there already
                continue
            waiting = [one.person.name for one in circle.members.values() if theirs.get(id(one.person)) not in there]
            if waiting:
                names = ", ".join(waiting[:8]) + (f" and {len(waiting) - 8} more" if len(waiting) > 8 else "")
                yield f"{known} is on record, and joining it needs everybody's yes there (nstgov join): {names}"

    def _list_roles_left(self) -> Iterator[str]:
        members: list[Membership] = [member for circle in self.circles for member in circle.members.values()]
        left = Counter(
            role for member in members for role in member.roles if not find_role(role) and role.casefold() not in _PLAIN
        )
        if left:
            shown = ", ".join(f"{role} ({count})" for role, count in left.most_common(8))
            more = f" and {len(left) - 8} more" if len(left) > 8 else ""
            yield f"roles left out, since a circle gives them by an election here: {shown}{more}"


_PLAIN = frozenset({"member", "members", "mitglied", "integrante", "miembro", "عضو", "membre", "membro"})
"""Roles that say no more than that somebody belongs to the circle."""


def empty_large_circles(content: SheetContent, most: int) -> None:
    """
    Let circles of more than `most` people begin without them, and say so.

    Such a group is many circles already; where it is one for now, their representatives are to meet in it.
    """
    for circle in content.circles:
        if (count := len(circle.members)) > most:
            circle.members.clear()
            text = f"{circle.key} begins without its {count} people, since a circle has at most {most}"
            content.notes.add_row(text, circle.rows[0])


def assign_ids(names: Mapping[int, str], taken: Mapping[str, Any]) -> dict[int, str]:
    """An id for each name, none given twice and none in use; names that leave nothing behind are numbered."""
    used = set(taken)
    return {key: free_id((short_name(name),), number, used) for number, (key, name) in enumerate(names.items(), 1)}


def free_id(wanted: tuple[str, ...], number: int, used: set[str]) -> str:
    """The first of some short names that can be an id and is free, else the last numbered; it is added to `used`."""
    proper = [one if len(one) > 1 and re.fullmatch(ID, one) else f"{one or 'n'}-{number}" for one in wanted]
    found = next((one for one in proper if one not in used), "")
    more = 1
    while not found or found in used:
        more += 1
        found = f"{proper[-1][: LONGEST_ID - 6]}-{more}"
    used.add(found)
    return found


def describe_rows(plan: ImportPlan, path: str) -> str:
    """The rows that a file comes from, in words; empty where no row does."""
    rows = plan.rows.get(path, [])
    return format_rows(rows) if rows else ""
