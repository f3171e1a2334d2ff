"""
Everything that lies in a folder, listed only where names may be others than they were.

To list a folder costs several times what it costs to ask how it lies there. A folder that looks as it did when it was
listed has the same names in it, as in `folder_state.py`; so of a folder that was walked before only those in it are
listed that look otherwise. Each file is asked how it lies there every time.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections import defaultdict
from collections.abc import Callable
from itertools import compress
from operator import ne
from typing import Any, Generic, NamedTuple, TypeVar

from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.folder_state import StatSignature, get_signature, is_steady, look_inside, stat_signature

T = TypeVar("T")
Teller = Callable[[os.stat_result], T]
"""What is to be known of a file, from what the disk says of it."""
NameFilter = Callable[[str, str], bool]
"""Whether something belongs to what is walked, by the folder that it lies in and by its name."""
_LEAST_LISTED = 100
"""With fewer folders to be listed it takes longer to keep their names than to list them once more."""
_SHARE_LISTED = 50
"""The same of this part of all folders."""


class FolderWalk(NamedTuple, Generic[T]):
    """
    What lies in a folder, by path from there: what is known of each file, and how each folder looks, outer ones first.

    The folder itself is the first one, and its path is empty. `bare` are the folders in which no file lies directly,
    `listed` is how many were listed. It `began` at a moment, in nanoseconds.
    """

    files: dict[str, T]
    folders: dict[str, StatSignature]
    bare: list[str]
    listed: int
    began: int


class NameNotKept(Exception):
    """There is something that only a walk from the beginning can tell of."""


def walk_folder(root: str, tell: Teller[T]) -> FolderWalk[T]:
    """Everything in a folder, each folder listed. Raises OSError."""
    walk = _Walk(root, tell, _takes_all)
    walk.list_new([("", stat_signature(os.stat(root)))])
    return walk.give_result()


def walk_again(
    cache: Cache, sort: str, root: str, tell: Teller[T], takes: NameFilter | None = None
) -> FolderWalk[T] | None:
    """
    The same as a walk would find, from the names that were kept under a sort.

    None where none are kept, where a folder is gone, or where `takes` raises NameNotKept.
    """
    known = _read_names(cache, sort)
    if known is None:
        return None
    walk = _Walk(root, tell, takes or _takes_all)
    try:
        walk.look_again(known)
    except (OSError, ValueError, NameNotKept):
        return None
    return walk.give_result()


def keep_names(cache: Cache, sort: str, walk: FolderWalk[Any]) -> None:
    """Keep the names in each folder from the next `save` of the cache on, where that will spare work."""
    if walk.listed < max(_LEAST_LISTED, len(walk.folders) // _SHARE_LISTED):
        return
    names: dict[str, list[str]] = defaultdict(list)
    for path in walk.files:
        folder, _, name = path.rpartition("/")
        names[folder].append(name)
    # what may change again unseen gets a look that nothing has
    looks = (look if is_steady(look, walk.began) else (-1, *look[1:]) for look in walk.folders.values())
    try:
        columns = [array("q", column).tobytes() for column in zip(*looks, strict=True)]
    except OverflowError:
        return
    in_order = ["\0".join(names.get(folder, ())) for folder in walk.folders]
    cache.put_bundle(sort, 0, pack_value(("\0".join(walk.folders), columns, "/".join(in_order))))


class _KnownNames(NamedTuple):
    """Folders, outer ones first: of each how it looked, as four columns, and the names of the files in it."""

    folders: list[str]
    looks: list[array[int]]
    names: list[str]


def _read_names(cache: Cache, sort: str) -> _KnownNames | None:
    data = cache.read_bundle(sort, 0)
    kept = unpack_value(data) if data else None
    if not isinstance(kept, tuple):
        return None
    try:
        folders, columns, names = kept
        return _KnownNames(folders.split("\0"), [array("q", column) for column in columns], names.split("/"))
    except (TypeError, ValueError, AttributeError):
        return None


class _Walk(Generic[T]):
    """One walk through a folder."""

    def __init__(self, root: str, tell: Teller[T], takes: NameFilter) -> None:
        self.root, self.tell, self.takes = root, tell, takes
        self.began = time.time_ns()
        self.files: dict[str, T] = {}
        self.folders: dict[str, StatSignature] = {}
        self.bare: list[str] = []
        self.listed = 0

    def give_result(self) -> FolderWalk[T]:
        """What was found."""
        return FolderWalk(self.files, self.folders, self.bare, self.listed, self.began)

    def list_new(self, left: list[tuple[str, StatSignature]]) -> None:
        """List folders of which nothing is known, each with how it looked before, and all in them."""
        for path, look in left:  # it grows as it is read: a folder comes before what lies in it
            self.folders[path] = look
            left += self._list_folder(path)

    def look_again(self, known: _KnownNames) -> None:
        """Ask of everything that is known how it lies there, and list what looks otherwise."""
        with look_inside(self.root) as look:
            now = list(map(get_signature, map(look, [".", *known.folders[1:]])))
            self.folders = dict(zip(known.folders, now, strict=True))
            changed = dict.fromkeys(compress(known.folders, map(ne, now, zip(*known.looks, strict=True))))
            paths: list[str] = []
            for folder, names in zip(known.folders, known.names, strict=True):
                if folder in changed:
                    continue
                if names:
                    begin = f"{folder}/" if folder else ""
                    paths += [begin + name for name in names.split("\0")]
                else:
                    self.bare.append(folder)
            self.files = dict(zip(paths, map(self.tell, map(look, paths)), strict=True))
        for folder in changed:
            self._list_again(folder)

    def _list_again(self, path: str) -> None:
        place = f"{self.root}/{path}"
        info = os.lstat(place) if path else os.stat(self.root)
        if not stat.S_ISDIR(info.st_mode):
            raise NameNotKept
        self.folders[path] = stat_signature(info)
        self.list_new([found for found in self._list_folder(path) if found[0] not in self.folders])

    def _list_folder(self, path: str) -> list[tuple[str, StatSignature]]:
        """Take in the files that lie in a folder; the folders in it, each with how it looks."""
        begin, folders, count = f"{path}/" if path else "", list[tuple[str, StatSignature]](), len(self.files)
        self.listed += 1
        with os.scandir(f"{self.root}/{path}") as found:
            items = [item for item in found if self.takes(path, item.name)]
        for item in items:
            info = item.stat(follow_symlinks=False)
            if stat.S_ISDIR(info.st_mode):
                folders.append((begin + item.name, stat_signature(info)))
            else:
                self.files[begin + item.name] = self.tell(info)
        if len(self.files) == count:
            self.bare.append(path)
        return folders


def _takes_all(_folder: str, _name: str) -> bool:
    return True
