"""
Where records landed since a folder lay in a known way: what a history adds to what is known of an earlier commit.

A record counts as landed where the commit that is checked out holds it as it lies there. What landed later has a place
behind all that had landed before; how the commits are counted makes no difference to anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nstgov.store import git
from nstgov.store.checkout import TrackedFiles
from nstgov.store.checkout_state import CheckoutState
from nstgov.store.content import find_blob_id
from nstgov.store.folder_state import LANDING_NOW, FolderState
from nstgov.store.git import GitError
from nstgov.store.tree import MissingRecord, read_bytes


class PlacesInState(Mapping[str, int]):
    """By path, where the records of a folder had landed when it lay as a state tells, and those that landed later."""

    def __init__(self, state: FolderState, places: Sequence[int], later: Mapping[str, int]) -> None:
        """Look nothing up yet; `places` are those of the state, in which nothing is known of what landed `later`."""
        self._state, self._places, self._later = state, places, later
        self._count = len(places) - places.count(LANDING_NOW) + len(later)

    def __getitem__(self, path: str) -> int:
        """The place of a record; KeyError of one that has not landed."""
        if path in self._later:
            return self._later[path]
        number = self._state.find_number(path)
        if number is None or self._places[number] == LANDING_NOW:
            raise KeyError(path)
        return self._places[number]

    def __iter__(self) -> Iterator[str]:
        """The paths of what has landed."""
        before = zip(self._state.paths, self._places, strict=True)
        yield from self._later
        yield from (path for path, place in before if place != LANDING_NOW)

    def __len__(self) -> int:
        """How many have landed."""
        return self._count


class LandingChange(NamedTuple):
    """By path, when records landed: before, and now (each None: the history is not known)."""

    before: Mapping[str, int] | None
    now: Mapping[str, int] | None


def tell_landings(state: FolderState, later: Mapping[str, int]) -> LandingChange:
    """When records had landed when a folder lay as a state tells, and with those that landed later."""
    if state.places is None:
        return LandingChange(None, None)
    return LandingChange(PlacesInState(state, state.places, {}), PlacesInState(state, state.places, later))


def list_committed(folder: Path, checkout: CheckoutState, added: Mapping[str, str]) -> frozenset[str]:
    """Those of some files, given with git's own id of their content, that are committed as they lie there."""
    if not added or not checkout.is_top or not checkout.head:
        return frozenset()
    try:
        entries = git.list_git_entries(folder, checkout.head, *sorted(added))
        committed = {entry.path: entry.object_id for entry in entries if entry.mode.startswith("10")}
        return frozenset(path for path, id_ in committed.items() if _find_id(folder, path, added, len(id_)) == id_)
    except (GitError, MissingRecord):
        return frozenset()


def _find_id(folder: Path, path: str, added: Mapping[str, str], length: int) -> str:
    """Git's own id of a file, of so many hex digits."""
    known = added.get(path, "")
    if not known or len(known) == length:
        return known
    return find_blob_id(TrackedFiles(folder).undo_conversion(path, read_bytes(f"{folder}/{path}", "file")), length)


def find_new_places(
    folder: Path, state: FolderState, committed: frozenset[str], since: CheckoutState, now: CheckoutState
) -> dict[str, int] | None:
    """
    By path, where those records landed that were added to a folder, and are `committed` since.

    None where anything else landed otherwise than it had, where the history is not told, or goes on from another
    commit.
    """
    if since == now and (state.places is None or not committed):
        return {}
    if state.places is None or not (since.tells_history and now.tells_history):
        return None
    try:
        touched = _list_touched(folder, since.head or "", now.head or "")
    except GitError:
        return None
    if touched is None or any(path not in touched for path in committed):  # or it had landed before, and was missing
        return None
    if any(state.find_number(path) is not None for path in touched):
        return None
    behind = max(state.places, default=LANDING_NOW) + 1
    return {path: behind + touched[path] for path in committed}


def _list_touched(folder: Path, since: str, head: str) -> dict[str, int] | None:
    """By path, the place among later commits of the one that last touched a record; None where they are no later."""
    from nstgov.store.main_history import read_chain_after  # what it needs takes long to load
    from nstgov.store.scratch_repository import open_scratch_repository

    with open_scratch_repository(folder) as own:
        later = read_chain_after(own, since, head)
    return None if later is None else {**dict.fromkeys(later.gone, LANDING_NOW), **later.landed}
