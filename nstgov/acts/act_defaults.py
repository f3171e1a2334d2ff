"""What an act can fill in by itself from what is on record: days, hashes, who is asked. Anybody may change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from nstgov.acts.act_paths import find_objection
from nstgov.acts.form_specs import FormSpec
from nstgov.lifecycle import (
    REPRESENTATIVE,
    circle_on,
    days_after,
    find_hearing,
    find_standing_objections,
    ground_rules_on,
    newest_version,
    terms_on,
    version_of,
)
from nstgov.records import Movement, Version
from nstgov.store.field_shape import shape_of

TODAY = ("submitted", "opened", "decided", "raised", "held", "date")
"""The keys that hold the day of the act itself."""
SURE = frozenset({
    *TODAY, "version", "sha256", "how", "against", "circle", "circles", "kind", "authors", "integrates", "edition",
})  # fmt: skip
"""What nobody is asked where it could be filled in."""
USUAL_DAYS = 365
"""How long a decision and a term usually hold."""


def suggest_values(movement: Movement, spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    """By key, what the record most likely says: facts of the record as they are, and for the rest a beginning."""
    make = _BY_KIND.get(spec.kind)
    found = dict(spec.fixed) | dict.fromkeys(TODAY, day)
    return found | (make(movement, spec, parts, day) if make else {})


def _suggest_version(movement: Movement, spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    before = find_version(movement, parts.get("proposal", ""), day)
    if before is not None:
        return {
            **convert_to_plain(before),
            "submitted": day,
            "entered_by": None,
            "integrates": _list_answered(movement, before, day),
        }
    rules = ground_rules_on(movement, day)
    longest = min(USUAL_DAYS, rules.longest_sunset_days)
    circle = [parts["circle"]] if parts.get("circle") else []
    found = {
        "asks": circle,
        "affects": circle,
        "sunset": days_after(day, longest),
        "review": days_after(day, longest // 2),
    }
    return found | (_suggest_edition(movement, rules.number) if spec.slug == "ground-rules" else {})


def _suggest_edition(movement: Movement, number: int) -> dict[str, Any]:
    path = f"ground-rules/{number + 1}.yml"
    sha256 = movement.sha256.get(path)
    return {"edition": {"number": number + 1, "sha256": sha256}} if sha256 else {}


def find_version(movement: Movement, proposal: str, day: date) -> Version | None:
    """The newest version of a proposal on a day."""
    folder = movement.proposals.get(proposal)
    return newest_version(folder, day) if folder else None


def _list_answered(movement: Movement, before: Version, day: date) -> list[str]:
    """The objections that stand in the way of a version, and the voices in rounds that object to it."""
    standing = find_standing_objections(movement, f"proposals/{before.proposal}", day)
    voices = (
        f"{said.round.file.rpartition('/')[2].removesuffix('.yml')}/{said.person}"
        for circle in before.asks
        for said in find_hearing(movement, before.proposal, before.number, circle, day).objecting
    )
    return [*(folder.id for folder in standing), *voices]


def _suggest_round(movement: Movement, spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    version = find_version(movement, parts.get("proposal", ""), day)
    state = circle_on(movement, parts.get("circle", ""), day)
    how = "async" if spec.slug == "voice" else "meeting"
    return {**_name_bytes(movement, version), "how": how, "facilitator": state.facilitator if state else None}


def _name_bytes(movement: Movement, version: Version | None) -> dict[str, Any]:
    if version is None:
        return {}
    return {"version": version.number, "sha256": movement.sha256.get(version.file)}


def _suggest_decision(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    version = find_version(movement, parts.get("proposal", ""), day)
    if version is None:
        return {}
    return {**_name_bytes(movement, version), "circles": list(version.asks), "sunset": version.sunset}


def _suggest_objection(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    root, _, id_ = parts.get("target", "").partition("/")
    if root == "proposals":
        named = _name_bytes(movement, find_version(movement, id_, day))
        return {"against": named} if named else {}
    folder = movement.decisions.get(id_)
    record = (folder.decision or folder.election) if folder else None
    return {"against": {"sha256": movement.sha256.get(record.file)}} if record else {}


def _suggest_test(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], _day: date) -> dict[str, Any]:
    folder = find_objection(movement, parts.get("objection-on-record", ""))
    return {"version": max(folder.versions)} if folder and folder.versions else {}


def _suggest_resolution(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    folder = find_objection(movement, parts.get("objection-on-record", ""))
    root, _, id_ = folder.target.partition("/") if folder else ("", "", "")
    version = find_version(movement, id_, day) if root == "proposals" else None
    newest = folder.versions[max(folder.versions)] if folder and folder.versions else None
    improved = version is not None and newest is not None and version.number > (newest.against.version or 0)
    return {"kind": "text changed", "version": version.number} if improved and version else {}


def _suggest_circle(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    levels = ground_rules_on(movement, day).levels
    parent = {"parent": parts["parent"]} if parts.get("parent") else {}
    return {"level": levels[0], **parent} if levels else parent


def _suggest_election(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    circle = parts.get("circle", "")
    state = circle_on(movement, circle, day)
    running = terms_on(movement, circle, REPRESENTATIVE, day) if circle else ()
    most = ground_rules_on(movement, day).representatives.most
    found = {
        "circle": circle, "facilitator": state.facilitator if state else None, "role": "representative",
        "term": {"from": day, "until": days_after(day, USUAL_DAYS)},
    }  # fmt: skip
    return found | ({"succeeds": running[0].election} if len(running) >= most else {})


def _suggest_review(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], day: date) -> dict[str, Any]:
    folder = movement.decisions.get(parts.get("decision", ""))
    version = version_of(movement, folder.decision) if folder and folder.decision else None
    until = version.sunset if version else None
    later = min(days_after(day, USUAL_DAYS // 2), until) if until else None
    return {"circle": parts.get("circle"), "next_review": later if later and later > day else None}


def _suggest_ended(movement: Movement, _spec: FormSpec, parts: Mapping[str, str], _day: date) -> dict[str, Any]:
    folder = movement.decisions.get(parts.get("decision-or-term", ""))
    return {"how": "let go"} if folder and folder.decision else {}


_BY_KIND: dict[str, Callable[[Movement, FormSpec, Mapping[str, str], date], dict[str, Any]]] = {
    "version": _suggest_version, "round": _suggest_round, "decision": _suggest_decision,
    "objection": _suggest_objection, "test": _suggest_test, "resolution": _suggest_resolution,
    "circle": _suggest_circle, "election": _suggest_election, "review": _suggest_review, "ended": _suggest_ended,
}  # fmt: skip


def convert_to_plain(thing: Any) -> Any:
    """A record, or a value in one, as dicts, lists, texts, numbers and days; what is empty or left out is not there."""
    if is_dataclass(thing) and not isinstance(thing, type):
        told = ((one.key, convert_to_plain(getattr(thing, one.attribute))) for one in shape_of(type(thing)).values())
        return {key: value for key, value in told if value not in (None, (), [], {})}
    if isinstance(thing, tuple):
        return [convert_to_plain(one) for one in thing]
    if isinstance(thing, Mapping):
        return {key: convert_to_plain(value) for key, value in thing.items()}
    return thing
