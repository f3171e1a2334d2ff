"""Whose voices an act asks for, from what is on record and what has been said of the act so far (M2, M10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from nstgov.acts.act_paths import find_objection
from nstgov.acts.form_specs import FormSpec
from nstgov.lifecycle import away_on, members_before, members_on, newest_version
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.newest import authors_of_any
from nstgov.lifecycle.objection_stages import objectors_on
from nstgov.lifecycle.people import find_named_people
from nstgov.records import Movement, name_of

Asked = tuple[str, ...]
Parts = Mapping[str, str]
Values = Mapping[str, Any]


def list_speakers(movement: Movement, spec: FormSpec, parts: Parts, values: Values, day: date) -> Asked:
    """Those whose voices the act asks for, by id or by the name of somebody outside, in a steady order."""
    if spec.voices == "none":
        return ()
    if spec.voices == "any":
        return tuple(dict.fromkeys(_BY_SLUG[spec.slug](movement, parts, values, day)))
    return tuple(dict.fromkeys(_BY_SORT[spec.voices](movement, parts, values, day)))


def speaks_by_acting(spec: FormSpec) -> bool:
    """Whether somebody says yes by the act itself, as who steps back or returns."""
    return spec.voices == "own" and spec.kind != "round"


def _list_members(movement: Movement, parts: Parts, values: Values, day: date) -> Asked:
    """The members of the circle; the proposed person, where there is one, speaks last."""
    members = tuple(members_on(movement, parts.get("circle", ""), day))
    proposed = values.get("proposed")
    last = proposed.get("person") if isinstance(proposed, dict) else None
    return (*(one for one in members if one != last), *([last] if last in members else []))


def _list_before_newcomers(movement: Movement, parts: Parts, _values: Values, day: date) -> Asked:
    """The newcomer, and who is a member already and not only since today."""
    circle = parts.get("circle", "")
    before = members_before(movement, circle, day) or frozenset(members_on(movement, circle, day))
    members = (one for one in members_on(movement, circle, day) if one in before)
    return (*([parts["newcomer"]] if parts.get("newcomer") else []), *members)


def _list_founders(_movement: Movement, _parts: Parts, values: Values, _day: date) -> Asked:
    return tuple(values.get("members") or ())


def _list_objectors(movement: Movement, parts: Parts, _values: Values, day: date) -> Asked:
    folder = find_objection(movement, parts.get("objection-on-record", ""))
    return tuple(map(name_of, objectors_on(movement, folder, day))) if folder else ()


def _list_own(_movement: Movement, parts: Parts, _values: Values, _day: date) -> Asked:
    return (parts["person"],) if parts.get("person") else ()


_BY_SORT: dict[str, Callable[[Movement, Parts, Values, date], Asked]] = {
    "own": _list_own, "members": _list_members, "newcomer": _list_before_newcomers, "founders": _list_founders,
    "authors": _list_objectors,
}  # fmt: skip


def _list_closing(movement: Movement, parts: Parts, values: Values, day: date) -> Asked:
    """Its authors withdraw a proposal; the circles asked set it aside."""
    folder = movement.proposals.get(parts.get("proposal", ""))
    if folder is None:
        return ()
    if values.get("result") == "set aside":
        version = newest_version(folder, day)
        return tuple(one for circle in (version.asks if version else ()) for one in members_on(movement, circle, day))
    return tuple(map(name_of, authors_of_any(one for _, one in sorted(folder.versions.items()))))


def _list_leaving(movement: Movement, parts: Parts, values: Values, day: date) -> Asked:
    """Somebody leaves by their own word; who died or is gone, or was asked to go, by that of all the others."""
    person = parts.get("person", "")
    if values.get("how") in (None, "own word"):
        return (person,) if person else ()
    return tuple(one for one in members_on(movement, parts.get("circle", ""), day) if one != person)


def _list_ending(movement: Movement, parts: Parts, values: Values, day: date) -> Asked:
    """Whoever resigns says so; what a circle lets go, its members do."""
    folder = movement.decisions.get(parts.get("decision-or-term", ""))
    if folder is None:
        return ()
    if folder.election is not None:
        own = (folder.election.proposed.person,)
        return own if values.get("how") == "resigned" else tuple(members_on(movement, folder.election.circle, day))
    circles = open_answering(movement, folder.decision, day) if folder.decision else ()
    return tuple(one for circle in circles for one in members_on(movement, circle, day))


def _list_named(movement: Movement, parts: Parts, _values: Values, _day: date) -> Asked:
    record = movement.records.get(parts.get("record", ""))
    return tuple(sorted(find_named_people(movement, record))) if record else ()


_BY_SLUG: dict[str, Callable[[Movement, Parts, Values, date], Asked]] = {
    "close": _list_closing, "leaves": _list_leaving, "ended": _list_ending, "void": _list_named,
}  # fmt: skip


def is_away(movement: Movement, circle: str, person: str, day: date) -> bool:
    """Whether somebody is away from a circle on a day."""
    return bool(circle) and person in away_on(movement, circle, day)
