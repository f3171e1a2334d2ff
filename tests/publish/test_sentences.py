"""One sentence for each thing on record, and titles that can be told apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from nstgov.languages import words_of
from nstgov.languages.record_sentences import (
    PLAIN,
    join_in_english,
    summarize_circle,
    summarize_decision,
    summarize_election,
    summarize_objection,
    summarize_proposal,
)
from nstgov.lifecycle import OPEN
from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.site import read_site
from nstgov.publish.text.dates import describe_time_left, render_time_left
from nstgov.publish.views.page_titles import summarize_target
from nstgov.publish.views.snapshot import PageLink, Snapshot, make_citation
from tests.publish.conftest import BuiltSite
from tests.record import TODAY, example_record, movement_from, tree_of

WHOLE = movement_from(tree_of(example_record()))
EVERY_THIRD_MONTH = [date(2025, 12, 1) + timedelta(days=91 * at) for at in range(14)]


@pytest.mark.parametrize(
    ("id_", "sentence"),
    [
        ("quiet-hours-2026", "Three Bridges decided, until 2027-11-30, and look at it again: Quiet nights, for three"),
        ("repair-cafe-2027", "Everyone asked in Old Harbour can live with it: The repair café goes on, every second"),
        ("car-free-sundays", "Set aside by Three Bridges on 2026-06-21: No cars between the bridges on Sundays"),
        ("winter-lights", "Taken back by its authors on 2026-01-12: Lights along the mill pond all winter"),
        ("bench-at-the-ferry", "An idea looks for people who share it: A bench at the ferry, facing the water"),
        ("cellar-laundry", "Proposed to Weavers' Yard, and objected to: A shared laundry in the yard's cellar"),
        ("leaf-blowers", "Weavers' Yard decided, and let it go on 2026-10-04: We sweep the yard by hand"),
    ],
)
def test_a_proposal_is_told_in_one_sentence(id_: str, sentence: str) -> None:
    """Who did what, until when, and what it is about."""
    assert summarize_proposal(WHOLE, id_, TODAY).startswith(sentence)


@pytest.mark.parametrize("day", EVERY_THIRD_MONTH)
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_everything_on_record_has_a_sentence_on_every_day(language: str, day: date) -> None:
    """It is one line without an open place, in each language; what is not on record yet has none."""
    forms = PLAIN._replace(words=words_of(language))
    told = [
        *(summarize_proposal(WHOLE, id_, day, forms) for id_ in WHOLE.proposals),
        *(summarize_decision(WHOLE, id_, day, forms) for id_ in WHOLE.decisions),
        *(summarize_election(WHOLE, id_, day, forms) for id_ in WHOLE.decisions),
        *(summarize_objection(WHOLE, folder, day, forms) for folder in WHOLE.objection_folders()),
        *(summarize_circle(WHOLE, id_, day, forms) for id_ in WHOLE.circles),
    ]
    said = [sentence for sentence in told if sentence]
    assert len(said) > 5
    assert not [sentence for sentence in said if "%(" in sentence or "\n" in sentence or len(sentence) > 400]


def test_names_are_joined_as_a_language_joins_them() -> None:
    """Nobody, one, two and three."""
    assert [join_in_english(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A and B", "A, B and C",
    ]  # fmt: skip


def test_what_is_not_on_record_has_no_sentence() -> None:
    """Targets that nothing is known of are answered with nothing, and never with an error."""
    scene = Snapshot(WHOLE, TODAY, read_site(WHOLE, TODAY))
    roots = ("circles", "proposals", "decisions")
    assert [summarize_target(scene, f"{root}/nowhere") for root in roots] == ["", "", ""]


def test_a_page_says_its_sentence_where_it_is_shared(site: BuiltSite) -> None:
    """Description and preview are the same sentence; the picture is that of the stage, and lies there."""
    page = site.page("decisions/quiet-hours-2026")
    said = "Three Bridges decided, until 30 November 2027, and look at it again: Quiet nights, for three streets"
    assert f'<meta name="description" content="{said}">' in page
    assert f'<meta property="og:description" content="{said}">' in page
    assert '<meta property="og:title" content="Quiet nights, for three streets (decision)">' in page
    picture = re.search(r'property="og:image" content="https://[^"]*?/(assets/previews/[a-z-]+\.png)"', page)
    assert picture
    assert picture[1] == "assets/previews/under-reconsideration.png"
    assert (site.folder / picture[1]).read_bytes().startswith(b"\x89PNG")


def test_no_two_pages_have_the_same_title(site: BuiltSite) -> None:
    """Tabs, bookmarks and results of a search can be told apart."""
    pages = [page for page in site.folder.rglob("index.html") if "pagefind" not in page.parts]
    titles = Counter(re.search(r"<title>([^<]*)</title>", page.read_text(encoding="utf-8"))[1] for page in pages)  # type: ignore[index]
    assert len(pages) > 300
    assert [title for title, count in titles.items() if count > 1] == []


def test_a_phone_and_a_search_machine_find_what_they_ask_for(site: BuiltSite) -> None:
    """The manifest's icons lie where it says; robots are told where the map of the site is."""
    manifest = json.loads((site.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["name"]
    assert all((site.folder / icon["src"]).is_file() for icon in manifest["icons"])
    assert "sitemap.xml" in (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert '<link rel="manifest" href="../../manifest.json">' in site.page("circles/rope-walk")


@pytest.mark.parametrize(
    ("days", "said"),
    [(-40, "6 weeks ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (3, "3 days left"), (15, "2 weeks left"),
     (70, "2 months left"), (366, "12 months left"), (800, "2 years left")],
)  # fmt: skip
def test_how_far_a_day_is_stands_beside_it(days: int, said: str) -> None:
    """Near days by their name, the others in the largest measure that still counts at least two."""
    assert describe_time_left(TODAY + timedelta(days), TODAY) == said


def test_how_far_a_day_is_is_said_in_the_language_of_the_page() -> None:
    """Numbers and measures come from Unicode's data; a day that could not be read has nothing beside it."""
    assert describe_time_left(TODAY + timedelta(3), TODAY, "es").startswith("quedan 3 d")
    assert render_time_left(OPEN, TODAY) == ""


def test_a_citation_is_ready_for_lists_of_references() -> None:
    """BibTeX without a command of TeX in it, whatever a title says; CSL-JSON is JSON."""
    scene = Snapshot(WHOLE, TODAY, read_site(WHOLE, TODAY, address="https://oak.example/"))
    shown = PageLink(r"100 % & more_{\input{x}}", "decisions/x/")
    circles = (PageLink("Oak", None), PageLink("Elm", None))
    made = make_citation(scene, shown, circles, TODAY, "decisions/x/decision.yml")
    assert r"title = {{100 \% \& more\_ input x}}" in made.bibtex
    assert "author = {{Oak} and {Elm}}" in made.bibtex
    item = json.loads(made.csl)
    assert item["issued"] == {"date-parts": [[TODAY.year, TODAY.month, TODAY.day]]}
    assert item["author"] == [{"literal": "Oak"}, {"literal": "Elm"}]


def test_records_lie_on_the_site_byte_for_byte(site: BuiltSite) -> None:
    """Each record has an address of its own, which its page leads to; what is withheld is not given out."""
    record = example_record()
    given = {path.relative_to(site.folder).as_posix(): path.read_text("utf-8") for path in site.folder.rglob("*.yml")}
    hidden = withheld_on(WHOLE, TODAY)
    assert hidden
    assert given == {path: text for path, text in record.items() if path.endswith(".yml") and path not in hidden}
    assert 'href="../../proposals/street-trees/v2.yml"' in site.page("proposals/street-trees")


def test_the_reader_s_own_day_is_what_counts(site: BuiltSite, browser: Browser) -> None:
    """Read three days later, a page says how far its days are from then, in its own language."""
    page = browser.new_page()
    page.clock.set_fixed_time(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) + timedelta(3))
    page.goto(site.address + "decisions/repair-cafe/")
    left = page.locator(".until + p .time-left")
    last = date.fromisoformat(left.get_attribute("data-left") or "")
    assert left.inner_text() == describe_time_left(last, TODAY + timedelta(3))
    page.close()
