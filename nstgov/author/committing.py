"""
Keeping new records in git: on the branch one stands on, or on a new one; never anything but these very files.

The whole is one commit, made from what is committed already and the new records; what else lies changed or staged in
the folder stays as it is (M13).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from git import GitCommandError, Repo


class CannotCommit(Exception):
    """Git cannot keep this; the records are written all the same. `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class RecordKeeper:
    """Keeps new records in the repository that a movement's folder lies in."""

    def __init__(self, root: Path) -> None:
        """Raises CannotCommit where nothing can be committed, before anything is written."""
        self.root = root
        self._repository = _open_repository(root)
        _check_identity(self._repository)

    def switch_branch(self, name: str) -> None:
        """
        Go to a new branch, or to one that is there; files that are not committed stay.

        Raises CannotCommit where git refuses, since something would be lost or the name is none.
        """
        from git import GitCommandError

        run = self._repository.git
        try:
            run.check_ref_format("--branch", name)
            known = name in (head.name for head in self._repository.heads)
            run.switch(*([name] if known else ["--create", name]))
        except GitCommandError as trouble:
            raise CannotCommit(
                f'git does not go to the branch "{name[:60]}": {_first_line(trouble)}', "Choose another name."
            ) from None

    def commit_records(self, paths: Iterable[str], message: str) -> str:
        """The short id of a new commit that holds just these files. Raises CannotCommit where git refuses."""
        from git import GitCommandError

        places = [str(self.root / path) for path in paths]
        try:
            self._repository.git.add("--", *places)
            self._repository.git.commit("--quiet", "--message", message, "--only", "--", *places)
        except GitCommandError as trouble:
            raise CannotCommit(
                f"git did not commit: {_first_line(trouble)}",
                "What is written stays; look with git status, and commit it yourself.",
            ) from None
        return str(self._repository.head.commit.hexsha[:10])


def _first_line(trouble: GitCommandError) -> str:
    said = str(trouble.stderr or trouble.stdout).strip().strip("'").splitlines()
    return said[0].strip() if said else "no reason given"


def _open_repository(root: Path) -> Repo:
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        found = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        raise CannotCommit("there is no git repository here", "Begin one: git init --initial-branch=main") from None
    if found.bare or found.working_tree_dir is None:
        raise CannotCommit("this repository has no files of its own", "Work in a clone of it.")
    return found


def _check_identity(repository: Repo) -> None:
    with repository.config_reader() as settings:
        known = settings.has_option("user", "name") and settings.has_option("user", "email")
    if not known and not (os.environ.get("GIT_AUTHOR_NAME") and os.environ.get("GIT_AUTHOR_EMAIL")):
        raise CannotCommit(
            "git does not know yet who you are",
            "Tell it once: git config user.name 'Your name' && git config user.email you@example.org",
        )
