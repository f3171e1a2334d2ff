"""
The map of a long page: its sections as a list of links.

It is made from the finished page, so that no template need know what the others say. A section is a heading with an id.
"""

from __future__ import annotations

import re

from markupsafe import Markup

FEWEST, LONG = 5, 12_000
"""Sections, and characters of HTML, from which on a page has a map."""
_PLACE = '<div class="record">'
_BEGINS = '<h2 id="'
_SECTION = re.compile(r'([a-z0-9-]+)"[^>]*>(.*?)</h2>', re.DOTALL)
"""The rest of a section's heading."""
_TAG = re.compile(r"<(?!/?bdi)[^>]*>")
_MAP = Markup('<nav class="contents" aria-label="{0}"><details><summary>{0}</summary><ul>{1}</ul></details></nav>')


def insert_contents(content: str, label: str) -> str:
    """The content of a record's page with its sections listed before it; as it was where it is short."""
    if len(content) < LONG or _PLACE not in content or content.count(_BEGINS) < FEWEST:
        return content
    headings = map(_SECTION.match, content.split(_BEGINS)[1:])
    sections = [(heading[1], heading[2]) for heading in headings if heading]
    if len(sections) < FEWEST:
        return content
    rows = "".join(f'<li><a href="#{id_}">{_TAG.sub("", words).strip()}</a></li>' for id_, words in sections)
    drawn = str(_MAP.format(label, Markup(rows)))  # noqa: S704 (what stands in the page already, without its elements)
    return content.replace(_PLACE, _PLACE + drawn, 1)
