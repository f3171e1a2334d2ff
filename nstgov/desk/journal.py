"""
What was written at the desk and is not committed yet, kept beside the repository, so that it can be taken back.

A bundle is noted *before* its files are written. One that is still being saved when the desk begins anew was
interrupted, and what is there of it goes: all of a bundle is on record, or nothing. The file is put in place as a
whole, and one lock keeps two desks at one movement apart.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nstgov.author.safe_writer import replace_file

JOURNAL, LOCK = "desk.json", "desk.lock"
BundleState = Literal["saving", "saved"]


class Bundle(NamedTuple):
    """Records that were saved together: a number, how far it came, and by path the SHA-256 of what was written."""

    number: int
    state: BundleState
    files: Mapping[str, str]


class Waiting(NamedTuple):
    """A commit on a branch that is to be brought to the remote still."""

    branch: str
    commit: str


class JournalEntries(NamedTuple):
    """All that the journal holds."""

    bundles: tuple[Bundle, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class Journal:
    """The journal of one movement's desk, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """The folder is made where it is not there."""
        self.folder = folder
        self._lock = threading.Lock()

    @contextmanager
    def hold_lock(self) -> Iterator[None]:
        """While it is held no other window and no other desk writes; it ends with its process. Raises OSError."""
        with self._lock:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)

    def read_entries(self) -> JournalEntries:
        """What is noted; nothing where nothing was, or where it cannot be read as such."""
        try:
            said = json.loads((self.folder / JOURNAL).read_bytes())
            return JournalEntries(
                tuple(map(_read_bundle, said["bundles"])), tuple(Waiting(*one) for one in said["waiting"])
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return JournalEntries()

    def write_entries(self, entries: JournalEntries) -> None:
        """Note all that holds now. Raises OSError."""
        said = {"bundles": [one._asdict() for one in entries.bundles], "waiting": entries.waiting}
        replace_file(self.folder, JOURNAL, json.dumps(said, indent=1) + "\n")

    def note_bundle(self, bundle: Bundle) -> None:
        """Note a bundle, in the place of what was noted under its number."""
        entries = self.read_entries()
        others = tuple(one for one in entries.bundles if one.number != bundle.number)
        self.write_entries(entries._replace(bundles=(*others, bundle)))

    def forget_bundles(self, numbers: set[int], *waiting: Waiting) -> None:
        """Forget bundles, and note what waits to be brought."""
        entries = self.read_entries()
        kept = tuple(one for one in entries.bundles if one.number not in numbers)
        others = tuple(one for one in entries.waiting if one.branch not in {new.branch for new in waiting})
        self.write_entries(JournalEntries(kept, (*others, *waiting)))

    def forget_waiting(self, branch: str) -> None:
        """Forget what waited, since it was brought."""
        entries = self.read_entries()
        self.write_entries(entries._replace(waiting=tuple(one for one in entries.waiting if one.branch != branch)))


def _read_bundle(said: Any) -> Bundle:
    files = {str(path): str(sha256) for path, sha256 in said["files"].items()}
    return Bundle(int(said["number"]), "saved" if said["state"] == "saved" else "saving", files)


def find_journal_folder(root: Path, otherwise: Path) -> Path:
    """Where the journal of a movement lies: in its `.git`, which nobody proposes a change to, or else elsewhere."""
    git = root / ".git"
    return git / "nstgov" if git.is_dir() and not git.is_symlink() else otherwise
