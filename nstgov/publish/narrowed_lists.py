"""Long lists narrowed by circle, kind and year without a script: which rows go together, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from nstgov.publish.listing import NARROWED, Narrowing, narrow_rows
from nstgov.publish.views.decision_views import DecisionRow
from nstgov.publish.views.election_views import ElectionRow
from nstgov.publish.views.proposal_views import ProposalRow
from nstgov.publish.views.snapshot import PageLink, Snapshot

R = TypeVar("R")
Parts = Mapping[str, Sequence[R]]


def narrow_proposals(scene: Snapshot, parts: Parts[ProposalRow]) -> tuple[Narrowing, ...]:
    """Proposals by the circles that are asked, by kind, and by the year in which they came to their stage."""
    return _narrow_list(scene, parts, "proposals", lambda row: row.asks, lambda row: row.kind, lambda row: row.since)


def narrow_decisions(scene: Snapshot, parts: Parts[DecisionRow]) -> tuple[Narrowing, ...]:
    """Decisions by circle, by the kind of what was decided, and by the year of the decision."""

    def find_kind(row: DecisionRow) -> str:
        folder = scene.movement.proposals.get(row.id)
        decision = scene.movement.decisions[row.id].decision
        version = folder.versions.get(decision.version) if folder and decision else None
        return version.kind if version else "policy"

    return _narrow_list(scene, parts, "decisions", lambda row: row.circles, find_kind, lambda row: row.decided)


def narrow_elections(scene: Snapshot, parts: Parts[ElectionRow]) -> tuple[Narrowing, ...]:
    """Elections by circle, by role, and by year."""
    return _narrow_list(
        scene, parts, "elections", lambda row: (row.circle,), lambda row: row.role, lambda row: row.held
    )


def _narrow_list(
    scene: Snapshot,
    parts: Parts[Any],
    section: str,
    circles_of: Callable[[Any], Iterable[PageLink]],
    kind_of: Callable[[Any], str],
    day_of: Callable[[Any], date],
) -> tuple[Narrowing, ...]:
    _ = scene.words.gettext
    rows = list(chain.from_iterable(parts.values()))
    kinds = {kind: f"{at}" for at, kind in enumerate(dict.fromkeys(map(kind_of, rows)))}
    by_circle = narrow_rows("circle", _("By circle"), rows, lambda row: _name_circles(circles_of(row)))
    by_kind = narrow_rows("kind", _("By kind"), rows, lambda row: [(kinds[kind_of(row)], _(kind_of(row)))])
    by_year = narrow_rows("year", _("By year"), rows, lambda row: [(f"{day_of(row):%Y}", f"{day_of(row):%Y}")])
    return _keep_on_circle_pages(by_circle, section), by_kind, by_year


def _name_circles(circles: Iterable[PageLink]) -> Iterator[tuple[str, str]]:
    """The id and the name of each circle that has a page."""
    for circle in circles:
        if circle.href:
            yield circle.href.rstrip("/").rpartition("/")[2], circle.name


def _keep_on_circle_pages(way: Narrowing, section: str) -> Narrowing:
    """A circle's own page has all of its rows, as long as they are not too many."""
    return way._replace(
        lists=tuple(
            one._replace(href=f"circles/{one.key.removeprefix('circle-')}/#{section}")
            if len(one.rows) <= NARROWED
            else one
            for one in way.lists
        )
    )
