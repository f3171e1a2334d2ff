"""
A bare repository of our own that borrows the objects of another one.

What git does with objects depends on the configuration, attributes and hooks of the repository it runs in: drivers,
filters and watchers that somebody wrote there were seen to run. So names are resolved in the repository itself, and
all else happens here, where nothing is configured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nstgov.store import git
from nstgov.store.git import GitError

_WHOLE = "Fetch the whole history: git fetch --unshallow origin"
_UP_TO_DATE = (
    "Bring the branch up to date: git merge {base} (or git rebase {base}), settle what is in the way, then push."
)

_BARE = "\tbare = true\n"
_CONFIG = {
    "sha1": f"[core]\n\trepositoryformatversion = 0\n{_BARE}",
    "sha256": f"[core]\n\trepositoryformatversion = 1\n{_BARE}[extensions]\n\tobjectformat = sha256\n",
}
"""By the form of ids, the configuration that `git init` writes."""


def require_whole_history(repository: Path) -> None:
    """Raises GitError where a clone has only the last part of its history, and where there is no git at all."""
    _query_whole(repository)


def _query_whole(repository: Path, *questions: str) -> str:
    """What git says of a repository. Raises GitError where it has only the last part of its history."""
    is_shallow, _, answers = _query_repository(repository, "--is-shallow-repository", *questions).partition("\n")
    if is_shallow == "true":
        raise GitError("this clone is shallow: it has only the last part of the history", _WHOLE)
    return answers


@contextmanager
def open_scratch_repository(repository: Path) -> Iterator[Path]:
    """A fresh bare repository with the objects of the one given. Raises GitTrouble where its history is cut off."""
    asked = ("--show-object-format", "--path-format=absolute", "--git-path", "objects")
    form, _, objects = _query_whole(repository, *asked).partition("\n")
    with tempfile.TemporaryDirectory(prefix="nstgov-") as place:
        own = Path(place)
        for folder in ("refs", "objects/info"):
            (own / folder).mkdir(parents=True)
        (own / "HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
        (own / "config").write_text(_CONFIG[form], encoding="ascii")
        borrowed = own / "objects" / "info" / "alternates"
        borrowed.write_text(f"{_quote_path(objects)}\n", encoding="utf-8", errors="surrogateescape")
        yield own


def _query_repository(repository: Path, *questions: str) -> str:
    try:
        return git.run_git(repository, "rev-parse", *questions).decode("utf-8", "surrogateescape").removesuffix("\n")
    except GitError as trouble:
        if "not a git repository" in str(trouble):
            raise GitError("this is no git repository", "Go to a clone of the record, or name it with -C.") from None
        raise


def _quote_path(path: str) -> str:
    """A path as git reads it in a list of alternates, whatever characters it has."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def merge_commits(own: Path, base: str, head: str, base_name: str) -> str:
    """The id of the tree that merging two commits gives. Raises GitTrouble where they do not merge by themselves."""
    done = git.run_git_unchecked(own, "merge-tree", "--write-tree", "--no-messages", "--end-of-options", base, head)
    if done.code == 0:
        return done.out.decode().strip()
    next_step = _UP_TO_DATE.format(base=base_name)
    if done.code == 1:
        raise GitError(f"there is no merge result: the change and {base_name} disagree on the same lines", next_step)
    if b"unrelated histories" in done.said:
        message = f"there is no merge result: the change has no history in common with {base_name}"
        raise GitError(message, f"Begin anew: git switch -c my-change {base_name}, and add the records there.")
    if b"usage:" in done.said or b"unknown option" in done.said:
        raise GitError("this git is too old to compute a merge result", "Install git 2.38 or newer.")
    raise GitError(f"git could not merge: {git.last_line(done.said)}", "Fetch all objects: git fetch --refetch origin")
