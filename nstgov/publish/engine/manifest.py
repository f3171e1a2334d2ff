"""
What an earlier build made: of each file from what it was made, and how it lay there when the build was done.

A page is a function of what is handed to its template, of its shell, of the day and of this program. So where a digest
over all of these is the same, and the file lies there as the build left it, nothing need be made. It is a memory of
work done and never of a verdict: what is kept was put through the gate by this same program, byte for byte.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
from collections.abc import Iterable, Iterator, KeysView, Mapping
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from nstgov.publish.engine.link_check import PageLinks, parse_page_links
from nstgov.store.cache import Cache, bundle_number, pack_value, unpack_value
from nstgov.store.folder_state import StatSignature as Looks
from nstgov.store.folder_state import stat_signature

R = TypeVar("R", bound="FileEntry | FileGroup | PageLinks")
_SOUND = b"sound"
"""Stands for a build of which each link led somewhere."""


class FileEntry(NamedTuple):
    """
    A file as a build left it: a digest of all that it was made from (empty: not known), its SHA-256, how it lies there.

    `commit` is the commit that stands in it, if one does that its key does not tell; `searched` is what
    `hash_searchable` says of a page (empty: it is not to be found).
    """

    key: str
    sha256: str
    looks: Looks
    commit: str = ""
    searched: str = ""


class FileGroup(NamedTuple):
    """
    Files that were made together: a digest of all that they were made from, their paths, and what was noted of them.

    `holds` are the names of groups that are a part of it.
    """

    key: str
    paths: tuple[str, ...]
    note: Any = None
    holds: tuple[str, ...] = ()


class ManifestChanges(NamedTuple):
    """
    What was learnt of files and pages by their paths, and of what was made together by its name.

    `kept` is what else is to be kept, as the cache has it.
    """

    rows: dict[str, FileEntry]
    facts: dict[str, PageLinks]
    units: dict[str, FileGroup]
    kept: dict[tuple[str, int], bytes]


def make_cache_key(*made_from: Any) -> str:
    """A digest of plain values and views; empty where one of them is nothing that can be told from others."""
    try:
        return hash_bytes(serialize_values(made_from))
    except Exception:  # noqa: BLE001 (pickle raises what it likes; what has no digest is made anew each time)
        return ""


def serialize_values(made_from: Any) -> bytes:
    """Plain values and views as bytes, the same for equal ones. Raises what pickle raises."""
    text = io.BytesIO()
    pickler = pickle.Pickler(text, 5)
    # without it the bytes would depend on which of two equal texts is the same object
    pickler.fast = True
    pickler.dump(made_from)
    return text.getvalue()


def serialize_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """Each row of plain values with its bytes, the same for equal ones."""
    text = io.BytesIO()
    pickler = pickle.Pickler(text, 5)
    pickler.fast = True
    for row in rows:
        text.seek(0)
        text.truncate()
        pickler.dump(row)
        yield row, text.getvalue()


def hash_bytes(data: bytes) -> str:
    """A digest of bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def read_file_signature(place: str) -> Looks | None:
    """How a plain file lies there; None where there is none."""
    try:
        info = os.lstat(place)
    except (OSError, ValueError):
        return None
    return stat_signature(info) if stat.S_ISREG(info.st_mode) else None


class BuildManifest:
    """What is known of the files in one folder, and what is learnt of them by this build."""

    def __init__(
        self, cache: Cache, folder: Path, commit: str | None, found: Mapping[str, Looks | None] | None = None
    ) -> None:
        """`found` tells how each file in the folder lies there before anything is written (None: it is looked up)."""
        self._found = found
        self._cache, self._folder, self._commit = cache, str(folder), commit or ""
        self._name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        self._bundles: dict[str, dict[int, KeysView[str]]] = {"rows": {}, "units": {}}
        self.rows: dict[str, FileEntry] = self._load_bundles("rows", FileEntry)
        self.units: dict[str, FileGroup] = self._load_bundles("units", FileGroup)
        self.was_sound = self._cache.read_bundle(f"sound {self._name}", 0) == _SOUND
        self._before: dict[tuple[str, int], bytes] = {}
        self._facts: dict[int, dict[str, PageLinks]] = {}
        self.new = ManifestChanges({}, {}, {}, {})

    def for_worker(self) -> BuildManifest:
        """The same memory for a part of the work, in a process of its own, of which nothing is learnt yet."""
        self._before = self._cache.list_fresh()
        other = copy(self)
        other.new = ManifestChanges({}, {}, {}, {})
        return other

    def collect_changes(self) -> ManifestChanges:
        """What was learnt from a part of the work, in a process of its own."""
        kept = {name: data for name, data in self._cache.list_fresh().items() if name not in self._before}
        return self.new._replace(kept=kept)

    def merge_changes(self, known: ManifestChanges) -> None:
        """Take over what was learnt from a part of the work."""
        self._cache.merge_fresh(known.kept)
        self.new.rows.update(known.rows)
        self.new.facts.update(known.facts)
        self.new.units.update(known.units)

    def is_current(self, path: str, key: str) -> bool:
        """Whether a file lies there that was made from the same; it is remembered then."""
        row = self.rows.get(path)
        return row is not None and key != "" and row.key == key and self._is_there(path, row)

    def is_known(self, path: str) -> bool:
        """Whether an earlier build left a file there."""
        return path in self.rows

    def has_same_bytes(self, path: str, sha256: str, key: str) -> bool:
        """Whether a file of these bytes lies there and went through the gate; it is remembered then, with its key."""
        row = self.rows.get(path)
        return row is not None and row.sha256 == sha256 and self._is_there(path, row._replace(key=key))

    def find_current_group(self, name: str, key: str) -> tuple[str, ...] | None:
        """The files that were made together from the same, if all of them lie there still."""
        unit = self.units.get(name)
        if unit is None or unit.key != key or not all(self._is_left(path) for path in unit.paths):
            return None
        self._keep_group(name, unit)
        return unit.paths

    def _keep_group(self, name: str, unit: FileGroup) -> None:
        """Remember a group as it was, with those that it holds."""
        self.new.units[name] = unit
        for inner in unit.holds:
            if (held := self.units.get(inner)) is not None:
                self._keep_group(inner, held)

    def _is_left(self, path: str) -> bool:
        row = self.rows.get(path)
        return row is not None and self._is_there(path, row)

    def _is_there(self, path: str, row: FileEntry) -> bool:
        if row.commit and row.commit != self._commit:
            return False
        looks = read_file_signature(f"{self._folder}/{path}") if self._found is None else self._found.get(path)
        if looks is None:
            return False
        if looks != row.looks:
            if hashlib.sha256(Path(self._folder, path).read_bytes()).hexdigest() != row.sha256:
                return False
            row = row._replace(looks=looks)
        self.new.rows[path] = row
        return True

    def note_file(
        self,
        path: str,
        key: str,
        data: bytes,
        sha256: str,
        looks: Looks,
        *,
        facts: PageLinks | None = None,
        searched: str = "",
    ) -> None:
        """Remember a file that was just put there, how it lies there, and what is known of its bytes."""
        named = self._commit if self._commit and self._commit.encode() in data else ""
        self.new.rows[path] = FileEntry(key, sha256, looks, named, searched)
        if facts is not None:
            self.new.facts[path] = facts

    def get_new_entry(self, path: str) -> FileEntry | None:
        """A file as this build left it."""
        return self.new.rows.get(path)

    def list_looks(self, paths: Iterable[str]) -> dict[str, Looks | None]:
        """How files lay there when this build put them there or kept them; None for one that does not lie there."""
        rows = self.new.rows
        return {
            path: row.looks if (row := rows.get(path)) else read_file_signature(f"{self._folder}/{path}")
            for path in paths
        }

    def note_group(
        self, name: str, key: str, paths: Iterable[str], note: Any = None, holds: Iterable[str] = ()
    ) -> None:
        """Remember which files were made together, what is to be known of them besides, and which groups it holds."""
        self.new.units[name] = FileGroup(key, tuple(paths), note, tuple(holds))

    def get_new_group(self, name: str) -> FileGroup | None:
        """What was made together, as this build made or kept it."""
        return self.new.units.get(name)

    def get_page_links(self, path: str) -> PageLinks:
        """Where the links of a page lead and which places it has; read from the page itself where it was forgotten."""
        known = self.new.facts.get(path) or self.get_earlier_page_links(path)
        if known is None:
            known = parse_page_links(path, Path(self._folder, path).read_text(encoding="utf-8", errors="replace"))
            self.new.facts[path] = known
        return known

    def get_earlier_page_links(self, path: str) -> PageLinks | None:
        """The same of a page as the last build left it; None where that was forgotten."""
        number = bundle_number(path)
        if number not in self._facts:
            data = self._cache.read_bundle(f"facts {self._name}", number)
            self._facts[number] = _unpack_rows(data, PageLinks) if data else {}
        return self._facts[number].get(path)

    def save_manifest(self, *, sound: bool) -> None:
        """Hand on what this build knows; `sound` tells that each link of it leads somewhere."""
        rows = _list_stale(self._bundles["rows"], self.rows, self.new.rows)
        self._save_bundles("rows", rows)
        for number, bundle in rows.items():
            facts = {path: self.get_page_links(path) for path in bundle if path.endswith(".html")}
            self._save_bundles("facts", {number: facts})
        self._save_bundles("units", _list_stale(self._bundles["units"], self.units, self.new.units))
        if sound is not self.was_sound:
            self._cache.put_bundle(f"sound {self._name}", 0, _SOUND if sound else b"")

    def _load_bundles(self, sort: str, kind: type[R]) -> dict[str, R]:
        """All things of a sort by name; which bundle each is in is remembered."""
        found: dict[str, R] = {}
        for number, data in self._cache.read_bundles(f"{sort} {self._name}"):
            bundle = _unpack_rows(data, kind)
            self._bundles[sort][number] = bundle.keys()
            found |= bundle
        return found

    def _save_bundles(self, sort: str, bundles: Mapping[int, Mapping[str, tuple[Any, ...]]]) -> None:
        for number, bundle in bundles.items():
            plain = {name: tuple(one) for name, one in bundle.items()}
            self._cache.put_bundle(f"{sort} {self._name}", number, pack_value(plain))


def _list_stale(
    bundles: Mapping[int, Iterable[str]], before: Mapping[str, R], now: Mapping[str, R]
) -> dict[int, dict[str, R]]:
    """The bundles in which anything is other than it was, as they are now; `bundles` are the names that each had."""
    changed = [name for name, one in now.items() if (old := before.get(name)) is not one and old != one]
    stale: dict[int, dict[str, R]] = {}
    for name in (*changed, *(before.keys() - now.keys())):
        stale.setdefault(bundle_number(name), {})
    for number, bundle in stale.items():
        bundle.update((name, now[name]) for name in bundles.get(number, ()) if name in now)
    for name in changed:
        stale[bundle_number(name)][name] = now[name]
    return stale


def _unpack_rows(data: bytes, kind: type[R]) -> dict[str, R]:
    """Rows by name, kept as plain tuples, which take a third of the time; none where they are not of this kind."""
    bundle = unpack_value(data)
    try:
        return dict(zip(bundle, map(kind._make, bundle.values()), strict=True))
    except (AttributeError, TypeError):
        return {}
