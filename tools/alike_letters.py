"""
The tables of letters that look alike and of the script of each letter, from the library confusable-homoglyphs.

They are Unicode's (Unicode TS 39). Kept as a table of ours, they hold for everybody who judges with one nstgov, and
are read in a moment.
"""

from __future__ import annotations

import json
from itertools import groupby

from confusable_homoglyphs import categories, confusables

UNKNOWN = "UNKNOWN"
"""The script of whatever the tables do not name."""


def alike_letters_json() -> str:
    """The tables as JSON, with everything that is not plain escaped: no editor shows one letter for another."""
    letters = [letter for letter in confusables.confusables_data if len(letter) == 1]
    plainest = {letter: plain for letter in letters if (plain := find_plainest(letter)) != letter}
    starts, scripts = zip(*list_script_starts(), strict=True)
    names = sorted(set(scripts))
    tables = {
        "letters": "".join(plainest),
        "plainest": "".join(plainest.values()),
        "starts": starts,
        "scripts": [names.index(script) for script in scripts],
        "names": names,
    }
    rows = (f"{json.dumps(key)}:{json.dumps(table, separators=(',', ':'))}" for key, table in tables.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def find_plainest(letter: str) -> str:
    """The plainest of all letters that look like one: one of ASCII before others, a letter before a sign."""
    others = (entry["c"] for entry in confusables.confusables_data.get(letter, ()))
    alike = (letter, *(other for other in others if len(other) == 1))
    plainest = min(alike, key=lambda sign: (not sign.isascii(), not sign.isalpha(), sign))
    return plainest if plainest == letter else find_plainest(plainest)


def list_script_starts() -> list[tuple[int, str]]:
    """The code points at which another script begins, with its name in capitals, in order."""
    names: list[str] = categories.categories_data["iso_15924_aliases"]
    spans: list[tuple[int, str]] = []
    following = 0
    for first, last, script, _ in sorted(categories.categories_data["code_points_ranges"]):
        if first > following:
            spans.append((following, UNKNOWN))
        spans.append((first, names[script].upper()))
        following = last + 1
    spans.append((following, UNKNOWN))
    return [next(alike) for _, alike in groupby(spans, key=lambda span: span[1])]
