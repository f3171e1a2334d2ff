"""A page as people read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

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


def made_now(files: Iterable[PageGroup | tuple[str, bytes]]) -> dict[str, bytes]:
    """By its path, every file that is not a page, those made later too."""
    made = (file for one in files for file in (one.make() if isinstance(one, PageGroup) else (one,)))
    both = (file if not isinstance(file, OutputFile) else (file.path, file.make()) for file in made)
    return dict(file for file in both if not isinstance(file, Page | PageGroup | GroupNote))


def pages_now(makings: Iterable[Page | PageGroup]) -> list[Page]:
    """Every page, those made later too."""
    made = (page for one in makings for page in (one.make() if isinstance(one, PageGroup) else (one,)))
    return [page for page in made if isinstance(page, Page)]
