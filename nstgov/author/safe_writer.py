"""
The one small writer of records: a file is there as a whole, or not at all, and nothing is ever written over.

Each file is written under another name beside its place, made durable, and then linked to its name; linking refuses
where something lies already.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp

BEGUN = ".new-"
"""How the name of a file begins that is not yet linked to its place."""


class PathTaken(Exception):
    """Something lies where a file was to be written; it was left as it is."""

    def __init__(self, path: Path) -> None:
        """Say which path, and what to do."""
        super().__init__(f"{path} is there already, and nothing is written over")
        self.remedy = "Choose another name, or look at the file and move it away yourself."


class LinkInTheWay(Exception):
    """A folder on the way to a file is a link to another place; nothing was written through it."""

    def __init__(self, path: Path) -> None:
        """Say which folder, and what to do."""
        super().__init__(f"{path} is a link, and nothing is written through a link")
        self.remedy = "Look where it leads; a folder of records is a plain folder."


class OutsidePath(Exception):
    """A path that does not name a place within the folder of records; nothing is written."""

    def __init__(self, path: str) -> None:
        """Say which, and what to do."""
        super().__init__(f"{path[:200]} leads out of this folder, and nothing is written there")
        self.remedy = "Give the path of a record, from the folder of the movement: proposals/NAME/v1.yml"


def write_new(root: Path, files: Mapping[str, str | bytes]) -> None:
    """
    Write files (path from the root to content) that are not there yet.

    Raises PathTaken before anything is written when one of them is, LinkInTheWay where a folder on the way is a
    symbolic link, and OutsidePath where a path leads out of the folder; OSError when the disk refuses, leaving whole
    files only.
    """
    for path in files:
        if os.path.isabs(path) or not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise OutsidePath(path)
        if os.path.lexists(root / path):
            raise PathTaken(root / path)
        for above in list(Path(path).parents)[:-1]:
            if (root / above).is_symlink():
                raise LinkInTheWay(root / above)
    for path, content in files.items():
        _write_file(root / path, content.encode() if isinstance(content, str) else content)


def replace_file(root: Path, path: str, content: str) -> None:
    """
    Put new content in the place of a file; the caller has seen that nobody changed it meanwhile.

    The file is there as a whole, old or new, whatever happens. Of records only drafts are mended so, never what has
    landed. Raises OSError.
    """
    place = root / path
    temporary = _write_temporary(place.parent, content.encode())
    try:
        os.replace(temporary, place)
    except OSError:
        os.unlink(temporary)
        raise
    _sync_folder(place.parent)


def _write_file(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = _write_temporary(place.parent, data)
    try:
        try:
            os.link(temporary, place)
        except FileExistsError:
            raise PathTaken(place) from None
    finally:
        os.unlink(temporary)
    _sync_folder(place.parent)


def _write_temporary(folder: Path, data: bytes) -> str:
    """The path of a new file beside the place it is meant for, which lies on the disk as a whole."""
    handle, temporary = mkstemp(prefix=BEGUN, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
