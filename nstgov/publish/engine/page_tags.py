"""
The tags of a page, each once: what the gate and the check of links look through, found once for both.

Most of a page's frame (its head, its foot) is that of thousands of others. So a page is cut where the frame changes
into what is its own, and what was found of a part that comes again is remembered. Cut or whole, the tags are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

_TAG = re.compile(r"<(?!/[a-zA-Z0-9]+>)([a-zA-Z/!?][^>]*)>")
"""A tag; half of all only close an element, and of those there is nothing to be said."""
_FRAME_BEGINS, _FRAME_ENDS, _FOOT = "</title>", "<article", "</article>"
FRAMES = 2000
"""Frames that are remembered: one for each section, depth and language, twice; each is of some kilobytes."""


class PageTags(NamedTuple):
    """The tags of a page: those of its own, and those of its frame, which many pages share; each once in its part."""

    own: tuple[str, ...]
    frame: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=2)
def list_tags(page: str) -> PageTags:
    """
    What stands between `<` and `>` in a page.

    Tags that close an element, and say nothing else, are left out.
    """
    parts = list(_cut_at_frame(page))
    if any(part.rfind("<") > part.rfind(">") for part in parts):
        # a tag that a part leaves open takes in what follows, so nothing may be cut there
        return PageTags(_find_tags(page))
    return PageTags(_find_tags(*parts[::2]), tuple(map(_find_frame_tags, parts[1::2])))


def _cut_at_frame(page: str) -> Iterator[str]:
    """A page in parts: its own and those of its frame in turn."""
    begins = page.find(_FRAME_BEGINS)
    ends, foot = page.find(_FRAME_ENDS, begins), page.rfind(_FOOT)
    if 0 <= begins < ends < foot:
        yield from (page[:begins], page[begins:ends], page[ends:foot], page[foot:])
    else:
        yield page


def _find_tags(*parts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(map(_TAG.findall, parts))))


@lru_cache(maxsize=FRAMES)
def _find_frame_tags(part: str) -> tuple[str, ...]:
    return _find_tags(part)
