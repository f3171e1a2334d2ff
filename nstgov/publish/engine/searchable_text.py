"""
What of a page is searched: its article, without what leads on, is said elsewhere too, or changes with the day.

A build one day later changes many pages and hardly a word that anybody looks for. So what is left out here is no part
of a page's digest either. What goes to Pagefind is bare: headings and paragraphs, which it reads in less time, and in
which words of two cells or lines do not run into one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

BODY = " data-pagefind-body"
"""Stands in a page that is to be found."""
NO_DAY = "00000000"
"""Stands for the day of what has none."""
_ELEMENTS = ("svg", "nav", "button")
_CLASSES = (
    "kicker", "chips", "crumbs", "doors", "map", "tree", "legend", "proven", "binds", "steps", "cite", "source",
    "follow-ways", "headerlink",
)  # fmt: skip
"""Our own words about a page: where it stands, how to take part, cite, follow and check, and how far a proof goes."""
_LEFT_OUT = re.compile(
    rf"<(?:({'|'.join(_ELEMENTS)})\b|([a-z][a-z0-9]*) (?:"
    rf'(?:class|id)="(?:[^" ]* )*(?:{"|".join(_CLASSES)})[ "]|(?:[a-z]+="[^"]*" )*data-pagefind-ignore\b))[^>]*>'
)
"""An element whose words are left out begins: by its name, its first attribute, or a mark in the template."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)(?:\s[^>]*)?>"
)
_BLOCK = re.compile(r"<!--.*?-->|<(/?[a-z][a-z0-9]*)[^>]*>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_EXPLAINING = re.compile(r'<meta name="nstgov:kind" content="(?:rule|guide)"')
"""What explains how things are done uses the words of everything, and comes behind the record itself."""
_FACT = re.compile(r'<meta name="nstgov:([a-z]+)" content="([^"]*)"[^>]*>')


def hash_searchable(page: str) -> str:
    """
    The day of a finished page, and a digest of what it can be found by; empty where it is not to be found.

    A circle has no day here: it may change on any day, however long ago it began.
    """
    if BODY not in page:
        return ""
    parts = split_page(page)
    facts = {name: value for name, value in _FACT.findall(parts.facts) if name in ("kind", "day")}
    day = NO_DAY if facts.get("kind") == "circle" else format_day_digits(facts.get("day", ""))
    return f"{day} {hashlib.sha256(''.join(parts).encode()).hexdigest()}"


def format_day_digits(day: str) -> str:
    """`2026-05-04` as `20260504`; `NO_DAY` where it is no day."""
    digits = day.replace("-", "")
    return digits if len(digits) == len(NO_DAY) and digits.isascii() and digits.isdigit() else NO_DAY


class SearchableParts(NamedTuple):
    """What stands before a page's head, the facts that its head tells, and what is searched of its article."""

    start: str
    facts: str
    article: str


def split_page(page: str) -> SearchableParts:
    """The parts of a finished page that are searched."""
    begins = page.index("<article")
    facts = "".join(found[0] for found in _FACT.finditer(page, 0, begins))
    article = "".join(_remove_unsearched(page[begins : page.rindex("</article>")]))
    return SearchableParts(page.partition("<head>")[0], facts, article)


def extract_searchable(parts: SearchableParts, more: str = "") -> str:
    """A page as Pagefind is to read it: a fraction of it, and the same to find; `more` goes into its head."""
    explains = _EXPLAINING.search(parts.facts) is not None
    of_all, of_title = (f' data-pagefind-weight="{weight}"' if explains else "" for weight in ("0.2", "1.5"))
    body = "".join(_simplify_markup(parts.article)).replace("<h1>", f"<h1{of_title}>")
    head = f"<head>{parts.facts}{more}</head>"
    return f"{parts.start}{head}<body><article data-pagefind-body{of_all}>{body}</article></body></html>"


def _remove_unsearched(article: str) -> Iterator[str]:
    at = 0
    for found in _LEFT_OUT.finditer(article):
        if found.start() >= at:
            yield article[at : found.start()]
            at = _find_element_end(article, found[1] or found[2], found.end())
    yield article[at:]


def _find_element_end(article: str, element: str, at: int) -> int:
    """Where an element ends that begins before a place; its own pages close every one."""
    depth = 1
    for tag in _compile_tag_pattern(element).finditer(article, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(article)


@cache
def _compile_tag_pattern(element: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){element}(?:\s[^>]*)?>")


def _simplify_markup(article: str) -> Iterator[str]:
    """The words of an article in headings and paragraphs, without any attribute."""
    pieces = _BLOCK.split(_INLINE.sub("", article))
    for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if words := text.strip():
            name = tag if tag and _HEADING.fullmatch(tag) else "p"
            yield f"<{name}>{words}</{name}>"
