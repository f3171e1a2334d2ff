"""What reading costs: the bytes over the wire of a first visit, from a host that packs texts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Request

from nstgov.publish.server import serve_folder
from tests.publish.conftest import BuiltSite

MOST = 60_000
"""Bytes of a record page with everything, cold."""
MOST_TO_SEARCH = 156_000
"""Bytes of a first search beyond its page: Pagefind's program, its tables, and ten results."""
WORKER = "pagefind/0/pagefind-worker.js"
"""The browser does not tell what this weighs; here it is packed once more."""
PAGES = (
    "",
    "proposals/heat-refuge/",
    "proposals/meeting-house-key-box/",
    "decisions/street-trees/",
    "circles/three-bridges/",
    "elections/weavers-yard-second-representative-2026/",
)


class Visit(NamedTuple):
    """Every address that was asked for, with the bytes that came over the wire for it, heads included."""

    asked: dict[str, int]

    @property
    def total(self) -> int:
        """All bytes together."""
        return sum(self.asked.values())


@pytest.fixture(scope="module")
def packed(site: BuiltSite) -> Iterator[str]:
    """The address of the example's site at a host that packs texts."""
    with serve_folder(site.folder, port=0, packed=True) as address:
        yield address


def _visit(browser: Browser, address: str, until: str) -> Visit:
    """A first visit by somebody who has nothing of the site yet."""
    context = browser.new_context()
    page = context.new_page()
    begun: list[Request] = []
    done: list[Request] = []

    def begins(request: Request) -> None:
        begun.append(request)

    def finished(request: Request) -> None:
        done.append(request)

    context.on("request", begins)
    context.on("requestfinished", finished)
    page.goto(address, wait_until="networkidle")
    page.locator(until).first.wait_for()
    while len(done) < len(begun):
        context.wait_for_event("requestfinished")
    sizes = {request.url: request.sizes() for request in done}
    context.close()
    return Visit({url: size["responseBodySize"] + size["responseHeadersSize"] for url, size in sizes.items()})


@pytest.mark.sampled(3)
@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light_and_asks_nobody_else(browser: Browser, packed: str, path: str) -> None:
    """A page with its styles, scripts and pictures is at most 60 kB over the wire, all of it from the site itself."""
    visit = _visit(browser, packed + path, "h1")
    assert {url for url in visit.asked if not url.startswith(packed)} == set()
    assert any(url.endswith(".css") for url in visit.asked)
    assert 10_000 < visit.total <= MOST, visit.asked


@pytest.mark.long
def test_a_first_search_is_light_and_asks_nobody_else(browser: Browser, packed: str, site: BuiltSite) -> None:
    """Searching for the first time loads a program and a part of the index, from the site itself."""
    visit = _visit(browser, packed + "search/?q=trees", "#search-found li")
    searching = {url: size for url, size in visit.asked.items() if "/pagefind/" in url}
    assert {url for url in visit.asked if not url.startswith(packed)} == set()
    assert any(url.endswith("wasm.en.pagefind") for url in searching)
    searching[packed + WORKER] += len(gzip.compress((site.folder / WORKER).read_bytes()))
    assert 50_000 < sum(searching.values()) <= MOST_TO_SEARCH, searching
