"""
Short names in Latin letters for names in any script: what forms and imports offer as an id, to be changed by people.

The table of letters lies in `letters.json`, which `make generate` writes; a site gives the same file to its forms, and
`short-names.js` there does what this module does, step by step.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).parent / "letters.json"
"""By the first 256 code points of a block, in hex, the letters of each: parted by blanks, `-` for none, `.` silent."""
_SYLLABLES = re.compile("[\\u3400-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7a3]")
"""Han and Hangul: each sign is a syllable or a word of its own."""
_MARKS = re.compile("[\\u0300-\\u036f'\\u2019\\u02bb\\u02bc\\u200c\\u200d\\ufe0f]")


@cache
def _table() -> dict[str, list[str]]:
    blocks = json.loads(LETTERS.read_text(encoding="utf-8"))
    return {block: values.split(" ") for block, values in blocks.items()}


def _letters_of(sign: str) -> str | None:
    """The Latin letters that stand for a sign; None where the table has none."""
    code = ord(sign)
    values = _table().get(f"{code >> 8:x}")
    value = values[code & 255] if values else "-"
    return None if value == "-" else value.replace(".", "")


def _look_up_part(part: str) -> str:
    found = _letters_of(part)
    return " " if found is None else found


def _convert_to_latin(sign: str) -> str:
    """A sign in Latin letters: as the table has it, else by its parts; a blank where nobody knows."""
    if sign.isascii():
        return " " if sign in "~<" else sign
    if (whole := _letters_of(sign)) is not None:
        return whole
    parts = (part for part in unicodedata.normalize("NFKD", sign) if not _MARKS.match(part))
    return "".join(part if part.isascii() else _look_up_part(part) for part in parts)


def short_name(text: str, longest: int = 60) -> str:
    """
    A text as an id: small letters, digits and single hyphens; empty where nothing is left of it.

    In scripts of India a consonant carries an `a` (written `~`) until a vowel or a sign that takes it (written `<`)
    follows; at the end of a word, in those that drop it there, it is silent.
    """
    found, before = "", ""
    for sign in unicodedata.normalize("NFC", text.lower()):
        if not _MARKS.match(sign):
            apart = "-" if _SYLLABLES.match(sign) and _SYLLABLES.match(before) else ""
            found += apart + _convert_to_latin(sign)
        before = sign
    found = re.sub("[~a]<", "", found)
    found = re.sub("~(?![a-z~])", "", found).replace("~", "a").replace("<", "")
    return re.sub("[^a-z0-9]+", "-", found.lower()).strip("-")[:longest].rstrip("-")
