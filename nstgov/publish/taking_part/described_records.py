"""A record as somebody chooses it from a list: what it is, of which day, what it is about, and whom it names."""

from __future__ import annotations

from datetime import date
from typing import Any

from nstgov.lifecycle.dependents import Dependents
from nstgov.lifecycle.derived import derive_once
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Answer, Asks, Commitments, Movement, Record, Resolution, Review, Round, Test, Voiced
from nstgov.records.layout import kind_of_type
from nstgov.records.mentions import find_people_named
from nstgov.records.record_days import own_day

FREE_TO_GO = (Round, Commitments, Answer, Asks, Test, Resolution, Review)
"""Kinds of records on which nothing else stands but decisions and elections, which are looked up."""


def describe_record(scene: Snapshot, path: str) -> dict[str, Any] | None:
    """
    A record by its path; None for what is no record of an act.

    `said` are those whose voice stands in it, `named` all whom it names; `void` tells that it can be taken out of count
    by the voices of everyone it names, since nothing rests on it.
    """
    record = scene.movement.records.get(path)
    if record is None:
        return None
    day = own_day(scene.movement, record) or date.min
    named = _list_people_named(scene.movement, record)
    found: dict[str, Any] = {
        "path": path,
        "kind": kind_of_type(type(record)).name,
        "day": day.isoformat(),
        "about": _name_subject(scene, path, record),
        "said": sorted(record.voices) if isinstance(record, Voiced) else [],
        "by": getattr(record, "entered_by", None) or "",
        "named": [{"id": one, "name": scene.name_person(one)} for one in named],
    }
    return {**found, "void": True} if named and _can_be_void(scene.movement, record, scene.day) else found


def _name_subject(scene: Snapshot, path: str, record: Record) -> str:
    """What a record is about, by the name that people know: a proposal, a decision, a person, a circle."""
    root, id_ = path.split("/")[:2]
    if root in ("proposals", "decisions"):
        return (scene.link_proposal(id_) if root == "proposals" else scene.link_decision(id_)).name
    person = getattr(record, "person", None)
    circle = getattr(record, "circle", "")
    return scene.name_person(person) if person else scene.link_circle(circle).name


def _list_people_named(movement: Movement, record: Record) -> list[str]:
    named = [name for _, name in find_people_named(record, movement.people.__contains__)]
    return list(dict.fromkeys((*named, record.guest) if isinstance(record, Answer) else named))


def _can_be_void(movement: Movement, record: Record, day: date) -> bool:
    if (
        not isinstance(record, FREE_TO_GO)
        or not movement.is_whole(record)
        or f"{record.file}.void.yml" in movement.records
    ):
        return False
    return _get_dependents(movement).find_first(record, day) is None


@derive_once
def _get_dependents(movement: Movement) -> Dependents:
    return Dependents(movement)
