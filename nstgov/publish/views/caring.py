"""Which circles need a hand, where voices do not reach the top, what waits too long (M11, M15, M16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.languages import SOURCE
from nstgov.lifecycle import members_on
from nstgov.lifecycle.care import Need, most_in_need
from nstgov.lifecycle.links_on import Break, breaks_on
from nstgov.publish.days import in_words
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.rules import RULES, Rule

TOLD_BY_CIRCLE = frozenset({"L01", "L02", "L06"})
"""Rules of the calendar whose findings the circles' own reasons tell already."""
LATE = frozenset({"D07", "D08", "O07", "L05"})
"""Rules of the calendar that speak of something overdue; the others look ahead."""
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class NeedView(NamedTuple):
    """One reason why a circle needs care; `of` and `objection` are the doors to what it is about."""

    reason: str
    since: date
    number: int
    of: Door | None
    objection: Door | None
    words: Prose | None
    why: str | None


class CareRow(NamedTuple):
    """A circle that needs care, and why."""

    circle: Door
    people: int
    needs: tuple[NeedView, ...]
    sort: str = "circle"


class ChainRow(NamedTuple):
    """A way upwards that is broken: between which circles, why, and whose voices do not pass."""

    circle: Door
    parent: Door
    why: str
    since: date
    people: int
    behind: tuple[Door, ...]
    sort: str = "chain"


class FoundRow(NamedTuple):
    """What a rule of the calendar found: where, what is so, what to do next, in the rule's own English words."""

    door: Door
    code: str
    message: str
    help: str
    sort: str = "found"


def care_rows(scene: Scene) -> dict[str, tuple[CareRow | ChainRow | FoundRow, ...]]:
    """Everything that needs care on this day, by part of the page."""
    found = list(_found(scene))
    parts: dict[str, tuple[CareRow | ChainRow | FoundRow, ...]] = {
        "circles": tuple(_circle(scene, id_, needs) for id_, needs in most_in_need(scene.movement, scene.day)),
        "chains": tuple(_chain(scene, one) for one in _breaks(scene)),
        "late": tuple(row for row in found if row.code in LATE),
        "ahead": tuple(row for row in found if row.code not in LATE),
    }
    return {part: rows for part, rows in parts.items() if rows}


def people_not_heard(scene: Scene) -> int:
    """How many people's voices do not reach the top on this day; nobody is counted twice."""
    return sum(one.people for one in breaks_on(scene.movement, scene.day).values())


def _circle(scene: Scene, id_: str, needs: tuple[Need, ...]) -> CareRow:
    views = tuple(_need(scene, id_, need) for need in needs)
    return CareRow(scene.circle(id_), len(members_on(scene.movement, id_, scene.day)), views)


def _need(scene: Scene, id_: str, need: Need) -> NeedView:
    folder = scene.movement.target(need.of or "")
    objection = folder.objections.get(need.objection or "") if folder else None
    of = None if need.of is None else scene.target(need.of) if "/" in need.of else scene.circle(need.of)
    return NeedView(
        need.reason,
        need.since,
        need.number,
        of,
        scene.objection(objection) if objection else None,
        prose(need.words, _language(scene, id_)) if need.reason == "asks for help" else None,
        need.words if need.reason == "broken chain" else None,
    )


def _language(scene: Scene, id_: str) -> str | None:
    """The language in which a circle wrote what it asks for, as far as its founding tells."""
    return scene.movement.circles[id_].founding.lang


def _breaks(scene: Scene) -> list[Break]:
    """The breaks that silence the most people first."""
    return sorted(breaks_on(scene.movement, scene.day).values(), key=lambda one: (-one.people, one.circle))


def _chain(scene: Scene, one: Break) -> ChainRow:
    behind = scene.circles(circle for circle in one.circles if circle != one.circle)
    return ChainRow(scene.circle(one.circle), scene.circle(one.parent), one.why, one.since, one.people, behind)


def _found(scene: Scene) -> Iterator[FoundRow]:
    """What the rules of the calendar find, each finding once, in the order of the rules."""
    for rule in RULES:
        if rule.lane == "calendar" and rule.code not in TOLD_BY_CIRCLE:
            rows = {_row(scene, rule, finding) for finding in rule(scene.movement, scene.day)}
            yield from sorted(rows, key=lambda row: (row.door.href or "", row.message))


def _row(scene: Scene, rule: Rule, finding: Finding) -> FoundRow:
    door = scene.page_of(finding.at.file)
    id_ = (door.href or "").rstrip("/").rpartition("/")[2]
    # the row is headed by the title, so the id need not be said
    about_it = finding.message.startswith(f"{id_} ")
    message = f"it {finding.message.removeprefix(f'{id_} ')}" if about_it else finding.message
    return FoundRow(door, rule.code, _days_in_words(message), _days_in_words(finding.help))


def _days_in_words(text: str) -> str:
    """A finding's sentence for a page: it is English, and so are the names of its months."""
    return _DAY.sub(lambda found: _in_words(found[0]), text)


def _in_words(day: str) -> str:
    try:
        return in_words(date.fromisoformat(day), SOURCE)
    except ValueError:  # not every such row of digits is a day
        return day
