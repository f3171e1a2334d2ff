"""Building a site: the same bytes, whatever is on record, and never a page lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from nstgov.publish.building import PAGES, build_site
from nstgov.publish.engine.gate import check_page, find_policy
from nstgov.publish.engine.mkdocs import Shells, load_shells, render_with_mkdocs
from nstgov.publish.record_pages import make_home_context
from nstgov.publish.rendering import Renderer
from nstgov.publish.site import Site, read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from tests.building import circle
from tests.publish.conftest import COMMIT, BuiltSite
from tests.publish.reading import bytes_in, pages_now
from tests.record import ROOT, TODAY, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> Shells:
    """Shells of a site, rendered once."""
    site = Site(title="A movement", made=TODAY)
    return load_shells(render_with_mkdocs(site, None, tmp_path_factory.mktemp("shells")), site)


def _made(movement: Movement, shells: Shells) -> set[str]:
    """The addresses of all pages of a movement, each made whole and put through the gate."""
    scene = Snapshot(movement, TODAY, read_site(movement, TODAY))
    circles, renderer = Circles(scene), Renderer(scene.site, shells)
    pages = pages_now(one for make in PAGES for one in make(scene, circles))
    made = {page.path: renderer.render_page(page) for page in pages}
    made[""] = renderer.render_home(make_home_context(scene, circles))
    assert [what for path, page in made.items() for what in check_page(page, find_policy(path + "index.html"))] == []
    return set(made)


def test_the_example_builds_soundly(site: BuiltSite) -> None:
    """Nothing is held back, no link leads nowhere, and no page is missing."""
    assert site.built.is_sound, site.built
    assert site.built.pages == len(list(site.folder.rglob("*.html")))


@pytest.mark.long
def test_the_same_record_gives_the_same_bytes(site: BuiltSite, tmp_path: Path) -> None:
    """Built again elsewhere, every file is the same to the byte; built again in place, none is written."""
    movement = movement_from(tree_of(example_record()))
    contents = {path: text.encode() for path, text in example_record().items()}
    again = tmp_path / "again"
    for changed in (len(bytes_in(site.folder)) - 1, 0):
        built = build_site(
            movement, TODAY, again,
            commit=COMMIT, own_pages=ROOT / "site", address=site.named, contents=contents,
        )  # fmt: skip
        assert built.written is not None
        assert built.written.changed == changed
    assert bytes_in(again) == bytes_in(site.folder)


def test_every_record_is_named_with_its_hash(site: BuiltSite) -> None:
    """Each file of the record stands on some page with its SHA-256; nothing on record is left out."""
    movement = movement_from(tree_of(example_record()))
    text = "".join(page.read_text(encoding="utf-8") for page in sorted(site.folder.rglob("index.html")))
    missing = [p for p in movement.records if p != "nstgov.yml" and (p not in text or movement.sha256[p] not in text)]
    assert missing == []


@pytest.mark.long
def test_an_empty_movement_has_a_site(empty_site: BuiltSite) -> None:
    """Settings alone are enough: every list says kindly that nothing is there yet, and leads to a guide."""
    assert empty_site.built.is_sound, empty_site.built
    assert "A beginning" in empty_site.page("")
    assert "How to start one" in empty_site.page("circles")
    assert "Nothing has been proposed yet" in empty_site.page("proposals")


@pytest.mark.long
def test_files_that_cannot_be_read_hide_nothing_else(built_from: Make) -> None:
    """Broken files are listed, the pages that they would stand behind say so, and all else is there."""
    files = dict(example_record())
    files["proposals/night-bus/rounds/2026-11-14.everyone.yml"] = "version: [1\n"
    files["circles/three-bridges/mill-lane/circle.yml"] = "name: Mill Lane\nopened: 2026-13-05\n"
    files["decisions/street-trees/decision.yml"] = "version: one\nsha256: none\ndecided: soon\n"
    files["ground-rules/2.yml"] = "<<<<<<< HEAD\n"
    site = built_from(files)
    assert site.built.is_sound, site.built
    listed = site.page("readability")
    assert all(
        path in listed for path in ("night-bus/rounds", "mill-lane/circle.yml", "street-trees", "ground-rules/2")
    )
    assert "could not be read as it stands" in site.page("proposals/night-bus")
    assert "could not be read" in site.page("")
    assert "Rope Walk" in site.page("circles/rope-walk")


@pytest.mark.long
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 8))])
def test_whatever_is_missing_or_broken_there_is_a_site(seed: int, shells: Shells) -> None:
    """With a third of the files gone or torn, every page that is left can be made."""
    chance = Random(seed)  # noqa: S311 - the same files each time
    files: dict[str, str | bytes] = {}
    for path, text in example_record().items():
        fate = chance.random()
        if fate > 0.15:
            files[path] = text if fate > 0.3 else text[: chance.randrange(len(text))]
    _made(movement_from(tree_of(files)), shells)


@pytest.mark.long
def test_a_day_in_the_past_shows_what_stood_then(tmp_path: Path) -> None:
    """Built as of an earlier day, the site knows nothing of what came later."""
    movement = movement_from(tree_of(example_record()))
    built = build_site(movement, date(2026, 1, 20), tmp_path / "out")
    assert built.is_sound, built
    site = BuiltSite(tmp_path / "out", built, "")
    assert "proposals/street-trees" in site.page("proposals").replace("../", "")
    assert not (site.folder / "decisions/street-trees").exists()
    assert "Version 2" not in site.page("proposals/street-trees")


@pytest.mark.long
def test_hand_written_pages_stand_in_place_of_the_built_in_ones(tmp_path: Path) -> None:
    """A repository's page replaces the one of the same name; a script in it is held back, and so is the page."""
    own = tmp_path / "site"
    (own / "guides").mkdir(parents=True)
    (own / "guides/start-a-circle.md").write_text("# Our own way\n\nCome to the bakery.\n")
    (own / "about.md").write_text("# About\n\n<script>x()</script>\n")
    (tmp_path / "mkdocs.yml").write_text(
        "nav:\n  - guides/start-a-circle.md\nhooks: [evil.py]\nplugins: !!python/name:os.system\n"
    )
    (tmp_path / "evil.py").write_text("raise SystemExit('ran')\n")
    built = build_site(Movement([]), TODAY, tmp_path / "out", own_pages=own)
    assert [held.file for held in built.unexpected] == ["about/index.html"]
    assert not built.is_sound
    assert not (tmp_path / "out/about").exists()
    assert "Come to the bakery" in (tmp_path / "out/guides/start-a-circle/index.html").read_text()
    assert "Decide by consent" in (tmp_path / "out/guides/decide-by-consent/index.html").read_text()


@pytest.mark.long
def test_a_link_that_leads_nowhere_fails_the_build(tmp_path: Path) -> None:
    """A hand-written page that leads to a page that is not there is named."""
    own = tmp_path / "site"
    own.mkdir()
    (own / "about.md").write_text("# About\n\n[gone](../circles/nowhere/)\n")
    built = build_site(Movement([]), TODAY, tmp_path / "out", own_pages=own)
    assert [(broken.page, broken.address) for broken in built.broken] == [("about/index.html", "../circles/nowhere/")]
    assert not built.is_sound


def test_circles_in_a_ring_and_a_long_chain_are_shown(shells: Shells) -> None:
    """Circles that name one another as parents, and a chain of hundreds, each have their page."""
    ring = [circle("one", members="ana", parent="two"), circle("two", members="ben", parent="one")]
    chain = [circle(f"link-{n}", members=f"p{n}", parent=f"link-{n + 1}") for n in range(300)]
    made = _made(Movement([*ring, *chain]), shells)
    assert {"circles/one/", "circles/two/", "circles/link-0/", "circles/link-299/"} <= made
