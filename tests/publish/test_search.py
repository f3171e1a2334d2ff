"""Searching the site in a real browser: in any script, narrowed and sorted, by keyboard, and with nothing to fear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, ViewportSize, expect

from nstgov.publish.building import build_site
from nstgov.publish.search import shards
from nstgov.publish.search import shards as writing
from nstgov.publish.server import serve_folder
from tests.publish.conftest import BuiltSite
from tests.publish.everybody import can_be_read
from tests.record import TODAY, example_record, movement_from, tree_of

PHONE: ViewportSize = {"width": 375, "height": 800}
Open = Callable[..., Page]


@pytest.fixture
def searching(browser: Browser, site: BuiltSite) -> Iterator[Open]:
    """Opens a search page, the example's if no other is named."""
    contexts = []

    def opened(query: str = "", address: str = site.address, **how: object) -> Page:
        context = browser.new_context(**how)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}search/{query}")
        return page

    yield opened
    for context in contexts:
        context.close()


def _found(page: Page, told: str = "Found: ") -> list[str]:
    """The titles of what is shown, once the search has come to its end."""
    expect(page.locator("#search-told")).to_have_text(re.compile(told))
    if told == "Found: ":
        page.locator("#search-found li").first.wait_for()
    return page.locator("#search-found .title").all_inner_texts()


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("tree house", "A tree in front of every second house"),
        ("田中 愛子", "Rope Walk"),
        ("Δήμητρα Βλάχου", "Δήμητρα Βλάχου, representative"),
        ("ليلى", "ليلى حداد, representative"),
        ("semillas", "Un banco de semillas en el lavadero viejo"),
        ("nadege pierre", "Rope Walk"),
        ("objection care", "Object well, and test an objection with care"),
        ("P01", "A proposal comes from at least four people."),
    ],
)
def test_words_in_any_script_are_found(searching: Open, words: str, title: str) -> None:
    """A title, a name in its own letters or without its accents, a guide and a rule are each found by their words."""
    page = searching()
    page.get_by_label("Words, a name, a title").fill(words)
    assert title in _found(page)


@pytest.mark.long
def test_results_are_narrowed_and_sorted(searching: Open) -> None:
    """Kind, stage, circle and year each leave only what has them; the latest comes first where a reader wants that."""
    page = searching("?q=street")
    everything = len(_found(page))
    page.get_by_label("What", exact=True).select_option("Decisions")
    page.get_by_label("Stage").select_option("in force")
    page.get_by_label("Year").select_option("2026")
    page.get_by_label("Order").select_option("Latest first")
    expect(page.locator("#search-found .chips", has_text="Proposals")).to_have_count(0)
    assert 0 < len(_found(page)) <= everything
    days = page.locator("#search-found time").evaluate_all("all => all.map(one => one.dateTime)")
    assert days == sorted(days, reverse=True)
    assert {day[:4] for day in days} == {"2026"}
    assert "kind=decision" in page.url


@pytest.mark.long
def test_one_thing_is_found_once(searching: Open) -> None:
    """A decided proposal is found as its decision, which says all of it, among decisions and among proposals."""
    title = "A key box at the meeting house"
    for narrowed in ("", "&kind=decision", "&kind=proposal", "&kind=proposal&stage=decided"):
        page = searching(f"?q=night+nurses+number{narrowed}")
        assert _found(page).count(title) == 1
        found = page.locator("#search-found li", has_text=title)
        assert str(found.locator("a").get_attribute("href")).endswith("/decisions/meeting-house-key-box/")
    assert "A cool room for hot days" in _found(searching("?q=attics&kind=proposal"))


@pytest.mark.long
def test_a_circle_stands_for_those_within_it(searching: Open) -> None:
    """Without a word a circle alone shows what it holds; a circle around others shows what is theirs too."""
    inner = searching("?circle=mill-lane&kind=circle")
    assert _found(inner) == ["Mill Lane"]
    outer = searching("?circle=three-bridges&kind=circle")
    assert {"Mill Lane", "Lantern Row", "Three Bridges"} <= set(_found(outer))
    assert "Rope Walk" not in _found(outer)


@pytest.mark.long
def test_nothing_found_is_said_plainly(searching: Open) -> None:
    """Words that stand nowhere give a sentence that says so, and what to try."""
    assert _found(searching("?q=zzyzx"), "Nothing was found. Try fewer or other words") == []


@pytest.mark.long
def test_the_keyboard_is_enough(searching: Open) -> None:
    """Down goes from the field into the results, Enter opens one, Escape begins anew; more are shown on request."""
    page = searching("?q=circle")
    assert len(_found(page)) == 10
    page.get_by_label("Words, a name, a title").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#search-found li')[1]")
    page.get_by_role("button", name="Show more").press("Enter")
    expect(page.locator("#search-found li")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#search-found li')[10]")
    page.keyboard.press("Escape")
    expect(page.locator("#search-found li")).to_have_count(0)
    page.keyboard.type("laundry")
    _found(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("laundry|weavers-yard"))


def test_without_scripts_the_page_says_so_and_leads_on(searching: Open) -> None:
    """With JavaScript off there is no field that does nothing, but a sentence and links to all lists."""
    page = searching(java_script_enabled=False)
    assert page.get_by_text("needs JavaScript").is_visible()
    assert not page.get_by_label("Words, a name, a title").is_visible()
    page.get_by_role("main").get_by_role("link", name="Decisions").click()
    assert page.url.endswith("/decisions/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_search(searching: Open, scheme: str) -> None:
    """axe-core finds nothing on the page with results, on a phone, in light and dark; nothing is wider than it."""
    page = searching("?q=trees", color_scheme=scheme, viewport=PHONE)
    _found(page)
    can_be_read(page)


@pytest.mark.long
def test_it_reads_from_right_to_left_too(searching: Open, three_languages: BuiltSite) -> None:
    """In Arabic the results run from right to left and are found in their own tree; a title keeps its direction."""
    address = three_languages.address
    page = searching("?q=semillas", f"{address}ar/", viewport=PHONE)
    page.locator("#search-found li").first.wait_for()
    link = page.locator("#search-found a").first
    assert link.evaluate("it => getComputedStyle(it.closest('li')).direction") == "rtl"
    assert link.get_attribute("dir") == "auto"
    assert str(link.get_attribute("href")).startswith(f"{address}ar/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.long
def test_nothing_hostile_in_a_record_runs_in_the_results(browser: Browser, hostile_site: BuiltSite) -> None:
    """What a record says is put into the results as text: no element comes of it, even without the policy."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    alarms: list[str] = []

    def alarmed(dialog: Dialog) -> None:
        alarms.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", alarmed)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for words in ("script", "img", "onerror"):
        page.goto(f"{hostile_site.address}search/?q={words}")
        _found(page)
        kinds = page.locator("#search-found *").evaluate_all("all => [...new Set(all.map(one => one.tagName))]")
        assert set(kinds) <= {"LI", "P", "A", "TIME", "MARK"}
        links = page.locator("#search-found a").evaluate_all("all => all.map(one => one.href)")
        assert links
        assert all(link.startswith(hostile_site.address) for link in links)
    context.close()
    assert alarms == []
    assert [url for url in asked if not url.startswith(hostile_site.address)] == []


@pytest.fixture(scope="module")
def in_shards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example with its index in many small shards."""
    folder = tmp_path_factory.mktemp("shards")
    with pytest.MonkeyPatch.context() as patched, serve_folder(folder, port=0) as address:
        patched.setattr(shards, "SMALLEST", 8)
        patched.setattr(shards, "LARGEST", 16)
        assert build_site(movement_from(tree_of(example_record())), TODAY, folder, address=address).is_sound
        assert 8 <= len([place for place in (folder / "pagefind").iterdir() if place.is_dir()]) <= 20
        yield address


@pytest.mark.long
def test_shards_are_searched_together(searching: Open, in_shards: str) -> None:
    """In several shards the same words find the same pages, sorted by day across all of them."""
    query = "?q=semillas&order=day"
    assert _found(searching(query, in_shards))[:2] == _found(searching(query))[:2]
    page = searching("?kind=decision", in_shards)
    titles = _found(page)
    days = page.locator("#search-found time").evaluate_all("all => all.map(one => one.dateTime)")
    assert len(titles) == 10
    assert days == sorted(days, reverse=True)


@pytest.mark.long
def test_how_many_are_found_is_known_at_once(searching: Open, in_shards: str) -> None:
    """Where some shards have no such word and offer others, the number told first is that of all that are shown."""
    for words in ("meeting", "lantern", "P01"):
        page = searching(f"?q={words}", in_shards)
        _found(page)
        told = page.locator("#search-told").inner_text()
        while page.get_by_role("button", name="Show more").is_visible():
            shown = page.locator("#search-found li").count()
            page.get_by_role("button", name="Show more").click()
            page.locator("#search-found li").nth(shown).wait_for()
        assert told == f"Found: {page.locator('#search-found li').count()}"
        assert page.locator("#search-told").inner_text() == told


@pytest.mark.long
def test_a_missing_index_is_said(searching: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind is not installed the build says how to have it, and the page leads to the lists."""
    monkeypatch.setattr(writing, "is_installed", lambda: False)
    said: list[str] = []
    with serve_folder(tmp_path, port=0) as address:
        built = build_site(
            movement_from(tree_of(example_record())), TODAY, tmp_path, address=address, progress=said.append
        )
        assert built.is_sound
        assert any("pip install 'nstgov[site]'" in line for line in said)
        page = searching("?q=trees", address)
        assert _found(page, "The search could not be loaded") == []
        assert page.get_by_role("main").get_by_role("link", name="Proposals").is_visible()
