"""What a withholding keeps of a record: all but its words (M13, M22)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast, get_type_hints

from nstgov.records import Asks, Correction, Movement, Record, Signature, Translation
from nstgov.records.values import Prose

WITHOUT_EFFECT = (Asks, Correction, Translation)
"""Records that are words and nothing else: no verdict follows from them."""
WORDS = "withheld"
"""Stands for each text, wherever there is one."""
_SHORT_WORDS = frozenset({"title"})
"""Texts of one line that are words and nothing else: a name, a role, a measure is more than that."""


def says_the_same_but_words(kept: Record, record: Record) -> bool:
    """Whether two records say the same of everything from which something follows: kind, people, days, references."""
    return type(kept) is type(record) and _without_words(kept) == _without_words(record)


def can_stand_for(movement: Movement, record: Record) -> bool:
    """
    Whether a record's file may go without any effect of it: what is kept says the same, and nobody has signed it.

    A signature is over the very bytes; without them it proves nothing.
    """
    if isinstance(record, WITHOUT_EFFECT):
        return True
    kept = movement.kept.get(record.file)
    is_signed = any(isinstance(one, Signature) for one in movement.beside.get(record.file, ()))
    return kept is not None and not is_signed and says_the_same_but_words(kept, record)


def _without_words(thing: Any) -> Any:
    words = find_word_fields(cast("Hashable", type(thing)))
    return {
        field.name: _blank_words(getattr(thing, field.name), is_word=field.name in words) for field in fields(thing)
    }


def _blank_words(value: Any, *, is_word: bool) -> Any:
    if isinstance(value, str) and is_word:
        return WORDS
    if isinstance(value, tuple):
        return [_blank_words(one, is_word=is_word) for one in value]
    if isinstance(value, Mapping):
        return {key: _blank_words(one, is_word=is_word) for key, one in value.items()}
    return _without_words(value) if is_dataclass(value) else value


@cache
def find_word_fields(type_: Any) -> frozenset[str]:
    """The fields of a class that hold words in free form."""
    hints = get_type_hints(type_, include_extras=True)
    return frozenset(name for name, hint in hints.items() if name in _SHORT_WORDS or _is_prose(hint))


def _is_prose(hint: Any) -> bool:
    marks = getattr(hint, "__metadata__", ())
    return any(isinstance(mark, Prose) for mark in marks) or any(map(_is_prose, getattr(hint, "__args__", ())))
