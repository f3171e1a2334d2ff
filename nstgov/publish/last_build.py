"""
Whether anything is other than it was at the last build: then there is nothing to read, to judge or to make.

Two digests tell. One is over all that a site is made from: how each file of the record and of the hand-written pages
lies there, the commit, the day, the address. The other is over how each file of the finished site lies there. How a
file lies is its size, its times and its inode, as elsewhere (`store/folder_snapshot.py`); one that was changed moments
before it was looked at could change again and look the same, so it is read once more when the site is made, and nothing
is remembered where it holds anything else. Of the program itself the cache knows: another one finds it empty.

It loads nothing that a build needs, for most builds of a day find that nothing has changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.build_result import BuildResult
from nstgov.publish.engine.site_walk import keep_site_names, walk_site
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.checkout_state import find_checkout_state
from nstgov.store.content import hash_content
from nstgov.store.folder_state import StatSignature, is_steady, stat_signature
from nstgov.store.folder_walk import walk_folder
from nstgov.store.tree import FolderEntry, carried_repository

_SORT = "last build"


class SaidLine(NamedTuple):
    """A line that was said while building, and whether as a warning."""

    text: str
    is_warning: bool


class BuildInputs(NamedTuple):
    """
    All that a site is made from, as a digest (empty: not known), and what was said of it.

    `are_settled` tells, once the site is made, whether the digest still speaks of what was read.
    """

    digest: str = ""
    said: tuple[SaidLine, ...] = ()
    are_settled: Callable[[], bool] = lambda: True


UNKNOWN = BuildInputs()


class InputLook(NamedTuple):
    """A digest of all that a site is made from, and how those files lie there that were changed only now, by path."""

    digest: str
    fresh: dict[str, StatSignature]


class StandingSite(NamedTuple):
    """A site that stands as it was made: what came of that, and what was said."""

    built: BuildResult
    said: tuple[SaidLine, ...]


def look_at_inputs(
    root: Path, own_pages: Path | None, entries: Sequence[FolderEntry], as_of: date, address: str | None
) -> InputLook:
    """What a site would be made from now; `entries` are the records in the order of their paths."""
    now = time.time_ns()
    texts = [repr((str(root.resolve()), as_of.isoformat(), address, str(own_pages), find_checkout_state(root)))]
    places = sorted([*_list_page_places(own_pages), str(root / "mkdocs.yml")])
    fresh: dict[str, StatSignature] = {}
    for path, sort, info in (
        *((entry.path, entry.sort, entry.info) for entry in entries),
        *((place, "", info) for place in places if (info := _look_at(place)) is not None),
    ):
        looks = stat_signature(info)
        if not is_steady(looks, now):
            fresh[path] = looks
        texts.append(f"{path}\0{sort}\0{info.st_mode}{looks}")
    return InputLook(_hash_text("\n".join(texts)), fresh)


def are_inputs_settled(root: Path, look: InputLook, read: Mapping[str, str]) -> bool:
    """
    Whether the files that were fresh lie there as they did, can no longer change unseen, and hold what was read.

    `read` are the SHA-256 of the records that were read, by path.
    """
    return all(_is_settled(root / path, looks, read.get(path)) for path, looks in look.fresh.items())


def _is_settled(place: Path, looks: StatSignature, sha256: str | None) -> bool:
    try:
        is_same = stat_signature(place.lstat()) == looks and is_steady(looks, time.time_ns())
        return is_same and hash_content(place.read_bytes()) == sha256
    except OSError:
        return False


def find_standing_site(cache: Cache, out: Path, digest: str) -> StandingSite | None:
    """The site in a folder, where it was made from the same and each of its files lies there as it did then."""
    data = cache.read_bundle(_name_sort(out), 0) if digest else None
    known = unpack_value(data) if data else None
    if not isinstance(known, dict) or known.get("inputs") != digest or known.get("site") != _look_at_site(out, cache):
        return None
    built = BuildResult(known["pages"], None, errors=known["errors"])
    return StandingSite(built, tuple(SaidLine(*line) for line in known["said"]))


def note_standing_site(
    cache: Cache, out: Path, inputs: BuildInputs, built: BuildResult, looks: Mapping[str, StatSignature | None]
) -> None:
    """
    Remember a sound site as it stands now; nothing where it is not known what it was made from.

    `looks` is how each of its files lay there when it was put there, by path: where one lies otherwise when it is
    looked at again, somebody else was at it since, and all is built.
    """
    site = _digest_looks(looks) if inputs.digest and inputs.are_settled() else ""
    said = [tuple(line) for line in inputs.said]
    known = {"inputs": inputs.digest, "site": site, "pages": built.pages, "errors": built.errors, "said": said}
    cache.put_bundle(_name_sort(out), 0, pack_value(known if site else {}))


def _look_at_site(out: Path, cache: Cache) -> str:
    """A digest of how each file of a site lies there; empty where that cannot be told."""
    try:
        walk = walk_site(str(out), cache)
    except OSError:
        return ""
    keep_site_names(str(out), cache, walk)
    return _digest_looks(walk.files)


def _digest_looks(looks: Mapping[str, StatSignature | None]) -> str:
    """Empty where there is nothing, or something that is no plain file."""
    paths = sorted(looks)
    in_order = [looks[path] for path in paths]
    return "" if not paths or None in in_order else _hash_text(repr((paths, in_order)))


def _list_page_places(own_pages: Path | None) -> Iterator[str]:
    """The hand-written pages, the movement's and those that nstgov brings, and what orders them."""
    carried = carried_repository()
    for folder in (carried / "site", *([own_pages] if own_pages else [])):
        if folder.is_dir():
            yield from (f"{folder}/{path}" for path in walk_folder(str(folder), stat_signature).files)
    yield str(carried / "mkdocs.yml")


def _look_at(place: str) -> os.stat_result | None:
    """What the disk says of a file, whatever leads to it; None where there is none."""
    try:
        info = Path(place).stat()
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) else None


def _hash_text(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def _name_sort(out: Path) -> str:
    return f"{_SORT} {hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]}"
