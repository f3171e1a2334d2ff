"""A record as plain data, by the keys of its YAML, so that a form can begin with what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from nstgov.store.shape import shape_of


def convert_to_plain(thing: Any) -> Any:
    """The same as nested dicts, lists, texts, numbers and yes or no; what is empty or left out is not there."""
    if is_dataclass(thing) and not isinstance(thing, type):
        told = (
            (field.key, convert_to_plain(getattr(thing, field.attribute))) for field in shape_of(type(thing)).values()
        )
        return {key: value for key, value in told if value not in (None, (), [], {})}
    if isinstance(thing, tuple):
        return [convert_to_plain(one) for one in thing]
    if isinstance(thing, Mapping):
        return {key: convert_to_plain(value) for key, value in thing.items()}
    return thing.isoformat() if isinstance(thing, date) else thing
