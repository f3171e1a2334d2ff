"""How each circle that a decision affects took part in it: never more than is known (M8, M11)."""

from __future__ import annotations

from typing import NamedTuple

from nstgov.lifecycle import hearing, part_taken, unheard_below, version_of
from nstgov.publish.views.scene import Door, Scene
from nstgov.records import Decision, Voice


class PartView(NamedTuple):
    """
    How a circle that a decision affects took part: itself, through whom, or not; and who below it was not heard.

    `through` are those who sat for it in the deciding circle, or for the circle on its way there; `carried` is true
    where one of them brought its view, and then only they are named; `way` are the circles between, the nearest first.
    """

    circle: Door
    itself: bool
    through: tuple[str, ...]
    carried: bool
    way: tuple[Door, ...]
    unheard: tuple[Door, ...]


def parts_taken(scene: Scene, decision: Decision) -> tuple[PartView, ...]:
    """How each affected circle took part; never more than is on record."""
    version = version_of(scene.movement, decision)
    circles = (circle for circle in (version.affects if version else ()) if circle in scene.movement.circles)
    return tuple(_part(scene, decision, circle) for circle in circles)


def _part(scene: Scene, decision: Decision, circle: str) -> PartView:
    steps = part_taken(scene.movement, circle, decision.circles, decision.decided)
    last = steps[-1] if steps else None
    sitting = tuple(dict.fromkeys(term.person for term in last.representatives)) if last else ()
    heard = _voices_in(scene, decision, last.parent) if last else {}
    carrying = tuple(person for person in sitting if (voice := heard.get(person)) and voice.carries)
    return PartView(
        scene.circle(circle),
        steps == (),
        scene.people(carrying or sitting),
        bool(carrying),
        scene.circles(step.parent for step in steps[:-1]) if steps else (),
        scene.circles(unheard_below(scene.movement, circle, decision.decided)),
    )


def _voices_in(scene: Scene, decision: Decision, circle: str) -> dict[str, Voice]:
    """What the members of a deciding circle had said when it decided."""
    heard = hearing(scene.movement, decision.decision, decision.version, circle, decision.decided)
    return {person: said.voice for person, said in heard.spoken.items()}
