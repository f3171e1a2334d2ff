"""What people would type, in three languages and misspelt too, leads to the right page near the top of the results."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publish.conftest import BuiltSite


class Query(NamedTuple):
    """What somebody types on the search page of a language, the pages that answer it, and the last good rank."""

    language: str
    words: str
    answers: tuple[str, ...]
    rank: int = 1


HADDAD = ("circles/bayt-al-bahr/", "elections/bayt-al-bahr-representative-2025/")
KEYS = ("decisions/meeting-house-key/", "decisions/meeting-house-key-box/")
QUERIES = (
    Query("", "quiet nights", ("decisions/quiet-hours-2026/",)),
    Query("", "Petrovic", ("circles/lantern-row/",), 3),
    Query("", "Layla Haddad", HADDAD, 3),
    Query("", "2026-05-09", ("decisions/quiet-hours-2026/",)),
    Query("", "9 May", ("decisions/quiet-hours-2026/",)),
    Query("", "laundry", ("proposals/cellar-laundry/",)),
    Query(
        "",
        "who keeps the key of the meeting house?",
        KEYS,
    ),
    Query("", "landry in the celar", ("proposals/cellar-laundry/",)),
    Query("", "repair cafe", ("decisions/repair-cafe/", "proposals/repair-cafe-2027/", "proposals/repair-cafe/")),
    Query("", "interpretors at meetings", ("decisions/interpreters/", "proposals/interpreters/"), 2),
    Query("", "how do I object", ("guides/object-well/",), 3),
    Query("", "start a circle", ("guides/start-a-circle/",), 3),
    Query("", "quiet-hours-2026", ("decisions/quiet-hours-2026/",)),
    Query("", "objection roots pipes", ("proposals/street-trees/objections/roots-break-pipes/",)),
    Query("", "lantren row", ("circles/lantern-row/",)),
    Query("es", "banco de semilas", ("decisions/banco-de-semillas/",)),
    Query("es", "autobús a las once y media", ("proposals/night-bus/",)),
    Query("es", "9 de mayo", ("decisions/quiet-hours-2026/",)),
    Query("es", "el último autovús de los viernes", ("proposals/night-bus/",)),
    Query("ar", "حديقة على السطح", ("decisions/roof-garden/",)),
    Query("ar", "ليلي حداد", HADDAD, 3),
    Query("ar", "٩ مايو", ("decisions/quiet-hours-2026/",)),
)


def find_rank(page: Page, address: str, query: Query) -> int | None:
    """The place of the first right page among those found first; None where it is not among them."""
    root = f"{address}{query.language}/" if query.language else address
    page.goto(f"{root}search/?{urlencode({'q': query.words})}")
    looking, told = page.locator("[data-says=looking]").text_content() or "", page.locator("#search-told")
    expect(told).to_have_text(re.compile(r"\S"))
    expect(told).not_to_have_text(looking)
    found = page.locator("#search-found .title a").evaluate_all("all => all.map(one => one.href)")
    ranks = [at for at, link in enumerate(found, 1) if link.removeprefix(root) in query.answers]
    return ranks[0] if ranks else None


@pytest.mark.long
def test_what_people_type_finds_the_right_page_first(browser: Browser, three_languages: BuiltSite) -> None:
    """Titles, names in Latin letters, days, ids, questions and misspelt words lead to a right page near the top."""
    page = browser.new_page()
    late = []
    for query in QUERIES:
        rank = find_rank(page, three_languages.address, query)
        print(f"{query.language or 'en'}  {query.words}: {rank}")  # noqa: T201 (seen with `pytest -s`)
        if rank is None or rank > query.rank:
            late.append((query.words, rank))
    page.close()
    assert late == []


@pytest.mark.long
def test_a_misspelt_word_is_told_and_may_stay(browser: Browser, three_languages: BuiltSite) -> None:
    """Where other words were looked for than were typed, the page says which, and one button looks for those typed."""
    page = browser.new_page()
    page.goto(f"{three_languages.address}search/?q=lantren")
    instead = page.locator("#search-instead")
    expect(instead).to_contain_text("Not found: “lantren”. Shown is what was found for “lantern”.")
    page.get_by_role("button", name="Search as I wrote it").click()
    expect(instead).to_be_hidden()
    expect(page.locator("#search-told")).to_have_text(re.compile("^Nothing was found"))
    page.goto(f"{three_languages.address}search/?q=lantern")
    page.locator("#search-found li").first.wait_for()
    expect(instead).to_be_hidden()
    page.close()
