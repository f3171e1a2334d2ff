"""Pages of proposals, versions and decisions in a real browser: on a phone, without scripts, aloud and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.publish.conftest import BuiltSite

PHONE: ViewportSize = {"width": 375, "height": 800}


@contextmanager
def _visiting(browser: Browser, site: BuiltSite, path: str, **how: object) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, **how)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.address + path)
    yield page
    context.close()


@pytest.mark.long
def test_what_a_version_changed_is_found_without_scripts(browser: Browser, site: BuiltSite) -> None:
    """From the proposal by one click: what was put in is underlined, what was taken out struck through."""
    with _visiting(browser, site, "proposals/street-trees/", java_script_enabled=False) as page:
        page.locator("#versions + ol").get_by_role("link", name="Version 2").click()
        assert page.url == f"{site.address}proposals/street-trees/v2/"
        put_in, taken_out = page.locator("#changes ~ .changes ins").first, page.locator("#changes ~ .changes del").first
        assert "lime" in taken_out.inner_text()
        assert put_in.evaluate("it => getComputedStyle(it).textDecorationLine") == "underline"
        assert taken_out.evaluate("it => getComputedStyle(it).textDecorationLine") == "line-through"


def test_who_listens_hears_what_was_put_in_and_taken_out(browser: Browser, site: BuiltSite) -> None:
    """The words are there for a screen reader and take no room on the screen."""
    with _visiting(browser, site, "proposals/street-trees/v2/") as page:
        heard = page.locator("#changes ~ .changes").aria_snapshot()
        assert "Taken out:" in heard
        assert "Put in:" in heard
        box = page.locator(".changes .unseen").first.bounding_box()
        assert box is not None
        assert box["width"] <= 1


def test_the_circle_of_voices_fits_a_phone_and_has_a_name(browser: Browser, site: BuiltSite) -> None:
    """One picture with one name; nothing of it is cut off, and its type can be read."""
    with _visiting(browser, site, "proposals/cellar-laundry/") as page:
        picture = page.get_by_role("img", name="A circle of people: 9 of 9 have spoken.")
        box = picture.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert 240 < box["width"] <= PHONE["width"]
        cut = page.evaluate(
            """() => {
              const around = document.querySelector('.ring').getBoundingClientRect();
              return [...document.querySelectorAll('.ring g, .ring text')].filter(it => {
                const at = it.getBoundingClientRect();
                return at.left < around.left || at.right > around.right
                  || at.top < around.top || at.bottom > around.bottom;
              }).length;
            }"""
        )
        assert cut == 0
        small = "[...document.querySelectorAll('.ring text')].map(it => it.getBoundingClientRect().height)"
        assert min(page.evaluate(small)) > 9


def test_each_way_to_answer_is_a_large_button_that_opens_the_form(browser: Browser, site: BuiltSite) -> None:
    """A finger meets it, and the form knows the circle, the proposal and the answer."""
    with _visiting(browser, site, "proposals/heat-refuge/") as page:
        ways = page.locator(".choice")
        assert [way.inner_text() for way in ways.all()] == [
            "I can live with this until 1 May 2028",
            "… and I have a worry",
            "I can't live with this yet",
        ]
        for way in ways.all():
            box = way.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        ways.nth(2).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.endswith("take-part/voice/?circle=rope-walk&proposal=heat-refuge&says=object")


@pytest.mark.long
def test_a_decision_on_paper_is_its_whole_text_without_buttons(browser: Browser, site: BuiltSite) -> None:
    """Printed, the text, the voices and the steps are there; what is only for the screen is not."""
    with _visiting(browser, site, "proposals/heat-refuge/") as page:
        page.emulate_media(media="print")
        assert not page.locator(".ways").first.is_visible()
        assert page.get_by_role("heading", name="What is proposed").is_visible()
    with _visiting(browser, site, "decisions/street-trees/") as page:
        page.emulate_media(media="print")
        for title in ("What was decided", "How the circles it touches took part", "What each one said"):
            assert page.get_by_role("heading", name=title).is_visible()


def test_the_stage_is_seen_at_a_glance_and_heard(browser: Browser, site: BuiltSite) -> None:
    """Of the four steps of a proposal the present one is marked, within the first screen of a phone."""
    with _visiting(browser, site, "proposals/cellar-laundry/") as page:
        here = page.locator("[aria-current=step]")
        assert here.inner_text() == "each one is asked"
        box = here.bounding_box()
        assert box is not None
        assert box["y"] < PHONE["height"]
