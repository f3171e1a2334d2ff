"""
Whether a circle of another repository took part in a decision here, step by step upwards (M8, M11; D03 across records).

Each repository tells who sat where in it and from which day to which. The way of a circle goes up in its own repository
to the circle that its region sends from, then on in the one above, until the repository that decided; there rule D03
judges the last step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.federate.federation import Federation, Repository
from nstgov.lifecycle.summaries import Summary
from nstgov.records import BETWEEN

NOT_MADE = ("imported", "not valid")
"""Stages of what was never decided here by consent: of it nobody is asked whether all took part."""


class FarDecision(NamedTuple):
    """A decision of a repository that affects circles of others: whom, and who of them took no part and why."""

    repository: str
    decision: str
    stage: str
    decided: str
    affects: tuple[str, ...]
    gaps: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def find_far_decisions(federation: Federation) -> Iterator[FarDecision]:
    """Every decision that affects circles of other repositories, in the order of paths and ids."""
    for _, repository in sorted(federation.items()):
        for id_, stage, day, _, _, affects in repository.summary["decisions"] if repository.summary else ():
            if affects and stage not in NOT_MADE:
                yield _judge_decision(federation, repository, id_, stage, day, tuple(affects))


def _judge_decision(
    federation: Federation, repository: Repository, id_: str, stage: str, day: str, affects: tuple[str, ...]
) -> FarDecision:
    gaps: list[tuple[str, str]] = []
    unknown: list[str] = []
    for circle in affects:
        way = _find_way(federation, repository.path, circle)
        if way is None:
            unknown.append(circle)
        elif message := _find_gap(way, circle, date.fromisoformat(day)):
            gaps.append((circle, message))
    return FarDecision(repository.path, id_, stage, day, affects, tuple(gaps), tuple(unknown))


def _find_way(federation: Federation, path: str, circle: str) -> list[tuple[Repository, Summary]] | None:
    """The repositories from that of a circle up to the region below one that decides; None where one was not read."""
    parts = circle.split(BETWEEN)[:-1]
    way: list[tuple[Repository, Summary]] = []
    at = path
    for part in parts:
        at = f"{at}{BETWEEN}{part}" if at else part
        there = federation.get(at)
        if there is None or there.summary is None:
            return None
        way.append((there, there.summary))
    return way[::-1]


def _find_gap(way: list[tuple[Repository, Summary]], circle: str, day: date) -> str | None:
    """Where a circle's way up is broken on a day; None where it reaches the top circle of its outermost region."""
    at = circle.rpartition(BETWEEN)[2]
    for repository, summary in way:
        folder = repository.folder
        top = folder.region.circle if folder else at
        end = _climb(summary, at, top, day)
        if end != top:
            return _tell_gap(repository, summary, circle, end, day)
        at = f"{folder.id}{BETWEEN}{top}" if folder else top
    return None


def _climb(summary: Summary, circle: str, top: str, day: date) -> str:
    """The circle at which the way up from one ends on a day, where nobody sits above for it."""
    seen = {circle}
    at = circle
    said = day.isoformat()
    sits = {child: parent for child, parent, _, first, last in summary["seats"] if first <= said <= (last or said)}
    while at != top and at in sits and sits[at] not in seen:
        at = sits[at]
        seen.add(at)
    return at


def _tell_gap(repository: Repository, summary: Summary, circle: str, end: str, day: date) -> str:
    """The place at which a way is broken, and whose term had run out there."""
    said = day.isoformat()
    before = [
        (last, person, parent)
        for child, parent, person, _, last in summary["seats"]
        if child == end and last < said and last
    ]
    last, person, parent = max(before, default=("", "", ""))
    parent = parent or _find_parent(summary, end)
    message = f"{circle} is affected and took no part: on {day} {end} had nobody in {parent or 'any circle above'}"
    message += f" of {repository.path}"
    return f"{message}, where the term of {person} ended on {last}" if person else message


def _find_parent(summary: Summary, circle: str) -> str:
    """The circle that one stands below, as far as is known today."""
    regions = {f"{one['region']}{BETWEEN}{one['circle']}": one["joins"] for one in summary["regions"]}
    parents = {id_: parent for id_, _, _, parent in summary["circles"] if parent}
    return str(regions.get(circle) or parents.get(circle) or "")
