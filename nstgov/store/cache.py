"""
What an earlier run worked out, kept beside nothing that anybody else can write.

A cache only ever saves time. One that is missing, broken, half written, from another version of this program or in use
by somebody else is as good as empty, without a word. Each entry carries a digest of its own, so that no torn or
altered one is believed. What lies in it is made by this program alone and read back by a reader that knows no other
types than records and views; the command line puts it into the person's own cache folder, never into the record's.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

SHELVES = 256
"""How many bundles the things of one sort are kept in: one change writes one bundle anew."""
_DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file may raise: the second where the database says what is wrong in words that are damaged too."""
_MARK = 16
_OURS = tuple(f"nstgov.{package}." for package in ("records", "lifecycle", "store", "publish"))
_PLAIN = {("datetime", "date"), ("markupsafe", "Markup"), ("collections", "OrderedDict")}


class Cache:
    """
    Bundles of bytes by sort and number, in one file of a folder; without a folder it forgets everything.

    `made_by` tells which program made them; what another one made is thrown away.
    """

    def __init__(self, folder: Path | None, made_by: str) -> None:
        self._made_by = made_by
        self._file = folder / "kept.sqlite" if folder else None
        self._fresh: dict[tuple[str, int], bytes] = {}
        self._turn = 0
        self._is_damaged = False
        self._base = self._open_database()

    def read_bundles(self, sort: str) -> Iterator[tuple[int, bytes]]:
        """All whole bundles of a sort, each with its number."""
        with self._forgiven():
            for number, data in self._base.execute("SELECT number, data FROM bundle WHERE sort = ?", (sort,)):
                if isinstance(data, bytes) and data[:_MARK] == _compute_checksum(data[_MARK:]):
                    yield number, data[_MARK:]

    def read_bundle(self, sort: str, number: int) -> bytes | None:
        """One bundle of a sort; None where it is not there or not whole."""
        with self._forgiven():
            row = self._base.execute("SELECT data FROM bundle WHERE sort = ? AND number = ?", (sort, number)).fetchone()
            if row and isinstance(row[0], bytes) and row[0][:_MARK] == _compute_checksum(row[0][_MARK:]):
                return row[0][_MARK:]
        return None

    def put_bundle(self, sort: str, number: int, data: bytes) -> None:
        """Keep a bundle from the next `save` on."""
        self._fresh[sort, number] = _compute_checksum(data) + data

    def list_fresh(self) -> dict[tuple[str, int], bytes]:
        """What was put since the last `save`, by sort and number."""
        return dict(self._fresh)

    def merge_fresh(self, fresh: Mapping[tuple[str, int], bytes]) -> None:
        """Take over what a process put that was forked off from this one."""
        self._fresh.update(fresh)

    def save(self) -> None:
        """
        Keep all that was put, or nothing: whoever is killed here leaves what was there before.

        Nothing where another run has saved since this one began: what the two know need not fit together.
        """
        if not self._fresh:
            return
        rows = [(sort, number, data) for (sort, number), data in self._fresh.items()]
        with self._forgiven(), self._base:
            turn = "UPDATE about SET turn = turn + 1 WHERE turn = ?"
            if self._base.execute(turn, (self._turn,)).rowcount == 1:
                self._base.executemany("INSERT OR REPLACE INTO bundle VALUES (?, ?, ?)", rows)
                self._turn += 1
        self._fresh.clear()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._base.close()
        if self._is_damaged and self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    @contextmanager
    def _forgiven(self) -> Iterator[None]:
        """What the database cannot give costs time only; one that is damaged is noted, and goes when it is closed."""
        try:
            yield
        except _DAMAGE as error:
            # what is locked or full is an OperationalError, and says nothing against the file
            self._is_damaged = self._is_damaged or type(error) in (sqlite3.DatabaseError, UnicodeDecodeError)

    def _open_database(self) -> sqlite3.Connection:
        if self._file is not None:
            for _ in range(2):
                with suppress(*_DAMAGE, OSError):
                    return self._connect_file(self._file)
                with suppress(OSError):
                    self._file.unlink()
        return _reset_tables(sqlite3.connect(":memory:"), self._made_by)

    def _connect_file(self, file: Path) -> sqlite3.Connection:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        base = sqlite3.connect(file, timeout=2)
        try:
            base.execute("PRAGMA synchronous = OFF")
            tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"about", "bundle"} <= tables:
                return _reset_tables(base, self._made_by)
            told = base.execute("SELECT made_by, turn FROM about").fetchall()
            if [made_by for made_by, _ in told] == [self._made_by]:
                self._turn = told[0][1]
                return base
        except _DAMAGE:
            base.close()
            raise
        base.close()
        raise sqlite3.DatabaseError


def _reset_tables(base: sqlite3.Connection, made_by: str) -> sqlite3.Connection:
    with base:
        base.execute("BEGIN IMMEDIATE")
        base.execute("CREATE TABLE IF NOT EXISTS about (made_by TEXT, turn INTEGER)")
        base.execute(
            "CREATE TABLE IF NOT EXISTS bundle (sort TEXT, number INTEGER, data BLOB, PRIMARY KEY (sort, number))"
        )
        base.execute("DELETE FROM about")
        base.execute("INSERT INTO about VALUES (?, 0)", (made_by,))
    return base


def _compute_checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_MARK).digest()


def bundle_number(name: str) -> int:
    """The number of the bundle that something of that name is kept in; things of one folder lie together."""
    end = name.find("/", name.find("/") + 1)
    return _number_folder(name[:end] if end > 0 and "/" in name[:end] else name)


@lru_cache(maxsize=1 << 18)
def _number_folder(folder: str) -> int:
    return int.from_bytes(hashlib.blake2b(folder.encode(), digest_size=2).digest(), "big") % SHELVES


def pack_value(value: Any) -> bytes:
    """A value of records, views and plain types as bytes."""
    return pickle.dumps(value, 5)


def unpack_value(data: bytes) -> Any:
    """The value that was packed; None where the bytes hold anything that is none of ours."""
    try:
        return SafeUnpickler(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 (whatever is wrong with bytes that ought to be ours: they count as lost)
        return None


class SafeUnpickler(pickle.Unpickler):
    """Makes nothing but plain values, records and views."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is one of ours."""
        return _find_allowed_class(module, name)


@cache
def _find_allowed_class(module: str, name: str) -> Any:
    if (module, name) not in _PLAIN and not module.startswith(_OURS):
        raise pickle.UnpicklingError(module)
    found = getattr(sys.modules[module], name)
    if not isinstance(found, type):
        raise pickle.UnpicklingError(name)
    return found


@cache
def program_fingerprint() -> str:
    """What tells this very program from every other: its own files, byte for byte, Python, and what it works with."""
    own = hashlib.sha256(sys.version.encode())
    package = str(Path(__file__).parent.parent)
    for place, folders, names in os.walk(package):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(names):
            # each command asks this, so without what a path object or a buffer costs
            with open(f"{place}/{name}", "rb", buffering=0) as file:
                data = file.read()
            own.update(b"%b/%b\0%d\0" % (os.fsencode(place[len(package) :]), os.fsencode(name), len(data)))
            own.update(data)
    for folder in sys.path:
        with suppress(OSError):
            own.update("\0".join(sorted(n for n in os.listdir(folder) if n.endswith(".dist-info"))).encode())
    return own.hexdigest()
