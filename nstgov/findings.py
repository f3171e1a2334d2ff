"""What a rule says, and what a person is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nstgov.records import Where

Severity = Literal["error", "warning", "advice"]
"""An error blocks; a warning is shown; advice is shown once, kindly."""
Lane = Literal["change", "calendar"]
"""Change rules judge what a change adds; calendar rules depend on the day."""

RULES_VERSION = 2
"""Counted up whenever a verdict on the same record could come out otherwise."""
CAUSES = ("H01", "H02", "H03")
"""What is told first, since the rest may follow from it: a record that had landed was rewritten."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Position:
    """A place that a person can go to: file, line and column (from 1); 0 columns mean the whole file."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
