r"""
Which path another system would take a path for.

Git keeps `Circles/oak`, `circles./oak`, `circles\oak` and `PROPOS~1` apart from the record. Windows and macOS do not:
letter case, blanks and points at the end, signs that nobody sees and older forms of a letter make no difference there.
So somebody could put beside a record what takes its place on the machine of somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from nstgov.records.layout import ROOTS, SETTINGS

_PLAIN = re.compile(r"(?:[a-z0-9._-]*[a-z0-9_-]/)*[a-z0-9._-]*[a-z0-9_-]")
"""Paths that every system takes for themselves."""
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")  # fmt: skip
"""Signs that some systems leave out of names, and that nobody sees."""
_SHORT = re.compile(r"([^~.]{1,6})~[0-9]{1,6}(?:\..{0,3})?")
"""A name as Windows shortens long ones for old programs: PROPOS~1."""
_REFUSED = re.compile(r'[\x00-\x1f<>:"|?*\\]|[ .]\Z')
"""What stands in no name there, and with what none ends."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[1-9¹²³]|lpt[1-9¹²³])", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever stands behind a point in them."""
_FITS = re.compile(r"[^.]{1,8}(?:\.[^.]{1,3})?")
"""Names that need not be shortened for them."""


def fold_path(path: str) -> str:
    """A path without what other systems leave out of account: the same for two paths that are one on some of them."""
    return path if _PLAIN.fullmatch(path) else _fold_unusual_path(path)


@lru_cache(maxsize=4096)
def _fold_unusual_path(path: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _UNSEEN.sub("", path)).casefold())
    parts: list[str] = []
    for part in folded.replace("\\", "/").split("/"):
        if part == ".." and "\\" in folded:
            del parts[-1:]
        elif kept := part if part == ".." else part.partition(":")[0].rstrip(" ."):
            parts.append(kept)
    return "/".join(parts)


def expand_short_name(name: str, known: Collection[str]) -> str:
    """The long name among those known that Windows may have shortened to a name; the name itself if there is none."""
    if found := _SHORT.fullmatch(name):
        return next((one for one in known if not _FITS.fullmatch(one) and _shorten_name(one) == found[1]), name)
    return name


def _shorten_name(name: str) -> str:
    bare = name.lstrip(".")
    return (bare.rpartition(".")[0] or bare).replace(".", "")[:6]


def is_kept_off_windows(path: str) -> bool:
    """Whether no folder or file can have such a name on Windows, where nobody could check out what it lies in."""
    return any(
        _REFUSED.search(part) or _DEVICE.fullmatch(part.partition(".")[0].rstrip(" ")) for part in path.split("/")
    )


def is_record_path(path: str) -> bool:
    """Whether a path lies in a folder of records or is that of the settings, here or on some other system."""
    return find_record_folder(path) is not None


def find_record_folder(path: str) -> str | None:
    """The folder of records, or the settings, that a path lies in here or on some other system; None where none."""
    root, _, rest = path.partition("/")
    if root in ROOTS or path == SETTINGS:
        return root
    root, _, rest = fold_path(path).partition("/")
    root = expand_short_name(root, ROOTS)
    return root if root in ROOTS or (root == SETTINGS and not rest) else None
