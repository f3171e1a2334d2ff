"""What is said of files by their names alone: where no record belongs, ids in use, letter case (Y06, Y09)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from nstgov.records.circles import Circle, PersonChange
from nstgov.records.companions import Confirmation, Signature, Withheld
from nstgov.records.folders import DecisionFolder, name_key
from nstgov.records.layout import LONGEST_NAME, ROOTS, SETTINGS, Kind, match_path
from nstgov.records.movement import Movement, free_id
from nstgov.records.path_folding import find_record_folder, fold_path
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit
from nstgov.records.values import Where
from nstgov.store.near_forms import what_belongs_here
from nstgov.store.scalars import BLANK_DAY, NamedThing, ShapeNotes, id_help, is_windows_name, parse_day
from nstgov.store.tree import StoredFile

_DAYS = ("date", "held")
_NUMBERS = ("number", "n")


def check_file_place(file: StoredFile, has_kind: bool) -> Misfit | None:
    """What is wrong with a file's sort or place; None for a plain file where a record of some kind belongs."""
    where = Where(file.path)
    if file.sort != "file":
        what = {"symlink": "a symbolic link", "submodule": "a submodule", "executable": "an executable file"}
        message = f"this is {what.get(file.sort, 'no plain file')}, and a record is a plain file"
        remedy = f"Run: chmod -x {file.path}" if file.sort == "executable" else "Put the file itself here."
        return Misfit("Y09", where, message, remedy)
    taken_for = None if has_kind else find_record_folder(file.path)
    if taken_for and file.path.partition("/")[0] not in (*ROOTS, SETTINGS):
        message = f"on other systems this name is the same as {taken_for}, and here it is another one"
        return Misfit("Y06", where, message, f"Write {taken_for} as it is, or choose a name of its own.")
    if not has_kind:
        return Misfit(
            "Y06", where, "no record belongs at this place, or its name has another form", _suggest_place(file.path)
        )
    return None


def _suggest_place(path: str) -> str:
    parts = path.split("/")
    if any(len(part) > LONGEST_NAME for part in parts):
        return f"Give it a name of at most {LONGEST_NAME} characters, as every disk can hold."
    if parts[-1].startswith("."):
        return "Remove it: a hidden file is no record."
    if any(part != part.lower() or "_" in part or " " in part for part in parts):
        return "Names have small letters, digits and single hyphens: oak-street."
    kept = next((piece for part in parts for piece in part.split(".") if is_windows_name(piece)), None)
    return id_help(kept) if kept else what_belongs_here(path)


def read_name_values(groups: Mapping[str, str | None], path: str) -> tuple[dict[str, Any], list[Misfit]]:
    """What a file's name gives to its record, as typed values; and a finding where the name holds no real day."""
    values: dict[str, Any] = {"file": path}
    misfits: list[Misfit] = []
    for name, text in groups.items():
        if text is None:
            continue
        if name in _DAYS:
            day = parse_day(text)
            if day is None:
                misfits.append(
                    Misfit(
                        "Y06",
                        Where(path),
                        f"the name says {text}, and there is no such day",
                        "Name the file after the day it happened.",
                    )
                )
            values[name] = day or BLANK_DAY
        else:
            values[name] = int(text) if name in _NUMBERS else text
    return values, misfits


def yield_names(kind: Kind, values: Mapping[str, Any]) -> Iterator[NamedThing]:
    """The people and circles that a file's name mentions, and that must be on record."""
    for name in ("person", "circle", "takes_in"):
        if (
            name in values
            and not (name == "circle" and kind.name in _OWN_CIRCLE)
            and not (kind.name == "joins" and name == "person")
        ):
            yield NamedThing(str(values[name]), ("circle",) if name != "person" else ("person",))


_OWN_CIRCLE = frozenset(
    {"circle", "joins", "leaves", "away", "back", "person", "changes", "takes-in", "asks", "closes"}
)


def note_disagreements(named: Mapping[str, Any], given: Any, sheet: ShapeNotes) -> None:
    """Note where the content says another date, circle or person than the file's name."""
    if not isinstance(given, dict):
        return
    for name, value in named.items():
        said = given.get(name)
        if name != "file" and said is not None and str(said) != str(value):
            sheet.add_misfit(
                "Y06",
                (name,),
                f"the file's name says {value}, and here stands {said}",
                "Let both say the same, or leave the line out.",
            )


def find_case_clashes(paths: Iterable[str]) -> Iterator[Misfit]:
    """Files whose names differ only by letter case, or by what no eye sees: on many machines they would be one file."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(fold_path(path), path)
        if first != path:
            at, other = (first, path) if match_path(path) and not match_path(first) else (path, first)
            only = "only by letter case" if at.casefold() == other.casefold() else "by nothing that every system keeps"
            message = f"the name differs from {other} {only}"
            yield Misfit("Y06", Where(at), message, "Give one of the two another name.", (Where(other),), faults=False)


def find_ids_in_use(records: Iterable[Record]) -> Iterator[Misfit]:
    """Ids of circles that a circle takes which began later."""
    circles: dict[str, Circle] = {}
    for circle in sorted((r for r in records if isinstance(r, Circle)), key=lambda c: (c.opened, c.file)):
        first = circles.setdefault(circle.circle, circle)
        if first is not circle:
            message = f"the id {circle.circle} is in use: {first.file}"
            help_ = "Choose another id for the folder."
            yield Misfit("Y06", Where(circle.file), message, help_, (Where(first.file),), taken=True)


def find_missing_settings(paths: Collection[str]) -> Iterator[Misfit]:
    """A record without nstgov.yml, by which every tool knows that a movement lies here."""
    if SETTINGS not in paths:
        help_ = f"Add {SETTINGS} with `format: 1` and a `title`; nstgov init writes one."
        yield Misfit(
            "Y05", Where(SETTINGS), f"{SETTINGS} is missing: the file that says that a movement lies here", help_
        )


def find_names_in_use(movement: Movement) -> Iterator[Misfit]:
    """Ids under which a second person is introduced, by a name that the first one never had."""
    names: dict[str, set[str]] = defaultdict(set)
    for change in movement.find_all(PersonChange):
        names[change.person].add(name_key(change.name or ""))
    for introduced in movement.introduced:
        first = movement.people[introduced.id]
        if introduced is not first and name_key(introduced.name) not in {name_key(first.name), *names[introduced.id]}:
            message = f"the id {introduced.id} is in use: it stands for {first.name}, and here for {introduced.name}"
            where = introduced.introduced
            help_ = f"Choose another id: {free_id(movement, introduced.id)} is free."
            yield Misfit("Y06", where, message, help_, (first.introduced,), taken=True)


def find_shared_ids(movement: Movement) -> Iterator[Misfit]:
    """An election that takes the id of a proposal: its decision would lie in the same folder."""
    for id_, folder in movement.decisions.items():
        if folder.election and (id_ in movement.proposals or folder.decision):
            help_ = "Choose another id for the election."
            message = f"the id {id_} is in use by a proposal"
            yield Misfit(
                "Y06", Where(folder.election.file), message, help_, _list_sharing_records(movement, folder), taken=True
            )


def _list_sharing_records(movement: Movement, folder: DecisionFolder) -> tuple[Where, ...]:
    """The records that an election shares its id with."""
    proposal = movement.proposals.get(folder.id)
    files = [version.file for version in proposal.versions.values()] if proposal else []
    files += [proposal.idea.file] if proposal and proposal.idea else []
    return tuple(Where(file) for file in (*files, *([folder.decision.file] if folder.decision else ())))


def find_missing_neighbours(paths: Iterable[str], records: Mapping[str, Record]) -> Iterator[Misfit]:
    """Acts in a folder without a circle.yml, and records that should stand beside one which is not there."""
    files = set(paths)
    withheld = {record.beside for record in records.values() if isinstance(record, Withheld)}
    for path, record in records.items():
        folder = path.rpartition("/")[0]
        beside = getattr(record, "beside", None)
        if beside is None:
            if path.startswith("circles/") and f"{folder}/circle.yml" not in files:
                help_ = "Add circle.yml, or move this act to its circle."
                yield Misfit("Y06", Where(path), f"there is no circle.yml in {folder}", help_)
        elif not isinstance(record, Signature | Confirmation) and beside not in files and beside not in withheld:
            message = f"it should stand beside {beside}, which is not there"
            yield Misfit("Y06", Where(path), message, "Correct the first part of its name.")
