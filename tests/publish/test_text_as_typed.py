"""What was consented to is to be seen: Markdown hides nothing but its own marks, and these are a click away (M2)."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nstgov import records as r
from nstgov.publish.text.markdown import render_text
from nstgov.publish.text.typed_blocks import MARKS
from tests.building import circle, edition, movement, version
from tests.publish.telling import told

REL = ' rel="nofollow noopener noreferrer"'
APPLE, PLAIN = "\u0430pple.example", "xn--pple-43d.example"
"""A host that looks like another, and the form of it that browsers turn to."""


class Seen(HTMLParser):
    """What somebody sees of a piece of a page: its words and the numbers of its lists, without blanks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self._numbers: list[int | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A list begins to count, and an item bears its number."""
        if tag in ("ol", "ul"):
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "li" and (before := self._numbers[-1]) is not None:
            self._numbers[-1] = number = int(dict(attrs).get("value") or before + 1)
            self.text += f"{number}."

    def handle_endtag(self, tag: str) -> None:
        """A list ends."""
        if tag in ("ol", "ul"):
            self._numbers.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        self.text += "".join(data.split())


def seen(text: str) -> str:
    """What is seen of a text as a page renders it."""
    return Seen(str(render_text(text).html)).text


HIDDEN = {
    "a definition of a link": ('[ana]: https://x.example "pays 500"\n\nTrees', "pays500"),
    "a definition of a link in a quote": ("> [ana]: https://x.example 'pays 500'", "pays500"),
    "a cell too many": ("|a|b|\n|-|-|\n|1|2|pays 500|\n", "pays500"),
    "a cell too many in a list": ("- |a|b|\n  |-|-|\n  |1|2|pays 500|\n", "pays500"),
    "words behind a fence": ("```yaml pays 500\nx: 1\n```\n", "pays500"),
    "words behind a fence of waves": ("~~~ pays 500\nx: 1\n~~~\n", "pays500"),
    "a title of a link": ('[trees](https://x.example "pays 500")', "pays500"),
    "an entity that turns the text": ("a &#8238;05 syap&#x202c; b", "&#8238;"),
    "an entity that becomes a control": ("a &#7; b", "&#7;"),
    "the number of a list's first item": ("7. trees", "7."),
    "a number out of order": ("1. trees\n5. hedges", "5."),
    "noughts before a number": ("007. trees", "007."),
    "a product": ("We pay 2*3*4 euros", "2*3*4"),
    "a product of bold": ("We pay 2**3** euros", "2**3**"),
    "a link into the site": ("[trees](/circles/pays-500)", "pays-500"),
    "a host before the host": ("[x](https://bank.example@elsewhere.example/)", "bank.example@elsewhere.example"),
    "quotes in quotes": ("> " * 11 + "pays 500", "pays500"),
    "lists in lists": ("".join("  " * n + "- x\n" for n in range(30)) + "pays 500", "pays500"),
}


@pytest.mark.parametrize("about", HIDDEN)
def test_what_markdown_would_hide_is_shown(about: str) -> None:
    """Definitions, cells, words behind fences, entities, numbers and titles are to be seen on the page itself."""
    text, shown = HIDDEN[about]
    assert shown in seen(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- trees\n- *forty* of them", "<ul>\n<li>trees</li>\n<li><em>forty</em> of them</li>\n</ul>"),
        ("1. trees\n2. hedges", "<ol>\n<li>trees</li>\n<li>hedges</li>\n</ol>"),
        ("> so it was", "<blockquote>\n<p>so it was</p>\n</blockquote>"),
        ("Trees\n---\n\n40 & more", "<h3>Trees</h3>\n<p>40 &amp; more</p>"),
        ("| a |\n|---|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>"),
        ("```\nx: 1\n```", "<pre><code>x: 1\n</code></pre>"),
        ("**40** trees", "<p><strong>40</strong> trees</p>"),
    ],
)  # fmt: skip
def test_an_honest_text_looks_as_markdown_has_it(text: str, html: str) -> None:
    """Lists, tables, quotes, headings, emphasis and code come out as their authors meant them."""
    assert render_text(text).html.strip() == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[bank.example](https://x.example/x)", '<a href="https://x.example/x"{}>bank.example</a> (x.example)'),
        (f"<https://{APPLE}/x>", f'<a href="https://{PLAIN}/x"{{}}>https://{APPLE}/x</a> ({PLAIN})'),
        (f"[a](https://{APPLE})", f'<a href="https://{PLAIN}"{{}}>a</a> ({PLAIN})'),
        ("[Ana](mailto:ben@x.example)", '<a href="mailto:ben@x.example"{}>Ana</a> (ben@x.example)'),
        ("<https://x.example/trees>", '<a href="https://x.example/trees"{}>https://x.example/trees</a>'),
        ("<ana@x.example>", '<a href="mailto:ana@x.example"{}>ana@x.example</a>'),
    ],
)
def test_a_link_shows_where_it_leads(text: str, html: str) -> None:
    """Behind the words of a link stands its host, in letters that no other host could be taken for."""
    assert render_text(text).html.strip() == f"<p>{html.format(REL)}</p>"


PIECES = st.sampled_from(
    [*"ab7 0.)(!\n\n\t\"'&;|\\", "é", "\u0430", "    ", *MARKS, "**", "- ", "1. ", "```", "\n|-|-|\n", "&#8238;",
     "&amp;", "<https://x.example>", "> ", "# ", "~~~ ", "[a]", "](https://x.example", ' "t")',
     "[a]: https://x.example 'b'\n"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(text=st.lists(PIECES, max_size=25).map("".join))
@example(text="a ![b](https://x.example)")
@example(text="|a|\n|-|\n|b|c|")
@example(text="a\\\nb")
def test_every_character_that_was_typed_is_on_the_page_or_a_click_away(text: str) -> None:
    """Of any text all but Markdown's marks and a link's address is seen at once, and all of it where marks are gone."""
    typed, page = "".join(text.split()), seen(text)
    bare = str.maketrans("", "", MARKS + "[]().")
    at = 0
    for character in typed.translate(bare) if "](" not in text else "":
        at = page.find(character, at) + 1
        assert at, f"{character!r} is not seen"
    if not render_text(text).hides and not any(mark in text for mark in "#>-*+_0123456789"):
        assert page == typed


def test_the_page_has_a_text_as_it_was_typed_one_click_away() -> None:
    """Below a text with marks that are not to be seen stands the text itself, closed; below a plain one nothing."""
    text = "Trees [here](https://x.example/a) & **hedges**."
    pages = [
        told(movement(edition(), circle("oak", "2026-01-01", "ana ben chi dee"), one), "proposals/trees", "2026-04-02")
        for one in (replace(VERSION, text=text), replace(VERSION, text="Trees, and 2 * 3 hedges."))
    ]
    whole = "Trees [here](https://x.example/a) &amp; **hedges**."
    assert f'<summary>As it was typed</summary><pre dir="auto">{whole}</pre></details>' in pages[0]
    assert "As it was typed" not in pages[1]


VERSION: r.Version = version("trees", 1, "2026-04-01", authors="ana ben chi dee")
