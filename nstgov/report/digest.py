"""A digest as plain text, as Markdown and as HTML: what goes into a mail, a chat or an issue."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from nstgov.report.markdown import escape_markdown
from nstgov.report.terminal import make_printable


def render_digest_text(digest: dict[str, Any]) -> str:
    """The digest as plain text, each address below what it belongs to."""
    return "\n".join((*_yield_text_lines(digest), ""))


def _yield_text_lines(digest: dict[str, Any]) -> Iterator[str]:
    yield make_printable(digest["title"])
    for part in digest["happened"]:
        yield f"\n{part['day']}"
        for one in part["things"]:
            yield f"- {make_printable(one['title'])}"
            yield from (f"  {make_printable(line)}" for line in (one["text"], one["address"]) if line)
    yield from (f"\n{remark}" for remark in digest["remarks"])
    if digest["coming"]:
        yield f"\n{digest['coming_title']}"
        yield from (f"- {one['day']}: {make_printable(one['title'])}" for one in digest["coming"])


def render_digest_markdown(digest: dict[str, Any]) -> str:
    """The digest as Markdown; nothing that a record says becomes a mark in it, or calls anybody's name."""
    return "\n".join((*_yield_markdown_lines(digest), ""))


def _yield_markdown_lines(digest: dict[str, Any]) -> Iterator[str]:
    yield f"# {escape_markdown(digest['title'])}"
    for part in digest["happened"]:
        yield f"\n## {escape_markdown(part['day'])}\n"
        for one in part["things"]:
            yield f"- {_link_markdown(one)}"
            yield from ([f"  {escape_markdown(one['text'])}"] if one["text"] else [])
    yield from (f"\n{escape_markdown(remark)}" for remark in digest["remarks"])
    if digest["coming"]:
        yield f"\n## {escape_markdown(digest['coming_title'])}\n"
        yield from (f"- {escape_markdown(one['day'])}: {_link_markdown(one)}" for one in digest["coming"])


def render_digest_html(digest: dict[str, Any]) -> str:
    """The digest as the inside of a page or a mail in HTML, without any style or script."""
    return "\n".join((*_yield_html_lines(digest), ""))


def _yield_html_lines(digest: dict[str, Any]) -> Iterator[str]:
    yield f"<h1>{html.escape(digest['title'])}</h1>"
    for part in digest["happened"]:
        yield f"<h2>{html.escape(part['day'])}</h2>\n<ul>"
        for one in part["things"]:
            yield f"<li>{_link_html(one)}{'<br>' if one['text'] else ''}{html.escape(one['text'])}</li>"
        yield "</ul>"
    yield from (f"<p>{html.escape(remark)}</p>" for remark in digest["remarks"])
    if digest["coming"]:
        yield f"<h2>{html.escape(digest['coming_title'])}</h2>\n<ul>"
        yield from (f"<li>{html.escape(one['day'])}: {_link_html(one)}</li>" for one in digest["coming"])
        yield "</ul>"


def _link_markdown(one: dict[str, str]) -> str:
    shown = escape_markdown(one["title"])
    return f"[{shown}](<{one['address']}>)" if one["address"] else shown


def _link_html(one: dict[str, str]) -> str:
    shown = html.escape(one["title"])
    return f'<a href="{html.escape(one["address"])}">{shown}</a>' if one["address"] else shown
