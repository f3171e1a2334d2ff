"""
From two revisions of a repository to what the one adds to the findings (M13).

Here nothing is imported that judges: it is loaded while git looks through the history.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nstgov.findings import Lane, Verdict
from nstgov.records import Bringer
from nstgov.store.change_parts import compare_parts
from nstgov.store.comparison import compare_with_base
from nstgov.store.steps import StepWatcher, watch_silently

if TYPE_CHECKING:
    from nstgov.store.file_reading import ParsedFile
    from nstgov.store.tree import StoredFile


def judge_change(
    repository: Path,
    revisions: tuple[str, str],
    lands_on: date,
    as_of: date,
    lane: Lane = "change",
    *,
    brought_by: Bringer | None = None,
    watch: StepWatcher = watch_silently,
) -> Verdict:
    """
    What a change adds to the findings, as `check_change` tells, of two `revisions` of a repository: base and head.

    Only what the change can bear upon is read, where that can be told. Raises GitError and MissingRecord.
    """
    known: dict[StoredFile, ParsedFile] = {}
    if lane == "change":
        with compare_parts(repository, revisions, known, brought_by) as parts:
            from nstgov.change_check import judge_parts

            verdict = judge_parts(parts, lands_on, as_of, brought_by=brought_by, watch=watch, known=known)
        if verdict is not None:
            return verdict
    from nstgov.change_check import check_change

    found = compare_with_base(repository, *revisions)
    return check_change(found, lands_on, as_of, lane, brought_by=brought_by, watch=watch, known=known)
