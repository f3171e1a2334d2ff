"""What the pages of the worked example say."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import pytest

from tests.publish.conftest import COMMIT, BuiltSite
from tests.publish.reading import words_of
from tests.record import example_record


@pytest.mark.parametrize(
    ("path", "sentences"),
    [
        ("", ["people in circles", "What needs voices now", "Still to be heard in Chestnut School: Erik Vaara.",
              "of 30 people have committed", "Nobody is forced; nobody is thrown away"]),
        ("circles", ["Hill Villages 6 people", "Pier Three 0 people · closed"]),
        ("circles/three-bridges", ["What it waits for", "An answer is due by", "Amara Okafor representative",
                                   "sent by Lantern Row",
                                   "Amara Okafor in Everyone in Aldermere, until 15 November 2027"]),
        ("circles/pier-three", ["This circle has closed. What it did stays on record.", "The circle closes."]),
        ("proposals", ["Somebody can't live with it yet",
                       "A shared laundry in the yard's cellar objected for Weavers' Yard"]),
        ("proposals/cellar-laundry", ["Nguyễn Văn Bảo can't live with it yet. Next: Weavers' Yard and",
                                      "9 of 9: 1 written down under their own name, 8 entered by Mohan Das.",
                                      "Until six I could live with it."]),
        ("proposals/bench-at-the-ferry", ["It looks for people to stand behind it", "Who stands behind the idea"]),
        ("proposals/car-free-sundays", ["The circles that were asked set it aside on 21 June 2026."]),
        ("proposals/street-trees", ["This was decided",
                                    "Roots break the water pipes", "Three Bridges tested it: it stands.",
                                    "Resolved: the text was changed, in version 2.",
                                    "It answers the objection Roots break the water pipes."]),
        ("decisions", ["Under reconsideration", "Their last day is near", "Let go", "Lapsed"]),
        ("decisions/quiet-hours-2026", ["In force until 30 November 2027.", "It is being thought about again",
                                        "It renews Quiet between ten at night and six in the morning."]),
        ("decisions/quiet-hours-2025", ["No longer in force. A later decision stands in its place.", "Renewed by"]),
        ("decisions/leaf-blowers", ["It was let go; its last day was 4 October 2026."]),
        ("decisions/banco-de-semillas", ["sobres prestados y sobres devueltos 83 y 61", "arreglar el armario: done"]),
        ("decisions/street-trees", ["How the circles it touches took part",
                                     "Mill Lane through Kwame Mensah, who brought its view"]),
        ("elections/weavers-yard-second-representative-2026", ["Whom each one named, before anybody spoke",
         "First, Tariq Aziz was proposed", "I am flattered, and I am moving", "Written down by"]),
        ("ground-rules", ["Edition 2, which holds now", "4 to 12 people; about 8 is good", "Adopted by"]),
        ("readability", ["Everything on record could be read."]),
        ("rules/Y01", ["Reading · Y01"]),
    ],
)  # fmt: skip
def test_a_page_answers_its_readers_questions(site: BuiltSite, path: str, sentences: list[str]) -> None:
    """The sentences that a reader came for stand on the page."""
    words = words_of(site.page(path))
    assert [sentence for sentence in sentences if sentence not in words] == []


def test_the_first_page_tells_at_one_glance_where_things_stand(site: BuiltSite) -> None:
    """How many wait, are objected to, end soon and were decided lately; each leads to its part of the page."""
    page = site.page("")
    glance = page.split('<section class="glance">')[1].split("</section>")[0]
    shown = re.findall(r'href="#([^"]+)"><span><strong>(\d+)</strong>', glance)
    below = ["now-voices", "now-under-way", "now-objected", "now-ending", "now-decided"]
    assert list(dict.fromkeys(place for place, _ in shown)) == below
    for place in below:
        part = page.split(f'id="{place}"')[1].split("</section>")[0]
        assert len(re.findall(r"<li[ >]", part)) == sum(int(n) for at, n in shown if at == place), place


def test_the_first_view_tells_the_most_urgent_step_and_what_was_decided_last(site: BuiltSite) -> None:
    """One step that somebody waits for, with its day, and one sentence; circles that need care are named."""
    page = site.page("")
    first = page.split('<div class="first-look">')[1].split("</div>")[0]
    assert first.count("<p") == 2
    assert "Next:" in first
    assert 'data-left="' in first
    assert re.search(r"Lately: <a href=\"\./decisions/[a-z0-9-]+/\"><bdi>[^<]+ decided, until [^<]+: ", first)
    assert re.search(r"circles? needs? care: <bdi>", page)


class _Twice(HTMLParser):
    """Reads a page, and keeps the attributes and the ids that stand there twice."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str | None] = set()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        names = [name for name, _ in attrs]
        self.found += [f"{tag} {name}" for name in set(names) if names.count(name) > 1]
        self.found += [f"#{value}" for name, value in attrs if name == "id" and value in self.ids]
        self.ids |= {value for name, value in attrs if name == "id"}


def test_nothing_stands_twice_that_may_stand_once(site: BuiltSite) -> None:
    """No element has an attribute twice, and no page an id: a link leads to one place."""
    twice = {}
    for path in site.folder.rglob("*.html"):
        reader = _Twice()
        reader.feed(path.read_text())
        if reader.found:
            twice[path.relative_to(site.folder).as_posix()] = reader.found
    assert twice == {}


def test_every_page_says_that_it_is_an_example_and_which_day_it_shows(site: BuiltSite) -> None:
    """The banner and the day stand on each page, the hand-written ones and the not-found page included."""
    for file in sorted(site.folder.rglob("*.html")):
        page = file.read_text(encoding="utf-8")
        assert "This is an example." in page
        assert ">23 November 2026</time>" in page


def test_only_pages_of_records_name_a_commit(site: BuiltSite) -> None:
    """A page of a record can be held against the history; what shows many leaves that to each one's page."""
    for path in ("proposals/street-trees", "decisions/street-trees", "circles/three-bridges"):
        assert f'<code class="hash commit">{COMMIT}</code>' in site.page(path)
    for path in ("", "proposals", "guides"):
        assert COMMIT not in site.page(path)
    assert json.loads((site.folder / "build.json").read_text())["commit"] == COMMIT


@pytest.mark.parametrize(
    "path",
    ["proposals/street-trees", "proposals/street-trees/v1", "decisions/street-trees", "circles/three-bridges",
     "elections/everyone-keeper-2026", "proposals/street-trees/objections/roots-break-pipes"],
)  # fmt: skip
def test_every_page_of_a_record_can_be_cited_by_an_address_that_stays(site: BuiltSite, path: str) -> None:
    """With the address, the file and its SHA-256."""
    words = words_of(site.page(path))
    cited = words[words.index("Cite this") :]
    assert "This address stays, whatever is decided later:" in cited
    assert re.search(r"\.yml\s*, SHA-256 [0-9a-f]{64}", cited)


@pytest.mark.long
def test_only_an_example_bears_the_banner(built_from: Callable[[dict[str, str]], BuiltSite]) -> None:
    """A movement that is real has no banner, and what was brought from elsewhere is marked."""
    files = {
        "nstgov.yml": "format: 1\ntitle: Real\nlanguages: [en]\n",
        "circles/oak/circle.yml": "name: Oak\nlevel: friend\naim: To meet.\nopened: 2026-01-01\n"
        "imported: rust-lang/team, 2026-08-22\nmembers:\n  ana: {name: Ana}\nvoices: {ana: consent}\nentered_by: ana\n",
    }
    site = built_from(files)
    assert "This is an example." not in site.page("circles/oak")
    assert "Brought from elsewhere; its members' own yes is still awaited." in words_of(site.page("circles/oak"))
    assert "stage-imported" in site.page("circles/oak")


def test_the_not_found_page_names_nobody(site: BuiltSite) -> None:
    """It leads on, and holds no person's name."""
    page = (site.folder / "404.html").read_text(encoding="utf-8")
    names = set(
        re.findall(r"name: ([^,}\n]+)", "".join(t for p, t in example_record().items() if p.endswith("circle.yml")))
    )
    assert "Zeynep Yıldız" in names
    assert "There is no page at this address" in page
    assert [name for name in names if f">{name}<" in page] == []


def test_texts_in_another_language_say_so(site: BuiltSite) -> None:
    """What is not in the page's language carries its own, so that it is read aloud rightly."""
    page = site.page("decisions/banco-de-semillas")
    assert '<h1 lang="es">' in page
    assert '<div class="words" lang="es" dir="auto">' in page


def test_pages_are_light(site: BuiltSite) -> None:
    """A page of a record, with the styles, scripts and pictures that it asks for, stays under 60 kB over the wire."""
    weigh = cache(lambda file: len(gzip.compress(file.read_bytes())))
    weights = {}
    kinds = ("circles", "proposals", "decisions", "elections")
    for page in (file for kind in kinds for file in sorted(site.folder.glob(f"{kind}/**/*.html"))):
        asked = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*?(?:href|src)="([^"]+)"', page.read_text())
        assert len(asked) >= 4
        weights[page] = weigh(page) + sum(weigh((page.parent / address).resolve()) for address in asked)
    assert max(weights.values()) < 60_000
