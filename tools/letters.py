"""
The table of letters by which names of any script become ids, from the library anyascii and a few rules of our own.

Only small letters, vowel signs and digits are in it; accented Latin letters fall apart by themselves.
"""

from __future__ import annotations

import json
import re
import unicodedata

from anyascii import anyascii

EVERYDAY = (range(0x80, 0x3400), range(0x4E00, 0xA000), range(0xA640, 0xAC00), range(0x1E900, 0x1E95A))
"""Scripts in which living people write their names; rare signs of Han and the scripts of the dead are left out."""
SILENT = "."
"""Stands for a sign that is written and has no letter of its own, as the soft sign of Cyrillic."""
INDIC = range(0x0900, 0x0E00)
SILENT_ENDS = (range(0x0900, 0x0A80), range(0x0A80, 0x0B00))
"""Scripts that write an `a` after each consonant and do not say it at the end of a word: Devanagari to Gujarati."""
_CONSONANT = re.compile("[bcdfghjklmnpqrstvwxyz]+")


def letters_json() -> str:
    """The table as JSON: one line for each block of 256 code points that has any letter."""
    firsts = sorted({code & ~255 for script in EVERYDAY for code in script})
    blocks = {f"{first >> 8:x}": values for first in firsts if (values := _block(first))}
    return json.dumps(blocks, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _block(first: int) -> str:
    values = [_value(code) for code in range(first, first + 256)]
    return " ".join(value or "-" for value in values) if any(values) else ""


def _value(code: int) -> str:
    sign = chr(code)
    category = unicodedata.category(sign)
    is_wanted = category[0] in "LM" or category == "Nd"
    is_everyday = any(code in script for script in EVERYDAY)
    if not is_everyday or not is_wanted or 0x300 <= code < 0x370 or sign.lower() != sign:
        return ""
    if code in INDIC and (special := _indic(code, category)) is not None:
        return special
    written = anyascii(sign).lower()
    plain = re.sub("[^a-z0-9]", "", written)
    if not plain:
        return SILENT if written.strip() else ""
    return "" if plain == _by_parts(sign) else plain


def _indic(code: int, category: str) -> str | None:
    """A vowel sign takes the `a` before it away, and so does the sign that joins two consonants."""
    said = re.sub("[^a-z]", "", anyascii(chr(code)).lower())
    if category in ("Mc", "Mn"):
        joins = "VIRAMA" in unicodedata.name(chr(code), "") or "AL-LAKUNA" in unicodedata.name(chr(code), "")
        return "<" if joins else f"<{said}" if "VOWEL SIGN" in unicodedata.name(chr(code), "") else said
    if category == "Lo" and _CONSONANT.fullmatch(said):
        return said + ("~" if any(code in script for script in SILENT_ENDS) else "a")
    return None


def _by_parts(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(part for part in parts if part.isascii() and part.isalnum())
