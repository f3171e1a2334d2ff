"""Since when proposals and decisions are in each stage: what the feeds of a status tell (M15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nstgov.lifecycle import changes_of, decision_on, proposal_on
from nstgov.lifecycle.endings import is_imported
from nstgov.publish.following.description import (
    Gettext,
    describe_last_day,
    excerpt_text,
    format_sentence,
    join_sentences,
)
from nstgov.publish.following.events import day_told
from nstgov.publish.views.decision_views import SOON
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import DecisionFolder, Movement, ObjectionFolder, ProposalFolder, Record

ONE_DAY = timedelta(days=1)


class StageChange(NamedTuple):
    """A proposal or decision came into a stage: `target` is `proposals/<id>` or `decisions/<id>`."""

    when: date
    target: str
    stage: str


def find_proposal_stages(scene: Snapshot, id_: str) -> tuple[StageChange, ...]:
    """Every stage that a proposal came into up to this day, in order."""
    folder = scene.movement.proposals[id_]
    days = {day_told(scene.movement, record) for record in _list_proposal_records(scene.movement, folder)}
    return _find_stage_changes(scene, f"proposals/{id_}", days, lambda day: _find_proposal_stage(scene, id_, day))


def find_decision_stages(scene: Snapshot, id_: str) -> tuple[StageChange, ...]:
    """Every stage that a decision came into up to this day, in order; `lapsing` is in force with its last day near."""
    folder = scene.movement.decisions[id_]
    return _find_stage_changes(
        scene,
        f"decisions/{id_}",
        set(_list_possible_days(scene, folder)),
        lambda day: _find_decision_stage(scene, id_, day),
    )


def _find_stage_changes(
    scene: Snapshot, target: str, days: set[date], stage_on: Callable[[date], str | None]
) -> tuple[StageChange, ...]:
    found: list[StageChange] = []
    for day in sorted(day for day in days if day <= scene.day):
        stage = stage_on(day)
        if stage and (not found or found[-1].stage != stage):
            found.append(StageChange(day, target, stage))
    return tuple(found)


def _find_proposal_stage(scene: Snapshot, id_: str, day: date) -> str | None:
    decided = scene.movement.decisions.get(id_)
    if decided and decided.decision and decided.decision.decided <= day and not is_imported(scene.movement, id_):
        return "decided"
    state = proposal_on(scene.movement, id_, day)
    return state.stage if state else None


def _find_decision_stage(scene: Snapshot, id_: str, day: date) -> str | None:
    state = decision_on(scene.movement, id_, day)
    if state is None:
        return None
    return "lapsing" if state.stage == "in force" and state.last_day - day <= SOON else state.stage


def _list_proposal_records(movement: Movement, folder: ProposalFolder) -> Iterator[Record]:
    yield from (record for record in (folder.idea, folder.closed) if record)
    yield from folder.versions.values()
    yield from folder.rounds
    for objection in folder.objections.values():
        yield from _list_objection_records(objection)
    decided = movement.decisions.get(folder.id)
    if decided and decided.decision:
        yield decided.decision


def _list_objection_records(folder: ObjectionFolder) -> Iterator[Record]:
    yield from folder.versions.values()
    yield from folder.tests
    yield from folder.resolutions


def _list_possible_days(scene: Snapshot, folder: DecisionFolder) -> Iterator[date]:
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
        yield from (day_told(scene.movement, record) for record in _list_objection_records(objection))
    state = decision_on(scene.movement, folder.id, scene.day)
    yield from (disputed.date for disputed in (state.disputes if state else ()))
    yield from (doubt.act.date for doubt in (state.compromises if state else ()))


def describe_stage_change(scene: Snapshot, one: StageChange) -> str:
    """What brought something into its stage on that day; empty where the stage itself says it all."""
    kind, _slash, id_ = one.target.partition("/")
    told = _describe_decision_stage if kind == "decisions" else _describe_proposal_stage
    return join_sentences(*told(scene, id_, one, scene.words.gettext))


def _describe_proposal_stage(scene: Snapshot, id_: str, one: StageChange, _: Gettext) -> Iterator[str]:
    state, folder = proposal_on(scene.movement, id_, one.when), scene.movement.proposals[id_]
    if one.stage in ("withdrawn", "set aside") and folder.closed:
        yield excerpt_text(folder.closed.because)
    if one.stage == "objected" and state:
        yield from (_describe_objection_raised(scene, objection, _) for objection in state.objections)
        for said_ in (spoken for heard in state.hearings for spoken in heard.objecting):
            yield format_sentence(_("%(who)s can't live with it yet."), who=scene.name_person(said_.person))
            yield excerpt_text(said_.voice.because)


def _describe_decision_stage(scene: Snapshot, id_: str, one: StageChange, _: Gettext) -> Iterator[str]:
    state, folder = decision_on(scene.movement, id_, one.when), scene.movement.decisions[id_]
    if state is None:
        return
    if one.stage in ("in force", "lapsing"):
        yield describe_last_day(scene, state.last_day, _)
    if one.stage == "under reconsideration":
        yield from (_describe_objection_raised(scene, objection, _) for objection in state.objections)
        for doubt in state.disputes:
            sentence = _("%(who)s says that a voice entered for them is not what they said.")
            yield format_sentence(sentence, who=scene.name_person(doubt.person))
        for key in state.compromises:
            yield format_sentence(_("A key of %(who)s is not safe any more."), who=scene.name_person(key.person))
    if state.changed_by and one.stage in ("renewed", "replaced", "let go"):
        yield format_sentence(_("By the decision: %(title)s."), title=scene.link_decision(state.changed_by.by).name)
    if one.stage == "let go" and folder.ended and folder.ended.date + ONE_DAY == one.when:
        yield excerpt_text(folder.ended.because)


def _describe_objection_raised(scene: Snapshot, folder: ObjectionFolder, _: Gettext) -> str:
    """An objection and why it is important, as far as it is on record by name."""
    newest = folder.versions[max(folder.versions)] if folder.versions else None
    own = format_sentence(_("The objection: %(title)s."), title=scene.link_objection(folder).name)
    return join_sentences(own, excerpt_text(newest.important) if newest else "")
