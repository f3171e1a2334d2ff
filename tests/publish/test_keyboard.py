"""Without a mouse and with large fingers: where the keyboard is, is seen; what is pressed is large enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.publish.conftest import PHONE, BuiltSite
from tests.publish.test_browser import KINDS

STEPS = 12
"""So often is the Tab key pressed on a page; what comes later is focused from a script, which is quicker."""
WALK = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  return [at.textContent.trim().slice(0, 40), at.tagName, style.outlineStyle, parseFloat(style.outlineWidth),
    box.width * box.height > 0 && box.bottom > 0 && box.top < innerHeight];
}"""
UNSEEN = """() => {
  const found = [];
  document.querySelectorAll('details').forEach(one => one.open = true);
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
    one.focus({focusVisible: true});
    const style = getComputedStyle(one);
    if (document.activeElement === one && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2))
      found.push(one.outerHTML.slice(0, 120));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A narrow page, the same for all that is looked at."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.sampled(8)
@pytest.mark.parametrize("path", KINDS)
def test_where_the_keyboard_is_is_seen(phone: Page, site: BuiltSite, path: str) -> None:
    """The Tab key goes from the skip link on, each stop in view with a line around it; so has all that comes later."""
    phone.goto(site.address + path)
    stops = []
    for _ in range(STEPS):
        phone.keyboard.press("Tab")
        stops.append(phone.evaluate(WALK))
    assert stops[0][0] == "Skip to the content"
    reached = [stop for stop in stops if stop[1] != "BODY"]
    assert [stop for stop in reached if stop[2] == "none" or stop[3] < 2 or not stop[4]] == []
    assert phone.evaluate(UNSEEN) == []


@pytest.mark.sampled(8)
@pytest.mark.parametrize("path", KINDS)
def test_what_is_pressed_is_large_enough(phone: Page, site: BuiltSite, path: str) -> None:
    """At 375 px what is pressed is 24 px large or has that much room (WCAG 2.2); links in a sentence may be less."""
    phone.goto(site.address + path)
    phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    options = {"runOnly": ["target-size"], "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    found = Axe().run(phone, options=options).response["violations"]
    assert [node["html"][:160] for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("path", ["", "guides/meet/", "proposals/street-trees/", "circles/mill-lane/"])
def test_the_skip_link_leads_to_the_beginning(phone: Page, site: BuiltSite, path: str) -> None:
    """It leads to the beginning of what a page says, and the next Tab goes on from there."""
    phone.goto(site.address + path)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "content"
    assert phone.evaluate("Math.abs(document.querySelector('#content').getBoundingClientRect().top) < 5")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.querySelector('#content').contains(document.activeElement)")


@pytest.mark.long
def test_the_head_of_every_page_is_the_same(phone: Page, site: BuiltSite) -> None:
    """What leads from page to page stands where it stood on the page before: no page's own style sheet moves it."""
    seen = {}
    for path in ("", *KINDS, "take-part/meeting/"):
        phone.goto(site.address + path)
        box = phone.locator("header.top").bounding_box()
        seen[path] = box and (box["height"], phone.locator(".light-switch").bounding_box())
    assert {path: at for path, at in seen.items() if at != seen[""]} == {}
