"""
The smallest pieces of a page: a link, a row of names, a stage, a day.

They stand on every page many times, so they are functions and no templates: three times as fast. Everything that comes
from the record is escaped here. Addresses begin with ROOT, which stands for the way from the page to the site's root.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from markupsafe import Markup, escape

from nstgov.publish.views.scene import Door

ROOT = "@/"
SEVERAL = 12
"""Names in a row before the rest is counted."""
MANY = 20_000
"""Pieces that are remembered: people and circles are named again and again."""


def lang_of(given: str | None, texts_language: str | None = None) -> Markup:
    """The attribute that says which language a text is in, where that is not the page's own."""
    language = given or texts_language
    return Markup(' lang="{}"').format(language) if language else Markup()


@lru_cache(maxsize=MANY)
def door(to: Door, texts_language: str | None = None) -> Markup:
    """A link to something, by its name; only the name where there is no page."""
    name = _apart(to.name)
    if to.href is None:
        return name
    start = Markup('<a href="') + escape(ROOT + to.href) + Markup('"')
    return start + lang_of(to.lang, texts_language) + Markup(">") + name + Markup("</a>")


def row(pieces: Sequence[Markup]) -> Markup:
    """`a`, `a and b`, `a, b and c`."""
    if len(pieces) < 2:
        return Markup().join(pieces)
    return Markup(", ").join(pieces[:-1]) + Markup(" and ") + pieces[-1]


def names(all_: Sequence[str], most: int = SEVERAL) -> Markup:
    """A row of people; beyond so many the rest is counted."""
    shown = [_apart(name) for name in all_[:most]]
    left = len(all_) - most
    return row([*shown, escape(f"{left} more")] if left > 0 else shown)


@lru_cache(maxsize=MANY)
def _apart(name: str) -> Markup:
    """A name that keeps its own direction among others."""
    return Markup("<bdi>{}</bdi>").format(name)


@cache
def slug(word: str) -> str:
    """A word as it stands in an address or a class."""
    return re.sub(r"[^a-z]+", "-", word.lower()).strip("-")


@lru_cache(maxsize=MANY)
def stage(word: str, shown: str | None = None) -> Markup:
    """A stage: a word, a shape and a colour."""
    return Markup('<span class="stage stage-') + slug(word) + Markup('">') + escape(shown or word) + Markup("</span>")
