"""Records as people write them: short things on one line, long ones in blocks, quotes where they are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

LONGEST = 110
"""Characters on a line up to which a list or a map stands in it."""
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},\"'\n&*!|>%@`]*")
_DAY_OR_NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d+")
_OTHER_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def render_record(keys: Mapping[str, Any], comment: str = "") -> str:
    """A record as the text of its file; keys without a value are left out."""
    lines = [f"# {comment}"] if comment else []
    _add_map(lines, keys, "")
    return "\n".join(lines) + "\n"


def _add_map(lines: list[str], keys: Mapping[str, Any], indent: str) -> None:
    for key, value in keys.items():
        if value is None or value in ((), [], {}):
            continue
        name = f"{indent}{_render_scalar(key)}:"
        if isinstance(value, str) and ("\n" in value or len(value) > LONGEST):
            lines.append(f"{name} |")
            lines += [f"{indent}  {line}" if line else "" for line in value.split("\n")]
        elif isinstance(value, dict):
            short = _render_flow(value)
            if len(short) + len(name) < LONGEST and (indent or key != "voices" or len(value) < 4):
                lines.append(f"{name} {short}")
            else:
                lines.append(name)
                _add_map(lines, value, f"{indent}  ")
        elif isinstance(value, list | tuple):
            _add_list(lines, name, value, indent)
        else:
            lines.append(f"{name} {_render_scalar(value)}")


def _add_list(lines: list[str], name: str, values: Iterable[Any], indent: str) -> None:
    short = _render_flow(values)
    if len(short) + len(name) < LONGEST:
        lines.append(f"{name} {short}")
        return
    lines.append(name)
    lines += [f"{indent}  - {_render_flow(value)}" for value in values]


def _render_flow(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_render_scalar(k)}: {_render_flow(v)}" for k, v in value.items() if v is not None)
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_render_flow, value))}]"
    return _render_scalar(value)


def _render_scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quote_text(str(value))


@lru_cache(1 << 16)
def _quote_text(text: str) -> str:
    if _DAY_OR_NUMBER.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _OTHER_WORDS):
        return text
    return json.dumps(text, ensure_ascii=False)
