"""What browsers, phones and search machines ask a site for: icons, a manifest, a robots file, a map of its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from markupsafe import escape

from nstgov.lifecycle import OPEN
from nstgov.publish.engine.preview_pictures import ICONS, find_icon_path, list_picture_files
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.site import Site
from nstgov.publish.text.safe_html import remove_invisible
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.store.landings import Landing

_RECORD_PAGE = re.compile(r"(?:[a-z0-9-]+/)??(circles|proposals|decisions|elections)/([a-z0-9-]+)/")


def make_manifest(scene: Snapshot, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """The web app manifest (W3C): whoever puts the site on their phone's home screen sees its name and mark."""
    site = scene.site
    name = remove_invisible(" ".join(site.title.split()))
    up = "../" * site.prefix.count("/")
    facts = {
        "name": name,
        "short_name": name[:30],
        "lang": site.spoken,
        "dir": scene.words.direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#fbf8f2",
        "theme_color": "#1d5a50",
        "icons": [
            {"src": up + find_icon_path(size), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICONS[1:]
        ],
    }
    yield "manifest.json", (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def make_pictures(scene: Snapshot, _circles: Circles) -> Iterator[OutputFile]:
    """The icons; previews of shared links where the site has an address, without which nobody could fetch them."""
    return list_picture_files(previews=scene.site.address is not None)


def render_robots(site: Site) -> str:
    """Everything may be read and found; the pieces of the search index are no pages."""
    lines = ["User-agent: *", "Disallow: /pagefind/"]
    return "\n".join([*lines, f"Sitemap: {site.address}sitemap.xml"] if site.address else lines) + "\n"


def find_last_changes(landed: Mapping[str, Landing]) -> dict[tuple[str, str], date]:
    """By root and id (`circles`, `oak-street`), the day on which the newest file of a thing landed."""
    found: dict[tuple[str, str], date] = {}
    for path, landing in landed.items():
        root, *rest = path.split("/")
        if landing.day < OPEN and len(rest) > 1:
            # a circle's own folder carries its id, however deep it lies
            key = root, rest[-2] if root == "circles" else rest[0]
            found[key] = max(found.get(key, date.min), landing.day)
    return found


def render_sitemap(address: str, pages: Iterable[str], changed: Mapping[tuple[str, str], date]) -> str:
    """All pages for search machines, with the day a record's page last changed; a page's address is its folder's."""
    body = "\n".join(_render_sitemap_row(address, page, changed) for page in sorted(pages))
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{start}\n{body}\n</urlset>\n"


def _render_sitemap_row(address: str, page: str, changed: Mapping[tuple[str, str], date]) -> str:
    found = _RECORD_PAGE.match(page)
    root, id_ = found.groups() if found else ("", "")
    day = changed.get(("decisions" if root == "elections" else root, id_))
    last = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address + page.removesuffix('index.html'))}</loc>{last}</url>"
