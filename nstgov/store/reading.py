"""From the files of a tree to the movement: read, shape, and say what did not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nstgov.lifecycle.voids import assemble_movement
from nstgov.records.companions import Signature, Withheld
from nstgov.records.layout import match_path
from nstgov.records.movement import Movement
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit
from nstgov.records.values import Where
from nstgov.store import confusables as looks
from nstgov.store import file_names as names
from nstgov.store import references
from nstgov.store.byte_screen import decode_text
from nstgov.store.content import hash_content
from nstgov.store.finding_limit import limit_findings
from nstgov.store.hash_hints import with_hashes
from nstgov.store.references import find_dangling
from nstgov.store.scalars import Mention, Misshapen, ShapeNotes
from nstgov.store.shape import build_blank_record, build_record
from nstgov.store.strict_yaml import Flaw, UnreadableYaml, read_yaml
from nstgov.store.tree import StoredFile, Tree

_STOPS = frozenset({"Y01", "Y08"})


class ParsedFile(NamedTuple):
    """One file, read: its record (None where no record belongs), what did not fit, what it mentions."""

    record: Record | None
    misfits: list[Misfit]
    mentions: list[Mention]
    broken: bool


def read_movement(tree: Tree, known: dict[StoredFile, ParsedFile] | None = None) -> Movement:
    """
    Everything on record in a tree.

    Every file that could not be read, or not wholly, leaves its findings in `Movement.misfits` and as much of its
    record as is sound, so that it hides nothing and produces no follow-ups.
    """
    known = {} if known is None else known
    found = {file.path: known.get(file) or known.setdefault(file, read_file(file)) for file in tree.files}
    hashes = {file.path: hash_content(file.data) for file in tree.files}
    return build_movement(found, hashes, {file.path: file.data for file in tree.files})


def build_movement(found: Mapping[str, ParsedFile], hashes: dict[str, str], contents: Mapping[str, bytes]) -> Movement:
    """Everything on record, from what was found in each file; `contents` is asked only for files that are broken."""
    records: dict[str, Record] = {}
    misfits: list[Misfit] = []
    mentions: dict[str, list[Mention]] = {}
    broken: dict[str, str] = {}
    for path, one in found.items():
        misfits += one.misfits
        if one.record is not None:
            records[path] = one.record
        if one.mentions:
            mentions[path] = one.mentions
        if one.broken:
            broken[path] = contents[path].decode("utf-8", "replace")
    kept = dict(_read_kept(records, misfits))
    for path, one in kept.items():
        if path not in found and one.record is not None:
            records[path], mentions[path] = one.record, one.mentions
            hashes = {**hashes, path: _hash_withheld(records, path)}
    return _check_across_files(records, misfits, mentions, broken, hashes, kept)


def _read_kept(records: Mapping[str, Record], misfits: list[Misfit]) -> Iterator[tuple[str, ParsedFile]]:
    """By path, what withholdings keep of records; what is none that could stand for one is told."""
    for withheld in [record for record in records.values() if isinstance(record, Withheld) and record.keeps]:
        one = read_file(StoredFile(withheld.beside, "file", (withheld.keeps or "").encode()))
        if one.record is None or one.misfits:
            why = next((misfit.message for misfit in one.misfits if misfit.message), "it is no record")
            help_ = f"Write here what {withheld.beside} says, and `withheld` for each of its texts."
            message = f"what is kept cannot stand for {withheld.beside}: {why}"
            misfits.append(Misfit("Y04", withheld.locate("keeps"), message, help_))
        else:
            yield withheld.beside, one


def _hash_withheld(records: Mapping[str, Record], path: str) -> str:
    withheld = records[f"{path}.withheld.yml"]
    return withheld.sha256 if isinstance(withheld, Withheld) else ""


def _check_across_files(
    records: dict[str, Record],
    misfits: list[Misfit],
    mentions: dict[str, list[Mention]],
    broken: dict[str, str],
    hashes: dict[str, str],
    kept: Mapping[str, ParsedFile],
) -> Movement:
    """The movement, with the findings that need more than one file."""
    misfits = [*with_hashes(misfits, records, hashes)]
    misfits += names.find_case_clashes(hashes)
    misfits += names.find_missing_settings(hashes)
    stray = [*names.find_ids_in_use(records.values()), *names.find_missing_neighbours(hashes, records)]
    first = Movement(records.values(), hashes, misfits + stray)
    on_record = references.KnownNames(first, broken)
    more = [
        *stray,
        *references.find_unknown(mentions, on_record),
        *find_dangling(first),
        *looks.find_deceptive_names(first),
        *names.find_names_in_use(first),
        *names.find_shared_ids(first),
    ]
    standing = {path: one.record for path, one in kept.items() if one.record is not None}
    return assemble_movement(records.values(), hashes, misfits + more, standing)


def read_file(file: StoredFile) -> ParsedFile:
    """What one file holds, without regard to any other."""
    misfit = names.check_file_place(file)
    if misfit and misfit.rule == "Y06":
        return ParsedFile(None, [misfit], [], broken=False)
    place = match_path(file.path)
    if place is None:
        return ParsedFile(None, [misfit] if misfit else [], [], broken=False)
    kind, groups = place
    named, misfits = names.read_name_values(groups, file.path)
    if misfit or kind.type is Signature:
        return ParsedFile(
            build_blank_record(kind.type, named),
            [*misfits, *([misfit] if misfit else [])],
            [],
            broken=misfit is not None,
        )
    value, flaws, is_read = _parse_value(file.data)
    misfits += [_convert_flaw(file.path, flaw, faults=flaw.rule != "Y07" or not is_read) for flaw in flaws]
    if not is_read:
        return ParsedFile(build_blank_record(kind.type, named), [*limit_findings(misfits)], [], broken=True)
    sheet = ShapeNotes()
    record: Record = build_record(kind.type, value, named, sheet)
    names.note_disagreements(named, value, sheet)
    misfits += [_convert_misshapen(file.path, m) for m in sheet.misshapen]
    meant = sorted({str(keys[0]) for keys in sheet.meant})
    misfits += [Misfit("", Where(file.path, (key,)), "", "") for key in meant]
    misfits = [*limit_findings(misfits)]
    said = [m for m in sheet.mentions if not (len(m.keys) == 1 and m.keys[0] in named)]
    return ParsedFile(record, misfits, [*names.yield_name_mentions(kind, named), *said], broken=bool(sheet.misshapen))


def _parse_value(data: bytes) -> tuple[object, list[Flaw], bool]:
    """The plain value of a file, the flaws in it, and whether it could be read at all."""
    text, seen = decode_text(data)
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
