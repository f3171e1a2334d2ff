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

from nstgov.lifecycle.spans import remembered
from nstgov.publish.days import in_words
from nstgov.publish.following.coming import Coming
from nstgov.publish.following.happenings import Happening
from nstgov.publish.following.stages import Entered
from nstgov.publish.following.telling import told
from nstgov.publish.following.telling_stages import why
from nstgov.publish.following.told import Told, said, together
from nstgov.publish.views.scene import Scene
from nstgov.records import Movement

NEWEST = 50
"""So many of the newest entries a feed always has."""
LATELY = timedelta(days=90)
"""Whatever is younger than this is in a feed too, so that who looks once a month misses nothing …"""
MOST = 1000
"""… up to so many entries; the data has all of them."""


class Entry(NamedTuple):
    """Something in a feed: its name for ever, when it was (a day), what it says, and the address of its page."""

    id: str
    when: date
    title: str
    text: str
    href: str


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


class _Dated(Protocol):
    @property
    def when(self) -> date: ...


D = TypeVar("D", bound=_Dated)


def recent(things: Iterable[D], day: date) -> tuple[D, ...]:
    """The newest of what comes the latest first: at least so many, and all that is younger than LATELY, within MOST."""
    shown = tuple(islice(things, MOST))
    young = sum(1 for _ in takewhile(lambda one: one.when >= day - LATELY, shown))
    return shown[: max(NEWEST, young)]


def urn(scene: Scene, name: str) -> str:
    """The name of something for ever: of this repository, whatever its address."""
    return _space(scene.movement) + quote(name, safe="/.:-_~")


@remembered
def _space(movement: Movement) -> str:
    return f"urn:nstgov:{movement.repository_id or 'unnamed'}:"


def feed(scene: Scene, path: str, title: str, page: str, entries: tuple[Entry, ...]) -> Feed:
    """A feed with what it says about how far back it goes."""
    about = said(
        scene.words.gettext(
            "The newest %(newest)s entries, and everything of the last %(days)s days, up to %(most)s entries. "
            "Everything there ever was is among the data of this site."
        ),
        newest=str(NEWEST),
        days=str(LATELY.days),
        most=str(MOST),
    )
    return Feed(path, title, page, about, max((entry.when for entry in entries), default=_began(scene)), entries)


def of_happening(scene: Scene, one: Happening) -> Entry:
    """The entry of something that happened."""
    words = told(scene, one)
    return Entry(urn(scene, one.name.replace("#", ":")), one.when, words.title, words.text, words.href)


def of_stage(scene: Scene, one: Entered, stage: str) -> Entry:
    """The entry of a proposal or decision that came into a stage, `stage` in words."""
    door = scene.target(one.target)
    title = said(scene.words.gettext("%(stage)s: %(title)s"), stage=stage, title=door.name)
    since = said(scene.words.gettext("Since %(day)s."), day=in_words(one.when, scene.site.spoken))
    name = f"{one.target}:{one.stage.replace(' ', '-')}:{one.when.isoformat()}"
    return Entry(urn(scene, name), one.when, title, together(since, why(scene, one)), door.href or "")


def of_coming(scene: Scene, one: Coming, words: Told, since: date) -> Entry:
    """The entry of something whose last day is near; it is named with that day, so that a new day is a new entry."""
    return Entry(urn(scene, f"{one.key}:{one.day.isoformat()}"), since, words.title, words.text, words.href)


def _began(scene: Scene) -> date:
    """The day on which a movement begins: what stands for the last change where nothing has happened yet."""
    founding = scene.movement.ground_rules.get(1)
    return founding.from_ if founding and founding.from_ <= scene.day else date(2000, 1, 1)
