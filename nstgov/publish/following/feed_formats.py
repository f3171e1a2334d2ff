"""
Feeds as Atom (RFC 4287), written by feedgen, and as JSON Feed 1.1.

Titles and texts are HTML without any element, escaped once here and once more by feedgen, so that a reader which takes
them for text shows a stray `&lt;` at worst and runs nothing.
"""

from __future__ import annotations

import html
import json
from datetime import UTC, date, datetime, time
from typing import Any

from nstgov.publish.following.feed_entries import Entry, Feed
from nstgov.publish.site import Site
from nstgov.publish.text.safe_html import remove_invisible

JSON_FEED = "https://jsonfeed.org/version/1.1"


def render_atom(site: Site, feed: Feed, urn: str) -> bytes:
    """A feed as Atom; `urn` is its name for ever."""
    from feedgen.feed import FeedGenerator

    way = _root_address(site, feed)
    made = FeedGenerator()
    made.register_extension("titles", _HtmlTitle, _HtmlTitle, rss=False)
    made.id(urn)
    made.title(_as_html(feed.title))
    made.subtitle(feed.about)
    made.author(name=remove_invisible(site.title))
    made.language(site.spoken)
    made.link(href=way + feed.page, rel="alternate", type="text/html")
    own = f"{way}{feed.path}.atom" if site.base_address else feed.path.rpartition("/")[2] + ".atom"
    made.link(href=own, rel="self", type="application/atom+xml")
    made.generator("nstgov")
    made.updated(_as_midnight(feed.made))
    for entry in feed.entries:
        _add_entry(made, entry, way)
    written: bytes = made.atom_str(pretty=True)
    return written


def _add_entry(made: Any, entry: Entry, way: str) -> None:
    added = made.add_entry(order="append")
    added.id(entry.id)
    added.title(_as_html(entry.title))
    added.link(href=way + entry.href, rel="alternate", type="text/html")
    added.content(_as_html(entry.text or entry.title), type="html")
    added.updated(_as_midnight(entry.when))
    added.published(_as_midnight(entry.when))
    for name in entry.authors:
        added.author(name=name)
    for term, label in entry.categories:
        added.category(term=term, label=label or None)


class _HtmlTitle:
    """What feedgen calls an extension: it says of a title that it is HTML, which feedgen alone cannot."""

    @staticmethod
    def extend_ns() -> dict[str, str]:
        """No name space is needed for it."""
        return {}

    @staticmethod
    def extend_atom(element: Any) -> Any:
        """A feed or an entry, when feedgen has made it."""
        title = element.find("title")
        if title is not None:
            title.set("type", "html")
        return element


def _as_html(text: str) -> str:
    """A text as HTML without any element."""
    return html.escape(text, quote=False)


def _as_midnight(day: date) -> datetime:
    """When something of a day was: no time of day is known."""
    return datetime.combine(day, time(), UTC)


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
        "date_published": _as_midnight(entry.when).isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [label or term for term, label in entry.categories],
    }
    item = {key: value for key, value in item.items() if value}
    return {**item, "url": site.base_address + entry.href} if site.base_address else item


def encode_safe_json(value: Any) -> bytes:
    """JSON that nothing can take for HTML, whatever stands in it."""
    return (json.dumps(value, ensure_ascii=False).replace("<", "\\u003c") + "\n").encode()
