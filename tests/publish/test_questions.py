"""
The questions with which readers come, each answered within two clicks from the first page.

On a phone, with scripts switched off; only searching needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.publish.conftest import BuiltSite

PHONE: ViewportSize = {"width": 375, "height": 800}


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    """A phone's browser that runs no scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(without_scripts: Page, site: BuiltSite) -> Page:
    """Somebody who has just opened the first page, on a phone that runs no scripts."""
    without_scripts.goto(site.address)
    return without_scripts


def _click(page: Page, *names: str) -> None:
    """Follow the first link of each name that is on screen."""
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click(timeout=5000)


def _is_on_screen(page: Page, *texts: str | re.Pattern[str]) -> None:
    """The texts are there to be read, and nothing is wider than the phone."""
    for text in texts:
        expect(page.locator("main").get_by_text(text).filter(visible=True).first).to_be_visible(timeout=3000)


# anybody


@pytest.mark.long
def test_what_has_been_decided_and_until_when(reader: Page) -> None:
    """One click: decisions by their stage, each with its last day."""
    _click(reader, "Decisions")
    _is_on_screen(reader, "In force", "A key box at the meeting house", re.compile(r"in force until 31 March 2028"))


def test_what_is_being_decided_now(reader: Page) -> None:
    """On the first page: what needs voices, what is objected to, and whose step is next."""
    _is_on_screen(
        reader, "What needs voices now", "A cool room for hot days", re.compile("asks each member in a round")
    )
    _is_on_screen(reader, "What is objected to", "A shared laundry in the yard's cellar")


@pytest.mark.long
def test_who_decided_and_how_each_one_spoke(reader: Page) -> None:
    """Two clicks: everyone's voice, with reasons, how it is proven, and who wrote it down."""
    _click(reader, "Decisions", "A key box at the meeting house")
    _is_on_screen(
        reader, "What each one said", "Jonas Lindqvist", re.compile("Numbers travel"), re.compile("entered by Rosa")
    )


def test_how_a_reader_knows_that_it_is_true(reader: Page) -> None:
    """Two clicks: the files behind the page with their hashes, and the way to check them."""
    _click(reader, "Decisions", "A key box at the meeting house")
    reader.locator("details.source summary").click()
    _is_on_screen(reader, "decisions/meeting-house-key-box/decision.yml")
    assert reader.locator("details.source a", has_text="How to check").count() >= 1


# somebody affected


def test_does_anything_touch_my_circle(reader: Page) -> None:
    """Two clicks: on the circle's page stands what others bring and decide, open ones first, with the way to object."""
    _click(reader, "Circles", "Rope Walk")
    _is_on_screen(reader, "What touches it from elsewhere", "The repair café goes on, every second Saturday in winter")
    section = reader.locator("#touches ~ ul").first
    expect(section.get_by_role("link", name="Raise an objection").first).to_be_visible()


def test_whether_anything_touches_my_circle(reader: Page) -> None:
    """Two clicks: what the circle is asked, and which decisions hold there."""
    _click(reader, "Circles", "Rope Walk")
    _is_on_screen(reader, "What it waits for", "A cool room for hot days", "Decisions in force")


def test_how_to_object(reader: Page) -> None:
    """Two clicks: from the first page to a proposal, and from there to the guide."""
    _click(reader, "A cool room for hot days", "How to object well")
    _is_on_screen(reader, "What is one, and what is not")


def test_what_happened_to_the_objection_i_made(reader: Page) -> None:
    """Two clicks: all objections, and one with its whole life."""
    _click(reader, "Objections", "Roots break the water pipes")
    _is_on_screen(reader, re.compile("Three Bridges tested it"), re.compile("Resolved"))


# a member of a circle


def test_what_i_must_answer_and_whose_voice_is_missing(reader: Page) -> None:
    """On the first page, by name."""
    _is_on_screen(reader, re.compile("Still to be heard in"), "Everyone in Aldermere")


def test_what_lapses_next_in_my_circle(reader: Page) -> None:
    """Two clicks: what ends next, with its day."""
    _click(reader, "Circles", "Three Bridges")
    _is_on_screen(reader, "What ends next")
    assert reader.locator("h2", has_text="What ends next").locator("xpath=following-sibling::ul[1]//time").count() >= 1


def test_who_represents_us_and_until_when(reader: Page) -> None:
    """Two clicks: the representatives of a circle, the last day of each, and how they were chosen."""
    _click(reader, "Circles", "Rope Walk")
    _is_on_screen(reader, "Who represents it", re.compile("Joseph Mwangi in Old Harbour, until 30 November 2027"))


# a facilitator


def test_what_is_on_the_next_agenda(reader: Page) -> None:
    """Three steps on a phone: circles, the circle, its agenda."""
    _click(reader, "Circles", "Rope Walk", "Agenda of the next meeting")
    _is_on_screen(reader, re.compile("A cool room for hot days"), re.compile("about 30 minutes"))


def test_which_objection_must_be_tested_and_by_when(reader: Page) -> None:
    """One click: open objections come first, each with the circle that answers and the day."""
    _click(reader, "Objections")
    first = reader.locator("main section").first
    expect(first).to_contain_text(re.compile(r"by \d+ \w+ 20\d\d"))


# a coordinator


def test_which_circles_need_care_and_why(reader: Page) -> None:
    """One click: the circles that could use a hand, what is so, and since when."""
    _click(reader, "Care")
    _is_on_screen(
        reader, "Circles that could use a hand", "Tide House", re.compile("Somebody who has facilitated before")
    )


def test_where_the_chain_of_representation_is_broken(reader: Page) -> None:
    """One click: broken ways up with the people whom they silence, or the plain word that there are none."""
    _click(reader, "Care")
    _is_on_screen(reader, re.compile("No way up is broken today|not heard in the circles above"))


# a newcomer


@pytest.mark.long
@pytest.mark.parametrize(
    ("guide", "answer"),
    [
        ("Start a circle", "four"),
        ("Choose a representative", "reason"),
        ("Decide by consent", "live with"),
        ("Object well", "important"),
    ],
)
def test_how_things_are_done_here(reader: Page, guide: str, answer: str) -> None:
    """Two clicks: the guides, and the one for the question."""
    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Guides").click()
    reader.locator("main").get_by_role("link", name=re.compile(guide, re.IGNORECASE)).first.click()
    _is_on_screen(reader, re.compile(answer, re.IGNORECASE))


def test_what_this_is(reader: Page) -> None:
    """On the first page, in a few sentences."""
    _is_on_screen(reader, "What we promise", re.compile("everyone can live with it|decide by consent", re.IGNORECASE))


# a researcher, a journalist


@pytest.mark.long
def test_all_of_it_as_data(reader: Page, site: BuiltSite) -> None:
    """One click: the data files, each of which is there."""
    _click(reader, "Data")
    links = reader.locator("main a[href$='.json'], main a[href$='.csv']")
    assert links.count() >= 10
    for address in _addresses(reader, site):
        assert (site.folder / address).is_file(), address


def _addresses(page: Page, site: BuiltSite) -> list[str]:
    found = [
        link.get_attribute("href") or "" for link in page.locator("main a[href$='.json'], main a[href$='.csv']").all()
    ]
    folder = page.url.removeprefix(site.address)
    return [re.sub(r"[^/]+/\.\./", "", folder + address) for address in found]


def test_what_was_in_force_on_a_day_in_june(reader: Page) -> None:
    """Two clicks: everything that held in June, each with its first and last day."""
    _click(reader, "In force on a day", "June 2026")
    _is_on_screen(reader, re.compile("A tree in front of every second house"))
    assert reader.locator("main time").count() >= 20


# a doubter


def test_whether_anything_was_changed_or_hidden(reader: Page) -> None:
    """One click: everything that was set right, disputed, taken out of count or withheld."""
    _click(reader, "What was changed or hidden")
    _is_on_screen(reader, re.compile("who and why", re.IGNORECASE))


def test_how_to_prove_it(reader: Page) -> None:
    """One click: the commands that check any page without this software."""
    _click(reader, "Verify")
    _is_on_screen(reader, re.compile("sha256sum"), re.compile("ssh-keygen"), re.compile("git "))


# by search, which needs scripts


@pytest.mark.long
def test_a_person_is_found_by_name(browser: Browser, site: BuiltSite) -> None:
    """From the first page to the search, a name typed, and what they said is on screen."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("Lindqvist")
    expect(page.locator("main").get_by_role("link", name=re.compile("Jonas Lindqvist")).first).to_be_visible()
    context.close()
