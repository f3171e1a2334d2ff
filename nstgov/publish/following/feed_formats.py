"""
Feeds as Atom (RFC 4287) and as JSON Feed 1.1.

Titles and texts are HTML without any element, escaped once here and once more in Atom, so that a reader which takes
them for text shows a stray `&lt;` at worst and runs nothing.
"""

from __future__ import annotations

import html
import json
from typing import Any

from nstgov.publish.following.atom_format import AtomEntry, AtomHead, format_midnight, write_atom
from nstgov.publish.following.feed_entries import Entry, Feed
from nstgov.publish.site import Site
from nstgov.publish.text.safe_html import remove_invisible

_encode = json.JSONEncoder(ensure_ascii=False).encode
JSON_FEED = "https://jsonfeed.org/version/1.1"


def render_atom(site: Site, feed: Feed, urn: str) -> bytes:
    """A feed as Atom; `urn` is its name for ever."""
    way = _root_address(site, feed)
    own = f"{way}{feed.path}.atom" if site.base_address else feed.path.rpartition("/")[2] + ".atom"
    title, author = _as_html(feed.title), remove_invisible(site.title)
    head = AtomHead(urn, title, feed.made, author, way + feed.page, own, feed.about, site.spoken)
    return write_atom(head, [_make_atom_entry(entry, way) for entry in feed.entries])


def _make_atom_entry(entry: Entry, way: str) -> AtomEntry:
    title = _as_html(entry.title)
    text = _as_html(entry.text) if entry.text else title
    return AtomEntry(entry.id, title, entry.when, text, way + entry.href, entry.authors, entry.categories)


def _as_html(text: str) -> str:
    """A text as HTML without any element."""
    return html.escape(text, quote=False)


def _root_address(site: Site, feed: Feed) -> str:
    """The way from a feed to the site's root: its address, or up by as many folders as the feed lies deep."""
    return site.base_address or "../" * feed.path.count("/") or "./"


def render_json_feed(site: Site, feed: Feed) -> bytes:
    """A feed as JSON Feed 1.1; addresses stand in it only where the site has one, for they must be whole."""
    found: dict[str, Any] = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.about,
        "language": site.spoken,
        "authors": [{"name": site.title}],
        "items": [_make_json_item(site, entry) for entry in feed.entries],
    }
    if site.base_address:
        found |= {"home_page_url": site.base_address + feed.page, "feed_url": f"{site.base_address}{feed.path}.json"}
    return encode_safe_json(found)


def _make_json_item(site: Site, entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text or entry.title,
        "date_published": format_midnight(entry.when),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [label or term for term, label in entry.categories],
    }
    item = {key: value for key, value in item.items() if value}
    return {**item, "url": site.base_address + entry.href} if site.base_address else item


def encode_safe_json(value: Any) -> bytes:
    """JSON that nothing can take for HTML, whatever stands in it."""
    return (_encode(value).replace("<", "\\u003c") + "\n").encode()
