"""
Feeds as Atom (RFC 4287) and as JSON Feed 1.1.

feedgen makes one feed and one entry, and they are stamped as pages are: a hundred thousand entries cost next to
nothing. Titles and texts are HTML without any element, escaped twice over, so that a reader which takes them for text
shows a stray `&lt;` at worst and runs nothing.
"""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from markupsafe import escape

from nstgov.publish.following.entries import Entry, Feed
from nstgov.publish.shell import Shell, slot
from nstgov.publish.site import Site

_A_DAY = datetime(1000, 1, 1, tzinfo=UTC)
"""Stands in the shells where a day will be."""
JSON_FEED = "https://jsonfeed.org/version/1.1"


def atom(site: Site, feed: Feed, urn: str) -> bytes:
    """A feed as Atom; `urn` is its name for ever."""
    way = _way(site, feed)
    entries = "\n  ".join(_entry(entry, way) for entry in feed.entries)
    own = f"{way}{feed.path}.atom" if site.here else feed.path.rpartition("/")[2] + ".atom"
    values = {
        "id": escape(urn),
        "title": _twice(feed.title),
        "about": escape(feed.about),
        "page": escape(way + feed.page),
        "own": escape(own),
        "author": escape(site.title),
        "language": escape(site.spoken),
        "updated": feed.made.isoformat(),
    }
    return (_shells()[0].stamp({**values, "entries": entries}) + "\n").encode()


def _entry(entry: Entry, way: str) -> str:
    day = entry.when.isoformat()
    return _shells()[1].stamp(
        {
            "id": escape(entry.id),
            "title": _twice(entry.title),
            "text": _twice(entry.text or entry.title),
            "page": escape(way + entry.href),
            "updated": day,
        }
    )


def _twice(text: str) -> str:
    """A text as HTML without any element, inside of XML."""
    return escape(html.escape(text, quote=False))


def _way(site: Site, feed: Feed) -> str:
    """The way from a feed to the site's root: its address, or up by as many folders as the feed lies deep."""
    return site.here or "../" * feed.path.count("/") or "./"


@cache
def _shells() -> tuple[Shell, Shell]:
    """The shell of a feed and that of an entry, as feedgen writes them."""
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

    made, entry = FeedGenerator(), FeedEntry()
    made.id(slot("id"))
    made.title(slot("title"))
    made.subtitle(slot("about"))
    made.author(name=slot("author"))
    made.language(slot("language"))
    made.link(href=slot("page"), rel="alternate", type="text/html")
    made.link(href=slot("own"), rel="self", type="application/atom+xml")
    made.generator("nstgov")
    made.updated(_A_DAY)
    entry.id(slot("id"))
    entry.title(slot("title"))
    entry.link(href=slot("page"), rel="alternate", type="text/html")
    entry.content(slot("text"), type="html")
    entry.updated(_A_DAY)
    made.add_entry(entry)
    whole = made.atom_str(pretty=True).decode().strip()
    whole = whole.replace(_A_DAY.isoformat(), f"{slot('updated')}T00:00:00Z").replace("<title>", '<title type="html">')
    first, last = whole.index("<entry>"), whole.index("</entry>") + len("</entry>")
    return Shell.of(whole[:first] + slot("entries") + whole[last:]), Shell.of(whole[first:last])


def json_feed(site: Site, feed: Feed) -> bytes:
    """A feed as JSON Feed 1.1; addresses stand in it only where the site has one, for they must be whole."""
    found: dict[str, Any] = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.about,
        "language": site.spoken,
        "authors": [{"name": site.title}],
        "items": [_item(site, entry) for entry in feed.entries],
    }
    if site.here:
        found |= {"home_page_url": site.here + feed.page, "feed_url": f"{site.here}{feed.path}.json"}
    return plain_json(found)


def _item(site: Site, entry: Entry) -> dict[str, str]:
    item = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text or entry.title,
        "date_published": f"{entry.when.isoformat()}T00:00:00Z",
    }
    return {**item, "url": site.here + entry.href} if site.here else item


def plain_json(value: Any) -> bytes:
    """JSON that nothing can take for HTML, whatever stands in it."""
    return (json.dumps(value, ensure_ascii=False).replace("<", "\\u003c") + "\n").encode()
