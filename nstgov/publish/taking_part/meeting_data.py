"""What somebody who leads a meeting needs to know of a circle: what is due, who was heard, who is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from nstgov.lifecycle import away_on, circle_on
from nstgov.lifecycle.agenda import AgendaPoint, agenda_of, plan_meeting
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.voices import find_hearing
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.rendering import PageGroup
from nstgov.publish.taking_part.json_files import encode_json
from nstgov.publish.taking_part.matter_data import list_open_versions
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import PageLink, Snapshot

FOLDER = "take-part/data/meetings"


def make_meeting_data_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """One small file for each circle, read only by who leads a meeting of it."""
    concerning = get_circle_fingerprints(scene, circles)
    for id_ in circles.list_ids():
        yield PageGroup(f"{FOLDER}/{id_}", concerning.get_cache_key(id_), partial(_make_meeting_file, scene, id_))


def _make_meeting_file(scene: Snapshot, id_: str) -> Iterator[tuple[str, bytes]]:
    yield f"{FOLDER}/{id_}.json", encode_json(describe_meeting(scene, id_))


def describe_meeting(scene: Snapshot, id_: str) -> dict[str, Any] | None:
    """A circle's next meeting: roles, who is away, the agenda, and who was heard on what; None before it has begun."""
    movement, day = scene.movement, scene.day
    state = circle_on(movement, id_, day)
    if state is None:
        return None
    points = agenda_of(movement, id_, day)
    return {
        "facilitator": state.facilitator or "",
        "secretary": state.secretary or "",
        "away": sorted(away_on(movement, id_, day)),
        "minutes": plan_meeting(points).minutes,
        "agenda": [_describe_point(scene, point) for point in points],
        "heard": dict(_yield_heard(scene, id_, day)),
    }


def _describe_point(scene: Snapshot, point: AgendaPoint) -> dict[str, Any]:
    step = point.step
    told: dict[str, Any] = {"what": step.what if step else point.sort, "minutes": point.minutes}
    if point.of is not None:
        link = _find_link(scene, point)
        told |= {"of": point.of, "name": link.name, "page": link.href or ""}
    if point.by is not None:
        told["by"] = point.by.isoformat()
    if step and step.people:
        told["people"] = list(step.people)
    return told


def _find_link(scene: Snapshot, point: AgendaPoint) -> PageLink:
    of = point.of or ""
    if point.sort == "choose":
        return scene.link_circle(of)
    return scene.link_target(of) if point.sort == "step" else scene.link_decision(of)


def _yield_heard(scene: Snapshot, id_: str, day: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each proposal that is before the circle, whose voice counts on its newest version, and whose is missing."""
    for proposal, number in _collect_open_versions(scene).get(id_, ()):
        hearing = find_hearing(scene.movement, proposal, number, id_, day)
        yield (
            proposal,
            {
                "says": {person: said.voice.says for person, said in hearing.spoken.items()},
                "missing": list(hearing.missing),
            },
        )


@derive_once
def _collect_open_versions(scene: Snapshot) -> dict[str, list[tuple[str, int]]]:
    """By circle, the proposals that are before it, each with the number of its newest version."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for proposal, version in list_open_versions(scene):
        for circle in version.asks:
            found[circle].append((proposal, version.number))
    return found
