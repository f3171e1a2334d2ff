"""From the files of a tree to the movement: read, shape, and say what did not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from nstgov.lifecycle.voids import settle_voids
from nstgov.records.companions import Withheld
from nstgov.records.movement import Movement
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit
from nstgov.store import confusables as looks
from nstgov.store import file_names as names
from nstgov.store import references
from nstgov.store.content import hash_content
from nstgov.store.file_reading import ParsedFile, list_mentions, read_file
from nstgov.store.hash_hints import with_hashes
from nstgov.store.missing_targets import find_missing_targets
from nstgov.store.scalars import Mention, NamedThing
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile, Tree


def read_movement(
    tree: Tree,
    known: dict[StoredFile, ParsedFile] | None = None,
    watch: StepWatcher = watch_silently,
    unread: frozenset[str] = frozenset(),
) -> Movement:
    """
    Everything on record in a tree; `watch` sees which file is read, `unread` are the circles left out of the tree.

    Every file that could not be read, or not wholly, leaves its findings in `Movement.misfits` and as much of its
    record as is sound, so that it hides nothing and produces no follow-ups.
    """
    known = {} if known is None else known
    unknown = [file for file in tree.files if file not in known]
    known.update(zip(unknown, read_files(unknown, watch), strict=True))
    found = {file.path: known[file] for file in tree.files}
    hashes = {file.path: hash_content(file.data) for file in tree.files}
    return build_movement(found, hashes, {file.path: file.data for file in tree.files}, unread)


LEAST_FILES = 1000
"""Fewer files are read sooner than a worker is started and has told of its share."""
_FILES_AT_ONCE = 50


def read_files(files: Sequence[StoredFile], watch: StepWatcher = watch_silently) -> list[ParsedFile]:
    """What each of some files holds, in their order, many of them by two processes; `watch` sees which one is read."""
    what = "Reading the records"
    if len(files) < LEAST_FILES:
        return [read_file(file) for file in watch(what, files)]
    from nstgov.store.two_processes import SharedTask, divide_things, do_by_two  # takes as long to load as ten files

    return do_by_two(SharedTask(what, read_file, ParsedFile), divide_things(files, _FILES_AT_ONCE), watch)


def build_movement(
    found: Mapping[str, ParsedFile],
    hashes: dict[str, str],
    contents: Mapping[str, bytes],
    unread: frozenset[str] = frozenset(),
) -> Movement:
    """
    Everything on record, from what was found in each file; `unread` are circles that are on record besides.

    `contents` is asked only for files that are broken, or that mention what nobody knows.
    """
    records: dict[str, Record] = {}
    misfits: list[Misfit] = []
    mentions: dict[str, tuple[NamedThing, ...]] = {}
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
    gone: dict[str, bytes] = {}
    for path, one in kept.items():
        if path not in found and one.record is not None:
            records[path], mentions[path] = one.record, one.mentions
            withheld = _find_withheld(records, path)
            hashes, gone[path] = {**hashes, path: withheld.sha256}, _content_kept(withheld)

    def find_mentions(path: str) -> list[Mention]:
        return list_mentions(StoredFile(path, "file", gone[path] if path in gone else contents[path]))

    across = _AcrossFiles(records, mentions, find_mentions, broken, hashes, kept, unread)
    return _check_across_files(across, misfits)


def _read_kept(records: Mapping[str, Record], misfits: list[Misfit]) -> Iterator[tuple[str, ParsedFile]]:
    """By path, what withholdings keep of records; what is none that could stand for one is told."""
    for withheld in [record for record in records.values() if isinstance(record, Withheld) and record.keeps]:
        one = read_file(StoredFile(withheld.beside, "file", _content_kept(withheld)))
        if one.record is None or one.misfits:
            why = next((misfit.message for misfit in one.misfits if misfit.message), "it is no record")
            help_ = f"Write here what {withheld.beside} says, and `withheld` for each of its texts."
            message = f"what is kept cannot stand for {withheld.beside}: {why}"
            misfits.append(Misfit("Y04", withheld.locate("keeps"), message, help_))
        else:
            yield withheld.beside, one


def _find_withheld(records: Mapping[str, Record], path: str) -> Withheld:
    return cast("Withheld", records[f"{path}.withheld.yml"])


def _content_kept(withheld: Withheld) -> bytes:
    return (withheld.keeps or "").encode()


class _AcrossFiles(NamedTuple):
    """What was found in single files, for the findings that need more than one."""

    records: dict[str, Record]
    mentions: Mapping[str, tuple[NamedThing, ...]]
    find_mentions: Callable[[str], list[Mention]]
    broken: Mapping[str, str]
    hashes: Mapping[str, str]
    kept: Mapping[str, ParsedFile]
    unread: frozenset[str]


def _check_across_files(files: _AcrossFiles, misfits: list[Misfit]) -> Movement:
    """The movement, with the findings that need more than one file."""
    records, hashes = files.records, files.hashes
    misfits = [*with_hashes(misfits, records, hashes)]
    misfits += names.find_case_clashes(hashes)
    misfits += names.find_missing_settings(hashes)
    stray = [*names.find_ids_in_use(records.values()), *names.find_missing_neighbours(hashes, records)]
    first = Movement(records.values(), hashes, misfits + stray, unread=files.unread)
    on_record = references.KnownNames(first, files.broken)
    more = [
        *references.find_unknown(files.mentions, on_record, files.find_mentions),
        *find_missing_targets(first),
        *looks.find_deceptive_names(first),
        *names.find_names_in_use(first),
        *names.find_shared_ids(first),
    ]
    standing = {path: one.record for path, one in files.kept.items() if one.record is not None}
    return settle_voids(first.with_more_misfits(more) if more else first, standing)
