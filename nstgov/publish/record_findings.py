"""What the rules find in everything on record, as the site tells it: what stands on main is judged too."""

from __future__ import annotations

from datetime import date

from nstgov.check import judge_movement
from nstgov.findings import Diagnostic
from nstgov.records import Movement
from nstgov.store.tree import Tree


def findings_of(movement: Movement, day: date) -> tuple[Diagnostic, ...]:
    """
    All findings of both lanes as of a day, by file.

    The movement is judged as it was read, before any text is withheld; the lines of files are not looked up.
    """
    nowhere = Tree((), None)
    change, calendar = (
        judge_movement(movement, nowhere, day, "change"),
        judge_movement(movement, nowhere, day, "calendar"),
    )
    return (*change.diagnostics, *calendar.diagnostics)


def count_errors(findings: tuple[Diagnostic, ...]) -> int:
    """How many of them are errors."""
    return sum(found.severity == "error" for found in findings)
