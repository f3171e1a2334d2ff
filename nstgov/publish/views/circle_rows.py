"""Which elections, decisions, proposals and endings the page of each circle lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from nstgov.publish.dependencies import recall_from_acts
from nstgov.publish.views.decision_views import list_decision_rows
from nstgov.publish.views.election_views import list_election_rows
from nstgov.publish.views.proposal_views import list_proposal_rows
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.publish.views.step_views import Ending, list_endings

T = TypeVar("T")


class RowsByCircle(NamedTuple):
    """By the address of each circle, what its page lists: the ids of rows in their order, and what ends."""

    elections: dict[str | None, tuple[str, ...]]
    decisions: dict[str | None, tuple[str, ...]]
    proposals: dict[str | None, tuple[str, ...]]
    endings: dict[str | None, tuple[Ending, ...]]


def collect_rows_by_circle(scene: Snapshot) -> RowsByCircle:
    """What belongs to which circle, as an earlier build gathered it from the same, or now."""
    return RowsByCircle(*recall_from_acts(scene, "circle rows", partial(_group_rows, scene)))


def _group_rows(scene: Snapshot) -> RowsByCircle:
    decisions = (row for rows in list_decision_rows(scene).values() for row in rows)
    proposals = (row for rows in list_proposal_rows(scene).values() for row in rows)
    return RowsByCircle(
        _group_by_circle((row.circle, row.id) for row in list_election_rows(scene)),
        _group_by_circle((one, row.id) for row in decisions for one in dict.fromkeys((*row.circles, *row.answering))),
        _group_by_circle((one, row.id) for row in proposals for one in row.asks),
        _group_by_circle((one, ending) for ending in list_endings(scene) for one in dict.fromkeys(ending.circles)),
    )


def _group_by_circle(pairs: Iterable[tuple[PageLink, T]]) -> dict[str | None, tuple[T, ...]]:
    found: dict[str | None, list[T]] = defaultdict(list)
    for circle, thing in pairs:
        found[circle.href].append(thing)
    return {href: tuple(things) for href, things in found.items()}
