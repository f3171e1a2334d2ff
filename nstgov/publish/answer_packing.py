"""
What was worked out of a movement, as bytes: of a record no more than where it lies.

Read again, an answer speaks of the records of that very reading, each of them one thing and no copy of it.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from nstgov.records import Movement, ObjectionFolder, Record
from nstgov.store.cache import SafeUnpickler


class _AnswerPickler(pickle.Pickler):
    """Writes answers; of a record that lies in the movement no more than where it lies."""

    def __init__(self, file: io.BytesIO, movement: Movement) -> None:
        super().__init__(file, 5)
        self._movement = movement

    def persistent_id(self, one: Any) -> Any:
        """Where something lies; None for what is written as it is."""
        if isinstance(one, Record):
            return one.file if self._movement.records.get(one.file) is one else None
        if isinstance(one, ObjectionFolder):
            place = one.target, one.id
            return place if _find_objection(self._movement, *place) is one else None
        return None


class _AnswerReader(SafeUnpickler):
    """Reads answers about a movement."""

    def __init__(self, file: io.BytesIO, movement: Movement) -> None:
        super().__init__(file)
        self._movement = movement

    def persistent_load(self, place: Any) -> Any:
        """What lies in the movement at a place; raises KeyError where nothing does."""
        if isinstance(place, str):
            return self._movement.records[place]
        folder = _find_objection(self._movement, *place)
        if folder is None:
            raise KeyError(place)
        return folder


def _find_objection(movement: Movement, target: str, id_: str) -> ObjectionFolder | None:
    """An objection against something, by its id there."""
    folder = movement.find_target(target)
    return folder.objections.get(id_) if folder else None


def pack_answers(answers: Any, movement: Movement) -> bytes:
    """Answers about a movement as bytes."""
    text = io.BytesIO()
    _AnswerPickler(text, movement).dump(answers)
    return text.getvalue()


def unpack_answers(data: bytes, movement: Movement) -> Any:
    """The answers that were packed; None where they speak of what is not there any more, or the bytes are not ours."""
    try:
        return _AnswerReader(io.BytesIO(data), movement).load()
    except Exception:  # noqa: BLE001 (whatever is wrong with bytes that ought to be ours: they count as lost)
        return None
