"""
What one file holds: read quickly where every value is plainly right, and strictly where anything is not.

The strict reader defines what a file says and finds all that does not fit; the quick one gives up at the first doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from nstgov.records.companions import Signature
from nstgov.records.layout import Kind, match_path
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit
from nstgov.records.values import Where
from nstgov.store import file_names as names
from nstgov.store.byte_screen import decode_text
from nstgov.store.finding_limit import limit_findings
from nstgov.store.quick_shape import make_record
from nstgov.store.scalars import Mention, Misshapen, NamedThing, ShapeNotes
from nstgov.store.shape import build_blank_record, build_record
from nstgov.store.strict_yaml import Flaw, UnreadableYaml, read_yaml
from nstgov.store.tree import StoredFile

_STOPS = frozenset({"Y01", "Y08"})


class ParsedFile(NamedTuple):
    """One file, read: its record (None where no record belongs), what did not fit, what it mentions."""

    record: Record | None
    misfits: Sequence[Misfit]
    mentions: tuple[NamedThing, ...]
    broken: bool


class FilePlace(NamedTuple):
    """Where a file lies: the kind of its record, what its name says, and what is wrong with that."""

    kind: Kind
    named: dict[str, Any]
    misfits: list[Misfit]


def read_file(file: StoredFile, *, only_strictly: bool = False) -> ParsedFile:
    """What one file holds, without regard to any other; the same whether or not the quick reader is asked first."""
    place = match_path(file.path)
    misfit = names.check_file_place(file, place is not None)
    if place is None or (misfit and misfit.rule == "Y06"):
        return ParsedFile(None, [misfit] if misfit else [], (), broken=False)
    kind, groups = place
    named, misfits = names.read_name_values(groups, file.path)
    if misfit or kind.type is Signature:
        wrong = [*misfits, *([misfit] if misfit else [])]
        return ParsedFile(build_blank_record(kind.type, named), wrong, (), broken=misfit is not None)
    text, flaws = decode_text(file.data)
    is_doubtful = misfits or flaws or only_strictly
    made = None if is_doubtful else make_record(cast("type", kind.type), text, named)
    if made is not None:
        record, said = made
        return ParsedFile(record, (), (*names.yield_names(kind, named), *said), broken=False)
    parsed, mentions = _read_strictly(file.path, FilePlace(kind, named, misfits), text, flaws)
    return parsed._replace(mentions=tuple(dict.fromkeys(NamedThing(m.name, m.to) for m in mentions)))


def list_mentions(file: StoredFile) -> list[Mention]:
    """Every name that a plain file mentions, with the keys that lead to it."""
    place = match_path(file.path)
    if place is None:
        return []
    named, misfits = names.read_name_values(place[1], file.path)
    return _read_strictly(file.path, FilePlace(place[0], named, misfits), *decode_text(file.data))[1]


def _read_strictly(path: str, place: FilePlace, text: str, seen: list[Flaw]) -> tuple[ParsedFile, list[Mention]]:
    """What a text says and all that does not fit in it, and what it mentions, with the keys that lead there."""
    kind, named, misfits = place
    value, flaws, is_read = _parse_value(text, seen)
    misfits = [*misfits, *(_convert_flaw(path, flaw, faults=flaw.rule != "Y07" or not is_read) for flaw in flaws)]
    if not is_read:
        return ParsedFile(build_blank_record(kind.type, named), [*limit_findings(misfits)], (), broken=True), []
    sheet = ShapeNotes()
    record: Record = build_record(kind.type, value, named, sheet)
    names.note_disagreements(named, value, sheet)
    misfits += [_convert_misshapen(path, m) for m in sheet.misshapen]
    meant = sorted({str(keys[0]) for keys in sheet.meant})
    misfits += [Misfit("", Where(path, (key,)), "", "") for key in meant]
    said = [m for m in sheet.mentions if not (len(m.keys) == 1 and m.keys[0] in named)]
    in_name = [Mention((), thing.name, thing.to) for thing in names.yield_names(kind, named)]
    found = ParsedFile(record, [*limit_findings(misfits)], (), broken=bool(sheet.misshapen))
    return found, [*in_name, *said]


def _parse_value(text: str, seen: list[Flaw]) -> tuple[object, list[Flaw], bool]:
    """The plain value of a text, the flaws in it with those that were seen, and whether it could be read at all."""
    if any(flaw.rule in _STOPS for flaw in seen):
        return "", [flaw for flaw in seen if flaw.rule in _STOPS][:1], False
    try:
        reading = read_yaml(text)
    except UnreadableYaml as unreadable:
        return "", seen or [unreadable.flaw], False
    return reading.value, [*seen, *reading.flaws], True


def _convert_misshapen(path: str, found: Misshapen) -> Misfit:
    return Misfit(found.rule, Where(path, found.keys), found.message, found.help, at_key=found.rule == "Y03")


def _convert_flaw(path: str, flaw: Flaw, *, faults: bool) -> Misfit:
    return Misfit(flaw.rule, Where(path, flaw.keys), flaw.message, flaw.help, place=flaw.place, faults=faults)
