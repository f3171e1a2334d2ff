"""How what happened is told: a sentence, a few words more, and where to read on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from nstgov.lifecycle import OPEN
from nstgov.publish.text.dates import format_day
from nstgov.publish.text.safe_html import remove_invisible, summarize_text
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import Record

Gettext = Callable[[str], str]
"""Gives for an English sentence the one in the site's language."""
MOST = 600
"""Characters of a text that are told; the page has all of it."""


class Description(NamedTuple):
    """A sentence, the words below it, and the address of the page from the site's root (empty: the home page)."""

    title: str
    text: str
    href: str


Teller = Callable[[Snapshot, Any, Gettext], Description]
"""Tells a record of one type."""
Tellers = Mapping[type[Record], Teller]


def format_sentence(sentence: str, **names: str) -> str:
    """A sentence with its names filled in, as one line that can be seen whole."""
    return remove_invisible(" ".join((sentence % names).split()))


def excerpt_text(text: str | None) -> str:
    """The beginning of a text as plain words; nothing where there is none."""
    return remove_invisible(summarize_text(text, MOST)) if text else ""


def join_sentences(*sentences: str) -> str:
    """Those sentences that say something."""
    return " ".join(sentence for sentence in sentences if sentence)


def describe_last_day(scene: Snapshot, day: date | None, _: Gettext) -> str:
    """Until when something is in force; nothing where that is not known."""
    if day is None or day == OPEN:
        return ""
    return format_sentence(_("In force until %(day)s."), day=format_day(day, scene.site.spoken))


def find_target_page(scene: Snapshot, target: str) -> str:
    """The address of the page of `proposals/<id>` or `decisions/<id>`; the list's where there is none."""
    return scene.link_target(target).href or target.partition("/")[0] + "/"


def find_objection_link(scene: Snapshot, target: str, objection: str) -> PageLink:
    """The door to an objection; of one that is not on record, a door to what it is against."""
    folder = scene.movement.find_target(target)
    found = folder.objections.get(objection) if folder else None
    door = scene.link_objection(found) if found else PageLink(objection, None)
    return door if door.href else door._replace(href=find_target_page(scene, target))
