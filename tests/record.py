"""The worked example as text, trees made of text, and what a check finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from nstgov.check import judge_movement
from nstgov.findings import Diagnostic, Lane, Verdict
from nstgov.records import Change, Movement, RegionSighting
from nstgov.store import folder_snapshot, reading, record_listing
from nstgov.store.file_reading import ParsedFile, read_file
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree, read_folder

SPOKEN = "languages: [en, es, ar]"
"""What the worked example's settings say of its languages."""
ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)
"""The day on which the story of the worked example stands."""


@cache
def example_record() -> Mapping[str, str]:
    """The worked example: path to text; in one language, as the others are looked at by tests of their own."""
    files = {file.path: file.data.decode() for file in read_folder(ROOT).files}
    return {**files, "nstgov.yml": files["nstgov.yml"].replace(SPOKEN, "languages: [en]")}


def tree_of(files: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> Tree:
    """A tree made of texts, with symbolic links."""
    stored = [StoredFile(p, "file", t if isinstance(t, bytes) else t.encode()) for p, t in files.items()]
    stored += [StoredFile(path, "symlink", b"") for path in links or ()]
    return Tree(tuple(sorted(stored)), None)


def remember_files() -> None:
    """
    Have this process read no file of the same bytes twice: reading one is a pure function, and slow.

    Commands that a test runs here read the worked example hundreds of times. Tests of reading itself call what is
    remembered here by its own module, where it stays as it is.
    """
    for module in (reading, record_listing, folder_snapshot):
        module.read_file = _read_once  # type: ignore[attr-defined]


@lru_cache(maxsize=20_000)
def _read_once(file: StoredFile) -> ParsedFile:
    return read_file(file)


@lru_cache(maxsize=8)
def movement_from(tree: Tree) -> Movement:
    """
    The movement of a tree.

    The last few are kept with what was worked out from them: many tests ask something of the worked example.
    """
    return read_movement(tree)


def check_files(
    files: Mapping[str, str | bytes],
    as_of: date = TODAY,
    lane: Lane = "change",
    links: Mapping[str, str] | None = None,
    landed: Mapping[str, int] | None = None,
    change: Change | None = None,
    *,
    sightings: Mapping[str, RegionSighting] | None = None,
) -> Verdict:
    """The verdict on files given as text, and on where they landed and in which change where that is known."""
    tree = tree_of(files, links)
    movement = movement_from(tree).with_context(landed=landed, change=change, sightings=sightings)
    return judge_movement(movement, tree, as_of, lane)


def spots(verdict: Verdict) -> set[tuple[str, str, int]]:
    """What a verdict found, as code, file and line."""
    return {_spot(diagnostic) for diagnostic in verdict.diagnostics}


def _spot(diagnostic: Diagnostic) -> tuple[str, str, int]:
    return diagnostic.code, diagnostic.place.file, diagnostic.place.line
