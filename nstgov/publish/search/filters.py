"""What a page can be found by, besides its words: what it is about, its stage, its circles, its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, singledispatch
from typing import Any, NamedTuple

from markupsafe import Markup

from nstgov.lifecycle import OPEN
from nstgov.publish.views.circle_views import CircleView
from nstgov.publish.views.decision_views import DecisionView
from nstgov.publish.views.election_views import ElectionView
from nstgov.publish.views.objection_history import ObjectionPage
from nstgov.publish.views.proposal_views import ProposalView
from nstgov.publish.views.rule_views import RuleView
from nstgov.publish.views.snapshot import PageLink

BODY = Markup(" data-pagefind-body")
"""Stands on the part of a page whose words are searched; a page without it is not found."""
_FILTER = Markup('<meta name="nstgov:{0}" content="{1}" data-pagefind-filter="{0}[content]">')
_FILTER_AND_SHOWN = Markup(
    '<meta name="nstgov:{0}" content="{1}" data-pagefind-filter="{0}[content]" data-pagefind-meta="{0}[content]">'
)
_DAY = Markup('<meta name="nstgov:{0}" content="{1}" data-pagefind-meta="{0}[content]">')


class SearchFilters(NamedTuple):
    """
    A page's kind; its stage, the ids of its circles and its day, where it has them.

    `also` are further names and values that find it, for another page that it stands for.
    """

    kind: str
    stage: str | None = None
    circles: tuple[str, ...] = ()
    day: date | None = None
    also: tuple[tuple[str, str], ...] = ()


@singledispatch
def find_filters(_view: Any) -> SearchFilters | None:
    """What a page made from a view is found by; None for lists, which only lead to what can be found itself."""
    return None


@find_filters.register
def _(view: CircleView) -> SearchFilters:
    return SearchFilters("circle", view.row.stage, (view.id,), view.opened)


@find_filters.register
def _(view: ProposalView) -> SearchFilters | None:
    if _is_found_as_its_decision(view):
        return None
    return SearchFilters("proposal", view.stage, _list_circle_ids((*view.text.asks, *view.text.affects)), view.since)


@find_filters.register
def _(view: DecisionView) -> SearchFilters:
    circles = _list_circle_ids((*view.row.circles, *view.text.asks, *view.text.affects))
    return SearchFilters(
        "decision", view.row.stage, circles, view.row.decided, (("kind", "proposal"), ("stage", "decided"))
    )


@find_filters.register
def _(view: ElectionView) -> SearchFilters:
    stage = "in force" if view.row.current else "open" if view.row.ahead else "over" if view.row.valid else "not valid"
    return SearchFilters("election", stage, _list_circle_ids([view.row.circle]), view.row.held)


@find_filters.register
def _(view: ObjectionPage) -> SearchFilters:
    return SearchFilters("objection", view.now.stage, _list_circle_ids(view.row.circles), view.now.since)


@find_filters.register
def _(_view: RuleView) -> SearchFilters:
    return SearchFilters("rule")


def _is_found_as_its_decision(view: ProposalView) -> bool:
    """Whether all that a proposal's page says stands on its decision's page too: one thing is found once."""
    own = len(view.versions) > 1 or view.translations or view.behind or view.invitations or view.objections
    return view.stage == "decided" and view.decision is not None and view.decision.href is not None and not own


def render_filters(found: SearchFilters | None) -> Markup:
    """The lines in a page's head that say so; nothing for a page that is not to be found."""
    return Markup("\n").join(_render_filter_tags(found)) if found else Markup()


def _render_filter_tags(found: SearchFilters) -> Iterator[Markup]:
    yield _render_filter_tag(_FILTER_AND_SHOWN, "kind", found.kind)
    if found.stage:
        yield _render_filter_tag(_FILTER_AND_SHOWN, "stage", found.stage)
    for circle in found.circles:
        yield _render_filter_tag(_FILTER, "circle", circle)
    if found.day and found.day != OPEN:
        yield _render_filter_tag(_FILTER, "year", str(found.day.year))
        yield _render_filter_tag(_DAY, "day", found.day.isoformat())
    for name, value in found.also:
        yield _render_filter_tag(_FILTER, name, value)


@lru_cache(maxsize=20_000)
def _render_filter_tag(form: Markup, name: str, content: str) -> Markup:
    """One of them; circles, stages and days are those of many pages."""
    return form.format(name, content)


def _list_circle_ids(doors: Iterable[PageLink]) -> tuple[str, ...]:
    """The ids of the circles that doors lead to, each once."""
    addresses = (door.href for door in doors if door.href)
    return tuple(dict.fromkeys(address.rstrip("/").rpartition("/")[2] for address in addresses))
