"""
Hand-written pages on an earlier day.

They are written once, and lead to what is on record when they are written. A site made as of an earlier day has no page
of what came later: there a name stays, and is no link. A link to what is on record nowhere stays what it is, broken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from nstgov.records import Movement

_LINK = re.compile(
    r'<a (?:[^<>]*? )?href="(?:\.{1,2}/)*((?:circles|proposals|decisions|elections)/[a-z0-9-]+)/[^"<>]*"[^<>]*>'
)
_END = "</a>"


def find_later_folders(movement: Movement, pages: Collection[str]) -> frozenset[str]:
    """The folders of pages (`proposals/<id>`) for which something is on record, and that are not among the pages."""
    return frozenset(folder for folder in _list_recorded_folders(movement) if f"{folder}/index.html" not in pages)


def _list_recorded_folders(movement: Movement) -> Iterator[str]:
    yield from (f"circles/{id_}" for id_ in movement.circles)
    yield from (f"proposals/{id_}" for id_ in movement.proposals)
    for id_, folder in movement.decisions.items():
        if folder.decision:
            yield f"decisions/{id_}"
        if folder.election:
            yield f"elections/{id_}"


def remove_links(later: Collection[str], html: str) -> str:
    """A page (or a part of it) in which the names of such things are no links."""
    parts: list[str] = []
    at = 0
    for link in _LINK.finditer(html):
        end = html.find(_END, link.end())
        if link[1] in later and end >= 0:
            parts += (html[at : link.start()], html[link.end() : end])
            at = end + len(_END)
    return "".join((*parts, html[at:]))
