"""Texts that a decision withholds: the site shows that something stood there, and its SHA-256 stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_type_hints

from nstgov.lifecycle.act_proofs import count_own_acts
from nstgov.lifecycle.voids import settle_voids
from nstgov.lifecycle.withheld import withheld_on
from nstgov.records import Movement, Record
from nstgov.records.values import Line, Prose

INSTEAD = "withheld"
"""Stands where a title, a name or a text stood."""


Count = Callable[[Collection[str], Movement], Movement]
"""Leaves out the acts that do not count, as `count_own_acts` does; it is told which files are hidden."""


def _count_anew(_hidden: Collection[str], movement: Movement) -> Movement:
    return count_own_acts(movement)


def remove_withheld(movement: Movement, day: date, count: Count = _count_anew) -> Movement:
    """The same movement without the free texts that decisions withhold on a day, outsiders' names included."""
    hidden = withheld_on(movement, day)
    if not hidden:
        return movement
    shown = (_silence_record(movement.records[path], movement) for path in hidden if path in movement.records)
    silent = settle_voids(movement.with_records(shown), movement.kept)
    return count(hidden, silent.with_context(proven=movement.proven, landed=movement.landed))


def _silence_record(record: Record, movement: Movement) -> Record:
    silent: Record = _remove_texts(record, movement)
    return silent


def _remove_texts(thing: Any, movement: Movement) -> Any:
    hints = get_type_hints(type(thing), include_extras=True)
    kept = ("file", "entered_by", "lang")
    changes = {
        f.name: _blank_texts(getattr(thing, f.name), hints[f.name], movement)
        for f in fields(thing)
        if f.name not in kept
    }
    return replace(thing, **changes)


def _blank_texts(value: Any, hint: Any, movement: Movement) -> Any:
    """The value with every free text in it replaced."""
    if isinstance(value, str):
        return INSTEAD if is_free_text(hint) else value
    if isinstance(value, tuple):
        return tuple(_blank_texts(item, hint, movement) for item in value)
    if isinstance(value, Mapping):
        return {_blank_outside_name(key, movement): _blank_texts(item, hint, movement) for key, item in value.items()}
    return _remove_texts(value, movement) if is_dataclass(value) else value


def _blank_outside_name(word: str, movement: Movement) -> str:
    """Members are named by their ids; a name that is none is somebody's outside."""
    return word if word in movement.people or word in movement.circles else INSTEAD


def is_free_text(hint: Any) -> bool:
    """Whether a type is that of a text in free words, alone or in a list."""
    marks = getattr(hint, "__metadata__", ())
    return any(isinstance(mark, Line | Prose) for mark in marks) or any(
        map(is_free_text, getattr(hint, "__args__", ()))
    )
