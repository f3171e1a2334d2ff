"""
Forms on a forge for those who have an account there and nothing else: each makes one record, and one takes many.

They are made from the same description of acts as the forms of the site, so they ask in the same words. What the forge
makes of a form (a heading for each field, the answer below it) is read back by the same description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from nstgov.acts.fields import Field
from nstgov.acts.forms import Form, list_forms
from nstgov.acts.labels import find_label
from nstgov.languages import SOURCE, words_of

BUNDLE = "records"
"""The form into which records are pasted as the site's forms hand them over."""
ACTS = ("voice", "idea", "stand-with", "away", "disputed")
"""The acts of one person alone, which need nobody else's yes to be put on record."""
TITLE = re.compile(rf"\[nstgov ({'|'.join((BUNDLE, *ACTS))})\]")
"""How the title of an issue begins that such a form has made."""
NO_ANSWER = "_No response_"
_FILLED_IN = ("person", "date", "version", "sha256", "by", "opened", "entered_by", "lang", "how")
"""What the account, the day and the record tell; an issue does not ask for it."""
_SAID = ("consent", "object")
_NEEDED = ("proposal", "idea", "record")
"""Parts of a path that nothing else tells; a circle follows from who speaks, and a short name from the title."""


class Asked(NamedTuple):
    """One field of an issue form: the key or the part of the path it fills, its heading, and how it is asked."""

    key: str
    label: str
    hint: str
    sort: str
    needed: bool
    words: tuple[str, ...] = ()


def find_form(slug: str) -> Form:
    """The act's form, in the language of the code."""
    return next(form for form in list_forms(words_of(SOURCE)) if form.act.slug == slug)


def list_asked(form: Form) -> tuple[Asked, ...]:
    """What an issue form asks for, each with a heading of its own: the parts of the path, then the fields."""
    described = form.describe_form()
    parts = [
        Asked(
            one["part"],
            one["label"],
            one["hint"],
            "line",
            needed=one["part"] in _NEEDED or "{folder}" in form.act.path,
        )
        for one in described["asks"]
        if one["part"] not in _FILLED_IN and not (one["part"] == "circle" and _has_no_circle(form))
    ]
    fields = [asked for field in form.list_fields() for asked in _ask_field(form, field)]
    return (*parts, *(one for one in fields if one.key not in _FILLED_IN))


def _has_no_circle(form: Form) -> bool:
    return "{circle}" not in form.act.path and "{folder}" not in form.act.path


def _ask_field(form: Form, field: Field) -> Iterator[Asked]:
    name, hint = find_label(form.labels, form.act.slug, form.act.kind, field.key)
    if field.sort != "voices":
        yield Asked(field.key, name, hint, field.sort, field.needed, field.words)
    elif form.act.slug == "voice":
        yield Asked("says", name, hint, "choice", needed=True, words=_SAID)
        yield Asked("because", "Because …", "Needed with `object`: what will happen, to whom.", "prose", needed=False)
        yield Asked("concern", "A concern", "You consent, and want this to be heard.", "prose", needed=False)


def build_issue_forms() -> dict[str, str]:
    """The forms for GitHub: path to text."""
    found = {f".github/ISSUE_TEMPLATE/nstgov-{slug}.yml": _render_form(find_form(slug)) for slug in ACTS}
    return {f".github/ISSUE_TEMPLATE/nstgov-{BUNDLE}.yml": _render_bundle(), **found}


def _render_form(form: Form) -> str:
    body = [_render_asked(asked) for asked in list_asked(form)]
    return _render_yaml(form.act.wish, form.act.about, form.act.slug, body)


def _render_bundle() -> str:
    about = "Paste what a form of the site, a mail or a chat gave you: records, each behind its `file:` line."
    hint = "Greetings around it do no harm. What is sound is proposed; of the rest you are told what is missing."
    area = {"label": "Records", "description": hint}
    body = [{"type": "textarea", "id": BUNDLE, "attributes": area, "validations": {"required": True}}]
    return _render_yaml("Put records on record", about, BUNDLE, body)


def _render_yaml(name: str, about: str, slug: str, body: list[Any]) -> str:
    told = "This is public and stays. It is proposed in the name of your account."
    first = {"type": "markdown", "attributes": {"value": f"{about}\n\n{told}"}}
    form = {"name": name, "description": about[:200], "title": f"[nstgov {slug}] ", "body": [first, *body]}
    return yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=118)


def _render_asked(asked: Asked) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": asked.label}
    if asked.hint:
        attributes["description"] = asked.hint
    kind = "dropdown" if asked.sort == "choice" else "textarea" if asked.sort == "prose" else "input"
    if kind == "dropdown":
        attributes["options"] = list(asked.words)
    if asked.sort == "day":
        attributes["placeholder"] = "2026-05-01"
    return {
        "type": kind,
        "id": asked.key.replace("_", "-"),
        "attributes": attributes,
        "validations": {"required": asked.needed},
    }


def read_answers(body: str, asked: tuple[Asked, ...]) -> Mapping[str, str]:
    """What stands under each heading of an issue that a form made; a heading in somebody's own words begins nothing."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    found: dict[str, str] = {}
    at, places = 0, []
    for one in asked:
        heading = re.compile(rf"^### {re.escape(one.label)}[ \t]*$", re.MULTILINE)
        if matched := heading.search(text, at):
            places.append((one.key, matched.start(), matched.end()))
            at = matched.end()
    for number, (key, _, start) in enumerate(places):
        end = places[number + 1][1] if number + 1 < len(places) else len(text)
        answer = text[start:end].strip()
        if answer and answer != NO_ANSWER:
            found[key] = answer
    return found
