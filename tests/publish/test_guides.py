"""The hand-written pages: each is found, leads on, fits a phone; each card prints on one sheet of paper."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect

from nstgov.publish.engine.mkdocs import EXTENSIONS, nav_in
from nstgov.publish.server import serve_folder
from tests.guides import pages, story
from tests.publish.conftest import BuiltSite
from tests.record import ROOT

CARDS = [page for page in pages() if page.startswith("guides/cards/") and page != "guides/cards/index.md"]
A_PAGE = re.compile(rb"/Type\s*/Page\b")
"""What stands once in a PDF for each of its pages (`/Pages`, their list, is another word)."""
ARABIC = {"nstgov.yml": "format: 1\ntitle: Our valley\nlanguages: [ar]\n"}
COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+([0-9]+)|/Count\s+([0-9]+)[^>]*?/Type\s*/Pages\b")


def _in_order(nav: list[dict[str, list[str]]]) -> list[str]:
    return [page for part in nav for pages_of_it in part.values() for page in pages_of_it]


def _address(page: str) -> str:
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"


def test_every_page_has_its_place_in_the_order() -> None:
    """What leads from each page to the next knows all of them."""
    nav = nav_in(ROOT / "mkdocs.yml")
    assert nav is not None
    assert sorted(_in_order(nav)) == [page for page in pages() if page != "index.md"]


@pytest.mark.long
def test_mkdocs_alone_shows_the_hand_written_pages(tmp_path: Path) -> None:
    """`mkdocs build --strict` at the root reads them as the site does, and fills a folder that git ignores."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert (config["docs_dir"], config["site_dir"], config["markdown_extensions"]) == ("site", "public", EXTENSIONS)
    assert "/public/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "made")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    for page in pages():
        made = (tmp_path / "made" / _address(page) / "index.html").read_text(encoding="utf-8")
        assert "<h1" in made, page
        assert "!!! tip" not in made, page


@pytest.mark.parametrize("page", [page for page in pages() if page != "index.md"])
def test_every_page_says_what_it_is_about_and_what_comes_next(page: str) -> None:
    """A title and a description stand at its head, and a next step with a link at its end."""
    text = pages()[page]
    _, head, body = text.split("---\n", 2)
    assert yaml.safe_load(head).keys() >= {"title", "description"}
    last = re.split(r'!!! tip "Next step"|Next: ', body)
    assert len(last) == 2, "one next step"
    assert "](" in last[1]


def test_a_reader_of_each_kind_finds_every_guide_from_the_first_one(site: BuiltSite) -> None:
    """The page of all guides leads to each guide and each card, and every page leads to Verify."""
    shown = site.page("guides")
    for page in pages():
        if page.startswith("guides/") and not page.endswith("index.md"):
            assert f'href="{_address(page).removeprefix("guides/")}"' in shown, page
    assert 'href="../../verify/"' in site.page("circles/everyone")


@pytest.mark.long
def test_everything_fits_a_phone(browser: Browser, site: BuiltSite) -> None:
    """No hand-written page is wider than a phone, all records in it unfolded."""
    page = browser.new_page(viewport={"width": 375, "height": 800})
    for place in pages():
        page.goto(site.address + _address(place))
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, place
        wide = "[...document.querySelectorAll('pre, .md-typeset__scrollwrap')].filter(it => it.scrollWidth > 375)"
        assert page.evaluate(f"{wide}.length") == 0, place
    page.close()


_ENDS = """them => them.map(it => {
  const words = document.createTreeWalker(it, NodeFilter.SHOW_TEXT).nextNode(), place = at => {
    const range = document.createRange();
    range.setStart(words, at), range.setEnd(words, at + 1);
    return range.getBoundingClientRect();
  };
  const [first, last] = [place(0), place(words.length - 1)];
  return [words.data, first.top === last.top ? last.left - first.left : null];
})"""
"""How far to the right of its first character the last one of a text stands; null where they are on two lines."""


@pytest.mark.long
def test_commands_within_an_arabic_sentence_are_read_from_left_to_right(
    browser: Browser, arabic_site: BuiltSite
) -> None:
    """`--decision` has its hyphens in front and `https://` its slashes behind, while headings run to the left."""
    page = browser.new_page()
    seen: dict[str, float | None] = {}
    for guide in ("keep-the-repository", "regions"):
        page.goto(f"{arabic_site.address}guides/{guide}/")
        seen |= page.locator("#content p > code, #content li > code").evaluate_all(_ENDS)
        assert all(far < 0 for _, far in page.locator("#content h2").evaluate_all(_ENDS))
    page.close()
    assert {"--decision", "https://"} <= seen.keys()
    assert [words for words, far in seen.items() if far is not None and far <= 0] == []


ASKED = {
    "How do we meet?": (["meet"], "one person after another speaks"),
    "What do I lay on the table?": (["guides", "the consent round"], "I can live with it, and I have a worry"),
    "How do I test an objection with care?": (["guides", "Test an objection with care"], "Could we notice it in time"),
    "Who has to take part in it?": (["guides", "Work between circles"], "A decision is made by everyone it affects"),
    "Was anything changed or hidden?": (["you check"], "whatever was changed or removed"),
    "What do keepers do?": (["guides", "Keep the repository"], "Holding up an objection is never a keeper's business"),
}
"""What readers ask beyond `test_questions`; where they click from the home page; and the answer."""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("question", ASKED)
def test_a_reader_finds_the_answer_within_two_clicks(browser: Browser, site: BuiltSite, question: str) -> None:
    """From the home page, on a phone and without scripts."""
    clicks, answer = ASKED[question]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(site.address)
    for words in clicks:
        page.locator("#content").get_by_role("link", name=words, exact=True).first.click()
    expect(page.get_by_text(answer).first).to_be_visible()
    context.close()
    assert len(clicks) <= 2


@pytest.mark.sampled(4)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_prints_on_one_sheet(browser: Browser, site: BuiltSite, card: str, paper: str) -> None:
    """Printed by a real browser, in the dark as well, a card is one page, and nothing of the site comes along."""
    _is_one_sheet(browser, site.address + _address(card), paper)


@pytest.mark.long
def test_a_card_that_nobody_has_translated_prints_on_one_sheet(
    browser: Browser, built_from: Callable[[dict[str, str]], BuiltSite]
) -> None:
    """In a site from right to left, where the card is shown in English and says so, it is one page as well."""
    made = built_from({path: text for path, text in story().items() if path.endswith(".yml")} | ARABIC)
    with serve_folder(made.folder, port=0) as address:
        for card in CARDS:
            _is_one_sheet(browser, address + _address(card), "A4")


def _is_one_sheet(browser: Browser, address: str, paper: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address)
    printed = page.pdf(format=paper)
    page.emulate_media(media="print")
    around = page.locator(".top, .foot, .example, .follow, .beside")
    assert around.count() >= 3
    assert not any(it.is_visible() for it in around.all())
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(38, 36, 31)"
    page.close()
    assert len(A_PAGE.findall(printed)) == 1
    assert [int(one or other) for one, other in COUNT.findall(printed)] == [1]


def test_a_longer_page_prints_on_several_sheets(browser: Browser, site: BuiltSite) -> None:
    """The counting above tells one page from many."""
    page = browser.new_page()
    page.goto(site.address + "guides/object-well/")
    printed = page.pdf(format="A4")
    page.close()
    assert len(A_PAGE.findall(printed)) == max(int(one or other) for one, other in COUNT.findall(printed)) > 1


def test_the_pages_lie_where_they_are_built_from() -> None:
    """There are guides, cards and Verify; a folder that had moved would leave nothing to look at."""
    assert {"guides/meet.md", "guides/cards/election.md", "verify/index.md"} <= pages().keys()
