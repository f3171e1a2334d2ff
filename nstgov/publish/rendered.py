"""The hand-written pages and the shells of one language, rendered once and remembered while they are the same."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.material import Shells, load_shells, read_handwritten_files, render_with_mkdocs
from nstgov.publish.memory import make_cache_key
from nstgov.publish.site import Site
from nstgov.publish.sources import built_in_folders
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.tree import carried_repository

_SORT = "rendered"


class RenderedSite(NamedTuple):
    """What was rendered: a digest of all that it was made from, the shells, and the files by their paths."""

    key: str
    shells: Shells
    files: tuple[tuple[str, bytes], ...]


def get_rendered_site(site: Site, own_pages: Path | None, cache: Cache) -> RenderedSite:
    """
    The hand-written pages and the shells for a site in one language; `own_pages` are the repository's.

    No such page names a commit, so that a commit alone changes none of them.
    """
    plain = replace(site, commit=None)
    number, key = site.languages.index(site.language), make_cache_key(repr(plain), *_hash_own_pages(own_pages))
    data = cache.read_bundle(_SORT, number)
    known = unpack_value(data) if data else None
    if isinstance(known, RenderedSite) and known.key == key:
        return known
    with tempfile.TemporaryDirectory(prefix="nstgov-") as work:
        place = render_with_mkdocs(plain, own_pages, Path(work))
        made = RenderedSite(key, load_shells(place, plain), tuple(read_handwritten_files(place, plain)))
    cache.put_bundle(_SORT, number, pack_value(made))
    return made


def _hash_own_pages(own_pages: Path | None) -> Iterator[tuple[str, str]]:
    """Each file that is rendered, with its SHA-256; and what orders them."""
    folders = [*(folder for _, folder in built_in_folders()), *([own_pages] if own_pages else [])]
    orders = [root / "mkdocs.yml" for root in (carried_repository(), *([own_pages.parent] if own_pages else []))]
    for file in (*(file for folder in folders for file in sorted(folder.rglob("*"))), *orders):
        if file.is_file():
            yield str(file), hashlib.sha256(file.read_bytes()).hexdigest()
