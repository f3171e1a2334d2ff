"""Next steps, and what ends when, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import OPEN, circle_on, collect_all_terms, decisions_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.next_steps import NextStep
from nstgov.publish.views.reconsideration import LackView
from nstgov.publish.views.snapshot import PageLink, Snapshot


class StepView(NamedTuple):
    """A step that is awaited; `of` leads to what it is about, `objection` to the objection there."""

    what: str
    of: PageLink
    circles: tuple[PageLink, ...]
    people: tuple[str, ...]
    objection: PageLink | None
    by: date | None
    overdue: bool
    lacking: int
    lack: LackView | None = None


class Ending(NamedTuple):
    """Something that ends, or is looked at again: `what` is decision, review or term; `who` carries the term."""

    day: date
    what: str
    of: PageLink
    circles: tuple[PageLink, ...]
    who: str | None = None


def list_step_views(scene: Snapshot, steps: Iterable[NextStep]) -> tuple[StepView, ...]:
    """Steps as people read them."""
    return tuple(_make_step_view(scene, step) for step in steps)


def _make_step_view(scene: Snapshot, step: NextStep) -> StepView:
    of = scene.link_target(step.of)
    folder = scene.movement.find_target(step.of)
    objection = folder.objections.get(step.objection) if folder and step.objection else None
    return StepView(
        step.what,
        of,
        scene.link_circles(step.circles),
        scene.name_people(step.people),
        scene.link_objection(objection) if objection else None,
        step.by,
        step.by is not None and step.by < scene.day,
        step.lacking,
        LackView(step.lack.rule, step.lack.message, step.lack.help) if step.lack else None,
    )


@derive_once
def list_endings(scene: Snapshot) -> tuple[Ending, ...]:
    """Everything in force that ends or is to be reviewed, the nearest day first."""
    return tuple(
        sorted((*_list_decision_endings(scene), *_list_term_endings(scene)), key=lambda e: (e.day, e.what, e.of.name))
    )


def _list_decision_endings(scene: Snapshot) -> Iterator[Ending]:
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if state.in_force and decision is not None:
            circles = scene.link_circles(decision.circles)
            if state.last_day < OPEN:
                yield Ending(state.last_day, "decision", scene.link_decision(id_), circles)
            if state.review is not None and scene.day <= state.review <= state.last_day:
                yield Ending(state.review, "review", scene.link_decision(id_), circles)


def _list_term_endings(scene: Snapshot) -> Iterator[Ending]:
    for id_, term in collect_all_terms(scene.movement).items():
        is_there = (state := circle_on(scene.movement, term.circle, scene.day)) is not None and state.stage != "closed"
        if term.span.has_day(scene.day) and term.span.last < OPEN and is_there:
            yield Ending(
                term.span.last,
                "term",
                scene.link_decision(id_),
                (scene.link_circle(term.circle),),
                scene.name_person(term.person),
            )
