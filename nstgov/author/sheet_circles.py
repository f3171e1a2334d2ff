"""The circles and the people that the rows of a spreadsheet tell of: which are one, and which are two (M2, M3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from nstgov.author.column_meanings import ColumnChoice
from nstgov.author.sheet_cells import (
    NamedPerson,
    Notes,
    clean_account,
    clean_text,
    format_rows,
    join_lines,
    split_path,
    split_people,
    split_roles,
)
from nstgov.author.sheet_rows import Row, SpreadsheetError
from nstgov.records import name_key

_TOLD = ("name", "level", "aim", "domain", "place")
_MANY = ("person", "account", "person name", "first name", "last name")
"""Cells in which lists may stand; the others are texts of one line."""


@dataclass(slots=True)
class SheetPerson:
    """Somebody in the file: a word that stands for them, their name, their account, and the rows that name them."""

    key: str
    name: str
    account: str
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Membership:
    """Somebody in a circle, with the roles that the file gives them there."""

    person: SheetPerson
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SheetCircle:
    """
    A circle as rows tell of it: the word that stands for it, the circles above it in its own path, a parent as written.

    `rows` are those that tell of it; `told` is what they say of it; `members` are by the identity of the person.
    """

    key: str
    above: tuple[str, ...]
    parent: str
    rows: list[int] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    members: dict[int, Membership] = field(default_factory=dict)


@dataclass(slots=True)
class SheetContent:
    """All that a file tells: circles in the order of their rows, people, and what is to be told about reading them."""

    circles: list[SheetCircle]
    people: list[SheetPerson]
    notes: Notes


def collect_circles(rows: Sequence[Row], choice: ColumnChoice, into: str = "") -> SheetContent:
    """
    The circles that the rows below the heading tell of; with `into`, all rows tell of that one.

    Raises SpreadsheetError where a row names no circle, the file names nobody, or it is not clear who is meant.
    """
    return _SheetCollector(choice, into).collect_content(rows)


class _SheetCollector:
    """Gathers circles and people, row by row."""

    def __init__(self, choice: ColumnChoice, into: str) -> None:
        self.choice = choice
        self.into = into
        self.notes = Notes()
        self.circles: dict[tuple[str, ...], list[SheetCircle]] = {}
        self.people: list[SheetPerson] = []
        self.by_mark: dict[str, SheetPerson] = {}
        self.marked: set[int] = set()
        self.by_key: dict[str, list[SheetPerson]] = {}
        self.last = ""
        self.is_aim_of_role = False

    def collect_content(self, rows: Sequence[Row]) -> SheetContent:
        below = [row for row in rows if row.number > self.choice.heading.number]
        if not below:
            raise SpreadsheetError("the file has no rows", "Write one row for each membership, below the heading.")
        cleaned = [(row.number, self._clean_row(row)) for row in below]
        self._look_at_aims(cleaned)
        for number, cells in cleaned:
            self._add_row(number, cells)
        if not self.people:
            column = self.choice.list_titles().get("person", "person")
            step = f'The people were looked for in the column "{column}". Say which one names them: --person COLUMN.'
            raise SpreadsheetError("this file names nobody, and a circle begins with people", step)
        circles = [circle for same in self.circles.values() for circle in same]
        return SheetContent(sorted(circles, key=lambda circle: circle.rows[0]), self.people, self.notes)

    def _clean_row(self, row: Row) -> dict[str, str]:
        found = {}
        for meaning, at in self.choice.columns.items():
            text = clean_text(row.cells[at], row.number, self.notes) if at < len(row.cells) else ""
            found[meaning] = text if meaning in _MANY or meaning == "parent" else join_lines(text)
        return found

    def _look_at_aims(self, rows: list[tuple[int, dict[str, str]]]) -> None:
        """Where one circle has several aims and a column gives roles, what is called an aim is that of a role."""
        aims: dict[str, set[str]] = {}
        for _, cells in rows:
            if cells.get("aim") and cells.get("roles"):
                aims.setdefault(cells.get("circle", ""), set()).add(cells["aim"])
        self.is_aim_of_role = any(len(found) > 1 for found in aims.values())

    def _add_row(self, number: int, cells: Mapping[str, str]) -> None:
        people = list(self._find_people(number, cells))
        circle = self._find_circle(number, cells, people)
        circle.rows.append(number)
        for meaning in _TOLD:
            self._tell_circle(circle, meaning, cells.get(meaning, ""), number)
        for person, roles in people:
            member = circle.members.setdefault(id(person), Membership(person))
            member.roles += [role for role in roles if role not in member.roles]

    def _tell_circle(self, circle: SheetCircle, meaning: str, value: str, number: int) -> None:
        if meaning == "aim" and value and self.is_aim_of_role:
            title = self.choice.list_titles()["aim"]
            self.notes.add_row(f'"{title}" differs within a circle, so it is that of a role, and was left out', number)
        elif value and circle.told.setdefault(meaning, value) != value:
            self.notes.add_row(f"another {meaning} of {circle.key} was left out; the first one is kept", number)

    def _find_circle(
        self, number: int, cells: Mapping[str, str], people: list[tuple[SheetPerson, tuple[str, ...]]]
    ) -> SheetCircle:
        written = self.into or cells.get("circle", "")
        if not written and self.last and people:
            self.notes.add_row("a row without a circle was read as belonging to the circle above it", number)
            written = self.last
        if not (path := split_path(written)):
            raise SpreadsheetError(
                f"row {number} names no circle", "Write the circle's name in that row, or remove the row."
            )
        self.last = written
        parents = [join_lines(one) for one in cells.get("parent", "").replace(";", "\n").split("\n") if one.strip()]
        for more in parents[1:]:
            self.notes.add_row(f"{path[-1]} has a second parent, {more}, which was left out", number)
        return self._match_circle(number, path, parents[0] if parents else "", {id(person) for person, _ in people})

    def _match_circle(self, number: int, path: tuple[str, ...], parent: str, people: set[int]) -> SheetCircle:
        """
        The circle that a row means: told apart by parent and name. The same people under two parents are one circle.

        Where another column gives its name, the word for a circle is an id, and stands for one circle only.
        """
        same = self.circles.setdefault(tuple(name_key(part) for part in path), [])
        for circle in same:
            if not parent or name_key(circle.parent) == name_key(parent):
                return circle
            if not circle.parent:
                circle.parent = parent
                return circle
        for circle in same:
            if "name" in self.choice.columns or not people or people & circle.members.keys():
                told = f"{circle.key} has a second parent, {parent}, which was left out: {circle.parent} is kept"
                self.notes.add_row(told, number)
                return circle
        if same:
            self.notes.add_row(f"{path[-1]} under {parent} was read as a circle of its own", number)
        same.append(SheetCircle(path[-1], path[:-1], parent))
        return same[-1]

    def _find_people(self, number: int, cells: Mapping[str, str]) -> Iterator[tuple[SheetPerson, tuple[str, ...]]]:
        roles = split_roles(cells.get("roles", ""))
        for named in self._list_named(number, cells):
            yield self._match_person(number, named), (*named.roles, *roles)

    def _list_named(self, number: int, cells: Mapping[str, str]) -> list[NamedPerson]:
        """Whom a row names, with a name and an account for each."""
        columns = self.choice.columns
        split_name = join_lines(f"{cells.get('first name', '')} {cells.get('last name', '')}")
        is_account = columns["person"] == columns.get("account")
        written = split_name if columns["person"] in (columns.get("first name"), columns.get("last name")) else ""
        people = split_people(written or cells["person"], number, self.notes)
        accounts = self._list_accounts(number, cells, people)
        names = [cells.get("person name", "") or split_name] if len(people) == 1 else []
        found = []
        for person, account, name in zip_longest(people, accounts, names, fillvalue=None):
            if person is not None:
                shown = join_lines(name or "") or person.name
                word = person.name if name_key(shown) != name_key(person.name) else ""
                found.append(NamedPerson(shown, account or person.account, person.roles, word))
        return [one._replace(account=one.account or one.word or one.name) for one in found] if is_account else found

    def _list_accounts(self, number: int, cells: Mapping[str, str], people: list[NamedPerson]) -> list[str]:
        written = cells.get("account", "")
        parts = written.replace(";", "\n").replace(",", "\n").split("\n") if len(people) > 1 else [written]
        found = [clean_account(part, number, self.notes) for part in parts if part.strip()]
        if found and len(found) != len(people):
            self.notes.add_row("accounts were left out, since there are not as many as people", number)
            return []
        return found

    def _match_person(self, number: int, named: NamedPerson) -> SheetPerson:
        """Who is meant: the one with that account or id, else the one of that name."""
        marks = [mark for mark in (f"@{named.account.casefold()}", f"#{name_key(named.word)}") if len(mark) > 1]
        key = name_key(named.name)
        person = next((self.by_mark[mark] for mark in marks if mark in self.by_mark), None)
        if person is None:
            person = self._match_name(number, key, is_marked=bool(marks))
        if person is None:
            person = SheetPerson(named.word or named.name, named.name, named.account)
            self.people.append(person)
            self.by_key.setdefault(key, []).append(person)
        elif name_key(person.name) != key and named.account:
            told = f"{named.name} was read as {person.name}, whose account is the same: {person.account}"
            self.notes.add_row(told, number)
        if marks:
            self.marked.add(id(person))
            person.account = person.account or named.account
            self.by_mark.update(dict.fromkeys(marks, person))
        person.rows.append(number)
        return person

    def _match_name(self, number: int, key: str, *, is_marked: bool) -> SheetPerson | None:
        same = self.by_key.get(key, [])
        if is_marked:
            return next((person for person in same if id(person) not in self.marked), None)
        if len(same) > 1:
            told = f"row {number} does not say which {same[0].name} it means: {format_rows(same[0].rows)} or "
            raise SpreadsheetError(f"{told}{format_rows(same[1].rows)}", "Write the account in that row too.")
        return same[0] if same else None
