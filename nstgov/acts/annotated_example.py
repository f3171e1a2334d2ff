"""A record of the worked example with a remark above each key: what to write there, in the words of the forms (M19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import cast

from nstgov.acts.labels import Label, find_label, list_labels
from nstgov.languages import SOURCE, words_of
from nstgov.records import Kind
from nstgov.records.layout import match_path
from nstgov.store.field_shape import FieldShape, shape_of
from nstgov.store.shape_examples import example_of_field

WIDTH = 100


def choose_example(kind: Kind, files: Mapping[str, str]) -> tuple[str, str] | None:
    """The record of a kind that says the most, of some files by path: its path and text; None where there is none."""
    known = {path: text for path, text in files.items() if (place := match_path(path)) and place[0] is kind}
    best = max(known, key=lambda path: _rank_example(path, known[path]), default=None)
    return (best, known[best]) if best is not None else None


def _rank_example(path: str, text: str) -> tuple[bool, int, str]:
    """Those in the site's first language come before others, and those that say more before those that say less."""
    keys = _list_keys(text)
    return "lang" not in keys, len(keys), path


def annotate_record(kind: Kind, path: str, text: str, about: str) -> str:
    """
    The text of a record with remarks: what it is and where it lies, what each key asks, and which keys it leaves out.

    The remarks are YAML's own, so it still reads as the same record.
    """
    return "\n".join((*_yield_lines(kind, path, text, about), ""))


def _yield_lines(kind: Kind, path: str, text: str, about: str) -> Iterator[str]:
    yield from _make_remark(about)
    yield f"# This one is {path}"
    shapes = shape_of(cast("type", kind.type))
    labels = list_labels(words_of(SOURCE).gettext)
    keys = _list_keys(text)
    for line in text.rstrip("\n").split("\n"):
        key = _find_key(line)
        if key in shapes:
            yield ""
            yield from _make_remark(_describe_key(labels, kind, shapes[key]))
        yield line
    left_out = [shape for name, shape in shapes.items() if name not in keys and not shape.named]
    if left_out:
        yield "\n# It could also say:"
        for shape in left_out:
            yield from _make_remark(f"{shape.key}: {_describe_key(labels, kind, shape)}", "#   ")


def _describe_key(labels: Mapping[str, Label], kind: Kind, shape: FieldShape) -> str:
    try:
        label = find_label(labels, kind.name, kind.name, shape.key)
    except KeyError:
        return f"(for example {example_of_field(shape)})"
    ends = "" if label.name.endswith(("?", ".", "…", ":")) else "."
    return f"{label.name}{ends} {label.hint}".strip()


def _make_remark(words: str, begins: str = "# ") -> Iterator[str]:
    yield from wrap(words, WIDTH, initial_indent=begins, subsequent_indent=begins, break_on_hyphens=False)


def _list_keys(text: str) -> list[str]:
    return [key for line in text.split("\n") if (key := _find_key(line))]


def _find_key(line: str) -> str:
    """The key that stands at the margin of a line; empty where there is none."""
    key, colon, _ = line.partition(":")
    return key if colon and key.isidentifier() else ""
