"""
A feed, whatever its form: which entries it has, and how far back it goes.

An entry's name is a URN made of the repository's id and the path of the record, so that it never changes: not when the
site moves to another address, nor when a page does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import NamedTuple, Protocol, TypeVar
from urllib.parse import quote

from nstgov.lifecycle.derived import derive_once
from nstgov.publish.following.describe_events import describe_event
from nstgov.publish.following.description import Description, format_sentence, join_sentences
from nstgov.publish.following.due_dates import DueDate
from nstgov.publish.following.events import MOST, RecordEvent, find_circles_concerned
from nstgov.publish.following.stage_changes import StageChange, describe_stage_change
from nstgov.publish.text.dates import format_day
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement, Record, kind_of_type

NEWEST = 50
"""So many of the newest entries a feed always has."""
LATELY = timedelta(days=90)
"""Whatever is younger than this is in a feed too, up to MOST, so that who looks once a month misses nothing."""


class Entry(NamedTuple):
    """
    Something in a feed: its name for ever, when it was (a day), what it says, and the address of its page.

    `authors` are those whose act it is, by name; `categories` its kind and the circles it concerns, each as a term and
    the words for it (empty where the term says it).
    """

    id: str
    when: date
    title: str
    text: str
    href: str
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()


class Feed(NamedTuple):
    """
    A feed: where it lies without its ending, its title, the page it belongs to (from the site's root), its entries.

    `made` is the day it was last changed: that of its newest entry, else the day it begins.
    """

    path: str
    title: str
    page: str
    about: str
    made: date
    entries: tuple[Entry, ...]


class _HasDay(Protocol):
    @property
    def when(self) -> date: ...


D = TypeVar("D", bound=_HasDay)


def select_recent(things: Iterable[D], day: date) -> tuple[D, ...]:
    """The newest of what comes the latest first: at least so many, and all that is younger than LATELY, within MOST."""
    shown = tuple(islice(things, MOST))
    young = sum(1 for _ in takewhile(lambda one: one.when >= day - LATELY, shown))
    return shown[: max(NEWEST, young)]


def make_urn(scene: Snapshot, name: str) -> str:
    """The name of something for ever: of this repository, whatever its address."""
    return _urn_prefix(scene.movement) + quote(name, safe="/.:-_~")


@derive_once
def _urn_prefix(movement: Movement) -> str:
    return f"urn:nstgov:{movement.repository_id or 'unnamed'}:"


def build_feed(scene: Snapshot, path: str, title: str, page: str, entries: tuple[Entry, ...]) -> Feed:
    """A feed with what it says about how far back it goes."""
    made = max((entry.when for entry in entries), default=_first_day(scene))
    return Feed(path, title, page, _say_how_far_back(scene), made, entries)


@derive_once
def _say_how_far_back(scene: Snapshot) -> str:
    return format_sentence(
        scene.words.gettext(
            "The newest %(newest)s entries, and everything of the last %(days)s days, up to %(most)s entries. "
            "Everything there ever was is among the data of this site."
        ),
        newest=str(NEWEST),
        days=str(LATELY.days),
        most=str(MOST),
    )


def make_event_entry(scene: Snapshot, one: RecordEvent) -> Entry:
    """The entry of something that happened."""
    words, record = describe_event(scene, one), scene.movement.records[one.path]
    return Entry(
        make_urn(scene, one.name.replace("#", ":")),
        one.when,
        words.title,
        words.text,
        words.href,
        () if one.by_itself else _name_authors(scene, record),
        _list_categories(scene, record),
    )


def _name_authors(scene: Snapshot, record: Record) -> tuple[str, ...]:
    """Whose act a record is: its authors, whoever it is by, or the person or the circle that it speaks for."""
    for key in ("authors", "by", "person", "signer", "circle"):
        said = getattr(record, key, None)
        if key == "circle" and isinstance(said, str):
            return (format_sentence("%(name)s", name=scene.link_circle(said).name),)
        people = said if isinstance(said, tuple) else (said,) if isinstance(said, str) and said else ()
        if people:
            return tuple(format_sentence("%(name)s", name=name) for name in scene.name_people(people))
    return ()


def _list_categories(scene: Snapshot, record: Record) -> tuple[tuple[str, str], ...]:
    """The kind of a record, and the circles that it concerns."""
    circles = find_circles_concerned(scene.movement, record, scene.day)
    named = ((id_, format_sentence("%(name)s", name=scene.link_circle(id_).name)) for id_ in circles)
    return ((kind_of_type(type(record)).name, ""), *named)


def make_stage_entry(scene: Snapshot, one: StageChange, stage: str) -> Entry:
    """The entry of a proposal or decision that came into a stage, `stage` in words."""
    door = scene.link_target(one.target)
    title = format_sentence(scene.words.gettext("%(stage)s: %(title)s"), stage=stage, title=door.name)
    since = format_sentence(scene.words.gettext("Since %(day)s."), day=format_day(one.when, scene.site.spoken))
    name = f"{one.target}:{one.stage.replace(' ', '-')}:{one.when.isoformat()}"
    return Entry(
        make_urn(scene, name),
        one.when,
        title,
        join_sentences(since, describe_stage_change(scene, one)),
        door.href or "",
        categories=((one.stage.replace(" ", "-"), ""),),
    )


def make_due_date_entry(scene: Snapshot, one: DueDate, words: Description, since: date) -> Entry:
    """The entry of something whose last day is near; it is named with that day, so that a new day is a new entry."""
    name, circles = f"{one.key}:{one.day.isoformat()}", scene.link_circles(one.circles)
    named = tuple(
        (id_, format_sentence("%(name)s", name=door.name))
        for id_, door in zip(dict.fromkeys(one.circles), circles, strict=True)
    )
    kind = (one.what.replace(" ", "-"), "")
    return Entry(make_urn(scene, name), since, words.title, words.text, words.href, categories=(kind, *named))


def _first_day(scene: Snapshot) -> date:
    """The day on which a movement begins: what stands for the last change where nothing has happened yet."""
    founding = scene.movement.ground_rules.get(1)
    return founding.from_ if founding and founding.from_ <= scene.day else date(2000, 1, 1)
