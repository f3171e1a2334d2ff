"""The files of a record, from a folder or from a commit: the same files, the same answer."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from nstgov.records.places import ROOTS, SETTINGS
from nstgov.store import git

Sort = Literal["file", "executable", "symlink", "submodule", "other"]
_MODES: dict[str, Sort] = {"100644": "file", "100755": "executable", "120000": "symlink", "160000": "submodule"}


class StoredFile(NamedTuple):
    """One file where records lie: its path from the root with `/`, what sort of thing it is, its bytes."""

    path: str
    sort: Sort
    data: bytes


class Missing(Exception):
    """There is no record at this place, or a file of it could not be read; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str, *, unreadable: bool = False) -> None:
        """`unreadable` tells a file that could not be read from a record that is not there."""
        super().__init__(message)
        self.remedy = remedy
        self.unreadable = unreadable


class Tree(NamedTuple):
    """The files of a record, by path, and the commit they were read from (None: a folder)."""

    files: tuple[StoredFile, ...]
    commit: str | None


def from_folder(folder: Path) -> Tree:
    """
    The files as they lie in a folder. Raises Missing where nothing of a record is there or a file cannot be read.

    Symbolic links are seen, never followed.
    """
    if not folder.is_dir():
        raise Missing(f"{folder} is no folder", "Give the folder of a movement with -C, or make one: nstgov init")
    try:
        found = sorted(_walk(folder))
    except OSError as fault:
        if fault.errno == errno.ENOMEM:
            raise
        raise Missing(
            f"{fault.filename} cannot be read: {fault.strerror}", "Look at its permissions.", unreadable=True
        ) from None
    return _tree(found, None, str(folder))


def from_commit(folder: Path, commit: str) -> Tree:
    """The files as they lie in a commit, given by its full id. Raises GitTrouble and Missing."""
    wanted = [entry for entry in git.entries(folder, commit) if _is_ours(entry.path)]
    return _tree(sorted(_stored(wanted, blobs(folder, wanted))), commit, f"commit {commit[:12]}")


def from_entries(entries: Iterable[git.Entry], data: Mapping[str, bytes], commit: str) -> Tree:
    """The files of a record among the entries of a commit, whose contents are given by their ids; maybe none at all."""
    return Tree(tuple(sorted(_stored((e for e in entries if _is_ours(e.path)), data))), commit)


def blobs(folder: Path, entries: Iterable[git.Entry]) -> dict[str, bytes]:
    """The contents of plain files of a record among some entries, by their ids."""
    ids = {e.object_id: None for e in entries if e.mode.startswith("10") and _is_ours(e.path)}
    return dict(zip(ids, git.contents(folder, ids), strict=True))


def _stored(entries: Iterable[git.Entry], data: Mapping[str, bytes]) -> Iterator[StoredFile]:
    for e in entries:
        is_plain = e.mode.startswith("10")
        yield StoredFile(e.path, _MODES.get(e.mode, "other"), data[e.object_id] if is_plain else b"")


def _tree(found: list[StoredFile], commit: str | None, place: str) -> Tree:
    if not found:
        raise Missing(
            f"no movement lies in {place}: there is neither {SETTINGS} nor any record",
            "Go to its folder, or name it with -C, or begin one: nstgov init",
        )
    return Tree(tuple(found), commit)


def _is_ours(path: str) -> bool:
    return path == SETTINGS or path.partition("/")[0] in ROOTS


def _walk(folder: Path) -> Iterator[StoredFile]:
    for name in (*ROOTS, SETTINGS):
        try:
            info = os.lstat(folder / name)
        except FileNotFoundError:
            continue
        yield from _entry(str(folder / name), name, info.st_mode)


def _entry(place: str, path: str, mode: int) -> Iterator[StoredFile]:
    if stat.S_ISDIR(mode) and os.path.lexists(f"{place}/.git"):
        yield StoredFile(path, "submodule", b"")
    elif stat.S_ISDIR(mode):
        with os.scandir(place) as inside:
            for item in inside:
                name = git.path_of(os.fsencode(item.name))
                yield from _entry(item.path, f"{path}/{name}", item.stat(follow_symlinks=False).st_mode)
    elif stat.S_ISREG(mode):
        with open(place, "rb") as file:
            yield StoredFile(path, "executable" if mode & stat.S_IXUSR else "file", file.read())
    else:
        yield StoredFile(path, "symlink" if stat.S_ISLNK(mode) else "other", b"")
