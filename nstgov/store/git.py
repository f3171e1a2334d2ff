"""
The one place that runs git to read the record.

Git is asked for objects by their id and never for the working tree: attributes, filters, replaced objects and the
environment can each make the files on disk tell another story (M13). Every call has a fixed list of arguments, and none
runs what a repository configures; so one that belongs to somebody else, as in the container of a forge, may be read.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from nstgov.store.content import read_content

if TYPE_CHECKING:
    import subprocess

_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PIPED = 1 << 16
"""Bytes that are read at once of what git says: all that a pipe holds."""
_WRITTEN = 4096
"""Bytes that git writes at once, where there is more to come."""
_FILLING = 0.001
"""Seconds in which it fills a pipe, or nearly so."""
_QUIET = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
    "-c", "protocol.allow=never", "-c", "gc.auto=0", "-c", "safe.directory=*",
    "-c", "core.attributesFile=/dev/null", "-c", "core.commitGraph=false", "-c", "core.warnAmbiguousRefs=true",
)  # fmt: skip


class GitError(Exception):
    """Git could not answer; `remedy` says what mends it."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class GitEntry(NamedTuple):
    """One file of a commit: its mode as git writes it, the id of its content, its path."""

    mode: str
    object_id: str
    path: str


def git_environment() -> Mapping[str, str]:
    """The environment of this process without anything that redirects git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints. Raises GitTrouble when git is missing or refuses."""
    done = run_git_unchecked(folder, *arguments, given=given)
    if done.code:
        raise GitError(last_line(done.said), "Look at the repository with `git status`.")
    return done.out


def run_git_at_length(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """
    What git prints where that is long, or tells of each line of a list. Raises GitTrouble as `run_git`.

    It writes line by line. So that nobody is woken for each, the list and the answer lie in files until git has ended.
    """
    with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
        wanted.write(given)
        wanted.seek(0)
        code = _start_git(folder, arguments, wanted, told.fileno(), said).wait()
        if code:
            said.seek(0)
            raise GitError(last_line(said.read()), "Look at the repository with `git status`.")
        told.seek(0)
        return told.read()


def _start_git(
    folder: Path, arguments: Iterable[str], given: IO[bytes], told: int, said: IO[bytes]
) -> subprocess.Popen[bytes]:
    import subprocess

    command = ["git", *_QUIET, "-C", str(folder), *arguments]
    try:
        return subprocess.Popen(command, 0, stdin=given, stdout=told, stderr=said, env=git_environment())
    except FileNotFoundError:
        raise GitError("git is not installed here", "Install git, then try again.") from None


class GitResult(NamedTuple):
    """How git ended: its exit code, what it printed, and what it said of it."""

    code: int
    out: bytes
    said: bytes


def run_git_unchecked(folder: Path, *arguments: str, given: bytes = b"") -> GitResult:
    """How git ended, whatever it said. Raises GitTrouble when git is missing."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", *_QUIET, "-C", str(folder), *arguments],
            input=given, capture_output=True, env=git_environment(), check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitError("git is not installed here", "Install git, then try again.") from None
    return GitResult(done.returncode, done.stdout, done.stderr)


def last_line(stderr: bytes) -> str:
    """The last line of what git said, without its prefix."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git gave no answer"


def resolve_commit(folder: Path, revision: str) -> str:
    """
    The id of the commit that a revision names. Raises GitTrouble when it names none, or more than one thing.

    Of a tag and a branch of one name git takes the tag: whoever may set a tag could choose what is judged.
    """
    done = run_git_unchecked(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    commit = done.out.decode("utf-8", "replace").strip()
    if b"is ambiguous" in done.said and not _HEX.fullmatch(revision):
        message = f'"{revision}" names more than one thing here'
        raise GitError(message, f"Say which: refs/heads/{revision}, refs/remotes/origin/{revision} or the commit id.")
    if b"not a git repository" in done.said:
        raise GitError("this is no git repository", "Go to a clone of the record, or name it with -C.")
    if done.code or not _HEX.fullmatch(commit):
        message = f'"{revision}" names no commit here'
        raise GitError(message, "Fetch it first: git fetch origin, or give another name.")
    return commit


def find_head_commit(folder: Path) -> str | None:
    """The commit that is checked out, or None where there is no git or no commit."""
    try:
        return resolve_commit(folder, "HEAD")
    except GitError:
        return None


MAIN_LINES = ("origin/HEAD", "origin/main", "main", "master")
"""The names by which the main line of a repository is usually known, the surest first."""


def main_line(folder: Path) -> str | None:
    """A name of the main line that a change can be judged against; None where there is no git or no such name."""
    if find_head_commit(folder) is None:
        return None
    for name in MAIN_LINES:
        try:
            resolve_commit(folder, name)
        except GitError:
            continue
        return name
    return None


def list_git_entries(folder: Path, commit: str, *below: str) -> Iterator[GitEntry]:
    """All files of a commit, or those `below` some of its paths, whichever folder of the repository `folder` is."""
    return iter(list_git_files(folder, commit, *below).values())


def list_git_files(folder: Path, commit: str, *below: str) -> Mapping[str, GitEntry]:
    """The same by path; what git tells of one is taken apart when somebody asks for it."""
    listing = run_git_at_length(folder, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, *below)
    lines = decode_path(listing).split("\0")[:-1]
    return _ListedFiles(dict(zip([line[line.index("\t") + 1 :] for line in lines], lines, strict=True)))


def list_git_paths(folder: Path, commit: str, *below: str) -> list[str]:
    """The paths alone of the same files, which are told sooner."""
    names = "ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", commit, *below
    return decode_path(run_git_at_length(folder, *names)).split("\0")[:-1]


class _ListedFiles(Mapping[str, GitEntry]):
    """By path, the line in which git tells of a file: its mode, what it is, its id and its path."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines

    def __getitem__(self, path: str) -> GitEntry:
        mode, _, object_id = self._lines[path][: -len(path) - 1].split(" ")
        return GitEntry(mode, object_id, path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, path: object) -> bool:
        return path in self._lines


def list_names_in(folder: Path, commit: str, inside: str = "") -> list[str]:
    """The names that stand directly in a folder of a commit, or at its root; none where there is no such folder."""
    listing = run_git(
        folder,
        "ls-tree",
        "-z",
        "--name-only",
        "--full-tree",
        "--end-of-options",
        commit,
        *([f"{inside}/"] if inside else []),
    )
    begin = len(inside) + 1 if inside else 0
    return [path[begin:] for path in decode_path(listing).split("\0") if path]


def decode_path(name: bytes) -> str:
    """A path as text; bytes that are not UTF-8 are written out, so that every message about it can be printed."""
    return name.decode("utf-8", "backslashreplace")


def read_objects(folder: Path, object_ids: Iterable[str]) -> Iterator[bytes]:
    """
    The bytes of objects, in the order asked, read through one git process. Raises GitError when one is missing.

    Of one that is larger than a record may be no more than the beginning is kept, however many gigabytes it has.
    """
    asked = "".join(f"{object_id}\n" for object_id in object_ids).encode()
    if asked:
        with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as said:
            wanted.write(asked)
            wanted.seek(0)
            yield from _stream_objects(folder, wanted, said)


def _stream_objects(folder: Path, wanted: IO[bytes], said: IO[bytes]) -> Iterator[bytes]:
    import subprocess

    with _start_git(folder, ("cat-file", "--batch", "--buffer"), wanted, subprocess.PIPE, said) as process:
        yield from _split_objects(io.BufferedReader(_FillingPipe(cast("io.FileIO", process.stdout)), _PIPED))
    if process.returncode:
        said.seek(0)
        raise GitError(last_line(said.read()), "Look at the repository with `git status`.")


def _split_objects(out: io.BufferedReader) -> Iterator[bytes]:
    """The contents of objects, one after the other, as git prints them: all that lie whole in the buffer at once."""
    while block := out.peek():
        at, most, find_end = 0, len(block), block.find
        while (begin := find_end(b"\n", at) + 1) and (after := begin + _parse_size(block[at : begin - 1])) < most:
            yield block[begin:after]
            at = after + 1
        if at:
            out.read(at)
        else:
            yield read_content(out, _parse_size(out.readline().rstrip(b"\n")))
            out.read(1)


def _parse_size(head: bytes) -> int:
    """The size of an object, from what git says before it."""
    size = head[head.rfind(b" ") + 1 :]
    if not size.isdigit():
        lost = f"the repository has lost {head.decode()[:12]}"
        raise GitError(lost, "Fetch it again: git fetch --refetch origin")
    return int(size)


class _FillingPipe(io.RawIOBase):
    """A pipe that is left to fill while there is more to come: who reads whatever is there is woken every few files."""

    def __init__(self, pipe: io.FileIO) -> None:
        self._pipe = pipe
        self._has_more = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._has_more:
            time.sleep(_FILLING)
        count = self._pipe.readinto(buffer)
        self._has_more = count is not None and count >= _WRITTEN
        return count
