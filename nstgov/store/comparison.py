"""What a change does: the tip of the base beside the result of merging the head into it (M13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from nstgov.records import FileState, PathChange
from nstgov.store import git
from nstgov.store.content import hash_content
from nstgov.store.main_history import Chain, read_chain, read_chain_of
from nstgov.store.past_paths import have_landed
from nstgov.store.scratch_repository import merge_commits, open_scratch_repository
from nstgov.store.steps import StepWatcher, watch_silently
from nstgov.store.tree import MissingRecord, Tree, build_tree, read_blobs

Entries = Mapping[str, git.GitEntry]


class Comparison(NamedTuple):
    """
    The record at the tip of the base and in the merge result, what differs in the whole repository, and what landed.

    `landing` tells the place on main's first-parent chain for every path of the base (see `Movement.landed`); it has
    to look through the whole history, and is asked only where keys are judged.

    Where only what a change can bear upon was read, `beside` are the paths that are read only for what they say of
    others, and `unread` circles of which nothing was read, since they have no part in the change.
    """

    base: Tree
    merged: Tree
    steps: tuple[PathChange, ...]
    landing: Callable[[], Mapping[str, int]]
    beside: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def list_altered(self) -> list[str]:
        """The paths of landed acts that the change rewrites or removes."""
        return [step.path for step in self.steps if step.is_act and step.before]

    def find_still_landed(self, landed: Mapping[str, int]) -> dict[str, int]:
        """What `landing` told, for the merge result: what the change alters is landing now."""
        altered = {step.path for step in self.steps}
        return {path: at for path, at in landed.items() if path not in altered}


def compare_with_base(repository: Path, base: str, head: str) -> Comparison:
    """
    Compare the tip of the base with the merge result. Raises GitTrouble and Missing where that cannot be judged.

    Names are resolved in the repository; all else is read from its objects in a scratch repository.
    """
    base_id, head_id = git.resolve_commit(repository, base), git.resolve_commit(repository, head)
    with open_scratch_repository(repository) as own:
        result = merge_commits(own, base_id, head_id, base)
        before = {entry.path: entry for entry in git.list_git_entries(own, base_id)}
        after = {entry.path: entry for entry in git.list_git_entries(own, result)}
        data = read_blobs(own, [*before.values(), *after.values()])
        steps = add_past(own, base_id, head_id, tuple(_yield_path_changes(before, after)))
        trees = build_tree(before.values(), data, base_id), build_tree(after.values(), data, result)
        if not any(tree.files for tree in trees):
            raise MissingRecord(f"no movement lies in {base} or {head}", "Begin one: nstgov init")
        return Comparison(*trees, tuple(add_hashes(own, steps)), lambda: read_landing(repository, base_id))


def find_branch_point(repository: Path, main: str, head: str) -> str:
    """The commit of the main line on which a branch was begun, or which it took up last. Raises GitTrouble."""
    main_id, head_id = git.resolve_commit(repository, main), git.resolve_commit(repository, head)
    with open_scratch_repository(repository) as own:
        found = git.run_git(own, "merge-base", "--end-of-options", main_id, head_id).decode().split()
        return found[0]


def read_landing(repository: Path, base: str) -> Mapping[str, int]:
    """By path, the place on the first-parent chain up to a commit at which each record landed. Raises GitError."""
    with open_scratch_repository(repository) as own:
        return read_chain(own, base).landed


def add_past(own: Path, base: str, head: str, steps: tuple[PathChange, ...]) -> tuple[PathChange, ...]:
    """The steps of a change, with what the history of its base tells of the acts among them. Raises GitError."""
    acts = [step for step in steps if step.is_act]
    if not any(step.before for step in acts) and not have_landed(own, base, [step.path for step in acts]):
        return steps
    history = read_chain_of(own, base, [step.path for step in acts])
    return tuple(_add_past(step, history, head) for step in steps)


def _add_past(step: PathChange, history: Chain, head: str) -> PathChange:
    return step._replace(
        put_back=history.find_put_back(step.path, step.after, head), gone_in=history.gone.get(step.path, "")
    )


def _yield_path_changes(before: Entries, after: Entries) -> Iterator[PathChange]:
    for path in sorted(before.keys() | after.keys()):
        was, is_ = _make_state(before.get(path)), _make_state(after.get(path))
        if was != is_:
            yield PathChange(path, was, is_)


def _make_state(entry: git.GitEntry | None) -> FileState | None:
    return FileState(entry.mode, entry.object_id) if entry else None


def add_hashes(own: Path, steps: tuple[PathChange, ...]) -> Iterator[PathChange]:
    """The steps, those that remove an act with its SHA-256."""
    removed = {
        s.before.object_id: None for s in steps if s.is_act and s.before and s.after is None and _is_file(s.before)
    }
    hashes = {id_: hash_content(data) for id_, data in zip(removed, git.read_objects(own, removed), strict=True)}
    for step in steps:
        yield step._replace(sha256=hashes.get(step.before.object_id, "")) if step.before and not step.after else step


def _is_file(stand: FileState) -> bool:
    return stand.mode.startswith("10")


class History(NamedTuple):
    """
    The record at the tip of a history, and what the commits of its first-parent chain did.

    `steps` is what more than added, `landed` the place of the commit in which each record came to stand. `ids`
    are the commits by place, `days` the latest day that it was anywhere then (OPEN: not known), `others` by place what
    a commit touched that is no record, `begins` the place from which on they are judged.
    """

    tip: Tree
    commits: int
    steps: tuple[PathChange, ...]
    landed: Mapping[str, int]
    ids: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    others: Mapping[int, list[str]] = MappingProxyType({})
    begins: int = 0


def read_history(
    repository: Path, tip: str = "HEAD", since: str | None = None, watch: StepWatcher = watch_silently
) -> History:
    """
    The whole history up to a commit, or what came after `since`. Raises GitTrouble where it cannot be judged.

    `since` has to be on the first-parent chain: else somebody has put another history in its place.
    """
    tip_id = git.resolve_commit(repository, tip)
    since_id = git.resolve_commit(repository, since) if since else None
    with open_scratch_repository(repository) as own:
        history = read_chain(own, tip_id, every_parent=True, every_file=True, watch=watch)
        begins = _find_place_after(history, since_id, since or "") if since_id else 0
        later = {commit.id for commit in history.commits[begins:]}
        steps = [step for step in history.steps if step.commit in later]
        entries = list(git.list_git_entries(own, tip_id))
        tree = build_tree(entries, read_blobs(own, entries), tip_id)
        return History(
            tree, len(history.commits), tuple(add_hashes(own, tuple(steps))), history.landed,
            tuple(commit.id for commit in history.commits), tuple(commit.latest_day for commit in history.commits),
            history.others, begins,
        )  # fmt: skip


def _find_place_after(history: Chain, since: str, name: str) -> int:
    ids = [commit.id for commit in history.commits]
    if since not in ids:
        raise git.GitError(
            f"{name} is not on main's own chain of commits: another history may have been put in its place",
            "Compare with a clone that somebody else keeps: git log --first-parent",
        )
    return ids.index(since) + 1


class FileHistory(NamedTuple):
    """
    What git knows of one file: its bytes at the tip and in another commit, and what the main line did to it.

    `landed` is the commit in which it landed (empty: it has not), `steps` what more than added it.
    """

    path: str
    here: bytes | None
    there: bytes | None
    landed: str
    steps: tuple[PathChange, ...]


class FileHistories(NamedTuple):
    """The stories of some files, the tip they were told from, and whether the other commit is on its main line."""

    files: tuple[FileHistory, ...]
    tip: str
    is_on_main: bool


def read_file_histories(
    repository: Path, paths: Iterable[str], tip: str = "HEAD", other: str | None = None
) -> FileHistories:
    """What became of some files up to a commit. Raises GitTrouble where that cannot be told."""
    tip_id = git.resolve_commit(repository, tip)
    other_id = git.resolve_commit(repository, other) if other else tip_id
    with open_scratch_repository(repository) as own:
        history = read_chain(own, tip_id, every_parent=True)
        here, there = _read_files_at(own, tip_id, paths), _read_files_at(own, other_id, paths)
        firsts = ((path, history.first.get(path)) for path in paths)
        files = tuple(
            FileHistory(path, here.get(path), there.get(path), first.commit if first else "",
                  tuple(step for step in history.steps if step.path == path))
            for path, first in firsts
        )  # fmt: skip
        return FileHistories(files, tip_id, any(commit.id == other_id for commit in history.commits))


def _read_files_at(own: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    wanted = set(paths)
    found = [entry for entry in git.list_git_entries(own, commit) if entry.path in wanted and entry.mode == "100644"]
    return dict(zip((e.path for e in found), git.read_objects(own, (e.object_id for e in found)), strict=True))
