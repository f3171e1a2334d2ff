"""A sheet for the table: the names of who is asked, and three answers to tick; as text, or as a page to print (M19)."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from typing import Any

from nstgov.report.terminal import make_printable

ANSWERS = ("I can live with this", "… and I have a worry", "I can't live with this yet, because …")
"""The three things that one can say in a round."""
_ROOM = 3
"""Proposals for which a sheet has room where the agenda names none."""
_BOX, _NAMES = "[ ]", 22
_STYLE = (
    "body{font:14pt/1.4 serif;margin:1.5cm}table{border-collapse:collapse;width:100%;margin-bottom:1cm}"
    "td,th{border:1px solid;padding:.5em;text-align:start;vertical-align:top}th.name{width:25%}td{height:2.2em}"
    "caption{font-weight:bold;text-align:start;padding:.5em 0}table{page-break-inside:avoid}"
)


def render_sheet(agenda: dict[str, Any]) -> str:
    """The sheet as text for any printer: one table for each proposal that is heard, with a line to write on."""
    return "\n".join((*_yield_sheet_lines(agenda), ""))


def _yield_sheet_lines(agenda: dict[str, Any]) -> Iterator[str]:
    yield make_printable(f"{agenda['name']}, {agenda['on']}")
    yield "Facilitator: ____________________   Written by: ____________________"
    for title in list_heard(agenda):
        yield ""
        yield make_printable(title or "Proposal: ________________________________________")
        yield ""
        yield f"  {'':{_NAMES}}  can live   ... and    not yet,"
        yield f"  {'':{_NAMES}}  with it    a worry    because"
        for member in agenda["members"]:
            yield f"  {_pad_name(make_printable(member['name']))}    {_BOX}        {_BOX}        {_BOX}"
            yield f"  {'':{_NAMES}}  ______________________________________________"


def render_sheet_html(agenda: dict[str, Any]) -> str:
    """The sheet as one page to print, without any script, picture or address."""
    return "\n".join((*_yield_sheet_html(agenda), ""))


def _yield_sheet_html(agenda: dict[str, Any]) -> Iterator[str]:
    heading = html.escape(f"{agenda['name']}, {agenda['on']}")
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{heading}</title><style>{_STYLE}</style>'
    yield f"<h1>{heading}</h1>\n<p>Facilitator: ____________________ &emsp; Written by: ____________________</p>"
    answers = "".join(f"<th>{html.escape(answer)}</th>" for answer in ANSWERS)
    for title in list_heard(agenda):
        caption = html.escape(title or "Proposal: ______________________________")
        yield f'<table><caption>{caption}</caption><tr><th class="name"></th>{answers}</tr>'
        for member in agenda["members"]:
            yield f'<tr><th class="name">{html.escape(member["name"])}</th><td>□</td><td>□</td><td>□</td></tr>'
        yield "</table>"
    yield "</html>"


def list_heard(agenda: dict[str, Any]) -> list[str]:
    """The titles of what is heard in a round; empty ones where nothing is known yet."""
    heard = ("hold a round", "speak", "answer a voice")
    points = (point for point in (*agenda["points"], *agenda["later"]) if point["point"] in heard)
    return list(dict.fromkeys(point["title"] for point in points)) or [""] * _ROOM


def _pad_name(name: str) -> str:
    """A name cut or filled up to the room for it; signs of East Asia take two columns."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in name)
    cut = name[: _NAMES - wide]
    return cut + " " * (_NAMES - len(cut) - wide)
