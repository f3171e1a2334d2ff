"""A form as the script and the page read it: fields from the records' types, words from the tables of words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nstgov.acts.fields import Field, list_fields
from nstgov.acts.form_specs import FormSpec, list_form_specs
from nstgov.acts.labels import Label, find_label, list_labels
from nstgov.acts.yaml_template import render_yaml_template
from nstgov.languages import Words
from nstgov.records.layout import KINDS

BY_OTHERS = ("members", "newcomer", "founders", "authors", "any")
"""Whose voices are never only those of who writes the file, so that it says who wrote it."""

_LAST = {
    key: rank
    for rank, key in enumerate(
        "from_round authors by asks affects nominations changes proposed voices entered_by".split(), 1
    )
}
"""What comes after everything else, in this order: who stands behind it, whom it asks, who spoke, who wrote it down."""


class Form:
    """One act's form in one language."""

    def __init__(self, act: FormSpec, words: Words) -> None:
        self.act = act
        self.words = words
        self.kind = next(kind for kind in KINDS if kind.name == act.kind)
        self.labels = list_labels(words.gettext)

    def list_fields(self) -> tuple[Field, ...]:
        """What is asked for, what must be there first; no key that the file's name says, or that is always the same."""
        asked = [self._mark_needed(field) for field in list_fields(self.kind.type) if self._is_asked(field)]
        return tuple(sorted(asked, key=lambda field: (self._is_more(field), _LAST.get(field.key, 0))))

    def describe_form(self) -> dict[str, Any]:
        """The form as the script reads it."""
        return {
            "act": self.act.slug,
            "kind": self.act.kind,
            "path": self.act.path,
            "fixed": dict(self.act.fixed),
            "voices": self.act.voices,
            "asks": [{"part": part, **_describe_label(self._find_label(f":{part}"))} for part in self.act.asks],
            "fields": [self._describe_field(field, field.key) for field in self.list_fields()],
        }

    def render_template(self) -> str:
        """The record as an explained template."""
        optional = self.words.gettext("may be left out")
        fixed = "".join(f"{key}: {value}\n\n" for key, value in self.act.fixed.items())
        return fixed + render_yaml_template(self.list_fields(), self._explain_key, optional)

    def _is_asked(self, field: Field) -> bool:
        return not (field.from_name or field.key in self.act.left_out or field.key in self.act.fixed)

    def _mark_needed(self, field: Field) -> Field:
        by_another = field.key == "entered_by" and self.act.voices in BY_OTHERS
        return field._replace(needed=field.needed or field.key in self.act.needed or by_another)

    def _is_more(self, field: Field) -> bool:
        in_sight = ("voices",) if self.act.voices == "own" else ("voices", "entered_by")
        return not (field.needed or field.key in self.act.shown or field.key in in_sight)

    def _find_label(self, key: str) -> Label:
        return find_label(self.labels, self.act.slug, self.act.kind, key)

    def _explain_key(self, key: str) -> str:
        name, hint = self._find_label(key)
        ended = name if name.endswith(("?", "…")) or not hint else f"{name}:"
        return f"{ended} {hint}".strip()

    def _describe_field(self, field: Field, way: str) -> dict[str, Any]:
        told = {"key": field.key, "sort": field.sort, "needed": field.needed, **_describe_label(self._find_label(way))}
        given = {
            "words": list(field.words), "pattern": field.pattern, "means": field.means, "example": field.example,
            "least": field.least, "longest": field.longest,
            "more": field.key == way and self._is_more(field),
            "item": self._describe_item(field.item, way) if field.item else None,
            "within": [self._describe_field(inner, f"{way}.{inner.key}") for inner in field.within],
        }  # fmt: skip
        return {**told, **{name: value for name, value in given.items() if value}}

    def _describe_item(self, item: Field, way: str) -> dict[str, Any]:
        """An entry of a list or map has no key, and goes by the label of the whole."""
        return self._describe_field(item, way) | {"key": "", "more": False}


def list_forms(words: Words) -> Iterator[Form]:
    """The forms of all acts, in the order of the index."""
    return (Form(act, words) for act in list_form_specs(words.gettext))


def _describe_label(label: Label) -> dict[str, str]:
    return {"label": label.name, "hint": label.hint}
