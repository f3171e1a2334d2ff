"""
The tags of a page, each once: what the gate and the check of links look through, found once for both.

Most of a page's frame (its head, its foot) is that of thousands of others. So a page is cut where the frame changes
into what is its own, and the tags of a part that comes again are remembered. Cut or whole, the tags are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_TAG = re.compile(r"<(?!/[a-zA-Z0-9]+>)([a-zA-Z/!?][^>]*)>")
"""A tag; half of all only close an element, and of those there is nothing to be said."""
_FRAME_BEGINS, _FRAME_ENDS, _FOOT = "</title>", "<article", "</article>"
_FRAMES = 2000
"""Frames that are remembered: one for each section, depth and language, twice; each is of some kilobytes."""


@lru_cache(maxsize=2)
def list_tags(page: str) -> tuple[str, ...]:
    """
    What stands between `<` and `>` in a page, each once, in the order in which it first does.

    Tags that close an element, and say nothing else, are left out.
    """
    parts = list(_cut_at_frame(page))
    if any(part.rfind("<") > part.rfind(">") for part in parts):
        # a tag that a part leaves open takes in what follows, so nothing may be cut there
        return tuple(dict.fromkeys(_TAG.findall(page)))
    found: dict[str, None] = {}
    for at, part in enumerate(parts):
        found |= _find_frame_tags(part) if at % 2 else dict.fromkeys(_TAG.findall(part))
    return tuple(found)


def _cut_at_frame(page: str) -> Iterator[str]:
    """A page in parts: its own and those of its frame in turn."""
    begins = page.find(_FRAME_BEGINS)
    ends, foot = page.find(_FRAME_ENDS, begins), page.rfind(_FOOT)
    if 0 <= begins < ends < foot:
        yield from (page[:begins], page[begins:ends], page[ends:foot], page[foot:])
    else:
        yield page


@lru_cache(maxsize=_FRAMES)
def _find_frame_tags(part: str) -> dict[str, None]:
    return dict.fromkeys(_TAG.findall(part))
