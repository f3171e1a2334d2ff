"""
The history of main: when each record landed, and what did more than add (M13).

What has landed is what lies on main's first-parent chain. Each commit there is compared with each of its parents; the
commits inside a merged branch are drafts. One stream of differences tells all of it, a few thousand commits at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.lifecycle.spans import OPEN
from nstgov.records import HELD, PutBack, Stand, Step
from nstgov.store import git
from nstgov.store.git import GitTrouble

BATCH = 2000
"""How many comparisons one process of git makes."""
Progress = Callable[[int, int], None]
"""Is told how many commits have been looked at, and how many there are."""
_NOTHING = "000000"


class Commit(NamedTuple):
    """A commit and its parents, by their ids, and the day on which it was made (OPEN: none that can be read)."""

    id: str
    parents: tuple[str, ...]
    day: date = OPEN


class Compared(NamedTuple):
    """A commit by its place on the chain, one of its parents by its number (from 1), and the paths that differ."""

    at: int
    parent: int
    differing: list[tuple[str, Stand | None, Stand | None]]


class First(NamedTuple):
    """How a path first landed, and in which commit."""

    stand: Stand
    commit: str


class Chain:
    """
    What the first-parent chain up to a commit did to the records.

    `landed` gives by path the place of the commit (from 0) in which its present bytes came to stand; `first` how it
    first landed; `gone` the commit that took it away; `steps` everything that was not an addition.
    """

    def __init__(self, commits: list[Commit]) -> None:
        """Begin with nothing landed."""
        self.commits = commits
        self.landed: dict[str, int] = {}
        self.first: dict[str, First] = {}
        self.gone: dict[str, str] = {}
        self.steps: list[Step] = []
        self._open: dict[str, list[int]] = {}
        self._altered: dict[str, list[int]] = defaultdict(list)

    def put_back(self, path: str, after: Stand | None, back_in: str) -> PutBack | None:
        """The two commits, where a path that was altered or removed on main stands again as it first landed."""
        altered = self._open.get(path)
        if after is None or not altered or path not in self.first or self.first[path].stand != after:
            return None
        return PutBack(self.steps[altered[-1]].commit, back_in)

    def take(self, compared: Compared) -> None:
        """Go on by one comparison."""
        commit = self.commits[compared.at].id
        for path, before, after in compared.differing:
            if compared.parent > 1:
                self._merged(path, before, after, commit, compared.parent)
            else:
                self._landed(path, before, after, commit, compared.at)

    def _landed(self, path: str, before: Stand | None, after: Stand | None, commit: str, at: int) -> None:
        back = self.put_back(path, after, commit)
        if before is not None or path in self.gone:
            self.steps.append(Step(path, before, after, back, self.gone.get(path, ""), "", commit))
            self._open.setdefault(path, []).append(len(self.steps) - 1)
            self._altered[path].append(len(self.steps) - 1)
        if after is None:
            self.gone[path] = commit
            self.landed.pop(path, None)
            return
        self.gone.pop(path, None)
        self.first.setdefault(path, First(after, commit))
        self.landed[path] = at
        if back or self._returns(path, after):
            self._close(path, commit)

    def _merged(self, path: str, before: Stand | None, after: Stand | None, commit: str, parent: int) -> None:
        """A record of another parent is altered or missing; a merge with what main had put right takes nothing away."""
        if before is None:
            return
        wrong = [self.steps[n].commit for n in self._altered.get(path, ()) if self.steps[n].after == before]
        back = PutBack(wrong[-1], commit) if wrong and after and self.first[path].stand == after else None
        self.steps.append(Step(path, before, after, back, "", "", commit, parent))
        if after is None and path not in self.first:
            self._open.setdefault(path, []).append(len(self.steps) - 1)

    def _returns(self, path: str, after: Stand) -> bool:
        """Whether a record that a merge lost comes back as it was."""
        lost = self._open.get(path)
        return lost is not None and self.steps[lost[-1]].before == after

    def _close(self, path: str, commit: str) -> None:
        for number in self._open.pop(path):
            step = self.steps[number]
            self.steps[number] = step._replace(put_back=step.put_back or PutBack(step.commit, commit))


def chain(own: Path, tip: str, *, every_parent: bool = False, told: Progress | None = None) -> Chain:
    """The chain up to a commit, compared with the first parents, or with every one. Raises GitTrouble."""
    return _followed(own, list(_commits(own, tip)), every_parent=every_parent, told=told)


def chain_after(own: Path, known: str, tip: str) -> Chain | None:
    """The end of the chain up to a commit, after another one; None where that one is not on it. Raises GitTrouble."""
    commits = list(_commits(own, tip, f"^{known}"))
    if known != tip and (not commits or commits[0].parents[:1] != (known,)):
        return None
    return _followed(own, commits)


def _followed(own: Path, commits: list[Commit], *, every_parent: bool = False, told: Progress | None = None) -> Chain:
    """What some commits, each the next on the chain, did one after another."""
    found = Chain(commits)
    pairs = [
        (at, number, parent)
        for at, commit in enumerate(commits)
        for number, parent in enumerate(commit.parents[: None if every_parent else 1] or ("",), 1)
    ]
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        for compared in _compared(own, commits, batch):
            found.take(compared)
        if told:
            told(batch[-1][0] + 1, len(commits))
    return found


def _commits(own: Path, *tips: str) -> Iterator[Commit]:
    """The commits of the chain up to a commit, without those that a second one holds (`^id`), the oldest first."""
    listing = git.run(
        own, "rev-list", "--first-parent", "--reverse", "--no-commit-header", "--format=%H%x09%P%x09%cs",
        "--end-of-options", *tips,
    )  # fmt: skip
    for line in listing.decode().splitlines():
        commit, parents, day = line.split("\t")
        yield Commit(commit, tuple(parents.split()), _day(day))


def _day(said: str) -> date:
    """The day of a commit as its own clock had it; whoever makes a commit may write anything there."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return OPEN


def _compared(own: Path, commits: list[Commit], pairs: list[tuple[int, int, str]]) -> Iterator[Compared]:
    asked = "".join(f"{commits[at].id} {parent}".rstrip() + "\n" for at, _, parent in pairs)
    answer = git.run(
        own, "diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames", "--root", "--always", "--no-abbrev",
        "--no-textconv", "--no-ext-diff", "--", *HELD, given=asked.encode(),
    )  # fmt: skip
    parts = iter(answer.split(b"\0"))
    here: Compared | None = None
    waiting = iter(pairs)
    for part in parts:
        if part.startswith(b":") and here is not None:
            here.differing.append((git.path_of(next(parts)), *_stands(part)))
        elif part:
            if here:
                yield here
            at, parent, _ = next(waiting)
            if part.decode() != commits[at].id:
                raise GitTrouble("git told the history in another order than asked", "Try again with another git.")
            here = Compared(at, parent, [])
    if here:
        yield here


def _stands(raw: bytes) -> tuple[Stand | None, Stand | None]:
    """What stood and what stands, from a line like `:100644 100644 <id> <id> M`."""
    old, new, old_id, new_id, _ = raw[1:].decode().split(" ")
    return (
        None if old == _NOTHING else Stand(old, old_id),
        None if new == _NOTHING else Stand(new, new_id),
    )
