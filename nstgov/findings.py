"""What a rule says, and what a person is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from nstgov.records.frozen import frozen_in_order

if TYPE_CHECKING:
    from nstgov.records import Where

Severity = Literal["error", "warning", "advice"]
"""An error blocks; a warning is shown; advice is shown once, kindly."""
Lane = Literal["change", "calendar"]
"""Change rules judge what a change adds; calendar rules depend on the day."""

RULES_VERSION = 2
"""Counted up whenever a verdict on the same record could come out otherwise."""
CAUSES = ("H01", "H02", "H03")
"""What is told first, since the rest may follow from it: a record that had landed was rewritten."""


@frozen_in_order
class Finding:
    """
    What a rule found: where, what is so (`message`), and what to do next (`help`, one imperative sentence).

    `severity` is given only where it is another than the rule's own; `related` are places that belong to the story;
    `at_key` tells that it is about a key itself and not about what stands behind it.
    """

    at: Where
    message: str
    help: str
    related: tuple[Where, ...] = ()
    severity: Severity | None = None
    place: tuple[int, int] | None = None
    at_key: bool = False


@frozen_in_order
class Position:
    """A place that a person can go to: file, line and column (from 1); 0 columns mean the whole file."""

    file: str
    line: int
    column: int


@frozen_in_order
class Diagnostic:
    """
    A finding with its code, name, severity and place: what every report is made from.

    `source` is the line of the file as it stands, without its end.
    """

    code: str
    name: str
    severity: Severity
    lane: Lane
    place: Position
    message: str
    help: str
    related: tuple[Position, ...] = ()
    source: str = ""

    @property
    def sort_key(self) -> tuple[bool, str, int, int, str, str]:
        """What diagnostics are sorted by: causes first (a landed record was rewritten), then file, line, column."""
        place = self.place
        return self.code not in CAUSES, place.file, place.line, place.column, self.code, self.message


@frozen_in_order
class Verdict:
    """
    The outcome of a check: the diagnostics in order, the day it was made as of, and how many records it judged.

    `not_judged` names rules that could not be judged here, each with the reason. Where `is_of_change`, it is about what
    a change adds, and the records are those that were read for it.
    """

    diagnostics: tuple[Diagnostic, ...]
    as_of: date
    records: int
    not_judged: tuple[tuple[str, str], ...] = ()
    is_of_change: bool = False

    @property
    def counts(self) -> dict[Severity, int]:
        """How many diagnostics there are of each severity."""
        return count_by_severity(self.diagnostics)


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many diagnostics there are of each severity, none left out."""
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {"error": found["error"], "warning": found["warning"], "advice": found["advice"]}


OVER_A_CHANGE = "H01 to H06"
"""The rules about what a change does."""
AGAINST_A_BASE = OVER_A_CHANGE, f"{OVER_A_CHANGE}, T03"
"""The rules that need what a change is held against, where it is known when each record landed, and where it is not."""


def naming_base(verdict: Verdict, base: str | None) -> Verdict:
    """The verdict with the command by which the rules that need a base are judged; silent about them without one."""
    command = f"they need a base: nstgov check --base {base} --head HEAD"
    reasons = [(codes, command if codes in AGAINST_A_BASE else reason) for codes, reason in verdict.not_judged]
    kept = [one for one in reasons if base is not None or one[0] not in AGAINST_A_BASE]
    return replace(verdict, not_judged=tuple(kept))


def filter_by_path(verdict: Verdict, paths: Iterable[str]) -> Verdict:
    """The verdict with only the findings in some files or folders, by their paths from the root."""
    wanted = tuple(path.rstrip("/") for path in paths)
    if not wanted or "." in wanted:
        return verdict
    kept = (
        d for d in verdict.diagnostics if any(d.place.file == p or d.place.file.startswith(f"{p}/") for p in wanted)
    )
    return replace(verdict, diagnostics=tuple(kept))
