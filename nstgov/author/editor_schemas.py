"""
What editors need to help with a record while it is written: its JSON Schema beside it, and a line that names it.

The schemas lie in the movement's own repository, and a record names its own by a path from where it lies. So it works
offline, and whatever becomes of a site's address, a record that can never be changed still names a file that is there.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from nstgov.records.layout import SETTINGS, match_path
from nstgov.store.schema import build_all_schemas

FOLDER = "schemas"
"""Where the schemas lie in a movement's repository."""
_COMMENT = "Written by `nstgov init`; unchanged, `nstgov init --update` keeps it current. sha256 "
_BEGINS = re.compile(r'\{\n  "\$comment": "' + re.escape(_COMMENT) + r'([0-9a-f]{64})",\n')


def build_schema_files() -> dict[str, str]:
    """The schemas of all kinds of record: path to text, each with a mark by which it is seen that nobody changed it."""
    return {f"{FOLDER}/{name}.json": _mark_text(schema) for name, schema in build_all_schemas().items()}


def _mark_text(schema: dict[str, Any]) -> str:
    body = json.dumps(schema, ensure_ascii=False, indent=1)
    mark = hashlib.sha256(body.encode()).hexdigest()
    return f'{{\n  "$comment": "{_COMMENT}{mark}",\n{body[2:]}\n'


def is_schema_unchanged(text: str) -> bool:
    """Whether a schema is as init once wrote it; line ends that a checkout turned do not count."""
    text = text.replace("\r\n", "\n")
    begins = _BEGINS.match(text)
    if begins is None:
        return False
    body = f"{{\n{text[begins.end() :]}".rstrip("\n")
    return hashlib.sha256(body.encode()).hexdigest() == begins[1]


def name_schema(path: str) -> str:
    """The line that names the schema of the record at a path, for editors; empty where it has none."""
    place = match_path(path)
    kind = "settings" if path == SETTINGS else place[0].name if place and path.endswith(".yml") else ""
    if not kind:
        return ""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{FOLDER}/{kind}.json\n"
