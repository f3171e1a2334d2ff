"""The site in a real browser: anybody can use it, and nothing in it runs that should not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.publish.conftest import BuiltSite
from tests.publish.everybody import can_be_read

KINDS = (
    "",
    "circles/",
    "circles/three-bridges/",
    "proposals/",
    "proposals/street-trees/",
    "proposals/street-trees/v1/",
    "proposals/street-trees/v2/",
    "proposals/cellar-laundry/",
    "proposals/solar-on-the-school/",
    "decisions/",
    "decisions/banco-de-semillas/",
    "decisions/quiet-hours-2026/",
    "elections/",
    "elections/weavers-yard-second-representative-2026/",
    "rules/",
    "rules/Y01/",
    "ground-rules/",
    "readability/",
    "guides/object-well/",
    "guides/cards/meeting/",
    "guides/read-and-check/",
    "take-part/",
    "take-part/voice/",
    "take-part/mine/",
    "people/otto-virtanen/",
    "objections/",
    "proposals/street-trees/objections/roots-break-pipes/",
    "actions/",
    "invitations/",
    "keepers/",
    "changes/",
    "verify/",
    "circles/three-bridges/policy/",
    "circles/three-bridges/agenda/",
    "in-force/",
    "care/",
    "numbers/",
    "in-force/2026-06/",
    "calendar/",
    "calendar/2027-06/1/",
    "feeds/",
    "data/",
    "search/",
    "take-part/round/",
    "guides/",
    "nowhere/",
)
"""One page of every kind."""
OFTEN = ("", "circles/three-bridges/", "proposals/street-trees/", "decisions/quiet-hours-2026/", "take-part/round/")
"""The kinds that are looked at from right to left whenever tests are run; the longer tests look at all."""
PHONE: ViewportSize = {"width": 375, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 900}


LOOKS = ("a phone in the light", "a phone in the dark", "a desk in the dark")


@pytest.fixture(scope="module")
def looks(browser: Browser) -> dict[str, Page]:
    """The ways in which readers look at the site."""
    return {look: _look(browser, look) for look in LOOKS}


def _look(browser: Browser, look: str) -> Page:
    return browser.new_context(
        color_scheme="dark" if look.endswith("dark") else "light", viewport=PHONE if "phone" in look else DESK
    ).new_page()


def _visit(browser: Browser, site: BuiltSite, path: str, **how: object) -> Iterator[Page]:
    context = browser.new_context(**how)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site.address + path)
    yield page
    context.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """A desk in the light; one for all who need no settings of their own, since a browser takes long to begin anew."""
    context = browser.new_context(viewport=DESK, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.mark.sampled(10)
@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("look", [LOOKS[0], *(pytest.param(look, marks=pytest.mark.long) for look in LOOKS[1:])])
def test_everybody_can_read_it(looks: dict[str, Page], site: BuiltSite, path: str, look: str) -> None:
    """
    axe-core finds nothing on a page of each kind, all details open; and nothing is wider than the screen.

    The page asks nothing of anybody but its own site, and the browser has nothing to complain about.
    """
    page = looks[look]
    asked: list[str] = []
    said: list[str] = []
    heard = (("request", lambda one: asked.append(one.url)), ("console", lambda one: said.append(one.text)))
    for sort, hear in heard:
        page.on(sort, hear)  # type: ignore[call-overload]
    page.goto(site.address + path)
    for sort, hear in heard:
        page.remove_listener(sort, hear)
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert asked
    assert said == [] or path == "nowhere/"
    can_be_read(page, dark=look.endswith("dark"))


@pytest.mark.long
@pytest.mark.sampled(5)
@pytest.mark.parametrize("path", OFTEN)
def test_everybody_can_read_it_from_right_to_left(
    looks: dict[str, Page], three_languages: BuiltSite, path: str
) -> None:
    """The same in Arabic, where the texts of the record are in a language that runs the other way."""
    _can_be_read(looks[LOOKS[0]], f"{three_languages.address}ar/{path}")
    assert looks[LOOKS[0]].evaluate("getComputedStyle(document.body).direction") == "rtl"


@pytest.mark.long
@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[2]])
def test_everybody_can_read_a_movement_that_writes_from_right_to_left(
    looks: dict[str, Page], arabic_site: BuiltSite, path: str, look: str
) -> None:
    """The same on pages of every kind, with texts in several scripts among them."""
    _can_be_read(looks[look], arabic_site.address + path, dark=look.endswith("dark"))
    assert looks[look].evaluate("getComputedStyle(document.body).direction") == "rtl"


def _can_be_read(page: Page, address: str, *, dark: bool = False) -> None:
    page.goto(address)
    can_be_read(page, dark=dark)


def test_everything_is_there_without_scripts(browser: Browser, site: BuiltSite) -> None:
    """With JavaScript off a reader gets from the first page to how each one spoke by two clicks."""
    for page in _visit(browser, site, "", java_script_enabled=False, viewport=PHONE):
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Proposals").click()
        page.get_by_role("link", name="A shared laundry in the yard's cellar").click()
        assert page.get_by_text("Until six I could live with it.").is_visible()
        assert page.get_by_role("button").count() == 0


def test_the_keyboard_reaches_the_content_first(visitor: Page, site: BuiltSite) -> None:
    """The first thing that the Tab key reaches leads past the menu."""
    visitor.goto(f"{site.address}circles/mill-lane/")
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Skip to the content"
    visitor.keyboard.press("Enter")
    assert visitor.url.endswith("#content")


def test_light_and_dark_can_be_chosen_and_are_remembered(visitor: Page, site: BuiltSite) -> None:
    """The switch turns a light page dark, and the next page is dark too."""
    visitor.goto(site.address)
    visitor.get_by_role("button", name="Dark").click()
    visitor.goto(f"{site.address}circles/")
    assert visitor.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 25, 22)"


def test_a_last_day_that_has_passed_is_said(browser: Browser, site: BuiltSite) -> None:
    """A reader who comes after a decision's last day is told so, though the page was made before."""
    for page in _visit(browser, site, ""):
        page.clock.set_fixed_time("2027-12-24T12:00:00")
        page.goto(site.address + "decisions/quiet-hours-2026/")
        assert "this day has passed since the page was made" in page.inner_text(".now .until")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_last_day_passes_for_everybody_at_once(browser: Browser, site: BuiltSite, zone: str) -> None:
    """A reader's own time zone moves no day: it is that of UTC."""
    for page in _visit(browser, site, "", timezone_id=zone):
        for moment, is_passed in (("2027-11-30T23:30:00Z", False), ("2027-12-01T00:30:00Z", True)):
            page.clock.set_fixed_time(moment)
            page.goto(site.address + "decisions/quiet-hours-2026/")
            assert ("this day has passed" in page.inner_text(".now .until")) is is_passed


def test_a_picture_of_circles_is_a_door_to_each(visitor: Page, site: BuiltSite) -> None:
    """A click on a circle in the picture opens its page."""
    visitor.goto(f"{site.address}circles/")
    visitor.locator("svg a", has_text="Mill Lane").last.click()
    assert visitor.url == f"{site.address}circles/mill-lane/"


SUSPECT = """html => {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const found = [];
  for (const element of parsed.querySelectorAll('*')) {
    const own = /assets\\/(nstgov|take-part|search|search-words).js$/.test(element.getAttribute('src') || '');
    if (/^(script|style|iframe|object|embed|base|form|img|math|textarea)$/i.test(element.tagName) && !own)
      found.push(element.outerHTML.slice(0, 99));
    for (const {name, value} of element.attributes)
      if (/^(on.*|style)$/.test(name) || /^\\s*(javascript|data|vbscript):/i.test(value)) found.push(name + value);
  }
  return found;
}"""


@pytest.mark.long
def test_a_hostile_record_runs_nothing_even_without_the_policy(browser: Browser, hostile_site: BuiltSite) -> None:
    """Every text is an attack: no page holds an element or attribute that could run, and none runs when opened."""
    assert hostile_site.built.is_sound, hostile_site.built
    asked: list[str] = []
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    pages = sorted(hostile_site.folder.rglob("*.html"))
    assert pages
    for path in KINDS[:15]:
        page.goto(hostile_site.address + path)
        page.mouse.move(200, 300)
        assert page.evaluate("window.ran") is None
    found = {file.parent.name: page.evaluate(SUSPECT, file.read_text(encoding="utf-8")) for file in pages}
    context.close()
    assert {name: suspects for name, suspects in found.items() if suspects} == {}
    assert [url for url in asked if not url.startswith(hostile_site.address)] == []


@pytest.mark.long
def test_a_hostile_record_deceives_nobody(hostile_site: BuiltSite) -> None:
    """No control character and no mark that turns the direction of writing reaches a page."""
    for file in sorted(hostile_site.folder.rglob("*.html")):
        assert not set(file.read_text(encoding="utf-8")) & set("\x00\x07\u202e\u2066\ufeff"), file
