"""The template of a record for those who write it by hand: every key, explained, with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nstgov.acts.fields import Field

TO_FILL = "…"
"""Stands where words are to be written; the judge finds it if it is forgotten."""
Explain = Callable[[str], str]
"""The explanation of a key, by its path within the record (`tasks.who`)."""


def render_yaml_template(fields: Sequence[Field], explain: Explain, optional: str) -> str:
    """The YAML of a record with a line of comment above each key; `optional` is said of what may be left out."""
    blocks = ("\n".join(_render_key(field, explain, optional)) for field in fields)
    return "\n\n".join(blocks) + "\n"


def _render_key(field: Field, explain: Explain, optional: str) -> Iterator[str]:
    words = f" ({' | '.join(field.words)})" if field.sort == "choice" else ""
    left_out = "" if field.needed else f" ({optional})"
    yield f"# {explain(field.key)}{words}{left_out}"
    yield from _render_value(field, explain, field.key)


def _render_value(field: Field, explain: Explain, way: str) -> Iterator[str]:
    sample = _SAMPLES.get("round" if field.words == ("round",) else field.sort)
    if field.sort == "choice":
        yield f"{field.key}: {field.words[0]}"
    elif sample is not None:
        yield f"{field.key}: {sample}"
    elif field.sort == "prose":
        yield from (f"{field.key}: |", f"  {TO_FILL}")
    elif field.sort == "voices":
        yield from (f"{field.key}:", "  ana-ruiz: consent", f"  ben-okafor: {{says: consent, concern: {TO_FILL}}}",
                    f"  chi-tran: {{says: object, because: {TO_FILL}}}", "  dee-marsh: absent")  # fmt: skip
    else:
        yield f"{field.key}:"
        yield from _render_nested(field, explain, way)


def _render_nested(field: Field, explain: Explain, way: str) -> Iterator[str]:
    """What stands under a key: the entries of a list or map, the keys of a group."""
    if field.sort == "group":
        for inner in field.within:
            yield f"  # {explain(f'{way}.{inner.key}')}"
            yield from (f"  {line}" for line in _render_value(inner, explain, f"{way}.{inner.key}"))
        return
    item = field.item or Field("", "line")
    start = "  ana-ruiz: " if field.sort == "map" else "  - "
    if item.sort == "group":
        pairs = ", ".join(f"{inner.key}: {_short_sample(inner)}" for inner in item.within)
        yield f"{start}{{{pairs}}}"
        yield from (f"  # {inner.key}: {explain(f'{way}.{inner.key}')}" for inner in item.within)
    else:
        yield f"{start}{_short_sample(item)}"


def _short_sample(field: Field) -> str:
    if field.sort == "list":
        return f"[{_short_sample(field.item or field)}]"
    return field.words[0] if field.sort == "choice" else _SAMPLES.get(field.sort) or TO_FILL


_SAMPLES = {
    "line": TO_FILL,
    "form": TO_FILL,
    "day": "YYYY-MM-DD",
    "count": "1",
    "flag": "true",
    "hash": "0000…",
    "id": "short-name",
    "ref": "short-name",
    "round": "YYYY-MM-DD.circle",
    "someone": "ana-ruiz",
}
