"""Next steps, and what ends when, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import OPEN, all_terms, circle_on, decisions_on
from nstgov.lifecycle.next_steps import NextStep
from nstgov.lifecycle.spans import remembered
from nstgov.publish.views.lacking import LackView
from nstgov.publish.views.scene import Door, Scene


class StepView(NamedTuple):
    """A step that is awaited; `of` leads to what it is about, `objection` to the objection there."""

    what: str
    of: Door
    circles: tuple[Door, ...]
    people: tuple[str, ...]
    objection: Door | None
    by: date | None
    overdue: bool
    lacking: int
    lack: LackView | None = None


class Ending(NamedTuple):
    """Something that ends, or is looked at again: `what` is decision, review or term; `who` carries the term."""

    day: date
    what: str
    of: Door
    circles: tuple[Door, ...]
    who: str | None = None


def step_views(scene: Scene, steps: Iterable[NextStep]) -> tuple[StepView, ...]:
    """Steps as people read them."""
    return tuple(_step(scene, step) for step in steps)


def _step(scene: Scene, step: NextStep) -> StepView:
    of = scene.target(step.of)
    folder = scene.movement.target(step.of)
    objection = folder.objections.get(step.objection) if folder and step.objection else None
    return StepView(
        step.what,
        of,
        scene.circles(step.circles),
        scene.people(step.people),
        scene.objection(objection) if objection else None,
        step.by,
        step.by is not None and step.by < scene.day,
        step.lacking,
        LackView(step.lack.rule, step.lack.message, step.lack.help) if step.lack else None,
    )


@remembered
def endings(scene: Scene) -> tuple[Ending, ...]:
    """Everything in force that ends or is to be reviewed, the nearest day first."""
    return tuple(sorted((*_of_decisions(scene), *_of_terms(scene)), key=lambda e: (e.day, e.what, e.of.name)))


def _of_decisions(scene: Scene) -> Iterator[Ending]:
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if state.in_force and decision is not None:
            circles = scene.circles(decision.circles)
            if state.last_day < OPEN:
                yield Ending(state.last_day, "decision", scene.decision(id_), circles)
            if state.review is not None and scene.day <= state.review <= state.last_day:
                yield Ending(state.review, "review", scene.decision(id_), circles)


def _of_terms(scene: Scene) -> Iterator[Ending]:
    for id_, term in all_terms(scene.movement).items():
        is_there = (state := circle_on(scene.movement, term.circle, scene.day)) is not None and state.stage != "closed"
        if term.span.holds(scene.day) and term.span.last < OPEN and is_there:
            yield Ending(
                term.span.last, "term", scene.decision(id_), (scene.circle(term.circle),), scene.person(term.person)
            )
