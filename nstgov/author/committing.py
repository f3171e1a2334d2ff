"""
Keeping new records in git: on the branch one stands on, or on a new one; never anything but these very files.

The whole is one commit, made from what is committed already and the new records; what else lies changed or staged in
the folder stays as it is (M13).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from git import Repo


class CannotCommit(Exception):
    """Git cannot keep this; the records are written all the same. `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


def find_repository(root: Path) -> Repo:
    """The repository that a folder lies in. Raises CannotCommit where there is none; ImportError without GitPython."""
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        found = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        raise CannotCommit("there is no git repository here", "Begin one: git init --initial-branch=main") from None
    if found.bare or found.working_tree_dir is None:
        raise CannotCommit("this repository has no files of its own", "Work in a clone of it.")
    return found


def check_identity(repository: Repo) -> None:
    """Raise CannotCommit where git does not know who commits, before anything is written."""
    import os

    with repository.config_reader() as settings:
        known = settings.has_option("user", "name") and settings.has_option("user", "email")
    if not known and not (os.environ.get("GIT_AUTHOR_NAME") and os.environ.get("GIT_AUTHOR_EMAIL")):
        raise CannotCommit(
            "git does not know yet who you are",
            "Tell it once: git config user.name 'Your name' && git config user.email you@example.org",
        )


def switch_branch(repository: Repo, name: str) -> None:
    """
    Go to a new branch, or to one that is there; files that are not committed stay.

    Raises CannotCommit where git refuses, since something would be lost or the name is none.
    """
    from git import GitCommandError

    try:
        if name in (head.name for head in repository.heads):
            repository.git.switch("--quiet", "--", name) if name.startswith("-") else repository.git.switch(name)
        else:
            repository.git.check_ref_format("--branch", name)
            repository.git.switch("--create", name)
    except GitCommandError as trouble:
        said = str(trouble.stderr).strip().splitlines()
        reason = said[0] if said else "no reason given"
        raise CannotCommit(f'git does not go to the branch "{name[:60]}": {reason}', "Choose another name.") from None


def commit_records(repository: Repo, root: Path, paths: Iterable[str], message: str) -> str:
    """The short id of a new commit that holds just these files. Raises CannotCommit where git refuses."""
    from git import GitCommandError

    places = [str(root / path) for path in paths]
    try:
        repository.git.add("--", *places)
        repository.git.commit("--quiet", "--message", message, "--only", "--", *places)
    except GitCommandError as trouble:
        said = str(trouble.stderr or trouble.stdout).strip().splitlines()
        raise CannotCommit(
            f"git did not commit: {said[0] if said else 'no reason given'}",
            "What is written stays; look with git status, and commit it yourself.",
        ) from None
    return repository.head.commit.hexsha[:10]
