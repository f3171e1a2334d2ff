"""What closes every build: links that lead somewhere, a count of pages, a sitemap."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import escape

_HREF = re.compile(r'href="([^"]*)"')
_ID = re.compile(r' id="([^"]+)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Broken(NamedTuple):
    """A link that leads nowhere: the page it stands on, and its address."""

    page: str
    address: str


class LinkBook:
    """Remembers of every page where its links lead and which places it has, so that no page need be kept."""

    def __init__(self) -> None:
        self.pages: dict[str, frozenset[str]] = {}
        self._links: dict[str, tuple[str, ...]] = {}
        self._common: dict[str, str] = {}

    def add(self, page: str, html: str) -> None:
        """Note a page by its path (`circles/index.html`)."""
        self.pages[page] = frozenset(_ID.findall(html))
        # the page for any missing address has addresses from the site's root, which only its host knows
        found = () if page == "404.html" else dict.fromkeys(_HREF.findall(html))
        self._links[page] = tuple(self._common.setdefault(link, link) for link in found if not _ELSEWHERE.match(link))

    def broken(self, files: Iterable[str]) -> Iterator[Broken]:
        """The links inside the site that lead nowhere, given the paths of all its files."""
        known = frozenset(files)
        resolved: dict[tuple[str, str], str | None] = {}
        for page, links in self._links.items():
            folder = posixpath.dirname(page)
            for link in links:
                place, _, anchor = link.partition("#")
                if (folder, place) not in resolved:
                    resolved[folder, place] = _target(folder, place.partition("?")[0], known)
                target = resolved[folder, place] if place else page
                if target is None or (anchor and target in self.pages and anchor not in self.pages[target]):
                    yield Broken(page, link)


def _target(folder: str, place: str, known: frozenset[str]) -> str | None:
    """The file that an address leads to; None for nowhere."""
    path = posixpath.normpath(posixpath.join(folder, place))
    index = posixpath.normpath(posixpath.join(path, "index.html"))
    return next((file for file in (path, index) if file in known), None)


def sitemap(address: str, pages: Iterable[str]) -> str:
    """All pages for search machines; the address of a page is that of its folder."""
    rows = (f"<url><loc>{escape(address + page.removesuffix('index.html'))}</loc></url>" for page in sorted(pages))
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
