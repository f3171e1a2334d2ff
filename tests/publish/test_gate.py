"""The gate: nothing goes out that could run, load or lead where it should not."""

from __future__ import annotations

import pytest

from nstgov.publish.engine.gate import POLICY, find_policy, find_unexpected, read_theme_assets, render_policy_tag
from nstgov.publish.search.shards import make_search_programs
from tests.publish.conftest import BuiltSite

HEAD = f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{render_policy_tag(POLICY)}\n'


def _found(page: str) -> list[str]:
    return [what for _, what in find_unexpected([("a/index.html", page.encode())], {}, find_policy)]


@pytest.mark.parametrize(
    "body",
    [
        "<p>onclick=1, javascript:alert(1), &lt;script&gt;, data:text/html, https://x.example are words here.</p>",
        '<a href="https://elsewhere.example/?onload=1" rel="nofollow noopener">a link a reader may follow</a>',
        '<a href="../../circles/oak/#voices">a link</a><script src="../assets/nstgov.js"></script>',
        '<link rel="stylesheet" href="../assets/take-part.css">',
        '<script type="module" src="../assets/take-part.js"></script>',
        '<link rel="canonical" href="https://example.org/oak/"><pre><code>x</code></pre>',
    ],
)
def test_what_a_page_may_hold_passes(body: str) -> None:
    """Words about scripts, links to follow, and the site's own script are no reason to stop."""
    assert _found(HEAD + body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
        '<script type="module" src="../assets/take-part/other.js"></script>',
        '<script type="module">import "https://elsewhere.example/x.js"</script>',
        '<script src="../assets/other.js"></script>',
        "<SCRIPT src=//elsewhere.example/x.js></SCRIPT>",
        '<p onclick="x()">',
        "<p/onclick=x()>",
        '<p title="a>b" onclick="x()">',
        "<p title='a>b' ONCLICK=x()>",
        '<a href="javascript:x()">',
        '<a href=" java\tscript:x()">',
        '<a href="&#106;avascript:x()">',
        '<a href="data:text/html,x">',
        '<img src="https://elsewhere.example/x.png">',
        '<img src="//elsewhere.example/x.png">',
        '<img srcset="https://elsewhere.example/x.png 2x">',
        "<iframe></iframe>",
        '<object data="x"></object>',
        "<embed src=x>",
        '<form action="https://elsewhere.example">',
        '<base href="https://elsewhere.example/">',
        "<style>@import 'x'</style>",
        '<p style="background:url(//elsewhere.example)">',
        '<link rel="stylesheet" href="https://elsewhere.example/x.css">',
        '<link rel="preload" href="//elsewhere.example/x">',
        '<meta http-equiv="refresh" content="0;url=https://elsewhere.example">',
        '<svg><use xlink:href="https://elsewhere.example/x.svg#a"/></svg>',
        '<svg><a xlink:href="javascript:x()"></a><animate attributeName="href"/></svg>',
        '<button formaction="javascript:x()">',
    ],
)
def test_what_could_run_or_load_is_held_back(body: str) -> None:
    """Scripts, handlers, script addresses and anything fetched from another host stop a page."""
    assert _found(HEAD + body)


def test_a_page_needs_its_policy_before_anything_else() -> None:
    """Without the Content-Security-Policy, or with something before it, a page does not go out."""
    assert _found("<!doctype html><p>x</p>") == ["no Content-Security-Policy"]
    assert _found(f"<!doctype html><p>x</p>{render_policy_tag(POLICY)}") == [
        "something stands before the Content-Security-Policy"
    ]


@pytest.mark.parametrize(
    ("file", "data", "passes"),
    [
        ("assets/nstgov.js", read_theme_assets()["assets/nstgov.js"], True),
        ("assets/nstgov.js", b"x()", False),
        ("assets/more.js", b"x()", False),
        ("sun.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>", True),
        ("sun.svg", b"<svg><script>x()</script></svg>", False),
        ("sun.svg", b"<svg onload='x()'/>", False),
        ("photo.png", b"<script>", True),
        ("old.htm", b"hello", False),
    ],
)
def test_files_that_a_browser_could_run_are_only_our_own(file: str, data: bytes, *, passes: bool) -> None:
    """A script must be the theme's own to the byte; a picture may hold no script."""
    assert (not list(find_unexpected([(file, data)], read_theme_assets(), find_policy))) is passes


def test_every_page_of_the_example_passes(site: BuiltSite) -> None:
    """The finished files of a whole site hold nothing unexpected."""
    files = [
        (f.relative_to(site.folder).as_posix(), f.read_bytes()) for f in sorted(site.folder.rglob("*")) if f.is_file()
    ]
    own = {**read_theme_assets(), **make_search_programs(frozenset({"en"}))} | {
        "sitemap.xml": (site.folder / "sitemap.xml").read_bytes()
    }
    assert list(find_unexpected(files, own, find_policy)) == []


def test_a_script_put_into_a_page_by_hand_is_found(site: BuiltSite) -> None:
    """One line written into one finished page is enough to hold it back."""
    page = site.page("circles").replace("</main>", "<script>x()</script></main>")
    assert _found(page) == ["a script that is not the site's own"]


@pytest.mark.parametrize(
    "put_in",
    [
        b'<script xmlns="http://www.w3.org/1999/xhtml">x()</script>',
        b'<x:script xmlns:x="http://www.w3.org/1999/xhtml">x()</x:script>',
        b"<!DOCTYPE feed>",
        b'<?xml-stylesheet href="https://elsewhere.example/x.xsl"?>',
        b'<link href="javascript:x()"/>',
        b"<content><![CDATA[x]]></content>",
    ],
)
def test_what_is_no_part_of_a_feed_is_held_back(site: BuiltSite, put_in: bytes) -> None:
    """A feed as the site writes it passes; with a script or anything else put in by hand it does not go out."""
    feed = (site.folder / "feeds/all.atom").read_bytes()
    assert list(find_unexpected([("feeds/all.atom", feed)], {}, find_policy)) == []
    bad = feed.replace(b"</feed>", put_in + b"</feed>")
    assert [file for file, _ in find_unexpected([("feeds/all.atom", bad)], {}, find_policy)] == ["feeds/all.atom"]


def test_a_feed_may_speak_of_what_it_may_not_have(site: BuiltSite) -> None:
    """Somebody's words about a link are words: only a link that stands in an element leads anywhere."""
    feed = (site.folder / "feeds/all.atom").read_bytes()
    words = feed.replace(b"</content>", b'href="javascript:x()"</content>', 1)
    assert words != feed
    assert list(find_unexpected([("feeds/all.atom", words)], {}, find_policy)) == []
