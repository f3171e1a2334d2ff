"""
Decisions from elsewhere: each becomes a version that is marked as imported, and, where it was decided there, a receipt.

They are shown and found, and count as nobody's consent here (M2, M14). What is on record already is known again by the
place it was brought from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from nstgov.author.circle_import import free_id
from nstgov.author.yaml_text import OneLine, yaml_text
from nstgov.languages.short_names import short_name
from nstgov.lifecycle.people import find_account, list_names
from nstgov.records import Movement, Version, name_key
from nstgov.records.values import LONGEST_LINE, LONGEST_TEXT

Outcome = Literal["decided", "not decided"]
UNTOLD_NEED = "What it was brought from tells of no need in words of its own."
UNTOLD_REASONS = "What it was brought from tells of no reasons in words of its own."


@dataclass(slots=True)
class HistoryEntry:
    """
    Something decided or proposed elsewhere.

    `place` says where it was brought from, the same each time; `status` what is said of it there, in their words, where
    it was not simply decided. `authors` are names or accounts as they stand there.
    """

    place: str
    title: str
    day: date
    text: str
    outcome: Outcome = "decided"
    need: str = ""
    reasons: str = ""
    status: str = ""
    authors: tuple[str, ...] = ()
    circle: str = ""
    link: str = ""


@dataclass(slots=True)
class HistoryPlan:
    """What would be written: path to text; for each path where it comes from; and what did not carry over."""

    files: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    brought: int = 0
    known: int = 0
    notes: list[str] = field(default_factory=list)


def plan_history(entries: Iterable[HistoryEntry], movement: Movement, taken: Iterable[str] = ()) -> HistoryPlan:
    """The records that bring some history, without writing them; what is on record already is left as it is."""
    plan = HistoryPlan()
    known = {_place_of(version.imported) for version in movement.find_all(Version) if version.imported}
    used = {*movement.proposals, *movement.decisions, *taken}
    people = _index_people(movement)
    for number, entry in enumerate(entries, 1):
        if entry.place in known:
            plan.known += 1
        elif problem := _find_problem(entry):
            plan.notes.append(f"{entry.place} was left out: {problem}")
        else:
            id_ = free_id((short_name(entry.title),), number, used)
            _add_entry(plan, entry, id_, people)
    return plan


def _place_of(imported: str) -> str:
    """Where something was brought from, without the day and the status behind it."""
    found = re.fullmatch(r"(.*?), [0-9]{4}-[0-9]{2}-[0-9]{2}(?: \(.*)?", imported)
    return found[1] if found else imported


def _find_problem(entry: HistoryEntry) -> str:
    texts = (entry.text, entry.need, entry.reasons)
    if not entry.text.strip():
        return "it holds no text"
    if any(len(text.encode()) > LONGEST_TEXT for text in texts):
        return f"its text is longer than {LONGEST_TEXT // 1024} KiB"
    return "" if len(entry.title) <= LONGEST_LINE else f"its title is longer than {LONGEST_LINE} signs"


def _index_people(movement: Movement) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_ in movement.people:
        for name in {name_key(name) for name in list_names(movement, id_)}:
            found.setdefault(name, []).append(id_)
    for id_ in movement.people:
        found.setdefault(id_, [id_])
        if given := find_account(movement, id_):
            found.setdefault(f"@{given.account.casefold()}", []).append(id_)
    return found


def _add_entry(plan: HistoryPlan, entry: HistoryEntry, id_: str, people: Mapping[str, list[str]]) -> None:
    path = f"proposals/{id_}/v1.yml"
    plan.files[path] = yaml_text(_build_version(entry, people), path)
    plan.places[path] = entry.place
    plan.brought += 1
    if entry.outcome == "decided":
        receipt = {
            "version": 1,
            "sha256": hashlib.sha256(plan.files[path].encode()).hexdigest(),
            "decided": entry.day,
            "circles": [entry.circle] if entry.circle else [],
        }
        other = f"decisions/{id_}/decision.yml"
        plan.files[other] = yaml_text({key: value for key, value in receipt.items() if value}, other)
        plan.places[other] = entry.place


def _build_version(entry: HistoryEntry, people: Mapping[str, list[str]]) -> dict[str, Any]:
    circles = [entry.circle] if entry.circle else []
    status = f" ({entry.status})" if entry.status else ""
    told = {
        "title": entry.title,
        "kind": "policy",
        "authors": list(_yield_authors(entry.authors, people)),
        "submitted": entry.day,
        "asks": circles,
        "affects": circles,
        "need": entry.need or UNTOLD_NEED,
        "reasons": entry.reasons or UNTOLD_REASONS,
        "text": entry.text,
        "discussion": entry.link,
        "imported": f"{entry.place}, {entry.day}{status}"[:LONGEST_LINE],
    }
    return {key: value for key, value in told.items() if value}


def _yield_authors(names: Iterable[str], people: Mapping[str, list[str]]) -> Iterator[str | OneLine]:
    """Each author once: somebody on record by id where the name is theirs alone, else as a person outside."""
    seen = set()
    for name in names:
        known = people.get(name_key(name), [])
        word: str | OneLine = known[0] if len(known) == 1 else OneLine(name=name, outside=True)
        if (key := known[0] if len(known) == 1 else name_key(name)) not in seen:
            seen.add(key)
            yield word
