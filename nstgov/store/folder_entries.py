"""The files of a record that lie in a folder, with as little listing as tells them."""

from __future__ import annotations

import time
from operator import itemgetter
from pathlib import Path

from nstgov.records.path_folding import is_record_path
from nstgov.store.cache import Cache
from nstgov.store.folder_state import stat_signature
from nstgov.store.folder_walk import FolderWalk, NameNotKept, keep_names, walk_again
from nstgov.store.tree import (
    OWN_REPOSITORY,
    FolderEntry,
    FolderListing,
    classify_mode,
    decode_name,
    list_folder_entries,
    list_folders,
)

_SORT = "names of records"


def list_entries_again(root: Path, cache: Cache) -> list[FolderEntry]:
    """The same as `list_folder_entries` gives; a `cache` knows the names in folders that look as they did."""
    base = str(root)
    walk = walk_again(cache, _SORT, base, lambda info: info, _takes_record)
    if walk is not None and walk.files:
        keep_names(cache, _SORT, walk)
        in_order = sorted(walk.files.items(), key=itemgetter(0))
        return [FolderEntry(path, classify_mode(info.st_mode), f"{base}/{path}", info) for path, info in in_order]
    began = time.time_ns()
    listings = list_folders(root)
    entries = list_folder_entries(root, listings)
    if all(entry.sort != "submodule" and entry.place == f"{base}/{entry.path}" for entry in entries):
        keep_names(cache, _SORT, _describe_listings(listings, began))
    return entries


def _takes_record(folder: str, name: str) -> bool:
    if not folder and not is_record_path(decode_name(name)):
        return False
    if name == OWN_REPOSITORY or not name.isascii():  # what git knows by another name, or not at all
        raise NameNotKept
    return True


def _describe_listings(listings: list[FolderListing], began: int) -> FolderWalk[None]:
    files = {entry.path: None for listing in listings for entry in listing.entries}
    folders = {listing.path: stat_signature(listing.info) for listing in listings}
    return FolderWalk(files, folders, [], len(folders), began)
