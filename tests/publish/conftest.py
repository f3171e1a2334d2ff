"""The site of the worked example, built once, and a browser to look at it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from nstgov.publish.building import Built, build
from nstgov.publish.serving import serving
from tests.browser import launch
from tests.publish.hostile import poisoned
from tests.record import ROOT, TODAY, example_record, movement_from, tree_of

COMMIT = "c0ffee" * 6 + "c0ff"

PHONE: ViewportSize = {"width": 375, "height": 800}
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12)  # noqa: DTZ001 - the reader's own day


class BuiltSite(NamedTuple):
    """A site in a folder, what its build said, and the address at which it is served."""

    folder: Path
    built: Built
    address: str

    def page(self, path: str) -> str:
        """A page's HTML, by its address."""
        return (self.folder / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The worked example's site with its own hand-written pages."""
    folder = tmp_path_factory.mktemp("site")
    movement = movement_from(tree_of(example_record()))
    with serving(folder, port=0) as address:
        built = build(movement, TODAY, folder, commit=COMMIT, own_pages=ROOT / "site", address=address)
        yield BuiltSite(folder, built, address)


@pytest.fixture(scope="session")
def arabic_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The worked example as a movement whose pages run from right to left; its texts stay as they are."""
    folder = tmp_path_factory.mktemp("arabic")
    record = dict(example_record())
    record["nstgov.yml"] = str(record["nstgov.yml"]).replace("languages: [en]", "languages: [ar]")
    with serving(folder, port=0) as address:
        built = build(movement_from(tree_of(record)), TODAY, folder, commit=COMMIT, address=address)
        yield BuiltSite(folder, built, address)


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of a movement in which every text is an attempt to run something."""
    folder = tmp_path_factory.mktemp("hostile")
    movement = poisoned(movement_from(tree_of(example_record())))
    with serving(folder, port=0) as address:
        yield BuiltSite(folder, build(movement, TODAY, folder, commit=COMMIT, address=address), address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture
def built_from(tmp_path: Path) -> Callable[[dict[str, str]], BuiltSite]:
    """Build the site of a few files given as text."""

    def make(files: dict[str, str]) -> BuiltSite:
        return BuiltSite(tmp_path / "out", build(movement_from(tree_of(files)), TODAY, tmp_path / "out"), "")

    return make


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone on the day on which the story of the worked example stands."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    yield page
    context.close()
