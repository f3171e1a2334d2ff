"""How people say a number, and how they sort names that have one: 2 before 10."""

from __future__ import annotations

import re
from functools import lru_cache

from nstgov.languages import SOURCE
from nstgov.publish.text.dates import find_locale

_DIGITS = re.compile(r"(\d+)")
_LONGEST = 18
"""Digits that are read as a number; a longer row of them is a name."""


@lru_cache(maxsize=50_000)
def natural_key(text: str) -> tuple[tuple[str, int], ...]:
    """A key that sorts names with numbers in them as people count."""
    pieces = _DIGITS.split(text.casefold())
    return tuple(
        (words, int(digits) if digits and len(digits) <= _LONGEST else -1)
        for words, digits in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    )


@lru_cache(maxsize=4096)
def format_count(number: int, language: str = SOURCE) -> str:
    """A number as a language writes it, its thousands apart."""
    if abs(number) < 1000:
        return str(number)
    if language == SOURCE:
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=find_locale(language), numbering_system="latn")
