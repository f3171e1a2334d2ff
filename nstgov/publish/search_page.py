"""The page on which people search: one field, and what the results can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from nstgov.languages import SOURCE, Words
from nstgov.lifecycle import OPEN
from nstgov.publish.dependencies import get_site_fingerprints
from nstgov.publish.fragments import say_stage
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.text.dates import find_locale
from nstgov.publish.views import decision_views as deciding
from nstgov.publish.views import proposal_views as proposing
from nstgov.publish.views.circle_views import CircleRow, Circles
from nstgov.publish.views.election_views import list_election_rows
from nstgov.publish.views.snapshot import PageLink, Snapshot

MOST_CIRCLES = 300
"""Circles to choose from at most, those around others first; a longer list helps nobody."""
STAGES = (
    ("proposal", proposing.STAGES),
    ("decision", deciding.STAGES),
    ("objection", ("raised", "stands", "needs work", "resolved", "set aside")),
    ("circle", ("whole", "gathering", "in need of care", "closed")),
)
"""The stages to choose from, by the kind of what has them."""


class Choice(NamedTuple):
    """Something to narrow the results to: what the index calls it, and what people do."""

    value: str
    name: str


class CircleChoice(NamedTuple):
    """A circle to choose, and how many others lie around it; choosing it finds what is within it too."""

    id: str
    door: PageLink
    depth: int


class SearchView(NamedTuple):
    """The search page; `stages` by the name of what has them, `months` their names in every language, one a line."""

    kinds: tuple[Choice, ...]
    stages: tuple[tuple[str, tuple[Choice, ...]], ...]
    circles: tuple[CircleChoice, ...]
    years: tuple[int, ...]
    months: str


def make_search_pages(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """The one page on which people search; no circle's call for help stands on it."""
    yield PageGroup("search", get_site_fingerprints(scene).acts_key, partial(_make_search_pages, scene, circles))


def _make_search_pages(scene: Snapshot, circles: Circles) -> Iterator[Page]:
    _ = scene.words.gettext
    yield Page(
        "search/",
        "search",
        "search.html",
        _("Search"),
        _("Find proposals, decisions, circles, elections and people by their words."),
        {"v": build_search_view(scene, circles)},
    )


def build_search_view(scene: Snapshot, circles: Circles) -> SearchView:
    """What there is to choose from in this movement."""
    _ = scene.words.gettext
    kinds = {
        "proposal": _("Proposals"),
        "decision": _("Decisions"),
        "objection": _("Objections"),
        "circle": _("Circles"),
        "election": _("Elections"),
        "guide": _("Guides"),
        "rule": _("Rules"),
    }

    return SearchView(
        tuple(Choice(value, name) for value, name in kinds.items()),
        tuple(_list_stage_choices(kinds, scene.words)),
        tuple(_list_circle_choices(circles.list_top_circles(), 0))[:MOST_CIRCLES],
        tuple(sorted(_list_years(scene, circles), reverse=True)),
        "\n".join(_list_month_names(scene.site.languages)),
    )


def _list_month_names(languages: Iterable[str]) -> Iterator[str]:
    """The names of each month in the languages of the site and in English, long and short, in small letters."""
    widths = [
        find_locale(language).months[use][width]
        for language in dict.fromkeys((*languages, SOURCE))
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
    ]
    for month in range(1, 13):
        names = (names[month].strip(".").lower() for names in widths)
        yield " ".join(dict.fromkeys(name for name in names if not name[:1].isdigit()))


def _list_stage_choices(kinds: Mapping[str, str], words: Words) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """The stages of each kind that has them; a word that several use stands once, and finds all of them."""
    seen = set[str]()
    for kind, stages in STAGES:
        fresh = [stage for stage in stages if stage not in seen]
        seen.update(fresh)
        yield kinds[kind], tuple(Choice(stage, say_stage(stage, words)) for stage in fresh)


def _list_circle_choices(rows: Iterable[CircleRow], depth: int) -> Iterator[CircleChoice]:
    for row in rows:
        if row.door.href:
            yield CircleChoice(row.door.href.rstrip("/").rpartition("/")[2], row.door, depth)
        yield from _list_circle_choices(row.within, depth + 1)


def _list_years(scene: Snapshot, circles: Circles) -> set[int]:
    """The years in which something on record begins."""
    days = {row.since for rows in proposing.list_proposal_rows(scene).values() for row in rows}
    days |= {row.decided for rows in deciding.list_decision_rows(scene).values() for row in rows}
    days |= {row.held for row in list_election_rows(scene)}
    days |= {scene.movement.circles[id_].founding.opened for id_ in circles.list_ids()}
    return {day.year for day in days if day != OPEN}
