"""What closes every build: links that lead somewhere, and a count of pages."""

from __future__ import annotations

import posixpath
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from nstgov.publish.engine.page_tags import FRAMES, list_tags
from nstgov.records import Movement

_HREF = re.compile(r'href="([^"]*)"')
_ID = re.compile(r' id="([^"]+)"')
_WITHIN = (".", "#")
"""How nearly every link begins that leads nowhere else."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class BrokenLink(NamedTuple):
    """A link that leads nowhere: the page it stands on, and its address."""

    page: str
    address: str


class PageLinks(NamedTuple):
    """What closing a build needs to know of a page: the places in it that a link may lead to, and its own links."""

    ids: frozenset[str]
    links: tuple[str, ...]


def parse_page_links(page: str, html: str) -> PageLinks:
    """The facts of a page, by its path (`circles/index.html`)."""
    tags = list_tags(html)
    found = [_find_places(tags.own), *map(_find_frame_places, tags.frame)]
    # the page for any missing address has addresses from the site's root, which only its host knows
    links = () if page == "404.html" else dict.fromkeys(chain.from_iterable(links for _, links in found))
    return PageLinks(
        _share_equal_sets(frozenset(chain.from_iterable(ids for ids, _ in found))),
        tuple(map(sys.intern, [link for link in links if link[:1] in _WITHIN or not _ELSEWHERE.match(link)])),
    )


def _find_places(tags: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The ids in some tags, and where they lead."""
    text = "\n".join(tags)
    return _ID.findall(text), _HREF.findall(text)


@lru_cache(maxsize=FRAMES)
def _find_frame_places(tags: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return _find_places(tags)


@lru_cache(maxsize=4096)
def _share_equal_sets(ids: frozenset[str]) -> frozenset[str]:
    """One object for equal ones: most pages have the same places."""
    return ids


class LinkIndex:
    """
    Remembers of every page where its links lead and which places it has, so that no page need be kept.

    `facts` gives those of a page that was not made now but kept from an earlier build.
    """

    def __init__(self, facts: Callable[[str], PageLinks]) -> None:
        self.made: dict[str, PageLinks] = {}
        self._kept: dict[str, None] = {}
        self._facts = facts

    @property
    def pages(self) -> Collection[str]:
        """The paths of all pages."""
        return [*self.made, *self._kept]

    def add_page(self, page: str, facts: PageLinks) -> None:
        """Note a page that was made now, by its path."""
        self.made[page] = facts

    def keep_page(self, page: str) -> None:
        """Note a page that was kept, by its path."""
        self._kept[page] = None

    def find_broken_links(self, files: Collection[str], *, only_new: bool = False) -> Iterator[BrokenLink]:
        """The links inside the site that lead nowhere, given the paths of all its files; only those of new pages."""
        known = files if isinstance(files, set | frozenset) else frozenset(files)
        places = _LinkTargets(known)
        for page in self.made if only_new else self.pages:
            folder = page.rpartition("/")[0]
            sound = places.get_sound_links(folder)
            for link in self._get_page_links(page).links:
                if link in sound:
                    continue
                place, _, anchor = link.partition("#")
                target = places.find_target(folder, place.partition("?")[0]) if place else page
                if target is None or (
                    anchor and self._is_page(target) and anchor not in self._get_page_links(target).ids
                ):
                    yield BrokenLink(page, link)
                elif place.startswith(places.find_way_up(folder)):
                    sound.add(link)

    def _is_page(self, path: str) -> bool:
        return path in self.made or path in self._kept

    def _get_page_links(self, page: str) -> PageLinks:
        return self.made.get(page) or self._facts(page)


class _LinkTargets:
    """Which file an address leads to. Most lead by the site's root, so those are looked up by what follows it."""

    def __init__(self, known: AbstractSet[str]) -> None:
        self._known = known
        self._from_root: dict[str, str | None] = {}
        self._sound: dict[str, set[str]] = defaultdict(set)

    @staticmethod
    def find_way_up(folder: str) -> str:
        """The way from a folder to the site's root."""
        return "../" * (folder.count("/") + 1) if folder else "./"

    def get_sound_links(self, folder: str) -> set[str]:
        """Links by the root that were looked up already and lead somewhere, seen from any folder that lies as deep."""
        return self._sound[self.find_way_up(folder)]

    def find_target(self, folder: str, place: str) -> str | None:
        """The file that an address on a page in a folder leads to; None for nowhere."""
        up = self.find_way_up(folder)
        if not place.startswith(up):
            return self._find_file(posixpath.normpath(posixpath.join(folder, place)))
        rest = place[len(up) :]
        if rest not in self._from_root:
            self._from_root[rest] = self._find_file(posixpath.normpath(rest))
        return self._from_root[rest]

    def _find_file(self, path: str) -> str | None:
        index = posixpath.normpath(posixpath.join(path, "index.html"))
        return next((file for file in (path, index) if file in self._known), None)


_LINK = re.compile(
    r'<a (?:[^<>]*? )?href="(?:\.{1,2}/)*((?:circles|proposals|decisions|elections)/[a-z0-9-]+)/[^"<>]*"[^<>]*>'
)
_END = "</a>"


def find_later_folders(movement: Movement, pages: Collection[str]) -> frozenset[str]:
    """The folders of pages (`proposals/<id>`) for which something is on record, and that are not among the pages."""
    return frozenset(folder for folder in _list_recorded_folders(movement) if f"{folder}/index.html" not in pages)


def _list_recorded_folders(movement: Movement) -> Iterator[str]:
    yield from (f"circles/{id_}" for id_ in movement.circles)
    yield from (f"proposals/{id_}" for id_ in movement.proposals)
    for id_, folder in movement.decisions.items():
        if folder.decision:
            yield f"decisions/{id_}"
        if folder.election:
            yield f"elections/{id_}"


def remove_links(later: Collection[str], html: str) -> str:
    """A page (or a part of it) in which the names of such things are no links."""
    parts: list[str] = []
    at = 0
    for link in _LINK.finditer(html):
        end = html.find(_END, link.end())
        if link[1] in later and end >= 0:
            parts += (html[at : link.start()], html[link.end() : end])
            at = end + len(_END)
    return "".join((*parts, html[at:]))
