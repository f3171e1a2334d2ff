"""Since when proposals and decisions are in each stage: what the feeds of a status tell (M15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nstgov.lifecycle import changes_of, decision_on, proposal_on
from nstgov.lifecycle.endings import is_imported
from nstgov.publish.following.happenings import day_told
from nstgov.publish.views.deciding import SOON
from nstgov.publish.views.scene import Scene
from nstgov.records import DecisionFolder, Movement, ObjectionFolder, ProposalFolder, Record

ONE_DAY = timedelta(days=1)


class Entered(NamedTuple):
    """A proposal or decision came into a stage: `target` is `proposals/<id>` or `decisions/<id>`."""

    when: date
    target: str
    stage: str


def proposal_stages(scene: Scene, id_: str) -> tuple[Entered, ...]:
    """Every stage that a proposal came into up to this day, in order."""
    folder = scene.movement.proposals[id_]
    days = {day_told(scene.movement, record) for record in _of_proposal(scene.movement, folder)}
    return _entered(scene, f"proposals/{id_}", days, lambda day: _proposal_stage(scene, id_, day))


def decision_stages(scene: Scene, id_: str) -> tuple[Entered, ...]:
    """Every stage that a decision came into up to this day, in order; `lapsing` is in force with its last day near."""
    folder = scene.movement.decisions[id_]
    return _entered(scene, f"decisions/{id_}", set(_days(scene, folder)), lambda day: _decision_stage(scene, id_, day))


def _entered(scene: Scene, target: str, days: set[date], stage_on: Callable[[date], str | None]) -> tuple[Entered, ...]:
    found: list[Entered] = []
    for day in sorted(day for day in days if day <= scene.day):
        stage = stage_on(day)
        if stage and (not found or found[-1].stage != stage):
            found.append(Entered(day, target, stage))
    return tuple(found)


def _proposal_stage(scene: Scene, id_: str, day: date) -> str | None:
    decided = scene.movement.decisions.get(id_)
    if decided and decided.decision and decided.decision.decided <= day and not is_imported(scene.movement, id_):
        return "decided"
    state = proposal_on(scene.movement, id_, day)
    return state.stage if state else None


def _decision_stage(scene: Scene, id_: str, day: date) -> str | None:
    state = decision_on(scene.movement, id_, day)
    if state is None:
        return None
    return "lapsing" if state.stage == "in force" and state.last_day - day <= SOON else state.stage


def _of_proposal(movement: Movement, folder: ProposalFolder) -> Iterator[Record]:
    yield from (record for record in (folder.idea, folder.closed) if record)
    yield from folder.versions.values()
    yield from folder.rounds
    for objection in folder.objections.values():
        yield from _of_objection(objection)
    decided = movement.decisions.get(folder.id)
    if decided and decided.decision:
        yield decided.decision


def _of_objection(folder: ObjectionFolder) -> Iterator[Record]:
    yield from folder.versions.values()
    yield from folder.tests
    yield from folder.resolutions


def _days(scene: Scene, folder: DecisionFolder) -> Iterator[date]:
    """The days on which a decision may come into another stage."""
    decision = folder.decision
    if decision is None:
        return
    yield decision.decided
    if decision.sunset and decision.sunset < date.max - ONE_DAY:
        yield from (max(decision.decided, decision.sunset - SOON), decision.sunset + ONE_DAY)
    yield from (review.held + ONE_DAY for review in folder.reviews if review.result == "let go")
    yield from (folder.ended.date + ONE_DAY for _ in (1,) if folder.ended)
    yield from (day for change in changes_of(scene.movement, folder.id) for day in (change.day, change.day + ONE_DAY))
    for objection in folder.objections.values():
        yield from (day_told(scene.movement, record) for record in _of_objection(objection))
    state = decision_on(scene.movement, folder.id, scene.day)
    yield from (disputed.date for disputed in (state.disputes if state else ()))
    yield from (doubt.act.date for doubt in (state.compromises if state else ()))
