"""A change beside only those records that it can bear upon, as git tells of them (M13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import takewhile
from pathlib import Path

from nstgov.records import Bringer, PathChange
from nstgov.records.path_folding import is_record_path
from nstgov.store import git
from nstgov.store.background import run_in_background
from nstgov.store.circle_neighbourhood import find_circle_neighbourhood, find_ground
from nstgov.store.comparison import Comparison, add_hashes, add_past, read_landing
from nstgov.store.file_reading import ParsedFile
from nstgov.store.main_history import parse_states
from nstgov.store.neighbourhood import Neighbourhood, find_neighbourhood
from nstgov.store.record_listing import RecordListing, UnclearReach, is_plain_act
from nstgov.store.scratch_repository import merge_commits, open_scratch_repository
from nstgov.store.tree import StoredFile, Tree


@contextmanager
def compare_parts(
    repository: Path,
    revisions: tuple[str, str],
    known: dict[StoredFile, ParsedFile],
    brought_by: Bringer | None = None,
) -> Iterator[Iterator[Comparison]]:
    """
    A change beside only those records that it can bear upon: first as few as may be, then more.

    None at all where that cannot be told without reading everything. `revisions` are base and head, `known` takes in
    what was read. What history tells of the change is looked up from the beginning, and waited for with the first part.
    Raises as `compare_with_base`, for each part too.
    """
    base, head = revisions
    base_id, head_id = git.resolve_commit(repository, base), git.resolve_commit(repository, head)
    with open_scratch_repository(repository) as own:
        result = merge_commits(own, base_id, head_id, base)
        steps = tuple(_yield_tree_changes(own, base_id, result))
        acts = [step for step in steps if is_record_path(step.path)]
        if not _are_plain_acts(acts):
            yield iter(())
            return
        added = [
            git.GitEntry(one.after.mode, one.after.object_id, one.path) for one in acts if one.after and not one.before
        ]
        listing = RecordListing(_LandedFiles(own, base_id), added, known, [step.path for step in acts if step.before])
        with run_in_background(lambda: tuple(add_hashes(own, add_past(own, base_id, head_id, steps)))) as looked_up:
            parts = yield_parts(listing, looked_up.wait, lambda: read_landing(repository, base_id), brought_by)
            yield _with_commits(takewhile(_is_from_one_past, parts), base_id, result)


def _is_from_one_past(part: Comparison) -> bool:
    """Whether nothing in a change was there before, and went; else it takes all of the record to judge it."""
    return not any(step.put_back or step.gone_in for step in part.steps)


def _with_commits(parts: Iterable[Comparison], base: str, merged: str) -> Iterator[Comparison]:
    for part in parts:
        yield part._replace(base=part.base._replace(commit=base), merged=part.merged._replace(commit=merged))


def yield_parts(
    listing: RecordListing,
    tell_steps: Callable[[], tuple[PathChange, ...]],
    landing: Callable[[], Mapping[str, int]],
    brought_by: Bringer | None = None,
) -> Iterator[Comparison]:
    """
    What a change can bear upon: first as little as may be, then more; `listing` tells of the record and of it.

    `tell_steps` tells what the change does to paths; it is asked once something is found.
    """
    touches = listing.added or listing.altered
    nearest = partial(find_circle_neighbourhood, brought_by=brought_by) if touches else find_ground
    for find in (nearest, find_neighbourhood):
        try:
            around = find(listing)
        except UnclearReach:
            continue
        yield _compare_neighbourhood(around, tell_steps(), landing)


def find_nearest_part(listing: RecordListing) -> Comparison | None:
    """As little as what is added among a few circles can bear upon; None where it is more than that."""
    try:
        return _compare_neighbourhood(find_circle_neighbourhood(listing), (), dict)
    except UnclearReach:
        return None


def _compare_neighbourhood(
    around: Neighbourhood, steps: tuple[PathChange, ...], landing: Callable[[], Mapping[str, int]]
) -> Comparison:
    base, merged = Tree(around.landed, None), Tree(tuple(sorted((*around.landed, *around.added))), None)
    return Comparison(base, merged, steps, landing, around.beside, around.unread)


class _LandedFiles:
    """What a commit of a repository holds, as it is asked for."""

    def __init__(self, own: Path, commit: str) -> None:
        self.own, self.commit = own, commit

    def list_files(self, *folders: str) -> Mapping[str, git.GitEntry]:
        return git.list_git_files(self.own, self.commit, *folders)

    def list_paths(self, *folders: str) -> Sequence[str]:
        return git.list_git_paths(self.own, self.commit, *folders)

    def list_names(self, folder: str) -> list[str]:
        return git.list_names_in(self.own, self.commit, folder)

    def read_contents(self, entries: Sequence[git.GitEntry]) -> Iterator[bytes]:
        return git.read_objects(self.own, [entry.object_id for entry in entries])


def _are_plain_acts(steps: Iterable[PathChange]) -> bool:
    """Whether a change touches nothing but plain files among the acts of circles and proposals."""
    return all(
        stand is None or is_plain_act(step.path, stand.mode) for step in steps for stand in (step.before, step.after)
    )


def _yield_tree_changes(own: Path, before: str, after: str) -> Iterator[PathChange]:
    """What differs between two trees, each given by its id or that of its commit, in the order of the paths."""
    answer = git.run_git(
        own, "diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-textconv", "--no-ext-diff",
        "--end-of-options", before, after,
    )  # fmt: skip
    parts = iter(answer.split(b"\0"))
    found = [PathChange(git.decode_path(next(parts)), *parse_states(part)) for part in parts if part]
    yield from sorted(found)
