"""
Whether anything had ever landed at a path where nothing stands now.

Git can be asked for the last commit that touched a path: it compares each commit with the one before, reading the long
lists of proposals twice. Here each commit is held against nothing, so every list is read once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from nstgov.store import git

MOST_PATHS = 500
"""So many paths are named to git at once."""
_EMPTY_TREES = {len(id_): id_ for id_ in (hash_(b"tree 0\0").hexdigest() for hash_ in (hashlib.sha1, hashlib.sha256))}
"""The ids of the tree in which nothing stands, by their length; git knows both without having them."""
KEEPS_LITTLE = ("-c", "core.deltaBaseCacheLimit=16m")
"""Each folder is unpacked from the one before it; all others that git would keep are never asked for again."""


def have_landed(own: Path, base: str, paths: Sequence[str]) -> bool:
    """Whether anything stood at some paths, or below one, in any commit of a first-parent chain. Raises GitError."""
    if not paths:
        return False
    asked = "rev-list", "--first-parent", "--no-commit-header", "--format=%T", base
    trees = git.run_git_over_list(own, *asked, given=b"").decode().split()
    nothing = _EMPTY_TREES[len(trees[0])]
    pairs = "".join(f"{nothing} {tree}\n" for tree in dict.fromkeys(trees)).encode()
    return any(_do_hold(own, pairs, paths[n : n + MOST_PATHS]) for n in range(0, len(paths), MOST_PATHS))


def _do_hold(own: Path, pairs: bytes, paths: Sequence[str]) -> bool:
    """Whether there is more at some paths in any of some trees, each beside the empty one, than in that."""
    answer = git.run_git_over_list(
        own, *KEEPS_LITTLE, "--literal-pathspecs", "diff-tree", "--stdin", "-r", "--raw", "-z", "--no-renames",
        "--no-textconv", "--no-ext-diff", "--", *paths, given=pairs,
    )  # fmt: skip
    return b":" in answer
