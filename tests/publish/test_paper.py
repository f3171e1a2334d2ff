"""Records on paper: what is said about them first, no sheets for next to nothing, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.publish.conftest import NAMED, BuiltSite

SHEETS = {
    "proposals/street-trees/": 8,
    "decisions/quiet-hours-2026/": 5,
    "circles/three-bridges/policy/": 3,
    "circles/mill-lane/agenda/": 2,
    "elections/weavers-yard-second-representative-2026/": 3,
    "proposals/street-trees/objections/roots-break-pipes/": 4,
}
"""How many sheets of A4 each may take; letters are a little wider on some machines than on others."""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page as a printer sees it."""
    context = browser.new_context(viewport={"width": 690, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.sampled(3)
@pytest.mark.parametrize("path", SHEETS)
def test_a_record_takes_few_sheets(paper: Page, site: BuiltSite, path: str) -> None:
    """No sheet is nearly empty, and nothing is printed that only leads on."""
    paper.goto(site.address + path)
    sheets = len(re.findall(rb"/Type\s*/Page\b", paper.pdf(format="A4")))
    assert sheets <= SHEETS[path]
    assert not paper.locator(".contents, .menu, .ways").filter(visible=True).count()


def test_facts_come_first_and_the_address_is_printed(paper: Page, site: BuiltSite) -> None:
    """What a decision is about stands before its text, and its address at its end."""
    paper.goto(site.address + "decisions/quiet-hours-2026/")
    facts, said = (paper.locator(part).bounding_box() for part in (".facts", ".record .main"))
    assert facts is not None
    assert said is not None
    assert facts["y"] + facts["height"] <= said["y"] + 1
    line = paper.locator(".on-paper")
    assert line.is_visible()
    assert line.inner_text() == f"{NAMED}decisions/quiet-hours-2026/"
