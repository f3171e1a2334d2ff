"""How each circle that a decision affects took part in it: never more than is known (M8, M11)."""

from __future__ import annotations

from typing import NamedTuple

from nstgov.lifecycle import find_hearing, find_part_taken, find_unheard_below, version_of
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import Decision, Voice


class PartView(NamedTuple):
    """
    How a circle that a decision affects took part: itself, through whom, or not; and who below it was not heard.

    `through` are those who sat for it in the deciding circle, or for the circle on its way there; `carried` is true
    where one of them brought its view, and then only they are named; `way` are the circles between, the nearest first.
    """

    circle: PageLink
    itself: bool
    through: tuple[str, ...]
    carried: bool
    way: tuple[PageLink, ...]
    unheard: tuple[PageLink, ...]


def list_parts_taken(scene: Snapshot, decision: Decision) -> tuple[PartView, ...]:
    """How each affected circle took part; never more than is on record."""
    version = version_of(scene.movement, decision)
    circles = (circle for circle in (version.affects if version else ()) if circle in scene.movement.circles)
    return tuple(_make_part_view(scene, decision, circle) for circle in circles)


def _make_part_view(scene: Snapshot, decision: Decision, circle: str) -> PartView:
    steps = find_part_taken(scene.movement, circle, decision.circles, decision.decided)
    last = steps[-1] if steps else None
    sitting = tuple(dict.fromkeys(term.person for term in last.representatives)) if last else ()
    heard = _collect_voices(scene, decision, last.parent) if last else {}
    carrying = tuple(person for person in sitting if (voice := heard.get(person)) and voice.carries)
    return PartView(
        scene.link_circle(circle),
        steps == (),
        scene.name_people(carrying or sitting),
        bool(carrying),
        scene.link_circles(step.parent for step in steps[:-1]) if steps else (),
        scene.link_circles(find_unheard_below(scene.movement, circle, decision.decided)),
    )


def _collect_voices(scene: Snapshot, decision: Decision, circle: str) -> dict[str, Voice]:
    """What the members of a deciding circle had said when it decided."""
    heard = find_hearing(scene.movement, decision.decision, decision.version, circle, decision.decided)
    return {person: said.voice for person, said in heard.spoken.items()}
