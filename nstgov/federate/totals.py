"""
Folding upwards: numbers of a repository and all below it (M11, M14).

Adding totals is associative, so that regions may be folded in any grouping, on one machine or on many, with the same
outcome; what is not known of a repository adds nothing, and is counted as not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import NamedTuple

from nstgov.federate.federation import Federation, Repository, yield_below
from nstgov.lifecycle.summaries import Summary
from nstgov.records import BETWEEN

Counts = tuple[tuple[str, int], ...]
"""How many there are of each sort, in the order of their names."""


class Totals(NamedTuple):
    """
    What a repository and those below it have together.

    `read` are those repositories that could be counted, of all `repositories`; `decisions` and `proposals` count by
    stage, `care` by reason; `broken` are the ways upwards that are broken.
    """

    repositories: int = 0
    read: int = 0
    people: int = 0
    circles: int = 0
    broken: int = 0
    decisions: Counts = ()
    proposals: Counts = ()
    care: Counts = ()


def add_totals(first: Totals, second: Totals) -> Totals:
    """Two totals as one; it does not matter in which order, or in which groups, many are added."""
    return Totals(
        first.repositories + second.repositories,
        first.read + second.read,
        first.people + second.people,
        first.circles + second.circles,
        first.broken + second.broken,
        _add_counts(first.decisions, second.decisions),
        _add_counts(first.proposals, second.proposals),
        _add_counts(first.care, second.care),
    )


def _add_counts(first: Counts, second: Counts) -> Counts:
    return _make_counts(Counter(dict(first)) + Counter(dict(second)))


def total_of(repository: Repository) -> Totals:
    """The numbers of one repository by itself."""
    summary = repository.summary
    if summary is None:
        return Totals(repositories=1)
    return Totals(
        1, 1, summary["people"], len(summary["circles"]), len(summary["breaks"]),
        _make_counts(Counter(row[1] for row in summary["decisions"])),
        _make_counts(Counter(row[1] for row in summary["proposals"])),
        _make_counts(summary["care"]),
    )  # fmt: skip


def _make_counts(counted: Mapping[str, int]) -> Counts:
    return tuple(sorted((name, number) for name, number in counted.items() if number))


def total_below(federation: Federation, path: str) -> Totals:
    """The numbers of a repository and all below it."""
    return fold_totals(total_of(one) for one in yield_below(federation, path))


def fold_totals(totals: Iterable[Totals]) -> Totals:
    """Many totals as one."""
    return reduce(add_totals, totals, Totals())


class Heard(NamedTuple):
    """How many circles and people are heard in a circle by an unbroken chain."""

    circles: int
    people: int


def count_heard(federation: Federation, path: str, circle: str) -> Heard:
    """Who is heard in a circle of a repository: in it, and through its regions in those below."""
    summary = federation[path].summary
    if summary is None:
        return Heard(0, 0)
    circles, people = summary["tops"].get(circle, (0, 0))
    for region in summary["regions"]:
        below = f"{path}{BETWEEN}{region['region']}" if path else region["region"]
        if region["heard_at"] == circle and below in federation:
            through = count_heard(federation, below, region["circle"])
            circles, people = circles + through.circles, people + through.people
    return Heard(circles, people)


def find_top_circle(repository: Repository) -> str | None:
    """The circle in which a repository meets: as the repository above knows it, or the one where most are heard."""
    if repository.folder is not None:
        return repository.folder.region.circle
    return _find_widest(repository.summary)


def _find_widest(summary: Summary | None) -> str | None:
    if summary is None:
        return None
    tops = ((people, circles, end) for end, (circles, people) in summary["tops"].items())
    return max(tops, default=(0, 0, None))[2]
