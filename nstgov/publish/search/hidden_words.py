"""
What a page is found by besides the words that stand on it: its id, days, and names as others spell them.

People look for a day in the form they are used to, and for a name in the letters they can type. So a page's data for
the search has marks of the days on it and the Latin spelling of names in other scripts. They are metadata, which
Pagefind looks through and never shows. Everything is made from the finished page alone.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup

from nstgov.languages.short_names import short_name
from nstgov.publish.engine.searchable_text import SearchableParts

KNOWN = 2000
"""Words of titles and names at most that are kept for each language of a shard, those on most pages first."""
_MOST_DAYS = 40
"""Days of a page at most that it is found by; a circle's page may have hundreds."""
_DAY = re.compile(r'<time datetime="(\d{4})-(\d\d)-(\d\d)')
_OWN_DAY = re.compile(r'<meta name="nstgov:day" content="(\d{4})-(\d\d)-(\d\d)"')
_NAME = re.compile(r"<(bdi|h1)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]{3,}")
_META = Markup('<meta name="nstgov:{0}" content="{1}" data-pagefind-meta="{0}[content]">')


def render_hidden_words(path: str, parts: SearchableParts) -> str:
    """
    Lines for the head of a page as Pagefind reads it: its own id and day in one, what else it names in another.

    `path` is the page's address.
    """
    own = [path.rstrip("/").rpartition("/")[2], *_mark_days(_OWN_DAY.findall(parts.facts))]
    also = [*_mark_days(_DAY.findall(parts.article)[:_MOST_DAYS]), *_spell_names(parts.article)]
    lines = (("on", own), ("also", [word for word in dict.fromkeys(also) if word not in own]))
    return "".join(_META.format(name, " ".join(words)) for name, words in lines if words)


def _mark_days(days: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """A mark for each day, and one for the same day of any year; `search-words.js` makes the same of what is typed."""
    for year, month, day in days:
        yield f"d{year}{month}{day}"
        yield f"m{month}{day}"


def _spell_names(article: str) -> Iterator[str]:
    for _, written in _NAME.findall(article):
        if not written.isascii():
            yield from _spell_in_latin(written)


@lru_cache(maxsize=20_000)
def _spell_in_latin(written: str) -> tuple[str, ...]:
    """The Latin spelling of what is in other letters, word by word; accents alone are no other letters to Pagefind."""
    words = _WORD.findall(_read_text(written))
    return tuple(spelled for word in words if (spelled := _find_spelling(word)))


@lru_cache(maxsize=20_000)
def _find_spelling(word: str) -> str:
    """A word in Latin letters; empty where it is in them already."""
    spelled = short_name(word).replace("-", "")
    return "" if word.isascii() or sum(letter in spelled for letter in word.lower()) * 2 > len(word) else spelled


def list_known_words(pages: Iterable[SearchableParts]) -> dict[str, list[str]]:
    """
    The words of titles and names on pages, by language: what a word that is written otherwise may have meant.

    A word in other letters than Latin has its Latin spelling behind a `|`.
    """
    counted: dict[str, Counter[str]] = {}
    for page in pages:
        language = re.search(r'<html[^>]* lang="([a-zA-Z-]+)"', page.start)
        words = counted.setdefault(language[1] if language else "en", Counter())
        written = {_read_text(text) for _, text in _NAME.findall(page.article)}
        words.update({word for text in written for word in _WORD.findall(text.lower())})
    return {
        language: sorted(map(_add_spelling, sorted(words, key=lambda word: (-words[word], word))[:KNOWN]))
        for language, words in sorted(counted.items())
        if words
    }


def _add_spelling(word: str) -> str:
    spelled = _find_spelling(word)
    return f"{word}|{spelled}" if spelled else word


def _read_text(written: str) -> str:
    return html.unescape(_TAG.sub(" ", written))
