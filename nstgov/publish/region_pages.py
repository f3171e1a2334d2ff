"""The page of all regions, and the summary by which other repositories know this one (M8, M11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from nstgov.lifecycle.regions import list_seats, span_of_region
from nstgov.lifecycle.summaries import count_needs, encode_summary, summarize
from nstgov.publish.dependencies import recall_from_acts
from nstgov.publish.rendering import Page
from nstgov.publish.svg.circle_map import MapCircle, render_circle_map
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import BETWEEN, RegionFolder, RegionSnapshot

SUMMARY = "summary.json"
"""Where the summary lies, from the site's root."""


class RegionRow(NamedTuple):
    """
    A region as the page tells of it.

    `sits` are those who sit here for it, each with the last day of their term; `people` and `circles` are its own with
    all below it, and `state` how it was found (None: nobody has looked further than the record here).
    """

    id: str
    name: str
    site: str | None
    joins: PageLink
    since: date
    left: date | None
    seen: date | None
    seen_days_ago: int
    commit: str | None
    sits: tuple[tuple[str, date], ...]
    state: str | None
    said: str
    people: int | None
    circles: int | None
    within: tuple[tuple[str, str | None, int, int], ...]


class FarDecisionRow(NamedTuple):
    """A decision that affects circles of other repositories: how many took part, and where somebody was missing."""

    link: PageLink
    took_part: int
    asked: int
    gaps: tuple[str, ...]


def make_summary_file(scene: Snapshot, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """The summary as of the day the site shows: the same bytes as everybody else makes of that commit and day."""
    known = recall_from_acts(scene, "summary", partial(summarize, scene.movement, scene.day, None))
    # of all that it tells, only these follow from more than acts
    fresh = {"commit": scene.site.commit, "care": count_needs(scene.movement, scene.day)}
    yield SUMMARY, encode_summary({**known, **fresh})


def make_region_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The page of all regions; none where no region has joined by the day."""
    rows = [_make_row(scene, folder) for folder in _list_regions(scene)]
    if not rows:
        return
    _ = scene.words.gettext
    report = scene.regions
    about = _("Other repositories whose people meet in a circle here: who sits here for them, and how they stand.")
    context = {
        "rows": rows,
        "map": _draw_map(scene, rows) if report else Markup(""),
        "totals": report["totals"] if report else None,
        "heard": report["heard"] if report else None,
        "decisions": list(_list_decisions(scene, report)) if report else [],
        "states": _name_states(scene),
    }
    yield Page("regions/", "circles", "regions.html", _("Regions"), about, context)


def _list_regions(scene: Snapshot) -> list[RegionFolder]:
    movement = scene.movement
    known = (folder for _, folder in sorted(movement.regions.items()) if movement.is_sound(folder.region))
    return [folder for folder in known if folder.region.since <= scene.day]


def _make_row(scene: Snapshot, folder: RegionFolder) -> RegionRow:
    region, whole = folder.region, span_of_region(scene.movement, folder)
    seen = [one for one in folder.snapshots if one.date <= scene.day]
    last: RegionSnapshot | None = seen[-1] if seen else None
    found = _find_in_report(scene, folder.id)
    total = found["with_all_below"] if found and found["with_all_below"]["read"] else None
    sitting = [seat for seat in list_seats(scene.movement, folder) if seat.span.has_day(scene.day)]
    return RegionRow(
        folder.id, region.name, _find_site(found), scene.link_circle(region.joins), region.since,
        whole.last if whole.last < scene.day else None,
        last.date if last else None, (scene.day - last.date).days if last else 0, last.commit if last else None,
        tuple((scene.name_person(seat.person), seat.until) for seat in sitting),
        found["state"] if found else None, found["said"] if found else "",
        total["people"] if total else None, total["circles"] if total else None,
        tuple(_list_within(scene, folder.id)),
    )  # fmt: skip


def _find_in_report(scene: Snapshot, path: str) -> Mapping[str, Any] | None:
    repositories = scene.regions["repositories"] if scene.regions else ()
    return next((one for one in repositories if one["path"] == path), None)


def _list_within(scene: Snapshot, path: str) -> Iterator[tuple[str, str | None, int, int]]:
    """The regions of a region: name, site, people and circles with all below them."""
    for one in scene.regions["repositories"] if scene.regions else ():
        if one["path"].rpartition(BETWEEN)[0] == path:
            total = one["with_all_below"]
            yield one["name"], _find_site(one), total["people"], total["circles"]


def _find_site(found: Mapping[str, Any] | None) -> str | None:
    """The site of a region, where it names one that a page may lead to."""
    site = found["site"] if found else None
    return site if isinstance(site, str) and site.startswith("https://") else None


def _draw_map(scene: Snapshot, rows: list[RegionRow]) -> Markup:
    """All regions as circles within circles, each a door to the region's own pages."""
    total = scene.regions["totals"] if scene.regions else {"people": 0}
    outer = MapCircle(scene.site.title, None, total["people"], within=tuple(_make_bubble(row) for row in rows))
    return render_circle_map(outer, scene.words)


def _make_bubble(row: RegionRow) -> MapCircle:
    within = tuple(MapCircle(name, site, people, inside=circles) for name, site, people, circles in row.within)
    is_well = row.state in (None, "sound") and bool(row.sits)
    return MapCircle(row.name, row.site, row.people or 0, "whole" if is_well else "care", within, row.circles or 0)


def _list_decisions(scene: Snapshot, report: Mapping[str, Any]) -> Iterator[FarDecisionRow]:
    for one in report["decisions"]:
        if not one["repository"]:
            asked = len(one["took_part"]) + len(one["gaps"]) + len(one["not_known"])
            gaps = tuple(gap["message"] for gap in one["gaps"])
            yield FarDecisionRow(scene.link_decision(one["decision"]), len(one["took_part"]), asked, gaps)


def _name_states(scene: Snapshot) -> dict[str, str]:
    """How a region was found, in words."""
    _ = scene.words.gettext
    return {
        "sound": _("looked at, and its rules are kept"),
        "at fault": _("looked at, and something in its record is amiss"),
        "unreachable": _("could not be reached"),
        "shallow": _("hands out only a part of its history"),
        "rewritten": _("its history no longer holds what was seen"),
        "another repository": _("another repository lies at its address"),
        "too slow": _("took too long"),
        "too large": _("is larger than allowed"),
    }
