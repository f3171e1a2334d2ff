"""How each file of a finished site lies there."""

from __future__ import annotations

import hashlib
import os
import stat

from nstgov.store.cache import Cache
from nstgov.store.folder_state import StatSignature, stat_signature
from nstgov.store.folder_walk import FolderWalk, keep_names, walk_again, walk_folder

SiteWalk = FolderWalk[StatSignature | None]
"""What lies in the folder of a site: by path how each file looks (None: it is no plain one)."""


def walk_site(folder: str, cache: Cache | None) -> SiteWalk:
    """What lies in the folder of a site; a `cache` knows the names in folders that look as they did. Raises OSError."""
    known = walk_again(cache, _name_sort(folder), folder, _tell_look) if cache is not None else None
    return known or walk_folder(folder, _tell_look)


def keep_site_names(folder: str, cache: Cache, walk: SiteWalk | None) -> None:
    """Have the next build know the names that were found by a walk, or by one that is done now. Raises OSError."""
    keep_names(cache, _name_sort(folder), walk or walk_folder(folder, _tell_look))


def _tell_look(info: os.stat_result) -> StatSignature | None:
    return stat_signature(info) if stat.S_ISREG(info.st_mode) else None


def _name_sort(folder: str) -> str:
    return f"names of site {hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]}"
