"""Building the site: shells, pages, the gate, links, the sitemap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nstgov.languages import SOURCE
from nstgov.lifecycle import ground_rules_on
from nstgov.publish.contents import FILES, ONCE, PAGES, Maker
from nstgov.publish.days import name_of_language
from nstgov.publish.filling import Filling, Making
from nstgov.publish.findings_found import count_errors, findings_of
from nstgov.publish.gate import Unexpected
from nstgov.publish.hands import share
from nstgov.publish.links import Broken, sitemap
from nstgov.publish.material import HERE, Shells
from nstgov.publish.memory import Memory, key_of
from nstgov.publish.not_yet import not_yet, without_links_to
from nstgov.publish.output import Output, Written
from nstgov.publish.pages import home
from nstgov.publish.rendered import rendered_for
from nstgov.publish.rendering import Later, Page, Renderer
from nstgov.publish.search.writing import write_search
from nstgov.publish.shell import Shell
from nstgov.publish.site import Site
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.publish.withholding import without_withheld
from nstgov.records import Movement
from nstgov.store.cache import Cache
from nstgov.store.landings import Landing

Progress = Callable[[str], None]


class Built(NamedTuple):
    """
    What a build came to.

    `unexpected` was held back by the gate and not written; `broken` links lead nowhere; `missing` pages were to be
    there and are not. A site with any of these must not go out. `errors` is how many the rules find in the record: the
    site says them where they belong, and goes out.
    """

    pages: int
    written: Written
    unexpected: tuple[Unexpected, ...]
    broken: tuple[Broken, ...]
    missing: tuple[str, ...]
    errors: int = 0

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
    cache: Cache | None = None,
    hands: int | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """
    Make the site of a movement as of a day, in a folder of its own. Raises Strange and OSError.

    `commit` is what the movement was read from, `landed` by path when each record landed, `own_pages` the folder of its
    hand-written pages (`site/`), `address` where the site will stand if not where the settings say, `cache` what
    earlier builds worked out, `hands` how many processes may work at once (None: as many as this machine has processors
    for); the site is the same without and with them.
    """
    progress("Judging everything on record")
    findings = findings_of(movement, as_of)
    movement = without_withheld(movement, as_of)
    site = site_of(movement, as_of, commit=commit, address=address)
    output = Output(out)
    cache = cache or Cache(None, "")
    memory = Memory(cache, out, commit)
    filling, expected = Filling(output, memory, own_assets(), hands), set[str]()
    for site_in in site.in_each_language():
        _in_one_language(
            filling, Scene(movement, as_of, site_in, landed, findings), own_pages, expected, progress, cache
        )
    built = _closed(filling, site, expected, progress)._replace(errors=count_errors(findings))
    memory.save(sound=not built.broken)
    return built


def _in_one_language(
    filling: Filling, scene: Scene, own_pages: Path | None, expected: set[str], progress: Progress, cache: Cache
) -> None:
    """Every file of the site in one language."""
    site = scene.site
    said = f" ({name_of_language(site.language)})" if len(site.languages) > 1 else ""
    progress(f"Rendering the hand-written pages and the shells{said}")
    rendered = rendered_for(site, own_pages, cache)
    progress(f"Making a page of every record{said}")
    circles = Circles(scene)
    due = frozenset((*(f"circles/{id_}/index.html" for id_ in circles.ids()), *_pages_due(scene)))
    later = not_yet(scene.movement, due)
    for path, data in rendered.files:
        is_page = later and path.endswith(".html")
        filling.put(Making.of(path, without_links_to(later, data.decode()).encode() if is_page else data))
    _of_the_record(filling, scene, circles, Renderer(site, _leading(rendered.shells, later)))
    expected |= {site.prefix + path for path in due}


def _leading(shells: Shells, later: frozenset[str]) -> Shells:
    """The shells without links to what is not there yet; the first page's carries what the movement says of itself."""
    if not later:
        return shells
    first = Shell(tuple(without_links_to(later, piece) for piece in shells["", 0].pieces))
    return {**shells, ("", 0): first}


def _closed(filling: Filling, site: Site, expected: set[str], progress: Progress) -> Built:
    """Close with links, count, sitemap and what is searched."""
    output, book = filling.output, filling.book
    if site.address:
        output.put("sitemap.xml", sitemap(site.address, (p for p in book.pages if p != "404.html")).encode())
    output.put(".nojekyll", b"")
    write_search(output, filling.searched, progress)
    missing = tuple(sorted(expected - output.paths))
    broken = tuple(filling.broken())
    return Built(len(book.pages), output.finish(), tuple(filling.unexpected), broken, missing)


def _of_the_record(filling: Filling, scene: Scene, circles: Circles, renderer: Renderer) -> None:
    """Every file made from the record."""
    prefix = scene.site.prefix
    first = home(scene, circles)
    filling.put(Making(f"{prefix}index.html", _key(renderer, first), lambda: renderer.home(first).encode()))
    makers: tuple[Maker, ...] = (*PAGES, *FILES, *(() if prefix else ONCE))
    left: list[Later] = []
    for make_ in makers:
        for one in make_(scene, circles):
            if not isinstance(one, Later):
                filling.put(_making(renderer, one))
            elif not _kept_together(filling, renderer, one):
                left.append(one)
    share(filling, left, partial(_together, renderer), filling.hands)


def _kept_together(filling: Filling, renderer: Renderer, later: Later) -> bool:
    """Whether files that are made from the same are kept, all of them."""
    kept = filling.memory.unit(*_unit(renderer, later)) if later.key else None
    for path in kept or ():
        filling.keep(path)
    return kept is not None


def _together(renderer: Renderer, filling: Filling, later: Later) -> None:
    """Make files that are made from the same."""
    paths = []
    for one in later.make():
        making = _making(renderer, one)
        filling.put(making)
        paths.append(making.path)
    filling.memory.note_unit(*_unit(renderer, later), paths)


def _unit(renderer: Renderer, later: Later) -> tuple[str, str]:
    """The name of what is made together, and a digest over all that it is made from."""
    return f"{later.name} {renderer.site.prefix}", f"{renderer.key} {later.key}"


def _making(renderer: Renderer, page: Page | Making | tuple[str, bytes]) -> Making:
    if isinstance(page, Making):
        key = page.key and f"{renderer.key} {page.key}"
        return page._replace(path=renderer.site.prefix + page.path, key=key)
    if not isinstance(page, Page):
        path, data = page
        return Making.of(renderer.site.prefix + path, data)
    key = _key(renderer, page)
    return Making(renderer.site.prefix + page.file, key, lambda: renderer.page(page).encode())


def _key(renderer: Renderer, view: object) -> str:
    key = key_of(view)
    return key and f"{renderer.key} {key}"


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
