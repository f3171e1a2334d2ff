"""What stands in a folder or in a commit, read as git has it, with when it landed and what its signatures prove."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nstgov.check import with_landings, with_signature_results
from nstgov.cli.options import find_movement_folder
from nstgov.cli.progress import show_steps
from nstgov.records import Movement
from nstgov.store import git
from nstgov.store.checkout import blob_ids, find_landing_places, find_places_in_commit, read_checkout
from nstgov.store.reading import read_movement
from nstgov.store.steps import StepWatcher
from nstgov.store.tree import FolderListing, Tree, read_commit


class StandingRecord(NamedTuple):
    """The files of a record, and everything on record in them."""

    tree: Tree
    movement: Movement


def read_standing_record(
    root: Path,
    revision: str | None = None,
    watch: StepWatcher = show_steps,
    listings: Iterable[FolderListing] | None = None,
) -> StandingRecord:
    """
    Everything that stands in a folder, or in a revision of its repository. Raises Missing, and GitTrouble for that.

    Where there are keys, they are judged by when each record landed, as the judge of a change does; where the history
    is not known, the days in the records stand for that. `listings` are those of `list_folders`, if they are known.
    """
    tree = read_checkout(root, listings) if revision is None else read_commit(root, git.resolve_commit(root, revision))
    movement = with_landings(read_movement(tree, watch=watch), lambda: _find_places(root, tree))
    return StandingRecord(tree, with_signature_results(movement, tree))


def _find_places(root: Path, tree: Tree) -> Mapping[str, int] | None:
    if tree.commit is not None:
        return find_places_in_commit(root, tree.commit)
    return find_landing_places(root, partial(blob_ids, tree))


def read_movement_here(folder: str, watch: StepWatcher = show_steps) -> Movement:
    """Everything on record at or above a folder, as `read_standing_record` gives it."""
    return read_standing_record(find_movement_folder(folder), watch=watch).movement
