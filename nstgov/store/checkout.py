"""
A checkout beside what git has of it: what git only converted on its way to the disk, and when each file landed (M13).

Git may write other bytes to a disk than were consented to: line ends as Windows has them, an id put into a line. Such a
file is read as git has it. Nothing is asked of git unless a file looks as if it had been converted, or keys are judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nstgov.store import git
from nstgov.store.checkout_state import find_checkout_state
from nstgov.store.content import find_blob_id
from nstgov.store.git import GitError
from nstgov.store.tree import PLAIN, FolderListing, StoredFile, Tree, list_commit_files, read_folder

if TYPE_CHECKING:
    from nstgov.store.cache import Cache

_EXPANDED = re.compile(rb"\$Id:[^$\n]*\$")


class TrackedFiles:
    """The files that git keeps of a folder, by path the id of their content; asked once, when it is needed."""

    def __init__(self, folder: Path) -> None:
        """Ask nothing yet."""
        self._folder = folder

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        if not find_checkout_state(self._folder).is_top:
            return {}
        try:
            listing = git.run_git(self._folder, "ls-files", "--stage", "-z")
        except GitError:
            return {}
        return dict(_parse_index(listing))

    def undo_conversion(self, path: str, data: bytes) -> bytes:
        """The bytes of a file as git has them, where its checkout only converted them; else as they lie there."""
        if not may_be_converted(data):
            return data
        kept = self._ids.get(path)
        if kept is None or find_blob_id(data, len(kept)) == kept:
            return data
        return next((found for found in _list_unconverted(data) if find_blob_id(found, len(kept)) == kept), data)


def may_be_converted(data: bytes) -> bool:
    """Whether git may have other bytes of a file than these; which it has depends on its index, so on more than it."""
    return b"\r\n" in data or b"$Id:" in data


def _parse_index(listing: bytes) -> Iterator[tuple[str, str]]:
    """The plain files of an index, without those in which a merge is not settled yet."""
    for line in listing.split(b"\0"):
        about, _, path = line.partition(b"\t")
        if about.startswith(b"10") and about.endswith(b" 0"):
            yield git.decode_path(path), about.split(b" ")[1].decode()


def _list_unconverted(data: bytes) -> tuple[bytes, ...]:
    """What the bytes may have been before git wrote them to the disk."""
    unix = data.replace(b"\r\n", b"\n")
    return unix, _EXPANDED.sub(b"$Id$", data), _EXPANDED.sub(b"$Id$", unix)


def read_checkout(folder: Path, listings: Iterable[FolderListing] | None = None) -> Tree:
    """
    The files as they lie in a folder, those that git only converted as git has them. Raises Missing.

    `listings` are those of `list_folders`, where they are known already.
    """
    tracked = TrackedFiles(folder)
    tree = read_folder(folder, listings)
    return Tree(tuple(_read_as_tracked(file, tracked) for file in tree.files), None)


def _read_as_tracked(file: StoredFile, tracked: TrackedFiles) -> StoredFile:
    data = tracked.undo_conversion(file.path, file.data)
    return file if data is file.data else file._replace(data=data)


def blob_ids(tree: Tree, length: int) -> dict[str, str]:
    """By path, the id of each plain file of a tree, of so many hex digits."""
    return {file.path: find_blob_id(file.data, length) for file in tree.files if file.sort in PLAIN}


def find_landing_places(
    folder: Path, identify: Callable[[int], Mapping[str, str]], cache: Cache | None = None
) -> Mapping[str, int] | None:
    """
    The place on the first-parent chain for each file of a checkout that is as it landed, by its path.

    `identify` gives the ids of the files, of as many hex digits as it is told. What is not committed as it lies there
    is landing now, and is left out. None where the history cannot be told: no git, no commit, or only its last part.
    """
    state = find_checkout_state(folder)
    head = state.head
    if not state.is_top or head is None:
        return None
    from nstgov.store.landings import read_landings  # what it needs takes long to load, and few checks ask

    landed = read_landings(folder, head, cache)
    if not landed:
        return None
    try:
        committed = {path: id_ for path, _, id_ in list_commit_files(folder, head)}
    except GitError:
        return None
    ids = identify(len(head))
    return {path: landing.place for path, landing in landed.items() if committed.get(path, "") == ids.get(path)}


def find_places_in_commit(repository: Path, commit: str) -> Mapping[str, int] | None:
    """The place on the first-parent chain up to a commit for each of its files; None where it cannot be told."""
    from nstgov.store.landings import read_landings

    landed = read_landings(repository, commit)
    return {path: landing.place for path, landing in landed.items()} or None
