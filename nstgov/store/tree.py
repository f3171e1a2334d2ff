"""The files of a record, from a folder or from a commit: the same files, the same answer."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from nstgov.records.layout import SETTINGS
from nstgov.records.path_folding import is_record_path
from nstgov.store import git
from nstgov.store.content import LARGEST, read_content

Sort = Literal["file", "executable", "symlink", "submodule", "other"]
PLAIN = frozenset({"file", "executable"})
"""What has bytes of its own."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
"""How a file is opened; one system would else turn line ends."""
OWN_REPOSITORY = ".git"
"""What makes a folder one that git does not look into."""
_MODES: dict[str, Sort] = {"100644": "file", "100755": "executable", "120000": "symlink", "160000": "submodule"}
GIT_MODES: dict[str, str] = {sort: mode for mode, sort in _MODES.items()}
"""By sort, the mode that git writes for it."""


class StoredFile(NamedTuple):
    """One file where records lie: its path from the root with `/`, what sort of thing it is, its bytes."""

    path: str
    sort: Sort
    data: bytes


class FolderEntry(NamedTuple):
    """One file as a folder lists it: its path from the root, its sort, where it lies, and what the disk says of it."""

    path: str
    sort: Sort
    place: str
    info: os.stat_result


class FolderListing(NamedTuple):
    """
    A folder in which records may lie: its path from the root (empty: the root itself), and what the disk says of it.

    `entries` are the files that lie directly in it; at the root those that belong to a record.
    """

    path: str
    info: os.stat_result
    entries: tuple[FolderEntry, ...]


class MissingRecord(Exception):
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


def carried_repository() -> Path:
    """
    The root of nstgov's own repository, where the worked example and the hand-written pages lie.

    In a checkout it is that checkout; an installed nstgov carries along what it needs of it.
    """
    package = Path(__file__).parent.parent
    return package / "example" if (package / "example").is_dir() else package.parent


def read_folder(folder: Path, listings: Iterable[FolderListing] | None = None) -> Tree:
    """
    The files as they lie in a folder. Raises Missing where nothing of a record is there or a file cannot be read.

    Symbolic links are seen, never followed. `listings` are those of `list_folders`, where they are known already.
    """
    entries = list_folder_entries(folder, listings)
    return Tree(tuple(StoredFile(e.path, e.sort, read_bytes(e.place, e.sort)) for e in entries), None)


def list_folder_entries(folder: Path, listings: Iterable[FolderListing] | None = None) -> list[FolderEntry]:
    """The files that lie in a folder, by path, none of them opened. Raises Missing as `from_folder` does."""
    listings = list_folders(folder) if listings is None else listings
    found = sorted(entry for listing in listings for entry in listing.entries)
    if not found:
        raise _explain_no_movement(str(folder))
    return found


def list_folders(folder: Path) -> list[FolderListing]:
    """
    A folder with all in it where records may lie, in no order, none of its files opened.

    Raises MissingRecord where it is none, or cannot be read. What the disk says of each was asked before it was listed.
    """
    if not folder.is_dir():
        raise MissingRecord(f"{folder} is no folder", "Give the folder of a movement with -C, or make one: nstgov init")
    try:
        return list(_walk_folder(folder))
    except OSError as fault:
        raise _explain_os_error(fault) from None


def read_bytes(place: str, sort: Sort) -> bytes:
    """The bytes of a file, so many as a record may have; none of what is no file. Raises Missing if unreadable."""
    if sort not in PLAIN:
        return b""
    try:
        # by its number: each file is read at once, and a file object costs more than to read
        file = os.open(place, _READING)
        try:
            size = os.fstat(file).st_size
            if size <= LARGEST:
                return os.read(file, size)
            with open(file, "rb", closefd=False) as large:
                return read_content(large, size)
        finally:
            os.close(file)
    except OSError as fault:
        raise _explain_os_error(fault, place) from None


def _explain_os_error(fault: OSError, place: str = "") -> MissingRecord:
    if fault.errno == errno.ENOMEM:
        raise fault
    return MissingRecord(
        f"{fault.filename or place} cannot be read: {fault.strerror}", "Look at its permissions.", unreadable=True
    )


def read_commit(folder: Path, commit: str) -> Tree:
    """The files as they lie in a commit, given by its full id. Raises GitTrouble and Missing."""
    wanted = [entry for entry in git.list_git_entries(folder, commit) if is_record_path(entry.path)]
    if not wanted:
        raise _explain_no_movement(f"commit {commit[:12]}")
    return Tree(tuple(sorted(_yield_stored_files(wanted, read_blobs(folder, wanted)))), commit)


def list_commit_files(folder: Path, commit: str) -> Iterator[tuple[str, Sort, str]]:
    """Path, sort and, of what is a file, git's own id of each record in a commit. Raises GitTrouble."""
    for e in git.list_git_entries(folder, commit):
        if is_record_path(e.path):
            yield e.path, _MODES.get(e.mode, "other"), e.object_id if e.mode.startswith("10") else ""


def build_tree(entries: Iterable[git.GitEntry], data: Mapping[str, bytes], commit: str) -> Tree:
    """The files of a record among the entries of a commit, whose contents are given by their ids; maybe none at all."""
    return Tree(tuple(sorted(_yield_stored_files((e for e in entries if is_record_path(e.path)), data))), commit)


def read_blobs(folder: Path, entries: Iterable[git.GitEntry]) -> dict[str, bytes]:
    """The contents of plain files of a record among some entries, by their ids."""
    ids = {e.object_id: None for e in entries if e.mode.startswith("10") and is_record_path(e.path)}
    return dict(zip(ids, git.read_objects(folder, ids), strict=True))


def make_stored_file(entry: git.GitEntry, data: bytes) -> StoredFile:
    """A file of a commit with its bytes."""
    return StoredFile(entry.path, _MODES.get(entry.mode, "other"), data)


def _yield_stored_files(entries: Iterable[git.GitEntry], data: Mapping[str, bytes]) -> Iterator[StoredFile]:
    for e in entries:
        yield make_stored_file(e, data[e.object_id] if e.mode.startswith("10") else b"")


def _explain_no_movement(place: str) -> MissingRecord:
    return MissingRecord(
        f"no movement lies in {place}: there is neither {SETTINGS} nor any record",
        "Go to its folder, or name it with -C, or begin one: nstgov init",
    )


def _walk_folder(folder: Path) -> Iterator[FolderListing]:
    info = folder.stat()
    with os.scandir(folder) as inside:
        items = [(item, decode_name(item.name)) for item in inside]
    entries = [_make_entry(item, name) for item, name in items if is_record_path(name)]
    yield FolderListing("", info, tuple(entry for entry in entries if not stat.S_ISDIR(entry.info.st_mode)))
    for entry in entries:
        if stat.S_ISDIR(entry.info.st_mode):
            yield from walk_below(entry)


def walk_below(top: FolderEntry) -> Iterator[FolderListing]:
    """A folder that lies in that of a movement, and all in it; one with a repository of its own counts as a file."""
    left = [top]
    while left:
        path, _, place, info = left.pop()
        with os.scandir(place) as inside:
            items = list(inside)
        names = [item.name for item in items]
        if OWN_REPOSITORY in names:
            yield FolderListing(path, info, (FolderEntry(path, "submodule", place, info),))
            continue
        entries: list[FolderEntry] = []
        for item, name in zip(items, names, strict=True):
            entry = _make_entry(item, f"{path}/{decode_name(name)}")
            (left if stat.S_ISDIR(entry.info.st_mode) else entries).append(entry)
        yield FolderListing(path, info, tuple(entries))


def _make_entry(item: os.DirEntry[str], path: str) -> FolderEntry:
    info = item.stat(follow_symlinks=False)
    return FolderEntry(path, classify_mode(info.st_mode), item.path, info)


def decode_name(name: str) -> str:
    """A name as git would have it."""
    return name if name.isascii() else git.decode_path(os.fsencode(name))


def classify_mode(mode: int) -> Sort:
    """What sort of thing lies somewhere, by its mode as the disk tells it."""
    if stat.S_ISREG(mode):
        return "executable" if mode & stat.S_IXUSR else "file"
    return "symlink" if stat.S_ISLNK(mode) else "other"
