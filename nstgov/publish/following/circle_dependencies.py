"""
What concerns a circle: every proposal, decision and election that anything made for the circle speaks of.

The pages, the feed, the calendar and the small files of a circle are told from these, and from the ground that
everything stands on. So while a digest over them is the same, nothing of the circle need be looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from nstgov.lifecycle import decisions_on, proposals_on
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.touching import find_touching
from nstgov.publish.dependencies import get_record_fingerprints, get_site_fingerprints, recall_from_acts
from nstgov.publish.following.due_dates import get_due_dates
from nstgov.publish.following.events import get_record_events
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot


@derive_once
def get_circle_fingerprints(scene: Snapshot, circles: Circles) -> CircleFingerprints:
    """What concerns each circle of a scene, worked out once for all who ask."""
    return CircleFingerprints(scene, circles)


class CircleFingerprints:
    """Of each circle, a digest over all that its pages and files are told from."""

    def __init__(self, scene: Snapshot, circles: Circles) -> None:
        self._scene = scene
        self._circles = circles
        self._keys: dict[str, str] = {}

    def get_cache_key(self, id_: str) -> str:
        """A digest over what concerns a circle; empty where it is not known."""
        if id_ not in self._keys:
            # what is said of a circle on the page of one around it follows from what it asks for, too
            words = get_record_fingerprints(self._scene).get_words_key((id_, *self._circles.list_below(id_)))
            own = self._keys_of_acts[id_]
            self._keys[id_] = own and f"{own} {words}"
        return self._keys[id_]

    def get_acts_key(self, id_: str) -> str:
        """The same over all but what circles ask for."""
        return self._keys_of_acts[id_]

    @cached_property
    def _keys_of_acts(self) -> dict[str, str]:
        """By circle, a digest over what concerns it, but for what is asked for."""
        return recall_from_acts(self._scene, "circles", self._compute_keys)

    def _compute_keys(self) -> dict[str, str]:
        stamps = get_site_fingerprints(self._scene)
        return {id_: stamps.get_cache_key(id_, self._list_dependencies(id_)) for id_ in self._circles.list_ids()}

    def _list_dependencies(self, id_: str) -> Iterator[str]:
        scene, circles = self._scene, self._circles
        yield from (f"decisions/{of}" for of in policies_of(scene.movement, id_, scene.day))
        yield from (f"proposals/{of}" for of in self._proposals_by_circle.get(id_, ()))
        yield from (f"proposals/{of}" for of in find_touching(scene.movement, id_, scene.day).proposals)
        yield from (step.of for step in circles.steps.get(id_, ()))
        yield from (ending.of.href or "" for ending in circles.list_endings(id_))
        yield from (row.door.href or "" for row in circles.list_decisions(id_))
        yield from (row.door.href or "" for row in circles.list_proposals(id_))
        yield from (one.name for one in get_record_events(scene).list_for_circle(id_))
        yield from (one.of for one in get_due_dates(scene).list_for_circle(id_))

    @cached_property
    def _proposals_by_circle(self) -> dict[str, list[str]]:
        """By circle, what names it: a proposal that asks it or affects it, a decision that it made or answers for."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_, proposal in proposals_on(self._scene.movement, self._scene.day).items():
            if proposal.version is not None:
                for circle in (*proposal.version.asks, *proposal.version.affects):
                    found[circle].append(id_)
        for id_ in decisions_on(self._scene.movement, self._scene.day):
            decision = self._scene.movement.decisions[id_].decision
            if decision:
                answering = open_answering(self._scene.movement, decision, self._scene.day)
                for circle in dict.fromkeys((*decision.circles, *answering)):
                    found[circle].append(id_)
        return found
