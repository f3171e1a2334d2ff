"""Why a proposal or a decision came into a stage, in words: what a feed tells besides the day (M7, M15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from nstgov.lifecycle import decision_on, proposal_on
from nstgov.publish.following.stages import StageChange
from nstgov.publish.following.told import Gettext, describe_last_day, excerpt_text, format_sentence, join_sentences
from nstgov.publish.views.scene import Snapshot
from nstgov.records import ObjectionFolder

ONE_DAY = timedelta(days=1)


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
