"""What the rules find in everything on record, as the site tells it: what stands on main is judged too."""

from __future__ import annotations

from datetime import date

from nstgov.check import judge_movement
from nstgov.findings import Diagnostic
from nstgov.publish.earlier_findings import find_in_change_lane
from nstgov.records import Movement
from nstgov.store.cache import Cache
from nstgov.store.folder_snapshot import FilesInReading
from nstgov.store.tree import Tree


def findings_of(
    movement: Movement, day: date, cache: Cache | None = None, files: FilesInReading | None = None
) -> tuple[Diagnostic, ...]:
    """
    All findings of both lanes as of a day, by file.

    The movement is judged as it was read, before any text is withheld; the lines of files are not looked up. `files`
    are those that it was read from, `cache` what an earlier build found.
    """
    calendar = judge_movement(movement, Tree((), None), day, "calendar")
    return (*find_in_change_lane(movement, day, cache, files), *calendar.diagnostics)


def count_errors(findings: tuple[Diagnostic, ...]) -> int:
    """How many of them are errors."""
    return sum(found.severity == "error" for found in findings)
