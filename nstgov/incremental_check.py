"""
The verdict on a folder, worked out from that of last time where only acts were added since.

Where nothing changed it is the verdict of last time; what is added is judged by what it can bear upon
(`added_acts.py`). A file that is otherwise than it was, or gone, and whatever reaches farther, is judged from the
beginning. A verdict never depends on what was kept: that only saves time (tests/properties/test_part_and_whole.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nstgov.saved_check import FolderStep, SavedCheck, keep_saved, read_saved
from nstgov.store.cache import Cache
from nstgov.store.checkout_state import CheckoutState, find_checkout_state
from nstgov.store.folder_changes import FolderChanges, find_additions
from nstgov.store.folder_state import collect_state
from nstgov.store.git import GitEntry
from nstgov.store.landing_changes import find_new_places, list_committed, tell_landings
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import GIT_MODES, FolderListing, Tree, list_folders

if TYPE_CHECKING:
    from nstgov.findings import Verdict
    from nstgov.records import Movement

MOST_ADDED = 200
"""So many files may have been added since; with more of them, to judge everything takes no longer."""

MOST_UNSETTLED = 20
"""So many files that are not committed may be judged again each time; of more only those added later."""

StandingReader = Callable[[list[FolderListing]], "tuple[Tree, Movement]"]
"""Reads everything that was listed in a folder, with when it landed and what its signatures prove."""


def check_folder(
    folder: Path,
    cache: Cache,
    as_of: date,
    read_standing: StandingReader,
    *,
    watch: StepWatcher = watch_silently,
) -> Verdict:
    """The verdict of the change lane on a folder: from that of last time, or the beginning. Raises MissingRecord."""
    check = _FolderCheck(folder, cache, as_of, time.time_ns(), find_checkout_state(folder))
    saved = read_saved(cache)
    verdict = check.go_on_from(saved) if saved else None
    return replace(verdict or check.judge_all(read_standing, watch), as_of=as_of)


class _FolderCheck(NamedTuple):
    """A check of a folder on a day, begun at a moment (nanoseconds), and where the folder lies in git then."""

    folder: Path
    cache: Cache
    as_of: date
    now: int
    checkout: CheckoutState

    def judge_all(self, read_standing: StandingReader, watch: StepWatcher) -> Verdict:
        """The verdict from the beginning, which is kept."""
        from nstgov.check import has_keys, judge_movement
        from nstgov.lifecycle.history_scope import is_invented

        listings = list_folders(self.folder)
        tree, movement = read_standing(listings)
        verdict, by_history = judge_movement(movement, tree, self.as_of, watch=watch), has_keys(movement)
        landed = movement.landed if by_history else None
        # a part of the history may be missing here that git fetches later
        is_lost = by_history and landed is None and self.checkout.tells_history and not is_invented(movement)
        del movement
        state = collect_state(self.folder, listings, tree, self.now, landed)
        if state is not None and not is_lost:
            keep_saved(self.cache, SavedCheck(verdict, self.checkout, by_history, state))
        return verdict

    def go_on_from(self, saved: SavedCheck) -> Verdict | None:
        """The verdict of last time with what was added since; None where more happened, or that reaches too far."""
        changes = find_additions(self.folder, saved.state, self.now)
        if changes is None or len(changes.files) > MOST_ADDED:
            return None
        added = {file.path: file.blob for file in changes.files}
        committed = list_committed(self.folder, self.checkout, added)
        placed = self._find_placed(saved, committed)
        verdict = self._extend_saved(saved, changes, placed) if placed is not None else None
        if verdict is not None and placed is not None:
            is_settled = len(committed) == len(added) or len(added) >= MOST_UNSETTLED
            self._note_changes(saved, changes, verdict if is_settled else None, placed)
        return verdict

    def _find_placed(self, saved: SavedCheck, committed: frozenset[str]) -> dict[str, int] | None:
        """By path, what has landed since, where the verdict depends on that; None where it cannot be told."""
        if not saved.by_history:
            return {}
        return find_new_places(self.folder, saved.state, committed, saved.checkout, self.checkout)

    def _extend_saved(self, saved: SavedCheck, changes: FolderChanges, placed: dict[str, int]) -> Verdict | None:
        if not changes.files:
            return saved.verdict
        entries = [GitEntry(GIT_MODES[file.sort], file.blob, file.path) for file in changes.files]
        # what is needed now takes long to load, and most checks of a day find that nothing has changed
        from nstgov.added_acts import judge_added
        from nstgov.store.folder_listing import FilesInFolder
        from nstgov.store.record_listing import is_plain_act

        if not all(is_plain_act(entry.path, entry.mode) for entry in entries):
            return None
        history = tell_landings(saved.state, placed) if saved.by_history else None
        return judge_added(saved.verdict, FilesInFolder(self.folder, saved.state), entries, self.as_of, history)

    def _note_changes(
        self, saved: SavedCheck, changes: FolderChanges, verdict: Verdict | None, placed: dict[str, int]
    ) -> None:
        """
        Keep how the folder lies now; the additions with the verdict on all, if they are not to change any more.

        What is not committed may be written otherwise the next time: to go on from there it is left out.
        """
        is_elsewhere = saved.by_history and saved.checkout != self.checkout
        if verdict is None and (noted := changes.leave_additions()).is_worth_noting:
            keep_saved(self.cache, saved.note_step(FolderStep(noted, {})))
        elif verdict is not None and (changes.is_worth_noting or is_elsewhere):
            now = saved.note_step(FolderStep(changes, placed))
            keep_saved(self.cache, now._replace(verdict=verdict, checkout=self.checkout))
