"""What closes every build: links that lead somewhere, and the sitemap."""

from __future__ import annotations

from datetime import date

from nstgov.publish.engine.link_check import BrokenLink, LinkIndex, parse_page_links
from nstgov.publish.web_files import find_last_changes, render_sitemap
from nstgov.store.landings import Landing


def test_links_that_lead_nowhere_are_found() -> None:
    """A missing page, a missing place on a page, and a way out of the site are each named with their page."""
    pages = {
        "a/index.html": (
            '<a href="../b/">b</a><a href="../b/#here">x</a><a href="#me">x</a><a href="https://elsewhere.example/">x</a>'
            '<a href="../c/">c</a><a href="../b/#there">x</a><a href="#you">x</a><a href="../../out/">x</a><b id="me">'
        ),
        "b/index.html": '<a href="../a/">a</a><a href="../picture.png">p</a><h2 id="here">',
    }
    facts = {page: parse_page_links(page, html) for page, html in pages.items()}
    book = LinkIndex(facts.__getitem__)
    book.add_page("a/index.html", facts["a/index.html"])
    book.keep_page("b/index.html")
    broken = list(book.find_broken_links([*book.pages, "picture.png"]))
    assert broken == [BrokenLink("a/index.html", address) for address in ("../c/", "../b/#there", "#you", "../../out/")]


def test_the_sitemap_lists_every_page_by_its_address() -> None:
    """Pages stand in the sitemap in order, as whole addresses, escaped; a record's page with the day it changed."""
    landed = {
        "circles/hills/oak/circle.yml": Landing("a" * 40, date(2026, 5, 1), 1),
        "circles/hills/oak/2026-06-01.joins.ana.yml": Landing("b" * 40, date(2026, 6, 2), 2),
    }
    text = render_sitemap(
        "https://example.org/a&b/", ["index.html", "circles/oak/index.html"], find_last_changes(landed)
    )
    assert "<loc>https://example.org/a&amp;b/</loc></url>" in text
    assert "<loc>https://example.org/a&amp;b/circles/oak/</loc><lastmod>2026-06-02</lastmod>" in text
    assert text.index("circles/oak/</loc>") < text.index("a&amp;b/</loc>")
