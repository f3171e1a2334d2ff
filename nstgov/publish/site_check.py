"""The gate over a finished site: what lies in a folder now, whoever put it there after the build."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from nstgov.publish.engine.gate import GateFinding, find_policy, find_unexpected, read_theme_assets
from nstgov.publish.search.pagefind import is_installed
from nstgov.publish.search.shards import FOLDER, make_search_programs

_PROGRAM = re.compile(rf"{FOLDER}/0/wasm\.([a-z]{{2,3}}(?:-[a-z]+)?)\.pagefind")


def check_site_folder(folder: Path) -> Iterator[GateFinding]:
    """
    Everything in a site's folder that must not go out, file by file. Raises OSError.

    Needs no record: what runs has to be, to the byte, what this nstgov and its Pagefind bring. Where Pagefind is not
    installed, nothing of a search that runs is known, so it is named too.
    """
    paths = sorted(_list_site_paths(folder))
    languages = frozenset(found[1] for path in paths if (found := _PROGRAM.fullmatch(path)) and found[1] != "unknown")
    own = {**read_theme_assets(), **(make_search_programs(languages) if languages and is_installed() else {})}
    for path in paths:
        place = folder / path
        if place.is_symlink():
            yield GateFinding(path, "a link to somewhere else")
        else:
            yield from find_unexpected([(path, place.read_bytes())], own, find_policy)


def _list_site_paths(folder: Path) -> Iterator[str]:
    """Every file, and every link, by its path with `/`."""
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118
        for name in (*names, *links):
            yield (Path(place) / name).relative_to(folder).as_posix()
