"""
The address of a record, as somebody else gave it: recognised as a whole or refused, never followed as it came.

What lies beside a record is recognised by the record it lies beside, so no part of a path is anything but a name.
"""

from __future__ import annotations

import re

from nstgov.records.layout import ROOTS, Kind, match_path

_PART = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
LONGEST_ADDRESS = 400
"""Characters of a path that are looked at; no record's is longer."""


def recognise_record(path: str) -> tuple[Kind, tuple[str, ...]] | None:
    """
    The kind of record that an address names and the names of its folders and its file; None where it names none.

    Every name is of small letters, digits, hyphens and single dots, and the first is a folder of records.
    """
    if len(path) > LONGEST_ADDRESS:
        return None
    parts = tuple(path.split("/"))
    if parts[0] not in ROOTS or not all(_PART.fullmatch(part) and ".." not in part for part in parts):
        return None
    found = match_path(path)
    if found is None:
        return None
    kind, said = found
    beside = said.get("beside")
    if beside is not None and recognise_record(beside) is None:
        return None
    return kind, parts
