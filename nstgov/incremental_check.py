"""
The verdict on a folder, worked out from that of last time where only acts were added since.

What an added act can bear upon is judged with it and without it, as the judge of a change does; what is found with it
and not without it comes to the verdict of last time, what is found only without it goes. A file that is otherwise than
it was, or gone, and whatever reaches farther, is judged from the beginning. A verdict never depends on what was kept:
that only saves time (tests/properties/test_part_and_whole.py).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from nstgov.change_check import is_part_enough, list_rules_asked
from nstgov.check import has_keys, judge_movement, with_signature_results
from nstgov.findings import Diagnostic, Position, Verdict
from nstgov.records import Movement, NotRead
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.change_parts import yield_parts
from nstgov.store.checkout_state import CheckoutState, find_checkout_state
from nstgov.store.comparison import Comparison
from nstgov.store.file_reading import ParsedFile
from nstgov.store.folder_state import (
    FileLook,
    FilesInFolder,
    FolderChanges,
    are_plain_additions,
    collect_looks,
    find_changes,
)
from nstgov.store.reading import read_movement
from nstgov.store.record_listing import RecordListing
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import StoredFile, Tree, list_folder_entries

_SORT = "verdict"
MOST_ADDED = 200
"""So many files may have been added since; with more of them, to judge everything takes no longer."""


class SavedCheck(NamedTuple):
    """
    The verdict of an earlier check of the change lane, the files that it was on, and where they lay in git.

    `by_history` tells that it depends on when each record landed, since there are keys.
    """

    files: dict[str, FileLook]
    checkout: CheckoutState
    by_history: bool
    verdict: Verdict


StandingReader = Callable[[], tuple[Tree, Movement]]
"""Reads everything in a folder, with when it landed and what its signatures prove."""


def check_folder(
    folder: Path,
    cache: Cache,
    as_of: date,
    read_standing: StandingReader,
    *,
    watch: StepWatcher = watch_silently,
) -> Verdict:
    """
    The verdict of the change lane on a folder: from that of last time, or else from the beginning.

    Raises MissingRecord.
    """
    saved, checkout = _read_saved(cache), find_checkout_state(folder)
    if saved is not None and (saved.checkout == checkout or not saved.by_history):
        changes = find_changes(folder, list_folder_entries(folder), saved.files)
        known = _extend_saved(folder, saved, changes, as_of) if not changes.altered else None
        if known is not None:
            return replace(known, as_of=as_of)
    return _check_all(folder, checkout, cache, as_of, read_standing, watch)


def _check_all(
    folder: Path,
    checkout: CheckoutState,
    cache: Cache,
    as_of: date,
    read_standing: StandingReader,
    watch: StepWatcher,
) -> Verdict:
    began = time.time_ns()
    tree, movement = read_standing()
    verdict, by_history = judge_movement(movement, tree, as_of, watch=watch), has_keys(movement)
    del movement
    looks = collect_looks(list_folder_entries(folder), tree, began)
    if looks is not None:
        cache.put_bundle(_SORT, 0, _pack_saved(SavedCheck(looks, checkout, by_history, verdict)))
    return verdict


def _extend_saved(folder: Path, saved: SavedCheck, changes: FolderChanges, as_of: date) -> Verdict | None:
    """The verdict of last time with what was added since; None where that reaches too far."""
    if not changes.added:
        return saved.verdict
    if len(changes.added) > MOST_ADDED or not are_plain_additions(changes.added):
        return None
    known: dict[StoredFile, ParsedFile] = {}
    listing = RecordListing(FilesInFolder(folder, saved.files), changes.added, known)
    for part in yield_parts(listing, (), dict):
        # whose a key was when something landed is asked of the whole history
        if saved.by_history and not part.unread:
            return None
        found = find_difference(part, as_of, known, by_history=saved.by_history)
        if found is not None:
            return extend_verdict(saved.verdict, found, len(changes.added))
    return None


class Difference(NamedTuple):
    """What is found with some files that is not found without them, and the other way round."""

    comes: Counter[Diagnostic]
    goes: Counter[Diagnostic]


def find_difference(
    part: Comparison, as_of: date, known: dict[StoredFile, ParsedFile], *, by_history: bool = False
) -> Difference | None:
    """What the added files of a part change in what is found; None where the part is not enough to tell."""
    try:
        before, after = (_judge_part(part, tree, as_of, known, by_history) for tree in (part.base, part.merged))
    except NotRead:
        return None
    if before is None or after is None or before.not_judged != after.not_judged:
        return None
    comes = Counter(after.diagnostics) - Counter(before.diagnostics)
    goes = Counter(before.diagnostics) - Counter(after.diagnostics)
    return Difference(comes, goes) if is_part_enough(part, (*comes, *goes)) else None


def _judge_part(
    part: Comparison, tree: Tree, as_of: date, known: dict[StoredFile, ParsedFile], by_history: bool
) -> Verdict | None:
    """The verdict on one side of a part; None where it would depend on a history that it did not depend on."""
    movement = with_signature_results(read_movement(tree, known, unread=part.unread), tree)
    if has_keys(movement) and not by_history:
        return None
    return judge_movement(movement, tree, as_of, rules=list_rules_asked(part), unjudged=part.beside)


def extend_verdict(verdict: Verdict, found: Difference, added: int) -> Verdict | None:
    """A verdict with what comes by some files added, and without what goes; None where it never said what is to go."""
    said = Counter(verdict.diagnostics)
    if any(said[one] < count for one, count in found.goes.items()):
        return None
    now = (said - found.goes) + found.comes
    diagnostics = tuple(sorted(now.elements(), key=lambda one: one.sort_key))
    return replace(verdict, diagnostics=diagnostics, records=verdict.records + added)


def _read_saved(cache: Cache) -> SavedCheck | None:
    data = cache.read_bundle(_SORT, 0)
    kept = unpack_value(data) if data is not None else None
    return _restore_saved(kept) if isinstance(kept, tuple) else None


def _pack_saved(saved: SavedCheck) -> bytes:
    """The same in plain types, which are all that is read back."""
    verdict = saved.verdict
    told = [(*_list_fields(one),) for one in verdict.diagnostics]
    return pack_value(
        (saved.files, tuple(saved.checkout), saved.by_history, told, verdict.records, list(verdict.not_judged))
    )


def _list_fields(one: Diagnostic) -> Iterator[Any]:
    yield from (one.code, one.name, one.severity, one.lane, _position_fields(one.place), one.message, one.help)
    yield [_position_fields(place) for place in one.related]
    yield one.source


def _position_fields(place: Position) -> tuple[str, int, int]:
    return place.file, place.line, place.column


def _restore_saved(kept: tuple[Any, ...]) -> SavedCheck:
    files, checkout, by_history, told, records, not_judged = kept
    diagnostics = tuple(
        Diagnostic(
            code, name, severity, lane, Position(*place), message, help_, tuple(Position(*p) for p in related), source
        )
        for code, name, severity, lane, place, message, help_, related, source in told
    )
    return SavedCheck(
        files,
        CheckoutState(*checkout),
        by_history,
        Verdict(diagnostics, date.min, records, tuple(map(tuple, not_judged))),
    )
