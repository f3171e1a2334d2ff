"""The verdict of an earlier check as it is kept, with how the folder lay that it was on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.findings import Diagnostic, Position, Verdict
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.checkout_state import CheckoutState
from nstgov.store.folder_state import FolderState, restore_state

_SORT = "verdict"


class SavedCheck(NamedTuple):
    """
    The verdict of an earlier check of the change lane, how the folder lay that it was on, and where that was in git.

    `by_history` tells that it depends on when each record landed, since there are keys; then the state knows it.
    """

    verdict: Verdict
    checkout: CheckoutState
    by_history: bool
    state: FolderState


def read_saved(cache: Cache) -> SavedCheck | None:
    """What was kept last; None where nothing was, or it is damaged."""
    data = cache.read_bundle(_SORT, 0)
    kept = unpack_value(data) if data is not None else None
    return _restore_saved(*kept) if isinstance(kept, tuple) else None


def keep_saved(cache: Cache, saved: SavedCheck) -> None:
    """Keep a verdict in plain types, which are all that is read back, from the next `save` of the cache on."""
    verdict = saved.verdict
    told = [(*_list_fields(one),) for one in verdict.diagnostics]
    about = (told, verdict.records, verdict.not_judged)
    cache.put_bundle(_SORT, 0, pack_value((about, tuple(saved.checkout), saved.by_history, saved.state.list_rows())))


def _restore_saved(
    about: tuple[Any, ...], checkout: tuple[Any, ...], by_history: bool, rows: tuple[Any, ...]
) -> SavedCheck:
    told, records, not_judged = about
    verdict = Verdict(tuple(_restore_diagnostic(*fields) for fields in told), date.min, records, not_judged)
    return SavedCheck(verdict, CheckoutState(*checkout), by_history, restore_state(rows))


def _list_fields(one: Diagnostic) -> Iterator[Any]:
    yield from (one.code, one.name, one.severity, one.lane, _position_fields(one.place), one.message, one.help)
    yield [_position_fields(place) for place in one.related]
    yield one.source


def _restore_diagnostic(*fields: Any) -> Diagnostic:
    code, name, severity, lane, place, message, help_, related, source = fields
    others = tuple(Position(*other) for other in related)
    return Diagnostic(code, name, severity, lane, Position(*place), message, help_, others, source)


def _position_fields(place: Position) -> tuple[str, int, int]:
    return place.file, place.line, place.column
