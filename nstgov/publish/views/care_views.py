"""Which circles need a hand, where voices do not reach the top, what waits too long (M11, M15, M16)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.languages import SOURCE
from nstgov.lifecycle import circle_on, members_on
from nstgov.lifecycle.care import Need, most_in_need
from nstgov.lifecycle.chain_breaks import ChainBreak, breaks_on
from nstgov.publish.dependencies import recall_from_acts
from nstgov.publish.text.dates import format_day
from nstgov.publish.text.natural_order import natural_key
from nstgov.publish.views.circle_views import list_circles_above
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.rules import RULES, Rule

TOLD_BY_CIRCLE = frozenset({"L01", "L02", "L06"})
"""Rules of the calendar whose findings the circles' own reasons tell already."""
REASONS = (
    "asks for help", "empty", "too few", "gathering", "no representative", "broken chain", "test overdue",
    "review overdue", "too many", "quiet",
)  # fmt: skip
"""Why circles need care, what is most pressing first."""
LATE = frozenset({"D07", "D08", "O07", "L05"})
"""Rules of the calendar that speak of something overdue; the others look ahead."""
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class NeedView(NamedTuple):
    """One reason why a circle needs care; `of` and `objection` are the doors to what it is about."""

    reason: str
    since: date
    number: int
    of: PageLink | None
    objection: PageLink | None
    words: MarkdownText | None
    why: str | None


class CareRow(NamedTuple):
    """A circle that needs care, and why."""

    circle: PageLink
    people: int
    needs: tuple[NeedView, ...]
    sort: str = "circle"


class CareLine(NamedTuple):
    """A circle that needs care for one reason, in the region that it is in; where there are many, one line each."""

    circle: PageLink
    region: PageLink
    people: int
    need: NeedView
    sort: str = "line"


class ChainRow(NamedTuple):
    """A way upwards that is broken: between which circles, why, and whose voices do not pass."""

    circle: PageLink
    parent: PageLink
    why: str
    since: date
    people: int
    behind: tuple[PageLink, ...]
    sort: str = "chain"


class FindingRow(NamedTuple):
    """What a rule of the calendar found: where, what is so, what to do next, in the rule's own English words."""

    door: PageLink
    code: str
    message: str
    help: str
    sort: str = "found"


def list_care_rows(scene: Snapshot) -> dict[str, tuple[CareRow | ChainRow | FindingRow, ...]]:
    """Everything that needs care on this day, by part of the page."""
    found = _list_calendar_findings(scene)
    parts: dict[str, tuple[CareRow | ChainRow | FindingRow, ...]] = {
        "circles": tuple(_make_care_row(scene, id_, needs) for id_, needs in most_in_need(scene.movement, scene.day)),
        "chains": tuple(_make_chain_row(scene, one) for one in _list_breaks(scene)),
        "late": tuple(row for row in found if row.code in LATE),
        "ahead": tuple(row for row in found if row.code not in LATE),
    }
    return {part: rows for part, rows in parts.items() if rows}


def list_care_lines(scene: Snapshot) -> dict[str, tuple[CareLine, ...]]:
    """The circles that need care, by their reason, in each by region and name."""
    found: dict[str, list[CareLine]] = {}
    for id_, needs in most_in_need(scene.movement, scene.day):
        region, people = _find_region(scene, id_), len(members_on(scene.movement, id_, scene.day))
        for need in needs:
            line = CareLine(scene.link_circle(id_), region, people, _make_need_view(scene, id_, need))
            found.setdefault(need.reason, []).append(line)
    order = [reason for reason in REASONS if reason in found]
    return {reason: tuple(sorted(found[reason], key=_sort_by_region)) for reason in order}


def count_by_region(lines: Iterable[CareLine]) -> list[tuple[PageLink, int]]:
    """How many of some circles are in each region, those with most first."""
    return Counter(line.region for line in lines).most_common()


def _sort_by_region(line: CareLine) -> tuple[object, object]:
    return natural_key(line.region.name), natural_key(line.circle.name)


def _find_region(scene: Snapshot, id_: str) -> PageLink:
    """The circle below the widest one in which a circle is; itself, where it is as wide."""
    state = circle_on(scene.movement, id_, scene.day)
    above = list_circles_above(scene, state) if state else ()
    return above[1] if len(above) > 1 else scene.link_circle(id_)


def count_people_not_heard(scene: Snapshot) -> int:
    """How many people's voices do not reach the top on this day; nobody is counted twice."""
    return sum(one.people for one in breaks_on(scene.movement, scene.day).values())


def _make_care_row(scene: Snapshot, id_: str, needs: tuple[Need, ...]) -> CareRow:
    views = tuple(_make_need_view(scene, id_, need) for need in needs)
    return CareRow(scene.link_circle(id_), len(members_on(scene.movement, id_, scene.day)), views)


def _make_need_view(scene: Snapshot, id_: str, need: Need) -> NeedView:
    folder = scene.movement.find_target(need.of or "")
    objection = folder.objections.get(need.objection or "") if folder else None
    of = None if need.of is None else scene.link_target(need.of) if "/" in need.of else scene.link_circle(need.of)
    return NeedView(
        need.reason,
        need.since,
        need.number,
        of,
        scene.link_objection(objection) if objection else None,
        make_markdown_text(need.words, _find_circle_language(scene, id_)) if need.reason == "asks for help" else None,
        need.words if need.reason == "broken chain" else None,
    )


def _find_circle_language(scene: Snapshot, id_: str) -> str | None:
    """The language in which a circle wrote what it asks for, as far as its founding tells."""
    return scene.movement.circles[id_].founding.lang


def _list_breaks(scene: Snapshot) -> list[ChainBreak]:
    """The breaks that silence the most people first."""
    return sorted(breaks_on(scene.movement, scene.day).values(), key=lambda one: (-one.people, one.circle))


def _make_chain_row(scene: Snapshot, one: ChainBreak) -> ChainRow:
    behind = scene.link_circles(circle for circle in one.circles if circle != one.circle)
    return ChainRow(
        scene.link_circle(one.circle), scene.link_circle(one.parent), one.why, one.since, one.people, behind
    )


def _list_calendar_findings(scene: Snapshot) -> tuple[FindingRow, ...]:
    """What the rules of the calendar find, each finding once, in the order of the rules."""
    return recall_from_acts(scene, "calendar findings", lambda: (*_find_calendar_findings(scene),))


def _find_calendar_findings(scene: Snapshot) -> Iterator[FindingRow]:
    for rule in RULES:
        if rule.lane == "calendar" and rule.code not in TOLD_BY_CIRCLE:
            rows = {_make_finding_row(scene, rule, finding) for finding in rule(scene.movement, scene.day)}
            yield from sorted(rows, key=lambda row: (row.door.href or "", row.message))


def _make_finding_row(scene: Snapshot, rule: Rule, finding: Finding) -> FindingRow:
    door = scene.link_page(finding.at.file)
    id_ = (door.href or "").rstrip("/").rpartition("/")[2]
    # the row is headed by the title, so the id need not be said
    about_it = finding.message.startswith(f"{id_} ")
    message = f"it {finding.message.removeprefix(f'{id_} ')}" if about_it else finding.message
    return FindingRow(door, rule.code, _format_days_in_text(message), _format_days_in_text(finding.help))


def _format_days_in_text(text: str) -> str:
    """A finding's sentence for a page: it is English, and so are the names of its months."""
    return _DAY.sub(lambda found: _format_iso_day(found[0]), text)


def _format_iso_day(day: str) -> str:
    try:
        return format_day(date.fromisoformat(day), SOURCE)
    except ValueError:  # not every such row of digits is a day
        return day
