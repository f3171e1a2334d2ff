"""
The history of main: when each record landed, and what did more than add (M13).

What has landed is what lies on main's first-parent chain. Each commit there is compared with each of its parents; the
commits inside a merged branch are drafts. One stream of differences tells all of it, a few thousand commits at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from nstgov.lifecycle.days import OPEN
from nstgov.records import HELD, FileState, PathChange, PutBack, is_act_path
from nstgov.store import git
from nstgov.store.git import GitError
from nstgov.store.past_paths import KEEPS_LITTLE, MOST_PATHS
from nstgov.store.steps import StepWatcher, watch_silently

BATCH = 10_000
"""How many comparisons one process of git makes; each process has to unpack the large folders anew."""
_NOTHING = "000000"


class Commit(NamedTuple):
    """
    A commit and its parents, by their ids, and the day on which it was made (OPEN: none that can be read).

    `day` is that of the clock that made it, `latest_day` the latest one that it was anywhere on Earth then.
    """

    id: str
    parents: tuple[str, ...]
    day: date = OPEN
    latest_day: date = OPEN


class CommitDiff(NamedTuple):
    """A commit by its place on the chain, one of its parents by its number (from 1), and the paths that differ."""

    at: int
    parent: int
    differing: list[tuple[str, FileState | None, FileState | None]]


class FirstLanding(NamedTuple):
    """How a path first landed, and in which commit."""

    stand: FileState
    commit: str


class Chain:
    """
    What the first-parent chain up to a commit did to the records.

    `landed` gives by path the place of the commit (from 0) in which its present bytes came to stand; `first` how it
    first landed; `gone` the commit that took it away; `steps` everything that was not an addition. `others` gives by
    place the files that a commit touched and that are no records, where it was looked for.
    """

    def __init__(self, commits: list[Commit]) -> None:
        """Begin with nothing landed."""
        self.commits = commits
        self.landed: dict[str, int] = {}
        self.first: dict[str, FirstLanding] = {}
        self.gone: dict[str, str] = {}
        self.steps: list[PathChange] = []
        self.others: dict[int, list[str]] = defaultdict(list)
        self._open: dict[str, list[int]] = {}
        self._altered: dict[str, list[int]] = defaultdict(list)

    def find_put_back(self, path: str, after: FileState | None, back_in: str) -> PutBack | None:
        """The two commits, where a path that was altered or removed on main stands again as it first landed."""
        altered = self._open.get(path)
        if after is None or not altered or path not in self.first or self.first[path].stand != after:
            return None
        return PutBack(self.steps[altered[-1]].commit, back_in)

    def apply_diff(self, compared: CommitDiff) -> None:
        """Go on by one comparison."""
        commit = self.commits[compared.at].id
        for path, before, after in compared.differing:
            if not is_act_path(path):
                if compared.parent == 1:
                    self.others[compared.at].append(path)
            elif compared.parent > 1:
                self._record_merge_loss(path, before, after, commit, compared.parent)
            else:
                self._record_landing(path, before, after, commit, compared.at)

    def _record_landing(
        self, path: str, before: FileState | None, after: FileState | None, commit: str, at: int
    ) -> None:
        back = self.find_put_back(path, after, commit)
        if before is not None or path in self.gone:
            self.steps.append(PathChange(path, before, after, back, self.gone.get(path, ""), "", commit))
            self._open.setdefault(path, []).append(len(self.steps) - 1)
            self._altered[path].append(len(self.steps) - 1)
        if after is None:
            self.gone[path] = commit
            self.landed.pop(path, None)
            return
        self.gone.pop(path, None)
        self.first.setdefault(path, FirstLanding(after, commit))
        self.landed[path] = at
        if back or self._is_restored(path, after):
            self._close_open_steps(path, commit)

    def _record_merge_loss(
        self, path: str, before: FileState | None, after: FileState | None, commit: str, parent: int
    ) -> None:
        """A record of another parent is altered or missing; a merge with what main had put right takes nothing away."""
        if before is None:
            return
        wrong = [self.steps[n].commit for n in self._altered.get(path, ()) if self.steps[n].after == before]
        back = PutBack(wrong[-1], commit) if wrong and after and self.first[path].stand == after else None
        self.steps.append(PathChange(path, before, after, back, "", "", commit, parent))
        if after is None and path not in self.first:
            self._open.setdefault(path, []).append(len(self.steps) - 1)

    def _is_restored(self, path: str, after: FileState) -> bool:
        """Whether a record that a merge lost comes back as it was."""
        lost = self._open.get(path)
        return lost is not None and self.steps[lost[-1]].before == after

    def _close_open_steps(self, path: str, commit: str) -> None:
        for number in self._open.pop(path):
            step = self.steps[number]
            self.steps[number] = step._replace(put_back=step.put_back or PutBack(step.commit, commit))


def read_chain(
    own: Path, tip: str, *, every_parent: bool = False, every_file: bool = False, watch: StepWatcher = watch_silently
) -> Chain:
    """
    The chain up to a commit, compared with the first parents, or with every one. Raises GitTrouble.

    With `every_file` it is also told which files that are no records each commit touched.
    """
    commits = list(_list_commits(own, tip))
    below = () if every_file else HELD
    return _follow_commits(own, commits, every_parent=every_parent, below=below, watch=watch)


def read_chain_of(own: Path, tip: str, paths: Sequence[str]) -> Chain:
    """What the chain up to a commit did to some records, compared with the first parents. Raises GitTrouble."""
    return _follow_commits(own, list(_list_commits(own, tip)), below=paths if len(paths) <= MOST_PATHS else HELD)


def read_chain_after(own: Path, known: str, tip: str) -> Chain | None:
    """The end of the chain up to a commit, after another one; None where that one is not on it. Raises GitTrouble."""
    commits = list(_list_commits(own, tip, f"^{known}"))
    if known != tip and (not commits or commits[0].parents[:1] != (known,)):
        return None
    return _follow_commits(own, commits)


def _follow_commits(
    own: Path,
    commits: list[Commit],
    *,
    every_parent: bool = False,
    below: Sequence[str] = HELD,
    watch: StepWatcher = watch_silently,
) -> Chain:
    """What some commits, each the next on the chain, did one after another."""
    found = Chain(commits)
    pairs = [
        (at, number, parent)
        for at, commit in enumerate(commits)
        for number, parent in enumerate(commit.parents[: None if every_parent else 1] or ("",), 1)
    ]
    for start in watch("Comparing the commits", range(0, len(pairs), BATCH)):
        batch = pairs[start : start + BATCH]
        for compared in _yield_diffs(own, commits, batch, below):
            found.apply_diff(compared)
    return found


def _list_commits(own: Path, *tips: str) -> Iterator[Commit]:
    """The commits of the chain up to a commit, without those that a second one holds (`^id`), the oldest first."""
    listing = git.run_git(
        own, "rev-list", "--first-parent", "--reverse", "--no-commit-header", "--format=%H%x09%P%x09%cs%x09%ct",
        "--end-of-options", *tips,
    )  # fmt: skip
    for line in listing.decode().splitlines():
        commit, parents, day, second = line.split("\t")
        yield Commit(commit, tuple(parents.split()), _parse_commit_day(day), _find_latest_day(second))


def _parse_commit_day(said: str) -> date:
    """The day of a commit as its own clock had it; whoever makes a commit may write anything there."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return OPEN


def _find_latest_day(second: str) -> date:
    """The day on which a second since 1970 lies where the day begins first, 14 hours before UTC."""
    try:
        return datetime.fromtimestamp(int(second), timezone(timedelta(hours=14))).date()
    except (ValueError, OverflowError, OSError):
        return OPEN


def _yield_diffs(
    own: Path, commits: list[Commit], pairs: list[tuple[int, int, str]], below: Sequence[str]
) -> Iterator[CommitDiff]:
    asked = "".join(f"{commits[at].id} {parent}".rstrip() + "\n" for at, _, parent in pairs)
    answer = git.run_git_at_length(
        own, *KEEPS_LITTLE, "--literal-pathspecs", "diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames",
        "--root", "--always", "--no-abbrev", "--no-textconv", "--no-ext-diff", "--", *below, given=asked.encode(),
    )  # fmt: skip
    parts = iter(answer.split(b"\0"))
    here: CommitDiff | None = None
    waiting = iter(pairs)
    for part in parts:
        if part.startswith(b":") and here is not None:
            here.differing.append((git.decode_path(next(parts)), *parse_states(part)))
        elif part:
            if here:
                yield here
            at, parent, _ = next(waiting)
            if part.decode() != commits[at].id:
                raise GitError("git told the history in another order than asked", "Try again with another git.")
            here = CommitDiff(at, parent, [])
    if here:
        yield here


def parse_states(raw: bytes) -> tuple[FileState | None, FileState | None]:
    """What stood and what stands, from a line like `:100644 100644 <id> <id> M`."""
    old, new, old_id, new_id, _ = raw[1:].decode().split(" ")
    return (
        None if old == _NOTHING else FileState(old, old_id),
        None if new == _NOTHING else FileState(new, new_id),
    )
