"""The hand-written pages and the shells of one language, rendered once and remembered while they are the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.material import Shells, hand_written, render, shells_in
from nstgov.publish.memory import key_of
from nstgov.publish.site import Site
from nstgov.publish.sources import built_in_folders
from nstgov.store.cache import Cache, packed, unpacked
from nstgov.store.tree import carried_repository

_SORT = "rendered"


class Rendered(NamedTuple):
    """What was rendered: a digest of all that it was made from, the shells, and the files by their paths."""

    key: str
    shells: Shells
    files: tuple[tuple[str, bytes], ...]


def rendered_for(site: Site, own_pages: Path | None, cache: Cache) -> Rendered:
    """
    The hand-written pages and the shells for a site in one language; `own_pages` are the repository's.

    No such page names a commit, so that a commit alone changes none of them.
    """
    plain = replace(site, commit=None)
    number, key = site.languages.index(site.language), key_of(repr(plain), *_sources(own_pages))
    data = cache.bundle(_SORT, number)
    known = unpacked(data) if data else None
    if isinstance(known, Rendered) and known.key == key:
        return known
    with tempfile.TemporaryDirectory(prefix="nstgov-") as work:
        place = render(plain, own_pages, Path(work))
        made = Rendered(key, shells_in(place, plain), tuple(hand_written(place, plain)))
    cache.put(_SORT, number, packed(made))
    return made


def _sources(own_pages: Path | None) -> Iterator[tuple[str, str]]:
    """Each file that is rendered, with its SHA-256; and what orders them."""
    folders = [*(folder for _, folder in built_in_folders()), *([own_pages] if own_pages else [])]
    orders = [root / "mkdocs.yml" for root in (carried_repository(), *([own_pages.parent] if own_pages else []))]
    for file in (*(file for folder in folders for file in sorted(folder.rglob("*"))), *orders):
        if file.is_file():
            yield str(file), hashlib.sha256(file.read_bytes()).hexdigest()
