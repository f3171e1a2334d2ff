"""
Committing records in a person's own clone, and bringing them to where they are proposed, with GitPython.

A commit is made of the records given and of nothing else: whatever else somebody has staged, changed or left lying
stays as it is. It is built beside the checkout and only then put in place, so that a process that is ended anywhere
leaves the branch as it was or whole. Nothing here reads what a verdict rests on.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from git import Repo

LONGEST_PUSH = 90
"""Seconds after which a remote that does not answer is left alone."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,90}")


class CannotCommit(Exception):
    """Git could not do it; the files lie where they were, and `remedy` is the next step."""

    def __init__(self, message: str, remedy: str, said: str = "") -> None:
        """Keep the remedy beside the message, and all that git said."""
        super().__init__(message)
        self.remedy = remedy
        self.said = said


class Person(NamedTuple):
    """Who a commit is said to be by, where git has not been told."""

    name: str
    mail: str


class PreparedCommit(NamedTuple):
    """
    A commit that no branch leads to yet.

    `base` is the commit it stands on (None: it is the first), `branch` the branch it is for, `is_own` whether that is
    the branch at hand, `switches` whether the checkout goes along to a new one, `paths` what it adds from the
    repository's root.
    """

    commit: str
    base: str | None
    branch: str
    is_own: bool
    switches: bool
    paths: tuple[str, ...]
    remote: str | None


class RecordRepository:
    """The repository that a movement's folder lies in."""

    def __init__(self, root: Path) -> None:
        """Raises CannotCommit where there is none."""
        self.root = root
        self._repo = _open_repository(root)
        top = Path(str(self._repo.working_tree_dir)).resolve()
        below = root.resolve().relative_to(top).as_posix()
        self.prefix = "" if below == "." else f"{below}/"

    def close(self) -> None:
        """Let go of what git holds open."""
        self._repo.close()

    @property
    def head(self) -> str | None:
        """The commit that is checked out; None where there is none yet."""
        return str(self._repo.head.commit.hexsha) if self._repo.head.is_valid() else None

    @property
    def branch(self) -> str | None:
        """The branch at hand; None where a commit is checked out without one."""
        return None if self._repo.head.is_detached else str(self._repo.active_branch.name)

    @property
    def remote(self) -> str | None:
        """The remote that changes are brought to; None where none is set up."""
        names = [remote.name for remote in self._repo.remotes]
        return "origin" if "origin" in names else next(iter(names), None)

    @property
    def remote_address(self) -> str:
        """Where that remote lies; empty where there is none."""
        return next(iter(self._repo.remote(self.remote).urls), "") if self.remote else ""

    def find_main_branch(self) -> str:
        """The branch into which changes are brought: as the remote says, or else main."""
        with suppress(Exception):
            head = self._repo.git.symbolic_ref("--quiet", f"refs/remotes/{self.remote}/HEAD")
            return str(head).removeprefix(f"refs/remotes/{self.remote}/")
        return "master" if "master" in self._repo.heads and "main" not in self._repo.heads else "main"

    def find_committed(self, path: str) -> bytes | None:
        """The bytes of a record in the commit that is checked out; None where it has none."""
        if self.head is None:
            return None
        try:
            blob = self._repo.head.commit.tree / (self.prefix + path)
        except KeyError:
            return None
        return bytes(blob.data_stream.read())

    def has_other_changes(self) -> bool:
        """Whether anything that git keeps was changed or staged; files that it does not keep do not count."""
        said = self._run("status", "--porcelain=v1", "--untracked-files=no", "-z")
        return bool(said.strip("\0"))

    def require_identity(self) -> None:
        """Raises CannotCommit where git has not been told who works here."""
        known = self._find_setting("user", "name") and self._find_setting("user", "email")
        if not known and not (os.environ.get("GIT_AUTHOR_NAME") and os.environ.get("GIT_AUTHOR_EMAIL")):
            raise CannotCommit(
                "git does not know yet who you are",
                "Tell it once: git config user.name 'Your name' && git config user.email you@example.org",
            )

    def switch_branch(self, name: str) -> None:
        """
        Go to a new branch, or to one that is there; files that are not committed stay.

        Raises CannotCommit where git refuses, since something would be lost or the name is none.
        """
        try:
            self._run("check-ref-format", "--branch", name)
            known = name in (head.name for head in self._repo.heads)
            self._run("switch", *([name] if known else ["--create", name]))
        except CannotCommit as refused:
            raise CannotCommit(
                f'git does not go to the branch "{name[:60]}": {refused}', "Choose another name."
            ) from None

    def commit_here(self, files: Mapping[str, bytes], message: str) -> str:
        """
        The short id of a new commit on the branch at hand, with these files and nothing else. Raises CannotCommit.

        Who it is by is what git has been told.
        """
        made = self.prepare_commit(files, "", message, Person("", ""), goes_apart=False)
        self.place_commit(made)
        return made.commit[:10]

    def prepare_commit(
        self, files: Mapping[str, bytes], name: str, message: str, person: Person, *, goes_apart: bool = True
    ) -> PreparedCommit:
        """
        Build a commit that adds files to what is checked out; nothing in the checkout changes. Raises CannotCommit.

        With a remote and its main branch at hand the commit is for a new branch of that name, unless it is not to go
        apart; else for the one at hand.
        """
        base, branch = self.head, self.branch
        if branch is None:
            raise CannotCommit("no branch is checked out", "Go to one first: git switch main")
        goes_apart = goes_apart and self.remote is not None and branch == self.find_main_branch() and base is not None
        wanted = self._find_free_name(name) if goes_apart else branch
        paths = tuple(self.prefix + path for path in files)
        tree = self._build_tree(base, dict(zip(paths, files.values(), strict=True)))
        with self._said_by(person):
            commit = self._run("commit-tree", tree, *(("-p", base) if base else ()), given=message.encode())
        return PreparedCommit(
            commit, base, wanted, not goes_apart, goes_apart and not self.has_other_changes(), paths, self.remote
        )

    def place_commit(self, made: PreparedCommit) -> None:
        """
        Let the branch lead to a prepared commit. Raises CannotCommit where it moved on meanwhile; then nothing moved.

        What was added is told to the checkout first: ended in between, it is staged, and never seen as taken away.
        """
        if made.is_own or made.switches:
            entries = self._run("ls-tree", "-r", "-z", "--full-tree", made.commit, "--", *made.paths)
            self._run("update-index", "-z", "--add", "--index-info", given=entries.encode())
        try:
            self._run("update-ref", "-m", "nstgov: records", f"refs/heads/{made.branch}", made.commit,
                      made.base if made.is_own and made.base else "")  # fmt: skip
        except CannotCommit:
            self.forget_staged(made.paths)
            raise CannotCommit(
                "the branch has moved on meanwhile", "Nothing is lost. Press the button again."
            ) from None
        if made.switches:
            self._run("symbolic-ref", "-m", "nstgov: records", "HEAD", f"refs/heads/{made.branch}")

    def forget_staged(self, paths: tuple[str, ...]) -> None:
        """Take files out of what is staged that the checked out commit does not have; the files themselves stay."""
        kept = (
            set(self._run("ls-tree", "-r", "-z", "--full-tree", "--name-only", "HEAD").split("\0"))
            if self.head
            else set()
        )
        added = [path for path in paths if path not in kept]
        if added:
            self._run("update-index", "-z", "--force-remove", "--stdin", given="\0".join([*added, ""]).encode())

    def push_branch(self, branch: str, commit: str) -> None:
        """Bring a commit to a branch of that name at the remote. Raises CannotCommit with what git says."""
        if self.remote is None:
            raise CannotCommit("no remote is set up", "Set one up: git remote add origin ADDRESS")
        try:
            self._run(
                "push", "--quiet", "--no-verify", self.remote, f"{commit}:refs/heads/{branch}", limit=LONGEST_PUSH
            )
        except CannotCommit as refused:
            raise CannotCommit(
                f"it could not be brought to {self.remote}: {refused}", _find_push_remedy(refused.said)
            ) from None

    def _find_free_name(self, name: str) -> str:
        wanted = name if _NAME.fullmatch(name) else "records"
        taken = {
            str(ref.path).split("/", 3 if str(ref.path).startswith("refs/remotes/") else 2)[-1]
            for ref in self._repo.refs
        }
        numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, 10_000))
        return next(found for found in numbered if found not in taken)

    def _build_tree(self, base: str | None, files: Mapping[str, bytes]) -> str:
        """The tree of a commit with some files more, built in an index of its own."""
        with tempfile.TemporaryDirectory(prefix="nstgov-index-") as place:
            own = {"GIT_INDEX_FILE": os.path.join(place, "index")}  # noqa: PTH118 (git is given text)
            with self._repo.git.custom_environment(**own):
                if base:
                    self._run("read-tree", base)
                blobs = {path: self._run("hash-object", "-w", "-t", "blob", "--no-filters", "--stdin", given=data)
                         for path, data in files.items()}  # fmt: skip
                lines = "".join(f"100644 {blob}\t{path}\0" for path, blob in blobs.items())
                self._run("update-index", "-z", "--add", "--index-info", given=lines.encode())
                return self._run("write-tree")

    @contextmanager
    def _said_by(self, person: Person) -> Iterator[None]:
        """Where git has not been told who works here, it is told for this once."""
        told: dict[str, str] = {}
        if person.name and not self._find_setting("user", "name"):
            told |= {"GIT_AUTHOR_NAME": person.name, "GIT_COMMITTER_NAME": person.name}
        if person.mail and not self._find_setting("user", "email"):
            told |= {"GIT_AUTHOR_EMAIL": person.mail, "GIT_COMMITTER_EMAIL": person.mail}
        with self._repo.git.custom_environment(**told):
            yield

    def _find_setting(self, section: str, name: str) -> str:
        with self._repo.config_reader() as settings:
            return str(settings.get_value(section, name, default=""))

    def _run(self, command: str, *arguments: str, given: bytes = b"", limit: int | None = None) -> str:
        """What git prints. Raises CannotCommit with the last line of what it says."""
        return _run_git(self._repo, command, *arguments, given=given, limit=limit)


def begin_repository(root: Path) -> RecordRepository:
    """Begin a history in a folder that has none. Raises CannotCommit."""
    from git import GitCommandError, GitCommandNotFound, Repo

    try:
        Repo.init(root, initial_branch="main").close()
    except (GitCommandError, GitCommandNotFound, OSError) as refused:
        raise CannotCommit(
            f"no history could be begun: {refused}", "Look at the disk, and whether git is installed."
        ) from None
    return RecordRepository(root)


def _open_repository(root: Path) -> Repo:
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        repo = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        raise CannotCommit("this folder has no history yet", "Begin one: git init -b main") from None
    if repo.bare or repo.working_tree_dir is None:
        raise CannotCommit("this repository has no checkout", "Work in a clone of it.")
    return repo


def _run_git(repo: Repo, command: str, *arguments: str, given: bytes, limit: int | None) -> str:
    from git import GitCommandError, GitCommandNotFound

    how: dict[str, Any] = {"strip_newline_in_stdout": True, "env": {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}}
    if limit is not None:
        how["kill_after_timeout"] = limit
    with tempfile.TemporaryFile() as typed:
        typed.write(given)
        typed.seek(0)
        try:
            return str(repo.git.execute(["git", command, *arguments], istream=typed, **how))
        except GitCommandNotFound:
            raise CannotCommit("git is not installed here", "Install git, then try again.") from None
        except GitCommandError as refused:
            said = str(refused.stderr)
            remedy = "Look at the repository with `git status`."
            raise CannotCommit(_read_last_words(said), remedy, said) from None


def _read_last_words(said: str) -> str:
    """What git said last, without its prefixes and GitPython's frame around it."""
    plain = said.strip().removeprefix("stderr:").strip().strip("'")
    lines = [line for line in plain.splitlines() if line.strip() and not line.startswith("hint:")]
    told = next(
        (line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "git gave no answer"
    )
    return told.removeprefix("fatal: ").removeprefix("error: ")[:300]


def _find_push_remedy(said: str) -> str:
    if "index.lock" in said or ".lock" in said:
        return "Another program is at work here; wait a moment, then try again."
    if "fast-forward" in said or "fetch first" in said or "! [" in said:
        return "The branch there has moved on. Fetch it (git fetch), then try again; what you saved is committed here."
    return "It is committed here and lost nowhere. Try again when you are online, or: git push"
