"""What the rules find in everything on record, as the site tells it: what stands on main is judged too."""

from __future__ import annotations

from datetime import date
from typing import Any

from nstgov.check import judge_movement
from nstgov.findings import Diagnostic
from nstgov.publish.earlier_findings import find_in_change_lane
from nstgov.publish.kept_values import KeptValues
from nstgov.records import Movement
from nstgov.rules import RULES
from nstgov.saved_check import list_fields, restore_diagnostic
from nstgov.store.cache import Cache
from nstgov.store.folder_snapshot import FilesInReading
from nstgov.store.tree import Tree


def findings_of(
    movement: Movement, day: date, cache: Cache | None = None, files: FilesInReading | None = None, acts_key: str = ""
) -> tuple[Diagnostic, ...]:
    """
    All findings of both lanes as of a day, by file.

    The movement is judged as it was read, before any text is withheld; the lines of files are not looked up. `files`
    are those that it was read from, `cache` what an earlier build found, `acts_key` a digest of all on record and of
    the day, but for what circles ask for.
    """
    return (*find_in_change_lane(movement, day, cache, files), *_find_in_calendar_lane(movement, day, cache, acts_key))


ON_WORDS = frozenset(["L06"])
"""The rules of the calendar that speak of what circles ask for."""


def _find_in_calendar_lane(movement: Movement, day: date, cache: Cache | None, acts_key: str) -> tuple[Diagnostic, ...]:
    def judge_acts() -> list[Any]:
        return [(*list_fields(one),) for one in _judge_calendar(movement, day, is_on_words=False)]

    of_acts = KeptValues(cache).recall_value("calendar lane", acts_key, judge_acts)
    found = [*(restore_diagnostic(*fields) for fields in of_acts), *_judge_calendar(movement, day, is_on_words=True)]
    return tuple(sorted(found, key=lambda one: one.sort_key))


def _judge_calendar(movement: Movement, day: date, *, is_on_words: bool) -> tuple[Diagnostic, ...]:
    rules = [rule for rule in RULES if (rule.code in ON_WORDS) is is_on_words]
    return judge_movement(movement, Tree((), None), day, "calendar", rules).diagnostics


def count_errors(findings: tuple[Diagnostic, ...]) -> int:
    """How many of them are errors."""
    return sum(found.severity == "error" for found in findings)
