"""Why a proposal or a decision came into a stage, in words: what a feed tells besides the day (M7, M15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from nstgov.lifecycle import decision_on, proposal_on
from nstgov.publish.following.stages import Entered
from nstgov.publish.following.told import Gettext, beginning, said, together, until
from nstgov.publish.views.scene import Scene
from nstgov.records import ObjectionFolder

ONE_DAY = timedelta(days=1)


def why(scene: Scene, one: Entered) -> str:
    """What brought something into its stage on that day; empty where the stage itself says it all."""
    kind, _slash, id_ = one.target.partition("/")
    told = _of_decision if kind == "decisions" else _of_proposal
    return together(*told(scene, id_, one, scene.words.gettext))


def _of_proposal(scene: Scene, id_: str, one: Entered, _: Gettext) -> Iterator[str]:
    state, folder = proposal_on(scene.movement, id_, one.when), scene.movement.proposals[id_]
    if one.stage in ("withdrawn", "set aside") and folder.closed:
        yield beginning(folder.closed.because)
    if one.stage == "objected" and state:
        yield from (_objected(scene, objection, _) for objection in state.objections)
        for said_ in (spoken for heard in state.hearings for spoken in heard.objecting):
            yield said(_("%(who)s can't live with it yet."), who=scene.person(said_.person))
            yield beginning(said_.voice.because)


def _of_decision(scene: Scene, id_: str, one: Entered, _: Gettext) -> Iterator[str]:
    state, folder = decision_on(scene.movement, id_, one.when), scene.movement.decisions[id_]
    if state is None:
        return
    if one.stage in ("in force", "lapsing"):
        yield until(scene, state.last_day, _)
    if one.stage == "under reconsideration":
        yield from (_objected(scene, objection, _) for objection in state.objections)
        for doubt in state.disputes:
            sentence = _("%(who)s says that a voice entered for them is not what they said.")
            yield said(sentence, who=scene.person(doubt.person))
        for key in state.compromises:
            yield said(_("A key of %(who)s is not safe any more."), who=scene.person(key.person))
    if state.changed_by and one.stage in ("renewed", "replaced", "let go"):
        yield said(_("By the decision: %(title)s."), title=scene.decision(state.changed_by.by).name)
    if one.stage == "let go" and folder.ended and folder.ended.date + ONE_DAY == one.when:
        yield beginning(folder.ended.because)


def _objected(scene: Scene, folder: ObjectionFolder, _: Gettext) -> str:
    """An objection and why it is important, as far as it is on record by name."""
    newest = folder.versions[max(folder.versions)] if folder.versions else None
    own = said(_("The objection: %(title)s."), title=scene.objection(folder).name)
    return together(own, beginning(newest.important) if newest else "")
