"""
Whether anything had ever landed at a path where nothing stands now.

Git can be asked for the last commit that touched a path: it compares each commit with the one before, and passes over
lists that stay the same. Most evenings change no circle, so that is how those are looked for. The long lists of
proposals change nearly every time, and would be read twice; so each commit is held against nothing there, and every
list is read once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from nstgov.store import git

MOST_PATHS = 500
"""So many paths are named to git at once."""
_EMPTY_TREES = {len(id_): id_ for id_ in (hash_(b"tree 0\0").hexdigest() for hash_ in (hashlib.sha1, hashlib.sha256))}
"""The ids of the tree in which nothing stands, by their length; git knows both without having them."""
_OF_CIRCLES = "circles/"
KEEPS_LITTLE = ("-c", "core.deltaBaseCacheLimit=16m")
"""Each folder is unpacked from the one before it; all others that git would keep are never asked for again."""


def have_landed(own: Path, base: str, paths: Sequence[str]) -> bool:
    """Whether anything stood at some paths, or below one, in any commit of a first-parent chain. Raises GitError."""
    of_circles = [path for path in paths if path.startswith(_OF_CIRCLES)]
    others = [path for path in paths if not path.startswith(_OF_CIRCLES)]
    return any(_were_touched(own, base, some) for some in _divide(of_circles)) or _have_stood(own, base, others)


def _divide(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[n : n + MOST_PATHS] for n in range(0, len(paths), MOST_PATHS))


def _were_touched(own: Path, base: str, paths: Sequence[str]) -> bool:
    """Whether any commit of a first-parent chain differs from the one before it at some paths; the first from none."""
    return bool(
        git.run_git(
            own, *KEEPS_LITTLE, "--literal-pathspecs", "rev-list", "--first-parent", "--max-count=1", base, "--", *paths
        )
    )  # fmt: skip


def _have_stood(own: Path, base: str, paths: Sequence[str]) -> bool:
    """Whether anything stood at some paths in any tree of a first-parent chain."""
    if not paths:
        return False
    asked = "rev-list", "--first-parent", "--no-commit-header", "--format=%T", base
    trees = git.run_git_at_length(own, *asked).decode().split()
    nothing = _EMPTY_TREES[len(trees[0])]
    pairs = "".join(f"{nothing} {tree}\n" for tree in dict.fromkeys(trees)).encode()
    return any(_do_hold(own, pairs, some) for some in _divide(paths))


def _do_hold(own: Path, pairs: bytes, paths: Sequence[str]) -> bool:
    """Whether there is more at some paths in any of some trees, each beside the empty one, than in that."""
    answer = git.run_git_at_length(
        own, *KEEPS_LITTLE, "--literal-pathspecs", "diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames",
        "--no-textconv", "--no-ext-diff", "--", *paths, given=pairs,
    )  # fmt: skip
    return b":" in answer
