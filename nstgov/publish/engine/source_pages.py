"""
The hand-written pages of a site in one language, laid out for MkDocs.

A page may be written in several languages: `meet.md`, `meet.es.md`. One that is not there in the language of the site
is shown as it is, and says which language it is in. A repository's own page stands in place of the built-in one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nstgov.languages import SOURCE
from nstgov.publish.site import BY_HAND, Site
from nstgov.store.tree import carried_repository

HOME = Path(__file__).parent.parent / "pages"
"""The home page of a movement that has written none."""
_TRANSLATED = re.compile(r"(.+)\.([a-z]{2,3}(?:-[a-z0-9]{1,8})*)\.md")


class SourcePage(NamedTuple):
    """A file of the hand-written pages: where it lies, where it goes, the language it is in (None: no page)."""

    file: Path
    path: str
    language: str | None


def copy_source_pages(site: Site, own_pages: Path | None, sources: Path) -> dict[str, str]:
    """
    Copy the pages for one language of a site, and give for each that is in another language which one.

    `own_pages` is the repository's folder of pages, in the site's first language where they name none.
    """
    chosen = {source.path: source for source in _built_in(site.language)}
    if own_pages is not None and own_pages.is_dir():
        chosen |= {source.path: source for source in _select_source_pages(own_pages, site.languages[0], site.language)}
    for source in chosen.values():
        target = sources / site.prefix / source.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.file, target)
    return {
        site.prefix + source.path: source.language
        for source in chosen.values()
        if source.language and source.language != site.spoken
    }


def built_in_folders() -> Iterator[tuple[str, Path]]:
    """The folders of the built-in pages, and where each goes: one for each section, and the home page at the root."""
    yield from ((section, carried_repository() / "site" / section) for section in sorted(BY_HAND))
    yield "", HOME


def _built_in(wanted: str) -> Iterator[SourcePage]:
    """The pages that every site has, unless the repository has its own in their place."""
    for section, folder in built_in_folders():
        for source in _select_source_pages(folder, SOURCE, wanted):
            yield source._replace(path=f"{section}/{source.path}".lstrip("/"))


def list_page_files(folder: Path) -> list[Path]:
    """The files in a folder of pages, in order; a symbolic link counts only where it leads to one of them."""
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and not _leads_out(file, folder)]


def find_links_out(folder: Path) -> list[Path]:
    """The symbolic links in a folder of pages that lead out of it: what they lead to is none of the site's."""
    return [file for file in sorted(folder.rglob("*")) if file.is_symlink() and _leads_out(file, folder)]


def _leads_out(file: Path, folder: Path) -> bool:
    try:
        return not file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a ring of links
        return True


def _select_source_pages(folder: Path, otherwise: str, wanted: str) -> Iterator[SourcePage]:
    """The files of a folder; of a page in several languages the wanted one, else that without a language."""
    found: dict[str, SourcePage] = {}
    for file in list_page_files(folder):
        path = file.relative_to(folder).as_posix()
        if said := _TRANSLATED.fullmatch(path):
            if said[2] == wanted:
                found[f"{said[1]}.md"] = SourcePage(file, f"{said[1]}.md", wanted)
        elif found.get(path) is None:
            found[path] = SourcePage(file, path, otherwise if path.endswith(".md") else None)
    yield from found.values()
