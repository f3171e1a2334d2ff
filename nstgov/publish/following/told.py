"""How what happened is told: a sentence, a few words more, and where to read on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from nstgov.lifecycle import OPEN
from nstgov.publish.days import in_words
from nstgov.publish.text import summary_of, visible
from nstgov.publish.views.scene import Door, Scene
from nstgov.records import Record

Gettext = Callable[[str], str]
"""Gives for an English sentence the one in the site's language."""
MOST = 600
"""Characters of a text that are told; the page has all of it."""


class Told(NamedTuple):
    """A sentence, the words below it, and the address of the page from the site's root (empty: the home page)."""

    title: str
    text: str
    href: str


Teller = Callable[[Scene, Any, Gettext], Told]
"""Tells a record of one type."""
Tellers = Mapping[type[Record], Teller]


def said(sentence: str, **names: str) -> str:
    """A sentence with its names filled in, as one line that can be seen whole."""
    return visible(" ".join((sentence % names).split()))


def beginning(text: str | None) -> str:
    """The beginning of a text as plain words; nothing where there is none."""
    return visible(summary_of(text, MOST)) if text else ""


def together(*sentences: str) -> str:
    """Those sentences that say something."""
    return " ".join(sentence for sentence in sentences if sentence)


def until(scene: Scene, day: date | None, _: Gettext) -> str:
    """Until when something is in force; nothing where that is not known."""
    if day is None or day == OPEN:
        return ""
    return said(_("In force until %(day)s."), day=in_words(day, scene.site.spoken))


def page_of(scene: Scene, target: str) -> str:
    """The address of the page of `proposals/<id>` or `decisions/<id>`; the list's where there is none."""
    return scene.target(target).href or target.partition("/")[0] + "/"


def objection_at(scene: Scene, target: str, objection: str) -> Door:
    """The door to an objection; of one that is not on record, a door to what it is against."""
    folder = scene.movement.target(target)
    found = folder.objections.get(objection) if folder else None
    door = scene.objection(found) if found else Door(objection, None)
    return door if door.href else door._replace(href=page_of(scene, target))
