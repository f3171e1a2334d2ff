"""Building the site: shells, pages, the gate, links, the sitemap."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from nstgov.languages import SOURCE
from nstgov.lifecycle import ground_rules_on
from nstgov.publish.contents import FILES, ONCE, PAGES
from nstgov.publish.days import name_of_language
from nstgov.publish.gate import Unexpected, held_back
from nstgov.publish.links import Broken, LinkBook, sitemap
from nstgov.publish.material import HERE, hand_written, policy_of, render, shells_in
from nstgov.publish.output import Output, Written
from nstgov.publish.pages import home
from nstgov.publish.rendering import Renderer
from nstgov.publish.search.shards import is_searched
from nstgov.publish.search.writing import write_search
from nstgov.publish.site import Site
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.publish.withholding import without_withheld
from nstgov.records import Movement
from nstgov.store.landings import Landing

Progress = Callable[[str], None]


class Built(NamedTuple):
    """
    What a build came to.

    `unexpected` was held back by the gate and not written; `broken` links lead nowhere; `missing` pages were to be
    there and are not. A site with any of these must not go out.
    """

    pages: int
    written: Written
    unexpected: tuple[Unexpected, ...]
    broken: tuple[Broken, ...]
    missing: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the site may go out."""
        return not (self.unexpected or self.broken or self.missing)


def site_of(movement: Movement, as_of: date, *, commit: str | None = None, address: str | None = None) -> Site:
    """What the settings and the ground rules say of the site; `address` overrules where it is to stand."""
    settings, rules = movement.settings, ground_rules_on(movement, as_of)
    languages = tuple(dict.fromkeys(settings.languages)) if settings and settings.languages else (SOURCE,)
    place = address or (settings.site if settings and movement.is_sound(settings, "site") else None)
    return Site(
        title=(settings.title if settings else "") or rules.movement or "A movement",
        about=(settings.about if settings else "") or "",
        address=place.rstrip("/") + "/" if place else None,
        repository=settings.repository if settings and movement.is_sound(settings, "repository") else None,
        languages=languages,
        language=languages[0],
        commit=commit,
        made=as_of,
        example=any(edition.example for edition in movement.ground_rules.values()),
    )


def build(
    movement: Movement,
    as_of: date,
    out: Path,
    *,
    commit: str | None = None,
    landed: Mapping[str, Landing] | None = None,
    own_pages: Path | None = None,
    address: str | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """
    Make the site of a movement as of a day, in a folder of its own. Raises Strange and OSError.

    `commit` is what the movement was read from, `landed` by path when each record landed, `own_pages` the folder of its
    hand-written pages (`site/`), `address` where the site will stand if not where the settings say.
    """
    movement = without_withheld(movement, as_of)
    site = site_of(movement, as_of, commit=commit, address=address)
    output = Output(out)
    expected = set[str]()
    files = chain.from_iterable(
        _in_one_language(Scene(movement, as_of, site_in, landed), own_pages, expected, progress)
        for site_in in site.in_each_language()
    )
    return _fill(output, site, files, expected, progress)


def _in_one_language(
    scene: Scene, own_pages: Path | None, expected: set[str], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site in one language, by its path from the root of the whole."""
    site, due = scene.site, set[str]()
    said = f" ({name_of_language(site.language)})" if len(site.languages) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="nstgov-") as work:
        progress(f"Rendering the hand-written pages and the shells{said}")
        rendered = render(site, own_pages, Path(work))
        progress(f"Making a page of every record{said}")
        renderer = Renderer(site, shells_in(rendered, site))
        yield from hand_written(rendered, site)
        for path, data in _files(scene, renderer, due):
            yield site.prefix + path, data
        expected |= {site.prefix + path for path in due}


def _fill(
    output: Output, site: Site, files: Iterator[tuple[str, bytes]], expected: set[str], progress: Progress
) -> Built:
    """Put every file through the gate and into the folder; close with links, count and sitemap."""
    book, searched = LinkBook(), dict[str, str]()
    unexpected: list[Unexpected] = []
    own = own_assets()
    for path, data in files:
        found = list(held_back([(path, data)], own, policy_of))
        unexpected += found
        if not found:
            output.put(path, data)
            if path.endswith(".html"):
                book.add(path, data.decode())
                if is_searched(data):
                    searched[path] = hashlib.sha256(data).hexdigest()
    if site.address:
        output.put("sitemap.xml", sitemap(site.address, (p for p in book.pages if p != "404.html")).encode())
    output.put(".nojekyll", b"")
    write_search(output, searched, progress)
    missing = tuple(sorted(expected - output.paths))
    broken = tuple(book.broken(output.paths))
    return Built(len(book.pages), output.finish(), tuple(unexpected), broken, missing)


def _files(scene: Scene, renderer: Renderer, expected: set[str]) -> Iterator[tuple[str, bytes]]:
    """Every file made from the record; the pages that it asks for are noted in `expected` before any is made."""
    circles = Circles(scene)
    expected |= {f"circles/{id_}/index.html" for id_ in circles.ids()}
    expected |= set(_pages_due(scene))
    yield "index.html", renderer.home(home(scene, circles)).encode()
    for make in PAGES:
        for page in make(scene, circles):
            yield page.file, renderer.page(page).encode()
    for make_files in FILES if scene.site.prefix else (*FILES, *ONCE):
        yield from make_files(scene, circles)


def _pages_due(scene: Scene) -> Iterator[str]:
    """The pages that the folders on record ask for, whatever the views made of them."""
    for id_, proposal in scene.movement.proposals.items():
        submitted = [version.submitted for version in proposal.versions.values()]
        if any(day <= scene.day for day in submitted) or (
            not submitted and proposal.idea and proposal.idea.opened <= scene.day
        ):
            yield f"proposals/{id_}/index.html"
        numbers = (number for number, version in proposal.versions.items() if version.submitted <= scene.day)
        yield from (f"proposals/{id_}/v{number}/index.html" for number in numbers)
    for id_, decision in scene.movement.decisions.items():
        if decision.decision and decision.decision.decided <= scene.day:
            yield f"decisions/{id_}/index.html"
        if decision.election and decision.election.held <= scene.day:
            yield f"elections/{id_}/index.html"


def own_assets() -> dict[str, bytes]:
    """The theme's own files that a browser could run, byte for byte."""
    theme = HERE / "theme"
    return {
        f.relative_to(theme).as_posix(): f.read_bytes() for f in sorted((theme / "assets").rglob("*")) if f.is_file()
    }
