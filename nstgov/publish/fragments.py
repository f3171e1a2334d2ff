"""
The smallest pieces of a page: a link, a row of names, a stage, a day.

They stand on every page many times, so they are functions and no templates: three times as fast. Everything that comes
from the record is escaped here. Addresses begin with ROOT, which stands for the way from the page to the site's root.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from nstgov.languages import N_, SOURCE, Words, direction_of, words_of
from nstgov.publish.engine.templates import escape_value
from nstgov.publish.site import Site
from nstgov.publish.text.dates import find_language_name, find_locale
from nstgov.publish.views.snapshot import PageLink

ROOT = "@/"
SEVERAL = 12
"""Names in a row before the rest is counted."""
_SAID = {"whole": N_("in good shape")}
MANY = 20_000
"""Pieces that are remembered: people and circles are named again and again."""


class PageLanguage(NamedTuple):
    """The language of a page, and the one that texts on record are in where they do not say."""

    page: str = SOURCE
    texts: str = SOURCE


ENGLISH = PageLanguage()
_NOTHING, _BY_LETTERS = Markup(), Markup(' dir="auto"')


def render_lang_attributes(given: str | None, tongue: PageLanguage = ENGLISH, *, auto: bool = False) -> Markup:
    """
    The attributes that say which language a text is in, and which way it runs, where that is not as on the page.

    `auto`: where nothing tells the way it runs, its first letters do.
    """
    language = given or tongue.texts
    aside = _BY_LETTERS if auto else _NOTHING
    if language == tongue.page:
        return aside
    direction = direction_of(language)
    turned = Markup(' dir="{}"').format(direction) if direction != direction_of(tongue.page) else aside
    return Markup(' lang="{}"').format(language) + turned


@lru_cache(maxsize=MANY)
def render_link(to: PageLink, tongue: PageLanguage = ENGLISH) -> Markup:
    """A link to something, by its name; only the name where there is no page."""
    name = _isolate_direction(to.name)
    if to.href is None:
        return name
    start = Markup('<a href="') + escape(ROOT + to.href) + Markup('"')
    return start + render_lang_attributes(to.lang, tongue) + Markup(">") + name + Markup("</a>")


def join_list(pieces: Sequence[Markup], language: str = SOURCE) -> Markup:
    """`a`, `a and b`, `a, b and c`, as the language joins them."""
    safe = [escape_value(piece) for piece in pieces]
    if len(safe) < 2:
        return Markup("".join(safe))  # noqa: S704 (escaped above)
    start, middle, end, pair = _list_patterns(language)
    if len(safe) == 2:
        return Markup(pair.format(*safe))  # noqa: S704 (escaped above)
    # the list is put together once: with thousands of pieces it would be copied as often
    between = [start, *[middle] * (len(safe) - 3)]
    before, behind = "", [safe[0]]
    for pattern, piece in zip(between, safe[1:-1], strict=True):
        first, _, rest = pattern.partition("{0}")
        before = first + before
        behind.append(rest.replace("{1}", piece))
    return Markup(end.format(before + "".join(behind), safe[-1]))  # noqa: S704 (escaped above)


@cache
def _list_patterns(language: str) -> tuple[str, str, str, str]:
    """How a language joins the things of a list, escaped: at the start, in the middle, at the end, and two alone."""
    if language == SOURCE:
        return "{0}, {1}", "{0}, {1}", "{0} and {1}", "{0} and {1}"
    patterns = find_locale(language).list_patterns["standard"]
    start, middle, end, pair = (str(escape(patterns[where])) for where in ("start", "middle", "end", "2"))
    return start, middle, end, pair


def render_names(all_: Sequence[str], most: int = SEVERAL, language: str = SOURCE) -> Markup:
    """A row of people; beyond so many the rest is counted."""
    return _render_names(tuple(all_), most, language)


@lru_cache(maxsize=MANY)
def _render_names(all_: tuple[str, ...], most: int, language: str) -> Markup:
    shown = [_isolate_direction(name) for name in all_[:most]]
    left = len(all_) - most
    if left > 0:
        more = words_of(language).ngettext("%(num)d more", "%(num)d more", left) % {"num": left}
        shown.append(escape(more))
    return join_list(shown, language)


@lru_cache(maxsize=MANY)
def _isolate_direction(name: str) -> Markup:
    """A name that keeps its own direction among others."""
    return Markup("<bdi>{}</bdi>").format(name)


@cache
def make_slug(word: str) -> str:
    """A word as it stands in an address or a class."""
    return re.sub(r"[^a-z]+", "-", word.lower()).strip("-")


def say_stage(word: str, words: Words) -> str:
    """A stage as pages say it; the word for it on record may be one that neighbours would not use."""
    return words.gettext(_SAID.get(word, word))


@lru_cache(maxsize=MANY)
def render_stage(word: str, shown: str | None = None, language: str = SOURCE) -> Markup:
    """A stage: a word in the page's language (or the one to be shown instead), a shape and a colour."""
    said = shown or say_stage(word, words_of(language))
    return Markup('<span class="stage stage-') + make_slug(word) + Markup('">') + escape(said) + Markup("</span>")


def render_language_links(site: Site, path: str, root: str) -> Markup:
    """
    The way to the same page in the other languages, each by its own name; empty where there is only one.

    `path` is the page's from the root of its language, `root` leads there.
    """
    others = [language for language in site.languages if language != site.language]
    if not others:
        return _NOTHING
    top = "../" + root.removeprefix("./") if site.prefix else root
    rows = Markup().join(
        _render_language_link(language, f"{top}{site.language_prefix(language)}{path}") for language in others
    )
    label = words_of(site.language).gettext("This page in other languages")
    return Markup('<nav class="languages" aria-label="{}"><ul>{}</ul></nav>').format(label, rows)


def _render_language_link(language: str, address: str) -> Markup:
    link = Markup('<li><a href="{}" lang="{}" hreflang="{}">{}</a></li>')
    return link.format(address, language, language, find_language_name(language))
