"""Lists of a large record: narrowed without a script, in an order people expect, and of a size that can be read."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from nstgov.languages import words_of
from nstgov.publish.listing import IN_A_LINE, NARROWED, PER_PAGE, Listing, make_list_pages, make_name_index, narrow_rows
from nstgov.publish.rendering import Page, make_environment
from nstgov.publish.site import Site
from nstgov.publish.text.contents import insert_contents
from nstgov.publish.text.natural_order import format_count, natural_key
from nstgov.publish.views.care_views import CareLine, NeedView
from nstgov.publish.views.snapshot import PageLink
from tests.publish.conftest import BuiltSite
from tests.record import TODAY

ENGLISH = words_of("en")
LIST = Listing("decisions", "Decisions", "What was decided.", {"a": "First", "b": "Second"})


def _pages(count: int, kinds: int) -> dict[str, Page]:
    rows: list[Any] = list(range(count))
    way = narrow_rows("kind", "By kind", rows, lambda row: [(str(row % kinds), f"Kind {row % kinds}")])
    made = make_list_pages(LIST, {"a": rows, "b": rows[:3]}, ENGLISH, narrowings=[way])
    return {page.path: page for page in made}


def test_a_long_list_is_narrowed_by_pages_of_its_own() -> None:
    """From some rows on each kind has pages that say what they hold; few rows, or one kind, need none."""
    pages = _pages(100, 2)
    assert pages["decisions/"].context["narrowings"] == [
        ("By kind", [("Kind 0", "decisions/by--kind-0/1/", 50), ("Kind 1", "decisions/by--kind-1/1/", 50)])
    ]
    second = pages["decisions/by--kind-1/2/"].context
    assert (second["first"], second["last"], second["size"]) == (PER_PAGE + 1, 50, 50)
    assert second["rows"] == list(range(1, 100, 2))[PER_PAGE:]
    for count, kinds in ((NARROWED - 4, 2), (100, 1)):
        assert not [path for path in _pages(count, kinds) if "by--" in path]


def test_many_ways_to_narrow_stand_on_a_page_in_natural_order() -> None:
    """More than fit in a line stand on pages of their own, two before ten."""
    pages = _pages(100, IN_A_LINE + 1)
    assert pages["decisions/"].context["narrowings"] == [("By kind", [("All", "decisions/by--kind/1/", 13)])]
    rows = pages["decisions/by--kind/1/"].context["rows"]
    assert [row[0] for row in rows] == [f"Kind {n}" for n in range(13)]


def test_all_names_stand_in_natural_order() -> None:
    """An index by name leads to the pages that there are."""
    doors = [PageLink(f"Friends {n}", f"circles/f{n}/") for n in (10, 9, 100, 1)]
    (page,) = make_name_index(LIST, doors, "By name", ENGLISH)
    assert [row[:2] for row in page.context["rows"]] == [(f"Friends {n}", f"circles/f{n}/") for n in (1, 9, 10, 100)]


@pytest.mark.parametrize(
    ("number", "language", "said"), [(999, "en", "999"), (1144, "en", "1,144"), (1144, "de", "1.144")]
)
def test_thousands_stand_apart(number: int, language: str, said: str) -> None:
    """A number is written as its language does."""
    assert format_count(number, language) == said


def test_a_name_with_a_long_row_of_digits_sorts_too() -> None:
    """Digits that are no number people count with do no harm, whatever they are."""
    assert sorted(["a" + "9" * 5000, "a10", "a2", "a\u0664"], key=natural_key)[:2] == ["a" + "9" * 5000, "a2"]


def test_a_long_record_has_a_map_and_a_short_one_has_none(site: BuiltSite) -> None:
    """Each section of a long page is in its list, by an address that stays; so has each voice one."""
    page = site.page("proposals/street-trees")
    listed = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    for id_ in ("need", "reasons", "text", "voices", "objections", "versions", "steps"):
        assert f'<a href="#{id_}">' in listed
        assert f' id="{id_}"' in page
    assert 'id="voice-three-bridges-amara-okafor"' in page
    assert insert_contents('<div class="record"><h2 id="a">A</h2>', "On this page") == (
        '<div class="record"><h2 id="a">A</h2>'
    )


def test_what_most_voices_have_in_common_is_said_once(site: BuiltSite) -> None:
    """How voices are proven is said for all on which nothing else is said, and beside the exceptions."""
    page = site.page("decisions/quiet-hours-2026")
    assert page.count("Each voice on which nothing else is said: declared, written down by") == 1
    assert page.count('<span class="proven">declared, written down by') == 0
    assert page.count('<span class="proven">declared, under their own name') == 1


def test_what_happened_in_a_circle_tells_of_decisions_too(site: BuiltSite) -> None:
    """Joins and leaves stand among what was proposed, decided and chosen, the latest first."""
    story = site.page("circles/mill-lane").partition('<h2 id="story">')[2].partition("</ol>")[0]
    assert "Decided: " in story
    assert "Proposed: " in story
    assert "Chosen: " in story


def test_an_edition_tells_what_it_changed(site: BuiltSite) -> None:
    """In the newest edition each field that changed shows what stood before; the first edition changed nothing."""
    newest, _, first = site.page("ground-rules").partition("<h2>Edition 1</h2>")
    assert "at most 730 days</del>" in newest
    assert "at most 548 days</ins>" in newest
    assert "<ins>" not in first


def _parts(template: str) -> Any:
    return make_environment(Site(title="Our valley", made=TODAY)).get_template(template).module


@pytest.mark.parametrize(
    ("section", "field", "same", "apart"),
    [
        ("decisions", "last_day", "Last day: ", "last days from "),
        ("proposals", "since", "since ", "from "),
        ("elections", "held", "", "from "),
    ],
)
def test_a_page_of_one_day_names_it_once(section: str, field: str, same: str, apart: str) -> None:
    """Rows that share their day are not said to reach from that day to itself; others are said to reach from and to."""
    days = [SimpleNamespace(**{field: date(2027, 12, day)}) for day in (1, 31)]
    one, two = (re.sub("<[^>]+>", "", _parts("parts.html").list_days(section, of)) for of in (days[:1] * 2, days))
    assert one.strip() == f"{same}1 December 2027"
    assert two.strip() == f"{apart}1 December 2027 to 31 December 2027"


def test_a_circle_that_is_its_own_region_is_named_once() -> None:
    """A line of the care list names the region only where that is another circle."""
    need = NeedView("empty", TODAY, 0, None, None, None, None)
    north, oak = (PageLink(name, f"circles/{name.lower()}/") for name in ("North", "Oak"))
    for circle, count in ((north, 1), (oak, 2)):
        line = str(_parts("overview_rows.html").care_line(CareLine(circle, north, 0, need)))
        assert line.count("<a ") == count
        assert "North" in line
