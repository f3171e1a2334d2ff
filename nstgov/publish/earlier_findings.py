"""
What an earlier build found wrong in a record to which acts were only added since.

What is added is judged by what it can bear upon, with it and without it, as a check goes on from the one before
(`added_acts.py`). Anything else that is otherwise than it was is judged from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.added_acts import find_difference
from nstgov.check import judge_movement
from nstgov.findings import Diagnostic
from nstgov.publish.dependencies import hash_texts
from nstgov.records import Movement
from nstgov.saved_check import list_fields, restore_diagnostic
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.change_parts import find_nearest_part
from nstgov.store.folder_snapshot import FilesInReading
from nstgov.store.git import GitEntry
from nstgov.store.landing_changes import LandingChange
from nstgov.store.record_listing import RecordListing, is_plain_act
from nstgov.store.tree import Tree

MOST_ADDED = 20
"""So many files may have been added since the whole was judged; with more, what is found is the next to go on from."""
_SORT = "findings"
Diagnostics = tuple[Diagnostic, ...]


class _EarlierFindings(NamedTuple):
    """What was found, in which files (their paths), and a digest of what these held and of what else is known."""

    diagnostics: Diagnostics
    paths: frozenset[str]
    digest: str


def find_in_change_lane(
    movement: Movement, day: date, cache: Cache | None = None, files: FilesInReading | None = None
) -> Diagnostics:
    """
    What the rules of the change lane find in a movement.

    `files` are those it was read from; without them, or a `cache`, all is judged.
    """
    earlier = _read_earlier(cache) if cache and files else None
    added = _find_added(movement, earlier) if earlier else None
    if earlier is not None and added is not None and files is not None and len(added) <= 2 * MOST_ADDED:
        found = _judge_added(movement, day, earlier, files.find_entries(added), files)
        if found is not None:
            if cache and len(added) >= MOST_ADDED:
                _keep_findings(cache, movement, found)
            return found
    found = judge_movement(movement, Tree((), None), day, "change").diagnostics
    if cache and files:
        _keep_findings(cache, movement, found)
    return found


def _judge_added(
    movement: Movement, day: date, earlier: _EarlierFindings, added: list[GitEntry], files: FilesInReading
) -> Diagnostics | None:
    """What is found with what was added; None where that reaches too far."""
    if not added:
        return earlier.diagnostics
    if not all(is_plain_act(entry.path, entry.mode) for entry in added):
        return None
    part = find_nearest_part(RecordListing(files, added, {}))
    new, landed = {entry.path for entry in added}, movement.landed
    before = None if landed is None else {path: place for path, place in landed.items() if path not in new}
    found = part and find_difference(part, day, {}, LandingChange(before, landed), tells_lines=False)
    if not found or not set(found.goes) <= set(earlier.diagnostics):
        return None
    now = (set(earlier.diagnostics) - set(found.goes)) | set(found.comes)
    return tuple(sorted(now, key=lambda one: one.sort_key))


def _find_added(movement: Movement, earlier: _EarlierFindings) -> set[str] | None:
    """The paths of what was added since; None where anything else is otherwise than it was."""
    added = movement.sha256.keys() - earlier.paths
    is_same = len(added) == len(movement.sha256) - len(earlier.paths)
    return added if is_same and _hash_files(movement, earlier.paths) == earlier.digest else None


def _hash_files(movement: Movement, paths: Iterable[str]) -> str:
    """A digest of all that findings may rest on, of these files only; whatever is at fault anywhere is in it."""
    return hash_texts([*_describe_files(movement, paths)])


def _describe_files(movement: Movement, paths: Iterable[str]) -> Iterator[str]:
    places, proven = movement.landed or {}, movement.proven or {}
    yield from (repr((path, movement.sha256[path], places.get(path), proven.get(path))) for path in sorted(paths))
    yield from sorted(map(repr, movement.misfits))
    yield repr((movement.landed is None, movement.proven is None, sorted(movement.kept)))


def _keep_findings(cache: Cache, movement: Movement, found: Diagnostics) -> None:
    paths = frozenset(movement.sha256)
    if movement.change is None and movement.sightings is None:
        kept = [(*list_fields(one),) for one in found], "\0".join(sorted(paths)), _hash_files(movement, paths)
        cache.put_bundle(_SORT, 0, pack_value(kept))


def _read_earlier(cache: Cache) -> _EarlierFindings | None:
    data = cache.read_bundle(_SORT, 0)
    kept: Any = unpack_value(data) if data else None
    if not isinstance(kept, tuple):
        return None
    told, paths, digest = kept
    return _EarlierFindings(tuple(restore_diagnostic(*fields) for fields in told), frozenset(paths.split("\0")), digest)
