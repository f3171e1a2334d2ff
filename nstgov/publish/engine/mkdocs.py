"""
MkDocs Material renders what is written by hand, and the shells.

Its configuration is generated here and never taken over whole from the repository: no plugins, no hooks, nothing from
another host. A repository's own `mkdocs.yml` may say how its hand-written pages follow each other (`nav`), no more.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader

from nstgov import __version__
from nstgov.languages import Words, direction_of, words_of
from nstgov.publish.engine.compiled_templates import CompiledTemplates
from nstgov.publish.engine.gate import HERE, POLICY, SEARCH_POLICY
from nstgov.publish.engine.manifest import make_cache_key
from nstgov.publish.engine.page_shell import PageShell, escape_slots
from nstgov.publish.engine.preview_pictures import ICONS, find_icon_path, find_picture_path
from nstgov.publish.engine.source_pages import built_in_folders, copy_source_pages, list_page_files
from nstgov.publish.site import BY_HAND, FOOT, MENU, SECTIONS, Site
from nstgov.publish.text.dates import find_language_name, format_day
from nstgov.publish.text.page_words import list_theme_words
from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.tree import carried_repository

DEPTHS = (1, 2, 3, 4)
"""How many folders deep a page may lie: a list, a record, what belongs to a record, and an objection to one."""
EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    {"tables": {"use_align_attribute": True}},
    {"toc": {"permalink": False}},
    "pymdownx.details",
    {"pymdownx.superfences": {"css_class": "highlight"}},
]
UNUSED = ("assets/javascripts", "assets/stylesheets/palette", "sitemap.xml")
"""What Material brings and no page of ours asks for."""


class _PlainYamlLoader(yaml.SafeLoader):
    """Reads plain YAML; what MkDocs writes with tags of its own is none of ours, and stands as nothing."""


_PlainYamlLoader.add_multi_constructor("", lambda *_: None)

Shells = Mapping[tuple[str, int], PageShell]


def render_with_mkdocs(site: Site, own_pages: Path | None, work: Path) -> Path:
    """
    Render the hand-written pages and all shells into a folder below `work`, and return it.

    `own_pages` holds the repository's pages; each stands in place of the built-in one of the same name. `mkdocs.yml`
    beside that folder may say in which order they follow each other. Raises OSError.
    """
    sources, rendered = work / "sources", work / "rendered"
    foreign = copy_source_pages(site, own_pages, sources)
    for path, text in _make_shell_sources(sources / site.prefix):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = work / "mkdocs.yml"
    config.write_text(
        json.dumps(_make_mkdocs_config(site, sources, rendered, _nav_for(own_pages), foreign), ensure_ascii=False),
        encoding="utf-8",
    )
    _run_mkdocs(config)
    return rendered


def load_shells(rendered: Path, site: Site) -> Shells:
    """The shells among the rendered pages, by section and depth; ("", 0) is the home page."""
    place = rendered / site.prefix
    home = {("", 0): PageShell.parse_shell((place / "index.html").read_text(encoding="utf-8"))}
    return home | {shell: _load_compact_shell(place / _shell_folder(*shell) / "index.html") for shell in _list_shells()}


def read_handwritten_files(rendered: Path, site: Site) -> Iterator[tuple[str, bytes]]:
    """
    Everything else that was rendered: a path and its bytes, in the order of the paths.

    What is the same in every language, as styles are, comes with the first.
    """
    shells = {f"{_shell_folder(section, depth)}/index.html" for section, depth in _list_shells()} | {"index.html"}
    left = (*(site.prefix + shell for shell in shells), *UNUSED)
    for file in sorted(rendered.rglob("*")):
        path = file.relative_to(rendered).as_posix()
        if file.is_file() and path.startswith(site.prefix) and not path.startswith(left) and not path.endswith(".map"):
            yield path, file.read_bytes()


def _load_compact_shell(page: Path) -> PageShell:
    """A shell without the empty lines that templates leave: it is written once for every record."""
    return PageShell.parse_shell(re.sub(r"\s*\n\s*", "\n", page.read_text(encoding="utf-8")))


def _list_shells() -> Iterator[tuple[str, int]]:
    for section, _title in SECTIONS:
        if section not in BY_HAND:
            yield from ((section, depth) for depth in DEPTHS)


def _shell_folder(section: str, depth: int) -> str:
    """Where a shell is rendered: as deep as its pages, for the addresses in it are relative."""
    return "/".join([section, *["--shell--"] * (depth - 1)])


def _make_shell_sources(sources: Path) -> Iterator[tuple[Path, str]]:
    for section, depth in _list_shells():
        yield (
            sources / _shell_folder(section, depth) / "index.md",
            f"---\ntemplate: record.html\nsection: {section}\n---\n",
        )


def _make_mkdocs_config(
    site: Site, sources: Path, rendered: Path, nav: list[Any], foreign: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "site_name": escape_slots(site.title),
        "site_description": escape_slots(site.about),
        "site_url": site.address or "",
        "docs_dir": str(sources),
        "site_dir": str(rendered),
        "use_directory_urls": True,
        "theme": {"name": "material", "custom_dir": str(HERE / "theme"), "font": False, "language": "en"},
        "plugins": [],
        "hooks": [],
        "markdown_extensions": EXTENSIONS,
        "nav": _prefix_nav_paths(nav, site.prefix),
        "not_in_nav": "\n".join(["*"]),
        "extra": {"nstgov": _make_theme_values(site, foreign)},
    }


def _nav_for(own_pages: Path | None) -> list[Any]:
    """The order that the repository's `mkdocs.yml` gives, else that of the built-in pages."""
    own = nav_in(own_pages.parent / "mkdocs.yml") if own_pages else None
    return own if own is not None else nav_in(carried_repository() / "mkdocs.yml") or []


def nav_in(config: Path) -> list[Any] | None:
    """The order of pages that a `mkdocs.yml` gives (None: it gives none); nothing else is taken from there."""
    if not config.is_file() or config.is_symlink():
        return None
    try:
        said = yaml.load(config.read_text(encoding="utf-8"), _PlainYamlLoader)  # noqa: S506 - a safe loader that skips tags
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    nav = said.get("nav") if isinstance(said, dict) else None
    return nav if isinstance(nav, list) else None


def _prefix_nav_paths(nav: Any, prefix: str) -> Any:
    """The same order of pages for those that lie in the folder of a language."""
    if isinstance(nav, list):
        return [_prefix_nav_paths(item, prefix) for item in nav]
    if isinstance(nav, dict):
        return {title: _prefix_nav_paths(item, prefix) for title, item in nav.items()}
    return prefix + nav if isinstance(nav, str) and nav.endswith(".md") else nav


def _make_theme_values(site: Site, foreign: Mapping[str, str]) -> dict[str, Any]:
    """What the theme's templates may say; they escape every value themselves."""
    words = words_of(site.language)
    facts = {name: value for name, value in asdict(site).items() if isinstance(value, str | bool)}
    return facts | {
        "made": format_day(site.made, site.spoken),
        "made_on": site.made.isoformat(),
        "spoken": site.spoken,
        "policy": POLICY,
        "search_policy": SEARCH_POLICY,
        "prefix": site.prefix,
        "preview": find_picture_path(None),
        "icon": find_icon_path(ICONS[0]),
        "direction": words.direction,
        "says": list_theme_words(words),
        "foreign": {path: {"lang": tag, "dir": direction_of(tag)} for path, tag in foreign.items()},
        "languages": [
            {"tag": tag, "name": find_language_name(tag), "prefix": site.language_prefix(tag)} for tag in site.languages
        ],
        "menu": [{"folder": folder, "title": words.gettext(dict(SECTIONS)[folder])} for folder in MENU],
        "foot": [{"title": words.gettext(title), "parts": _translate_sections(words, parts)} for title, parts in FOOT],
        "version": __version__,
    }


def _translate_sections(words: Words, parts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"folder": folder, "title": words.gettext(title)} for folder, title in parts]


def _run_mkdocs(config: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with _silence_mkdocs():
        read = load_config(str(config))
        vars(read.theme)["get_env"] = partial(_get_theme_templates, read.theme.get_env)
        build(read)


def _get_theme_templates(make_environment: Callable[[], Environment]) -> Environment:
    """The theme's templates, which need not be compiled for each build."""
    found = make_environment()
    found.bytecode_cache = CompiledTemplates("theme")
    if isinstance(found.loader, FileSystemLoader):
        found.loader = _ThemeFiles(found.loader.searchpath)
    return found


class _ThemeFiles(FileSystemLoader):
    """The files of the theme; of its ten thousand icons those that templates name are read, and none is listed."""

    def list_templates(self) -> list[str]:
        """The files that MkDocs may copy: it never copies any below a hidden folder."""
        found = set[str]()
        for top in self.searchpath:
            for place, folders, names in os.walk(top):
                folders[:] = [folder for folder in folders if not folder.startswith(".")]
                inside = Path(place).relative_to(top)
                found.update((inside / name).as_posix() for name in names)
        return sorted(found)


@contextmanager
def _silence_mkdocs() -> Iterator[None]:
    """MkDocs tells a person about its own work; here it works for somebody else."""
    log = logging.getLogger("mkdocs")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


_SORT = "rendered"


class RenderedSite(NamedTuple):
    """What was rendered: a digest of all that it was made from, the shells, and the files by their paths."""

    key: str
    shells: Shells
    files: tuple[tuple[str, bytes], ...]


def get_rendered_site(site: Site, own_pages: Path | None, cache: Cache) -> RenderedSite:
    """
    The hand-written pages and the shells for a site in one language; `own_pages` are the repository's.

    No such page names a commit, so that a commit alone changes none of them.
    """
    plain = replace(site, commit=None)
    number, key = site.languages.index(site.language), make_cache_key(repr(plain), *_hash_own_pages(own_pages))
    data = cache.read_bundle(_SORT, number)
    known = unpack_value(data) if data else None
    if isinstance(known, RenderedSite) and known.key == key:
        return known
    with tempfile.TemporaryDirectory(prefix="nstgov-") as work:
        place = render_with_mkdocs(plain, own_pages, Path(work))
        made = RenderedSite(key, load_shells(place, plain), tuple(read_handwritten_files(place, plain)))
    cache.put_bundle(_SORT, number, pack_value(made))
    return made


def _hash_own_pages(own_pages: Path | None) -> Iterator[tuple[str, str]]:
    """Each file that is rendered, with its SHA-256; and what orders them."""
    folders = [*(folder for _, folder in built_in_folders()), *([own_pages] if own_pages else [])]
    orders = [root / "mkdocs.yml" for root in (carried_repository(), *([own_pages.parent] if own_pages else []))]
    for file in (*(file for folder in folders for file in list_page_files(folder)), *orders):
        if file.is_file() and not file.is_symlink():
            yield str(file), hashlib.sha256(file.read_bytes()).hexdigest()
