"""The pages of taking part, and the small files that their forms read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from nstgov.languages.short_names import LETTERS
from nstgov.publish.concerning import concerns
from nstgov.publish.rendering import Later, Page
from nstgov.publish.stamps import stamps_of
from nstgov.publish.taking_part.acts import Say, groups, guides
from nstgov.publish.taking_part.data import CircleData
from nstgov.publish.taking_part.forms import Form, forms
from nstgov.publish.taking_part.messages import choices, messages
from nstgov.publish.taking_part.plain import plain
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene
from nstgov.records import Version
from nstgov.rules.placeholders import PLACEHOLDERS

SECTION = "take-part"


def taking_part_pages(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """The index by what a reader would like to do, and a page for each act."""
    all_, say = tuple(forms(scene.words)), scene.words.gettext
    parts = [
        (group, heading, [form.act for form in all_ if form.act.group == group])
        for group, heading in groups(say).items()
    ]
    title, about = say("Take part"), say("Everything that you and your circle can do here, each with a form.")
    yield Page(f"{SECTION}/", SECTION, "take-part.html", title, about, {"parts": parts})
    for form in all_:
        yield _page(form, say)


def _page(form: Form, say: Say) -> Page:
    act = form.act
    context = {"act": act, "guide": guides(say)[act.guide], "looks": form.kind.looks, "by_hand": form.by_hand()}
    return Page(f"{SECTION}/{act.slug}/", SECTION, "take-part-act.html", act.wish, act.about, context)


def form_files(scene: Scene, _circles: Circles) -> Iterator[tuple[str, bytes]]:
    """The fields of each form and what the script says, in the language of the page."""
    for form in forms(scene.words):
        yield f"{SECTION}/{form.act.slug}/form.json", _json(form.described())
    say = scene.words.gettext
    placeholders = sorted({word.strip() for line in PLACEHOLDERS.splitlines() for word in line.split("|")} - {""})
    yield f"{SECTION}/words.json", _json({"says": messages(say), "choices": choices(say), "placeholders": placeholders})


def data_files(scene: Scene, circles: Circles) -> Iterator[tuple[str, bytes] | Later]:
    """What the forms need to know of the record; the package's docstring tells each file."""
    data, folder, concerning = CircleData(scene, circles.children), f"{SECTION}/data", concerns(scene, circles)
    yield f"{folder}/index.json", _json(data.index())
    yield f"{folder}/circles.json", _json(data.circles())
    yield f"{folder}/ideas.json", _json(data.ideas())
    yield f"{folder}/letters.json", LETTERS.read_bytes()
    for beginning, people in data.people().items():
        yield f"{folder}/ids/{beginning}.json", _json(people)
    for id_ in circles.ids():
        yield Later(f"{folder}/circles/{id_}", concerning.key(id_), partial(_of_circle, data, f"{folder}/circles", id_))
    stamps = stamps_of(scene)
    for id_, version in data.versions():
        key = stamps.key(stamps.group_of(id_))
        yield Later(f"{folder}/versions/{id_}", key, partial(_of_version, f"{folder}/versions", id_, version))


def _of_circle(data: CircleData, folder: str, id_: str) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/{id_}.json", _json(data.circle(id_))


def _of_version(folder: str, id_: str, version: Version) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/{id_}.json", _json({"number": version.number, "record": plain(version)})


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
