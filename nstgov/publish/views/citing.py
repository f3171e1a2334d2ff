"""How a record is cited: what it is, whose, of which day, where it stands for good, and its SHA-256."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.publish.views.scene import PageLink, Snapshot


class Citation(NamedTuple):
    """
    A record as others may cite it.

    `href` is the permanent address of its page from the site's root, `address` the same in full (None while nobody has
    said where the site stands); `sha256` that of the file `path`; `version` its number, where it has one.
    """

    title: str
    lang: str | None
    circles: tuple[PageLink, ...]
    day: date | None
    href: str
    address: str | None
    path: str
    sha256: str | None
    movement: str
    version: int | None = None


def make_citation(
    scene: Snapshot, shown: PageLink, circles: tuple[PageLink, ...], day: date | None, path: str
) -> Citation:
    """The citation of a record by its page's door and the path of the file that is cited."""
    site, href = scene.site, shown.href or ""
    address = site.address + href if site.address else None
    sha256 = scene.movement.sha256.get(path)
    return Citation(shown.name, shown.lang, circles, day, href, address, path, sha256, site.title)
