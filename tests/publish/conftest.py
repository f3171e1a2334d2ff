"""The site of the worked example, built once, and a browser to look at it with."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from nstgov.publish.build_result import BuildResult
from nstgov.publish.building import build_site
from nstgov.publish.engine.templates import PageTemplates
from nstgov.publish.server import serve_folder
from nstgov.records import Movement
from tests.publish.forms import COUNTS
from tests.publish.hostile import poisoned
from tests.record import ROOT, TODAY, example_record, movement_from, tree_of

COMMIT = "c0ffee" * 6 + "c0ff"

PHONE: ViewportSize = {"width": 375, "height": 800}
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12)  # noqa: DTZ001 - the reader's own day


def _compiled_once(plain: Callable[..., CodeType]) -> Callable[..., CodeType]:
    """How templates are compiled, once for each text and language: the code for them is always the same."""
    made: dict[tuple[object, ...], CodeType] = {}

    def compiled(self: PageTemplates, source: str, *about: object) -> CodeType:
        known = (type(self), self.words, source, *about)
        if known not in made:
            made[known] = plain(self, source, *about)
        return made[known]

    return compiled


PageTemplates.compile = _compiled_once(PageTemplates.compile)  # type: ignore[assignment, method-assign]


class BuiltSite(NamedTuple):
    """A site in a folder, what its build said, the address at which it is served, and the one that its pages give."""

    folder: Path
    built: BuildResult
    address: str
    named: str = ""

    def page(self, path: str) -> str:
        """A page's HTML, by its address."""
        return (self.folder / path / "index.html").read_text(encoding="utf-8")


NAMED = "https://valley.example/"
EMPTY = "format: 1\ntitle: A beginning\nlanguages: [en]\n"
Make = Callable[[Path], BuildResult]


def made_once(factory: pytest.TempPathFactory, name: str, make: Make) -> tuple[Path, BuildResult]:
    """A site that is made by whichever process of this run of the tests needs it first, for all of them."""
    around = factory.getbasetemp()
    around = around.parent if "PYTEST_XDIST_WORKER" in os.environ else around
    folder, said = around / f"site-{name}", around / f"site-{name}.pickle"
    with (around / f"site-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            folder.mkdir()
            said.write_bytes(pickle.dumps(make(folder)))
    return folder, pickle.loads(said.read_bytes())  # noqa: S301 (what this very run has written)


def _served(factory: pytest.TempPathFactory, name: str, make: Make) -> Iterator[BuiltSite]:
    folder, built = made_once(factory, name, make)
    with serve_folder(folder, port=0) as address:
        yield BuiltSite(folder, built, address, NAMED)


def _spoken(settings: str) -> Movement:
    """The worked example with other settings."""
    return movement_from(tree_of({**example_record(), "nstgov.yml": settings}))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The worked example's site with its own hand-written pages."""

    def make(folder: Path) -> BuildResult:
        record = example_record()
        contents = {path: text.encode() for path, text in record.items()}
        return build_site(
            movement_from(tree_of(record)), TODAY, folder,
            commit=COMMIT, own_pages=ROOT / "site", address=NAMED, contents=contents,
        )  # fmt: skip

    yield from _served(tmp_path_factory, "example", make)


@pytest.fixture(scope="session")
def arabic_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The worked example as a movement whose pages run from right to left; its texts stay as they are."""

    def make(folder: Path) -> BuildResult:
        settings = example_record()["nstgov.yml"].replace("languages: [en]", "languages: [ar]")
        return build_site(_spoken(settings), TODAY, folder, commit=COMMIT, address=NAMED)

    yield from _served(tmp_path_factory, "arabic", make)


@pytest.fixture(scope="session")
def three_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """
    The worked example in English, Spanish and Arabic, kept at GitHub, with a few pages of its own.

    Its home page is there in English and Spanish, another page in English alone.
    """

    def make(folder: Path) -> BuildResult:
        own = tmp_path_factory.mktemp("own")
        (own / "index.md").write_text("# Ours\n\nOur own words.\n", encoding="utf-8")
        (own / "index.es.md").write_text("# Nuestro\n\nNuestras palabras.\n", encoding="utf-8")
        (own / "wool.md").write_text("# Wool\n\nNobody has translated this.\n", encoding="utf-8")
        where = f"site: {NAMED}\nrepository: https://github.com/v/r\n"
        settings = f"format: 1\ntitle: Aldermere\n{where}languages: [en, es, ar]\n"
        return build_site(_spoken(settings), TODAY, folder, own_pages=own)

    yield from _served(tmp_path_factory, "three-languages", make)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of a movement that has nothing but settings."""

    def make(folder: Path) -> BuildResult:
        return build_site(movement_from(tree_of({"nstgov.yml": EMPTY})), TODAY, folder)

    return BuiltSite(*made_once(tmp_path_factory, "empty", make), "")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of a movement in which every text is an attempt to run something."""

    def make(folder: Path) -> BuildResult:
        movement = poisoned(movement_from(tree_of(example_record())))
        return build_site(movement, TODAY, folder, commit=COMMIT, address=NAMED)

    yield from _served(tmp_path_factory, "hostile", make)


@pytest.fixture
def built_from(tmp_path: Path) -> Callable[[dict[str, str]], BuiltSite]:
    """Build the site of a few files given as text."""

    def make(files: dict[str, str]) -> BuiltSite:
        return BuiltSite(tmp_path / "out", build_site(movement_from(tree_of(files)), TODAY, tmp_path / "out"), "")

    return make


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone on the day on which the story of the worked example stands."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(COUNTS)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    yield page
    context.close()
