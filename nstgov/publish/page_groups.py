"""Files that are made together: kept while all is the same that they could be made from, else made."""

from __future__ import annotations

from typing import Any, NamedTuple

from nstgov.publish.engine.manifest import BuildManifest, make_cache_key
from nstgov.publish.engine.site_writer import OutputFile, SiteWriter
from nstgov.publish.rendering import GroupNote, Page, PageGroup, Renderer

File = tuple[str, bytes]
"""The path of a file from the root of the site in one language, and its bytes."""


class GroupWriter(NamedTuple):
    """Writes what is no group, keeps the groups that can be; `left` are those to be made, `holding` what holds them."""

    filling: SiteWriter
    renderer: Renderer
    left: list[PageGroup]
    holding: list[tuple[PageGroup, list[str], list[PageGroup]]]

    def take_in(self, one: Page | PageGroup | File | OutputFile) -> str:
        """Do with one of these what can be done at once; the path of a file."""
        if not isinstance(one, PageGroup):
            making = _prepare_output_file(self.renderer, one, self.filling.memory)
            self.filling.write_file(making)
            return making.path
        if not _keep_page_group(self.filling, self.renderer, one):
            self._open_group(one)
        return ""

    def _open_group(self, one: PageGroup) -> None:
        if not one.holds_groups:
            self.left.append(one)
            return
        paths, held = list[str](), list[PageGroup]()
        for inner in one.make():
            if isinstance(inner, PageGroup):
                held.append(inner)
            if not isinstance(inner, GroupNote) and (path := self.take_in(inner)):
                paths.append(path)
        self.holding.append((one, paths, held))

    def note_holding_groups(self) -> None:
        """Remember all files of groups that hold others, once these are made."""
        memory = self.filling.memory
        for whole, paths, held in reversed(self.holding):
            names = [_page_group_key(self.renderer, inner)[0] for inner in held]
            units = [memory.get_new_group(name) for name in names]
            if all(units):
                every = (*paths, *(path for unit in units if unit for path in unit.paths))
                memory.note_group(*_page_group_key(self.renderer, whole), every, holds=names)

    def find_note(self, name: str) -> Any:
        """What was noted of a group; None where nothing was."""
        unit = self.filling.memory.get_new_group(f"{name} {self.renderer.site.prefix}")
        return unit.note if unit else None


def _keep_page_group(filling: SiteWriter, renderer: Renderer, later: PageGroup) -> bool:
    """Whether files that are made from the same are kept, all of them."""
    return bool(later.key) and filling.keep_group(*_page_group_key(renderer, later))


def write_file_group(filling: SiteWriter, group: PageGroup) -> None:
    """Files that are the same whatever site they are on, and in each language: kept where they can be, else made."""
    if not filling.keep_group(group.name, group.key):
        files = [one for one in group.make() if isinstance(one, OutputFile)]
        for one in files:
            filling.write_file(one)
        filling.memory.note_group(group.name, group.key, [one.path for one in files])


def write_page_group(renderer: Renderer, filling: SiteWriter, later: PageGroup) -> None:
    """Make files that are made from the same."""
    paths, note = [], None
    for one in later.make():
        if isinstance(one, GroupNote):
            note = one.told
        elif not isinstance(one, PageGroup):
            making = _prepare_output_file(renderer, one, filling.memory)
            filling.write_file(making)
            paths.append(making.path)
    filling.memory.note_group(*_page_group_key(renderer, later), paths, note)


def _page_group_key(renderer: Renderer, later: PageGroup) -> tuple[str, str]:
    """The name of what is made together, and a digest over all that it is made from."""
    return f"{later.name} {renderer.site.prefix}", f"{renderer.key} {later.key}"


def _prepare_output_file(
    renderer: Renderer, page: Page | OutputFile | tuple[str, bytes], memory: BuildManifest
) -> OutputFile:
    if isinstance(page, OutputFile):
        key = page.key and f"{renderer.key} {page.key}"
        return page._replace(path=renderer.site.prefix + page.path, key=key)
    if not isinstance(page, Page):
        path, data = page
        return OutputFile.from_bytes(renderer.site.prefix + path, data)
    path = renderer.site.prefix + page.file_path
    # a key tells whether a page would come out as it did before; what is made for the first time needs none
    key = make_page_key(renderer, page) if memory.is_known(path) else ""
    return OutputFile(path, key, lambda: renderer.render_page(page).encode())


def make_page_key(renderer: Renderer, view: object) -> str:
    """A digest over all that a page is made from; empty where it is not known."""
    key = make_cache_key(view)
    return key and f"{renderer.key} {key}"
