"""The verdict of an earlier check as it is kept, with how the folder lay that it was on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.findings import Diagnostic, Position, Verdict
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.checkout_state import CheckoutState
from nstgov.store.folder_changes import AddedFile, AddedFolder, FolderChanges, apply_changes
from nstgov.store.folder_state import FolderState, StatSignature, restore_state

_SORT = "verdict"
_ABOUT, _ROWS = 0, 1
"""The numbers of the bundles: what is written after most checks, and the long rows that are written seldom."""
_MARK = 16
"""Bytes by which the two know one another: a damaged file may tell of one that is older."""
_MOST_SINCE = 200
"""So many files and folders are told beside the rows before these are written anew."""


class FolderStep(NamedTuple):
    """What was added to a folder at a time, and by path where some of it landed."""

    changes: FolderChanges
    placed: dict[str, int]


class SavedCheck(NamedTuple):
    """
    The verdict of an earlier check of the change lane, how the folder lay that it was on, and where that was in git.

    `by_history` tells that it depends on when each record landed, since there are keys; then the state knows it.
    `since` are steps that are part of the state, and not yet of the rows that are kept of it; `mark` tells which rows.
    """

    verdict: Verdict
    checkout: CheckoutState
    by_history: bool
    state: FolderState
    since: tuple[FolderStep, ...] = ()
    mark: bytes = b""

    def note_step(self, step: FolderStep) -> SavedCheck:
        """The same with another step taken."""
        _take_step(self.state, step)
        return self._replace(since=(*self.since, step))


def _take_step(state: FolderState, step: FolderStep) -> None:
    apply_changes(state, step.changes)
    state.set_places(step.placed)


def read_saved(cache: Cache) -> SavedCheck | None:
    """What was kept last; None where nothing was, or it is damaged."""
    about, rows = (_read_marked(cache, number) for number in (_ABOUT, _ROWS))
    if about is None or rows is None or about[0] != rows[0]:
        return None
    return _restore_saved(*about[1:], rows=rows[1:])._replace(mark=about[0])


def _read_marked(cache: Cache, number: int) -> tuple[Any, ...] | None:
    """What is kept under a number, behind what marks it; None where that is not there, or is something else."""
    data = cache.read_bundle(_SORT, number)
    kept = unpack_value(data) if data is not None else None
    return kept[1:] if isinstance(kept, tuple) and kept[0] == number else None


def keep_saved(cache: Cache, saved: SavedCheck) -> None:
    """Keep a verdict in plain types, which are all that is read back, from the next `save` of the cache on."""
    if not saved.since or sum(step.changes.count_all() for step in saved.since) >= _MOST_SINCE:
        saved = saved._replace(since=(), mark=os.urandom(_MARK))
        cache.put_bundle(_SORT, _ROWS, pack_value((_ROWS, saved.mark, *saved.state.list_rows())))
    verdict = saved.verdict
    told = [(*list_fields(one),) for one in verdict.diagnostics]
    since = [(*map(_list_plain, step.changes), step.placed) for step in saved.since]
    about = (told, verdict.records, verdict.not_judged, tuple(saved.checkout), saved.by_history, since)
    cache.put_bundle(_SORT, _ABOUT, pack_value((_ABOUT, saved.mark, *about)))


def _list_plain(part: Any) -> Any:
    return part if isinstance(part, dict) else [tuple(one) for one in part]


def _restore_saved(*about: Any, rows: tuple[Any, ...]) -> SavedCheck:
    told, records, not_judged, checkout, by_history, since = about
    verdict = Verdict(tuple(restore_diagnostic(*fields) for fields in told), date.min, records, not_judged)
    state, steps = restore_state(rows), tuple(_restore_step(*parts) for parts in since)
    for step in steps:
        _take_step(state, step)
    return SavedCheck(verdict, CheckoutState(*checkout), by_history, state, steps)


def _restore_step(
    folders: list[Any], files: list[Any], looks: dict[str, StatSignature], placed: dict[str, int]
) -> FolderStep:
    added = [AddedFolder(*folder) for folder in folders], [AddedFile(*file) for file in files]
    return FolderStep(FolderChanges(*added, looks), placed)


def list_fields(one: Diagnostic) -> Iterator[Any]:
    """A finding as plain values."""
    yield from (one.code, one.name, one.severity, one.lane, _position_fields(one.place), one.message, one.help)
    yield [_position_fields(place) for place in one.related]
    yield one.source


def restore_diagnostic(*fields: Any) -> Diagnostic:
    """The finding of which these are the plain values."""
    code, name, severity, lane, place, message, help_, related, source = fields
    others = tuple(Position(*other) for other in related)
    return Diagnostic(code, name, severity, lane, Position(*place), message, help_, others, source)


def _position_fields(place: Position) -> tuple[str, int, int]:
    return place.file, place.line, place.column
