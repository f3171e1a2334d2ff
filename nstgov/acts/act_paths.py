"""What an act's file is named by, and where it goes: looked up, chosen, or made anew from what people wrote."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from nstgov.acts.form_specs import FormSpec
from nstgov.acts.named_things import Known, find_known, list_known
from nstgov.languages.short_names import short_name
from nstgov.lifecycle import (
    LIVE,
    circles_of,
    decision_on,
    find_testing_circles,
    is_open,
    members_on,
    objection_on,
    proposal_on,
    term_stage,
)
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.circle_states import children_of
from nstgov.records import Movement, ObjectionFolder

NEW_NAMES = {
    "new-proposal": "title",
    "objection": "title",
    "newcomer": "name",
    "new-circle": "name",
    "election": "role",
}
"""The parts that a record introduces, each with the field that it is made from."""
SORTS = {
    "circle": "circle", "parent": "circle", "child": "circle", "proposal": "proposal", "person": "person",
    "idea": "idea", "target": "target", "objection-on-record": "objection-on-record", "decision": "decision",
    "version": "version", "record": "record",
}  # fmt: skip
"""The parts that name something on record, each with its sort."""
MOST_AGAIN = 99
"""How many files of one day are looked through for a free number."""


def is_part_used(spec: FormSpec, part: str) -> bool:
    """Whether a part is more than a help to find another: in the path, in a field, or to know who is asked."""
    if part != "circle":
        return True
    in_path = "{circle}" in spec.path or "{folder}" in spec.path
    return in_path or spec.kind in ("review", "election") or spec.path == "proposals/{proposal}/v1.yml"


def list_offered(movement: Movement, spec: FormSpec, part: str, parts: Mapping[str, str], day: date) -> Known:
    """What can truly be chosen for a part today, by its word in records; everything known where nothing is special."""
    known = _list_all(movement, part, day)
    return {word: name for word, name in known.items() if _is_offered(movement, spec, part, word, parts, day)}


def _list_all(movement: Movement, part: str, day: date) -> Known:
    if part == "decision-or-term":
        return {**list_known(movement, "decision", day), **list_known(movement, "election", day)}
    return list_known(movement, SORTS.get(part, ""), day)


def _is_offered(movement: Movement, spec: FormSpec, part: str, word: str, parts: Mapping[str, str], day: date) -> bool:
    match part:
        case "circle" | "parent":
            return is_open(movement, word, day)
        case "child":
            return word in children_of(movement, parts.get("circle", ""), day) or not parts.get("circle")
        case "person":
            return _is_person_offered(movement, word, parts.get("circle", ""), day)
        case "proposal":
            return _is_proposal_offered(movement, spec, word, day)
        case "decision":
            state = decision_on(movement, word, day)
            return state is not None and state.in_force
        case "decision-or-term":
            state = decision_on(movement, word, day)
            return (state is not None and state.in_force) or term_stage(movement, word, day) in ("in force", "to come")
        case "objection-on-record":
            folder = find_objection(movement, word)
            standing = objection_on(movement, folder, day) if folder else None
            return standing is not None and standing.is_standing
    return True


def _is_person_offered(movement: Movement, person: str, circle: str, day: date) -> bool:
    return person in members_on(movement, circle, day) if circle else bool(circles_of(movement, person, day))


def _is_proposal_offered(movement: Movement, spec: FormSpec, id_: str, day: date) -> bool:
    state = proposal_on(movement, id_, day)
    if state is None or state.version is None:
        return False
    if spec.kind == "commitments":
        return state.version.kind == "action"
    if spec.kind == "answer":
        return bool(state.version.invites)
    return state.stage == "consented" if spec.kind == "decision" else state.stage in LIVE


def find_objection(movement: Movement, path: str) -> ObjectionFolder | None:
    """The objection that lies in a folder, named from the root."""
    target, _, id_ = path.rpartition("/objections/")
    folder = movement.find_target(target) if target else None
    return folder.objections.get(id_) if folder else None


def find_part(movement: Movement, part: str, word: str, day: date) -> str:
    """What is meant by a word given for a part; a new name is made short. Raises WrongValue."""
    if part in NEW_NAMES:
        return word if part == "newcomer" and word in movement.people else short_name(word, 64)
    if part in SORTS or part == "decision-or-term":
        return find_known(_list_all(movement, part, day), word, part.replace("-on-record", "").replace("-", " "))
    return word


def guess_part(movement: Movement, spec: FormSpec, part: str, parts: Mapping[str, str], day: date) -> str:
    """What a part must be, as far as the others tell: the only circle asked, somebody's only circle; else empty."""
    if part == "date":
        return day.isoformat()
    if part != "circle":
        return ""
    near = _list_circles_of(movement, spec, parts, day)
    found = near if near is not None else list(list_offered(movement, spec, part, parts, day))
    return found[0] if len(found) == 1 else ""


def _list_circles_of(movement: Movement, spec: FormSpec, parts: Mapping[str, str], day: date) -> list[str] | None:
    """The circles whose act it may be, by what it is about; None where nothing tells."""
    if proposal := parts.get("proposal"):
        state = proposal_on(movement, proposal, day)
        version = state.version if state else None
        asked = (version.affects if spec.kind == "commitments" else version.asks) if version else ()
        return [id_ for id_ in asked if is_open(movement, id_, day)]
    if path := parts.get("objection-on-record"):
        folder = find_objection(movement, path)
        return list(find_testing_circles(movement, folder, day)) if folder else None
    if (id_ := parts.get("decision")) and id_ in movement.decisions:
        decision = movement.decisions[id_].decision
        return list(open_answering(movement, decision, day)) if decision else None
    if person := parts.get("person"):
        here = circles_of(movement, person, day)
        return sorted(id_ for id_ in here if members_on(movement, id_, day)[person].via is None) or None
    return None


def fill_path(movement: Movement, spec: FormSpec, parts: Mapping[str, str]) -> str:
    """
    Where the record goes, with … for what is not known yet.

    Of several on one day the first free number is taken.
    """
    known = {
        **parts,
        "folder": _find_folder(movement, parts.get("circle", "")),
        "parent_folder": _find_folder(movement, parts.get("parent", "")) or "circles",
        "new_circle": parts.get("new-circle", ""),
        "proposal": parts.get("proposal") or parts.get("new-proposal", ""),
        "objection": parts.get("objection-on-record") or parts.get("objection", ""),
        "next": str(_find_next_number(movement, spec, parts)),
    }
    known["again"] = "{again}"
    path = re.sub(r"\{([a-z_-]+)\}", lambda hole: known.get(hole[1]) or "…", spec.path)
    return list_numbered(movement, path)[-1]


def list_numbered(movement: Movement, path: str) -> list[str]:
    """The paths of one day that are taken, the first free one last; the path alone where it takes no number."""
    if "{again}" not in path:
        return [path]
    found: list[str] = []
    for number in range(1, MOST_AGAIN + 1):
        found.append(path.replace("{again}", "" if number == 1 else f".{number}"))
        if found[-1] not in movement.records:
            break
    return found


def _find_folder(movement: Movement, circle: str) -> str:
    folder = movement.circles.get(circle)
    return folder.founding.file.rpartition("/")[0] if folder else ""


def _find_next_number(movement: Movement, spec: FormSpec, parts: Mapping[str, str]) -> int:
    if spec.kind == "version":
        proposal = movement.proposals.get(parts.get("proposal", ""))
        return max(proposal.versions, default=0) + 1 if proposal else 1
    objection = find_objection(movement, f"{parts.get('target', '')}/objections/{parts.get('objection', '')}")
    return max(objection.versions, default=0) + 1 if objection else 1


def short_new_name(part: str, values: Mapping[str, object], parts: Mapping[str, str], day: date) -> str:
    """A short name for what the record introduces, from what people wrote; empty without it."""
    said = str(values.get(NEW_NAMES[part]) or "")
    if said and part == "election":
        said = f"{parts.get('circle', '')} {said} {day.year}"
    return short_name(said)


def name_new_part(
    movement: Movement, part: str, values: Mapping[str, object], parts: Mapping[str, str], day: date
) -> str:
    """A short name for what the record introduces that nothing else has; a number follows where one is taken."""
    name = short_new_name(part, values, parts, day)
    if part == "objection":
        return name
    used = {
        "newcomer": movement.people.keys(), "new-circle": movement.circles.keys(),
    }.get(part, movement.proposals.keys() | movement.decisions.keys())  # fmt: skip
    return _find_free_name(name, used)


def _find_free_name(name: str, used: Collection[str]) -> str:
    if name not in used or not name:
        return name
    return next(found for number in range(2, len(used) + 3) if (found := f"{name}-{number}") not in used)
