"""A page as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.rendering import GroupNote, Page, PageGroup


def bytes_in(folder: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def words_of(html: str) -> str:
    """A page without its menu and foot, in plain words."""
    content = html.partition('<article class="page')[2].partition("</article>")[0]
    content = re.sub(r"<(svg|title)\b.*?</\1>", "", content, flags=re.DOTALL)
    inline = re.sub(r"</?(?:a|bdi|strong|time|span|em|code|cite)\b[^>]*>", "", content)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inline)).split())


def open_groups(makings: Iterable[Any]) -> Iterator[Any]:
    """All that is made, with what groups hold in their place, and the groups within those."""
    for one in makings:
        if isinstance(one, PageGroup):
            yield from open_groups(one.make())
        else:
            yield one


def made_now(files: Iterable[Any]) -> dict[str, bytes]:
    """By its path, every file that is not a page, those made later too."""
    made = open_groups(files)
    both = (file if not isinstance(file, OutputFile) else (file.path, file.make()) for file in made)
    return dict(file for file in both if not isinstance(file, Page | GroupNote))


def pages_now(makings: Iterable[Any]) -> list[Page]:
    """Every page, those made later too."""
    return [page for page in open_groups(makings) if isinstance(page, Page)]
