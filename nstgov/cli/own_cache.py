"""Where this program keeps what it worked out: in the person's own cache folder, never in the record."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from nstgov.store.cache import Cache, program_fingerprint


def open_cache(root: Path) -> Cache:
    """What earlier builds of a movement worked out."""
    return Cache(find_cache_folder(root), program_fingerprint())


def find_cache_folder(root: Path) -> Path | None:
    """
    Where things are kept that belong to one movement on this machine, in the person's own cache folder.

    Never inside the record: there anybody could put something who proposes a change. None where it would lie there.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    here = root.resolve()
    try:
        place = (named if named.is_absolute() else Path.home() / ".cache").resolve()
    except RuntimeError:
        place = here
    folder = place / "nstgov" / hashlib.sha256(os.fsencode(here)).hexdigest()[:24]
    return None if folder.is_relative_to(here) else folder
