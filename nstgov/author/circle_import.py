"""
Circles from elsewhere: a spreadsheet becomes circles, marked as imported.

Nobody's consent is brought along: the founders' own yes is still awaited, and every page says so (M2, M9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nstgov.author.spreadsheet import SheetCircle, SheetPerson, SpreadsheetError, find_rings
from nstgov.author.yaml_text import OneLine, yaml_text
from nstgov.languages.short_names import short_name
from nstgov.records import Movement
from nstgov.records.values import LONGEST_ID

LEADS = ("facilitator", "lead", "leader", "chair", "coordinator")
"""Words for the role that becomes the facilitator."""
SCRIBES = ("secretary", "scribe", "clerk")


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would write: path to text, and how many circles, people and memberships that is."""

    files: Mapping[str, str]
    circles: int
    people: int
    memberships: int
    levels: Mapping[str, int]


def plan_import(
    sheet: Mapping[str, SheetCircle], movement: Movement, levels: tuple[str, ...], since: date, source: str
) -> ImportPlan:
    """
    What an import writes, without writing it.

    `levels` are the ground rules' levels, the lowest first; `since` is the day the circles are taken to begin; `source`
    says where they come from. Raises BadSheet where parents are unknown or form a ring, or ids are in use.
    """
    return _ImportPlanner(sheet, movement, levels, since, source).build_plan()


class _ImportPlanner:
    """Gives ids, homes, levels and folders to what the sheet tells."""

    def __init__(
        self, sheet: Mapping[str, SheetCircle], movement: Movement, levels: tuple[str, ...], since: date, source: str
    ) -> None:
        self.sheet = sheet
        self.levels = levels
        self.since = since
        self.source = source
        self._check_parents()
        self._check_new(movement)
        self.circle_ids = assign_ids(sheet, {})
        people = {person.key: person for circle in sheet.values() for person in circle.people.values()}
        known = {
            key: known
            for key, one in people.items()
            if (known := movement.people.get(short_name(key))) and known.name == one.name
        }
        self.homes = {key: person.home for key, person in known.items()}
        unknown = [key for key in people if key not in known]
        self.person_ids = {key: person.id for key, person in known.items()} | assign_ids(unknown, movement.people)
        self.heights = _compute_heights(sheet)

    def build_plan(self) -> ImportPlan:
        files: dict[str, str] = {}
        counted: dict[str, int] = {}
        for circle in self.sheet.values():
            record = self._build_record(circle)
            counted[record["level"]] = counted.get(record["level"], 0) + 1
            files[f"circles/{'/'.join(self._list_folder_parts(circle))}/circle.yml"] = yaml_text(record)
        memberships = sum(len(circle.people) for circle in self.sheet.values())
        ordered = {level: counted[level] for level in self.levels if level in counted}
        return ImportPlan(files, len(self.sheet), len(self.person_ids), memberships, ordered)

    def _check_parents(self) -> None:
        for circle in self.sheet.values():
            if circle.parent and circle.parent not in self.sheet:
                message = f"row {circle.row}: the parent {circle.parent} of {circle.key} is no circle of this file"
                raise SpreadsheetError(message, "Add a row for it, or leave the parent empty.")
        for ring in find_rings(self.sheet):
            message = f"the parents form a ring: {' → '.join([*ring, ring[0]])}"
            raise SpreadsheetError(message, "Give one of them no parent, or another one.")

    def _check_new(self, movement: Movement) -> None:
        for circle in self.sheet.values():
            if short_name(circle.key) in movement.circles:
                message = f"row {circle.row}: a circle {short_name(circle.key)} is on record already"
                raise SpreadsheetError(message, "Take its rows out of the file, or give the circle another name.")

    def _list_folder_parts(self, circle: SheetCircle) -> list[str]:
        way = [self.circle_ids[circle.key]]
        while circle.parent:
            circle = self.sheet[circle.parent]
            way.append(self.circle_ids[circle.key])
        return way[::-1]

    def _build_record(self, circle: SheetCircle) -> dict[str, Any]:
        told = {
            "name": circle.name or circle.key,
            "level": self._find_level(circle),
            "aim": circle.aim or f"Brought from {self.source}; its aim is still to be written.",
            "domain": circle.domain,
            "parent": self.circle_ids[circle.parent] if circle.parent else "",
            "opened": self.since,
            "place": circle.place,
            "imported": f"{self.source}, {self.since}",
            "facilitator": self._find_role_carrier(circle, LEADS),
            "secretary": self._find_role_carrier(circle, SCRIBES),
            "members": {
                self.person_ids[person.key]: self._build_founder(circle, person) for person in circle.people.values()
            },
        }
        return {key: value for key, value in told.items() if value}

    def _build_founder(self, circle: SheetCircle, person: SheetPerson) -> OneLine:
        """A person is introduced in the first circle that names them, which becomes their home."""
        here = self.circle_ids[circle.key]
        home = self.homes.setdefault(person.key, here)
        if home != here:
            return OneLine(home=home)
        account = {"account": person.account} if person.account else {}
        return OneLine(name=person.name, **account)

    def _find_role_carrier(self, circle: SheetCircle, words: tuple[str, ...]) -> str:
        for person in circle.people.values():
            if any(role.casefold() in words for role in person.roles):
                return self.person_ids[person.key]
        return ""

    def _find_level(self, circle: SheetCircle) -> str:
        if circle.level:
            wanted = short_name(circle.level)
            if wanted not in self.levels:
                message = f'row {circle.row}: "{circle.level}" is none of the levels {", ".join(self.levels)}'
                raise SpreadsheetError(
                    message, "Use these words, or leave the column out: the levels then follow from the depth."
                )
            return wanted
        return self.levels[min(self.heights[circle.key], len(self.levels) - 1)]


def _compute_heights(sheet: Mapping[str, SheetCircle]) -> dict[str, int]:
    """How many circles lie below each one, on the longest way down: a circle without any is on the first level."""
    heights = dict.fromkeys(sheet, 0)
    for key in sheet:
        height, parent = 1, sheet[key].parent
        while parent and heights[parent] < height:
            heights[parent] = height
            height, parent = height + 1, sheet[parent].parent
    return heights


def assign_ids(names: Iterable[str], taken: Mapping[str, Any]) -> dict[str, str]:
    """An id for each name, none given twice and none in use; names that leave nothing behind are numbered."""
    used = set(taken)
    found: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        plain = short_name(name)
        stem = plain if len(plain) > 1 else f"{plain or 'n'}-{number}"
        candidate, more = stem, 1
        while candidate in used:
            more += 1
            candidate = f"{stem[: LONGEST_ID - 6]}-{more}"
        used.add(candidate)
        found[name] = candidate
    return found
