"""A movement in which every text that people can write is an attempt to run something, or to look like another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any, get_type_hints

from nstgov.publish.withholding import is_free_text
from nstgov.records import Movement

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg/onload=window.ran=1>',
    "'\" onmouseover='window.ran=1' autofocus onfocus=window.ran=1 x='",
    "[click](javascript:window.ran=1) [and](JaVaScRiPt:window.ran=1) [x](data:text/html,<script>window.ran=1</script>)",
    "<a href='javascript:window.ran=1'>x</a><iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "![x](https://elsewhere.example/beacon.png) <link rel=stylesheet href=//elsewhere.example/x.css>",
    "</title></style></textarea><script>window.ran=1</script>",
    "{{ 7 * 7 }}{% raw %}{{ site }}@@slot:content@@ @@slot:title@@",
    "<math><mi//xlink:href='data:x,<script>window.ran=1</script>'>",
    "</h1></article></body><body onload=window.ran=1>",
    "safe\u202egnihtemos\u2066 \u0007\u0000 \ufeff else",
    "<base href=//elsewhere.example/><form action=//elsewhere.example><button>Go</button></form>",
    "<style>@import '//elsewhere.example/x.css';*{display:none}</style>",
    '[a]: javascript:window.ran=1\n\n[a]\n\n<javascript:window.ran=1>\n\n```"><script>window.ran=1</script>\nx\n```',
    '@/circles/" onclick="window.ran=1" x="@/',
)


def poisoned(movement: Movement) -> Movement:
    """The same movement with a payload in every text, name and free word, and in every list of people."""
    turn = count()
    return Movement([_in_record(record, turn) for record in movement.records.values()], movement.sha256)


def _in_record(record: Any, turn: Any) -> Any:
    hints = get_type_hints(type(record), include_extras=True)
    changes = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in ("file", "site", "repository"):
            changes[field.name] = _poison(value, hints[field.name], turn)
    return replace(record, **changes)


def _poison(value: Any, hint: Any, turn: Any) -> Any:
    if isinstance(value, str) and is_free_text(hint):
        return PAYLOADS[next(turn) % len(PAYLOADS)]
    if isinstance(value, tuple):
        return tuple(_poison(item, hint, turn) for item in value)
    if isinstance(value, Mapping):
        return {key: _poison(item, hint, turn) for key, item in value.items()} | _strangers(value, turn)
    if is_dataclass(value) and not isinstance(value, type):
        return _in_record(value, turn)
    return value


def _strangers(value: Mapping[str, Any], turn: Any) -> dict[str, Any]:
    """One more key that is no id at all, with whatever stands under the first."""
    return {PAYLOADS[next(turn) % len(PAYLOADS)]: next(iter(value.values()))} if value else {}
