"""
What of a Loomio group is brought: its circles with their members, and what was proposed and decided in them.

What people said there is nobody's consent here, so voices, comments and talks stay there and are counted (M2, M9). A
record is public: what was closed to others there is left out unless somebody says that it may be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from nstgov.author.imported_history import HistoryEntry
from nstgov.author.loomio_export import LoomioExport, list_proposal_kinds, read_day, read_prose
from nstgov.author.sheet_cells import Notes, join_lines
from nstgov.author.sheet_circles import Membership, SheetCircle, SheetContent, SheetPerson
from nstgov.records import name_key


class LoomioContent(NamedTuple):
    """Circles with their members, what was proposed in them with the word for its circle, and what is left out."""

    sheet: SheetContent
    proposals: list[tuple[HistoryEntry, str]]
    notes: list[str]


def read_loomio_content(export: LoomioExport, place: str, *, also_closed: bool = False) -> LoomioContent:
    """What is brought of an export; `place` is put before the key of each thing, so that it is known again."""
    return _LoomioReader(export, place, also_closed=also_closed).read_content()


class _LoomioReader:
    """Sorts the rows of an export into circles, people and proposals, and counts what stays there."""

    def __init__(self, export: LoomioExport, place: str, *, also_closed: bool) -> None:
        self.export = export
        self.place = place
        self.notes = Notes()
        self.cleaning = Notes()
        self.left: Counter[str] = Counter()
        groups = {id_: row for id_, row in export.index_by_id("circles").items() if not row["gone"]}
        self.left["groups that were closed to others (--also-closed brings them)"] = sum(
            not row["open"] and not also_closed for row in groups.values()
        )
        self.groups = {id_: row for id_, row in groups.items() if row["open"] or also_closed}
        self.people = export.index_by_id("people")
        self.talks = export.index_by_id("talks")
        self.threads = export.index_by_id("threads")
        self.also_closed = also_closed
        self.circles: dict[int, SheetCircle] = {}

    def read_content(self) -> LoomioContent:
        sheet = self._read_circles()
        proposals = list(self._yield_proposals())
        self.left["voices, which are nobody's consent here"] = len(self.export.rows.get("voices", ()))
        self.left["talks, which stay where they are"] = len(self.talks)
        for table, count in sorted(self.export.others.items()):
            self.left[f"rows of {table}"] = count
        told = [f"{what}: {count:,}" for what, count in self.left.items() if count]
        if self.export.damaged:
            shown = ", ".join(map(str, self.export.damaged[:5]))
            told.append(f"lines that could not be read: {len(self.export.damaged)} (line {shown})")
        return LoomioContent(sheet, proposals, told)

    def _read_circles(self) -> SheetContent:
        for id_, row in self.groups.items():
            above = self.groups.get(row["above"])
            circle = SheetCircle(str(id_), (), str(row["above"]) if above else "", [id_])
            circle.told["name"] = _read_line(row["name"]) or f"Group {id_}"
            if about := join_lines(read_prose(row["about"], row["format"], self.cleaning))[:2000]:
                circle.told["aim"] = about
            self.circles[id_] = circle
        people: dict[int, SheetPerson] = {}
        taken: Counter[str] = Counter()
        for row in self.export.rows.get("memberships", ()):
            circle_, person = self.circles.get(row["circle"]), self.people.get(row["person"])
            is_member = row["since"] and not row["gone"] and not row["gone_too"]
            if circle_ is None or person is None or not is_member:
                self.left["memberships that had ended or were never taken up"] += circle_ is not None and not is_member
                continue
            name = _read_line(person["name"])
            if not name or person["program"] or person["gone"]:
                self.left["members without a name, programs, or people who have left"] += 1
                continue
            if row["person"] not in people:
                people[row["person"]] = self._name_apart(name, row["person"], taken)
            known = people[row["person"]]
            circle_.members.setdefault(id(known), Membership(known))
        return SheetContent(list(self.circles.values()), list(people.values()), self.notes)

    def _name_apart(self, name: str, number: int, taken: Counter[str]) -> SheetPerson:
        """Somebody by their name; the second one of that name with a number, since here names tell people apart."""
        taken[name_key(name)] += 1
        if (count := taken[name_key(name)]) > 1:
            name = f"{name} {count}"
            self.left[f"people of one name, told apart by a number: {name}"] = 1
        return SheetPerson(name, name, "", [number])

    def _yield_proposals(self) -> Iterator[tuple[HistoryEntry, str]]:
        outcomes = self._index_outcomes()
        kinds = list_proposal_kinds()
        for row in self.export.rows.get("proposals", ()):
            circle, talk, is_closed = self._find_surroundings(row)
            day = read_day(row["begun"])
            if row["gone"] or day is None:
                self.left["proposals that were thrown away there"] += 1
            elif row["kind"] not in kinds:
                self.left[f"askings of the kind {str(row['kind'])[:40]}, which is none of consent"] += 1
            elif circle is None or (is_closed and not self.also_closed):
                self.left["proposals that were closed to others (--also-closed brings them)"] += 1
            else:
                yield self._build_entry(row, talk, outcomes.get(row["id"]), day), circle.key

    def _find_surroundings(self, row: Mapping[str, Any]) -> tuple[SheetCircle | None, Mapping[str, Any], bool]:
        """The circle in which something was proposed, the talk in which it was, and whether others were shut out."""
        thread = self.threads.get(row["thread"]) or {}
        talk = self.talks.get(row["talk"]) or {}
        if not talk and thread.get("kind") == "Discussion":
            talk = self.talks.get(thread["about"]) or {}
        circle: Any = row["circle"] or thread.get("circle") or talk.get("circle")
        is_closed = bool(thread.get("closed_to_others") or talk.get("closed_to_others"))
        return self.circles.get(circle), talk, is_closed

    def _index_outcomes(self) -> dict[int, Mapping[str, Any]]:
        rows = self.export.rows.get("outcomes", ())
        return {row["proposal"]: row for row in rows if row["latest"] is not False}

    def _build_entry(
        self, row: Mapping[str, Any], talk: Mapping[str, Any], outcome: Mapping[str, Any] | None, begun: date
    ) -> HistoryEntry:
        said = read_prose(outcome["text"], outcome["format"], self.cleaning) if outcome else ""
        text = read_prose(row["text"], row["format"], self.cleaning)
        title = _read_line(row["title"]) or "Without a title"
        day = read_day(outcome["day"]) if outcome else None
        author = self.people.get(row["author"]) or {}
        name = _read_line(author.get("name"))
        return HistoryEntry(
            place=f"{self.place}/p/{_read_line(row['key']) or row['id']}",
            title=title,
            day=day or read_day(row["closed"]) or begun,
            text=text or title,
            outcome="decided" if outcome and said else "not decided",
            need=read_prose(talk.get("text"), talk.get("format"), self.cleaning),
            reasons=f"What came of it there:\n\n{said}" if said else "",
            status="" if outcome and said else "open there" if not row["closed"] else "no outcome was written there",
            authors=(name,) if name else (),
        )


def _read_line(value: Any) -> str:
    return join_lines(value)[:300] if isinstance(value, str) else ""


def find_circle_ids(content: LoomioContent, ids: Mapping[int, str]) -> list[HistoryEntry]:
    """The proposals, each with the id that its circle has or gets here."""
    by_key = {name_key(circle.key): ids.get(id(circle), "") for circle in content.sheet.circles}
    for entry, key in content.proposals:
        entry.circle = by_key.get(name_key(key), "")
    return [entry for entry, _ in content.proposals]
