"""Texts of the record as safe HTML."""

from __future__ import annotations

import pytest

from nstgov.publish.text.markdown import LONGEST_MARKDOWN, render_inline_markdown, render_markdown, render_text
from nstgov.publish.text.safe_html import render_code, summarize_text
from tests.work import steps

REL = 'rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b** _c_ `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[a](/circles/)", "<p>[a](/circles/)</p>"),
        ("[a](//elsewhere.example)", "<p>[a](//elsewhere.example)</p>"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>"),
        ("[a](mailto:ana@example.org)", '<p><a href="mailto:ana@example.org" ' + REL + ">a</a> (ana@example.org)</p>"),
        ("![a](https://x.example/b.png)", '<p>!<a href="https://x.example/b.png" ' + REL + ">a</a> (x.example)</p>"),
    ],
)
def test_markdown_becomes_only_what_is_allowed(text: str, html: str) -> None:
    """Emphasis and open links come through; raw HTML, pictures, scripts and links into the site do not."""
    assert render_markdown(text).strip() == html


def test_headings_begin_below_those_of_the_page_and_skip_no_level() -> None:
    """However a text numbers its headings, they come out as h3, then h4, without a gap."""
    html = render_markdown("# One\n\n#### Two\n\n# Three\n\n###### Four")
    assert [line for line in html.splitlines() if line] == [
        "<h3>One</h3>",
        "<h4>Two</h4>",
        "<h3>Three</h3>",
        "<h4>Four</h4>",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "> " * 30_000,
        "- " * 30_000,
        "*a " * 20_000,
        "[a](" * 15_000,
        "`" * 60_000,
        "<a " * 20_000,
        "|" * 60_000,
        (("-" + " " * 40) * 12 + "x\n") * 100,
        "- a\n" * 16_000,
        "a\n\n" * 20_000,
    ],
)
def test_a_text_made_to_be_slow_is_shown_as_it_was_typed(text: str) -> None:
    """Texts that would keep a Markdown reader busy for minutes are known for what they are in a few steps."""
    shown: list[str] = []
    steps(lambda: shown.append(render_text.__wrapped__(text).html), most=200)
    assert shown[0].startswith("<pre>")


def test_a_long_list_is_a_list() -> None:
    """Only what has hardly anything on hundreds of lines is shown as it was typed."""
    assert render_markdown("".join(f"- planted by Ana, number {n}\n" for n in range(1500))).count("<li>") == 1500
    assert render_markdown("- a\n" * 150).count("<li>") == 150


@pytest.mark.parametrize("sign", ["-", ">", "1."])
def test_whether_a_text_goes_too_deep_is_seen_in_one_look(sign: str) -> None:
    """Blanks between many signs can be shared out in more ways than could ever be tried; only one is."""
    assert not render_markdown(((sign + " " * 40) * 11 + "x\n") * 20).startswith("<pre>")


def test_a_very_long_text_is_shown_whole() -> None:
    """Beyond the longest Markdown nothing is cut off; it is shown as it was typed."""
    text = "word & word " * LONGEST_MARKDOWN
    assert render_markdown(text) == f"<pre>{text.replace('&', '&amp;')}</pre>"


def test_a_summary_is_one_plain_line() -> None:
    """A summary has no marks, no line ends, and ends at a word."""
    assert summarize_text("# Trees\n\n- **forty** of _them_") == "Trees - forty of them"
    assert summarize_text("word " * 100).endswith("word…")
    assert len(summarize_text("word " * 100)) <= 160


def test_pieces_of_files_and_single_lines_are_escaped() -> None:
    """Code with its file's name, and one line of Markdown, let no HTML through."""
    assert render_code("<b>", "a<b>.yml") == (
        '<figure class="file"><figcaption>a&lt;b&gt;.yml</figcaption><pre><code>&lt;b&gt;</code></pre></figure>'
    )
    assert render_inline_markdown("a `b` <i>") == "a <code>b</code> &lt;i&gt;"


def test_the_empty_corner_of_a_table_is_no_head() -> None:
    """A table whose first head is empty keeps the others as heads, and the corner as a plain cell."""
    html = render_markdown("| | now |\n|---|---|\n| sunset | 730 |\n")
    assert "<td></td>" in html
    assert "<th></th>" not in html
    assert "<th>now</th>" in html
