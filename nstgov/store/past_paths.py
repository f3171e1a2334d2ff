"""
Whether anything had ever landed at a path where nothing stands now.

Git can be asked for the last commit that touched a path; it compares the folders of each commit with those of the one
before, entry by entry. Here each folder is looked at once, for one name, from the root down: what never held that name
is left there, and a folder that many commits share is one. That takes a third of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from nstgov.store import git
from nstgov.store.scratch_repository import may_lack_objects

MOST_PATHS = 500
"""So many paths are named to git at once."""
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_MOST_FOLDERS = 3
"""In so many proposals, decisions or circles something may land; each is looked for in all lists of them."""
_KEEPS_LITTLE = ("-c", "core.deltaBaseCacheLimit=16m")


def have_landed(own: Path, base: str, paths: Sequence[str]) -> bool:
    """Whether anything stood at some paths, or below one, in any commit of a first-parent chain. Raises GitError."""
    subjects = {tuple(path.split("/", 2)[:2]) for path in paths}
    is_short = len(subjects) <= _MOST_FOLDERS and all(map(_PLAIN.fullmatch, paths))
    if not is_short or may_lack_objects(own):
        return any(_was_touched(own, base, paths[n : n + MOST_PATHS]) for n in range(0, len(paths), MOST_PATHS))
    commits = git.run_git(own, "rev-list", "--first-parent", base).decode().split()
    known: dict[str, Sequence[str]] = {"": commits}
    return any(_find_all_stands(own, path, known) for path in paths)


def _was_touched(own: Path, base: str, paths: Iterable[str]) -> bool:
    return bool(
        git.run_git(
            own, "--literal-pathspecs", "rev-list", "--first-parent", "--max-count=1", base, "--", *paths,
        )
    )  # fmt: skip


def _find_all_stands(own: Path, path: str, known: dict[str, Sequence[str]]) -> Sequence[str]:
    """The ids of all that ever stood at a path; `known` takes in those of each folder on the way."""
    if path not in known:
        folder, _, name = path.rpartition("/")
        within = _find_all_stands(own, folder, known)
        known[path] = _list_entries(own, within, name) if within else ()
    return known[path]


def _list_entries(own: Path, trees: Iterable[str], name: str) -> Sequence[str]:
    """The ids of what stands under a name in any of some trees, or trees of commits."""
    asked = "".join(f"{tree}:{name}\n" for tree in trees)
    answer = git.run_git_over_list(
        own, *_KEEPS_LITTLE, "cat-file", "--batch-check=%(objectname)", "--buffer", given=asked.encode()
    )
    lines = answer.decode().splitlines()
    return tuple(dict.fromkeys(line for line in lines if not line.endswith(" missing")))
