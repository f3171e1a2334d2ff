"""Why a decision is being thought about again, and by when it is answered (M7)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import OPEN, DecisionState, answer_by, days_after, ground_rules_on, objection_on, validity_of
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.records import ObjectionFolder


class ReasonView(NamedTuple):
    """
    Why a decision is being thought about again, and by when that is answered.

    `what` is objection, dispute or key; `objection` leads there; `who` speaks of a voice of theirs, and `says` what.
    """

    what: str
    objection: PageLink | None
    who: str
    says: MarkdownText | None
    since: date
    by: date | None


def list_reasons(scene: Snapshot, state: DecisionState) -> tuple[ReasonView, ...]:
    """Why it is being thought about again, the nearest answer first."""
    if state.stage != "under reconsideration":
        return ()
    found = [_make_objection_reason(scene, objection) for objection in state.objections]
    found += [
        ReasonView(
            "dispute",
            None,
            scene.name_person(one.person),
            make_markdown_text(one.says, one.lang),
            one.date,
            _find_answer_day(scene, one.date),
        )
        for one in state.disputes
    ]
    found += [
        ReasonView(
            "key", None, scene.name_person(one.person), None, one.act.date, _find_answer_day(scene, one.act.date)
        )
        for one in state.compromises
    ]
    return tuple(sorted(found, key=lambda one: (one.by or OPEN, one.since, one.who)))


def _make_objection_reason(scene: Snapshot, folder: ObjectionFolder) -> ReasonView:
    state = objection_on(scene.movement, folder, scene.day)
    raised = state.version.raised if state and state.version else scene.day
    by = answer_by(scene.movement, folder, scene.day)
    return ReasonView("objection", scene.link_objection(folder), "", None, raised, by if by and by < OPEN else None)


def _find_answer_day(scene: Snapshot, since: date) -> date | None:
    """By when somebody who doubts their voice is to be heard again."""
    by = days_after(since, ground_rules_on(scene.movement, since).reconsider_within_days)
    return by if by < OPEN else None


class LackView(NamedTuple):
    """One thing that is lacking: the rule that asks for it, what is so, the next step, and the circle concerned."""

    rule: str
    message: str
    help: str


def lack_views(scene: Snapshot, id_: str) -> tuple[LackView, ...]:
    """All that a decision or an election lacks; nothing where it is validly made."""
    validity = validity_of(scene.movement, id_)
    found = (LackView(lack.rule, lack.message, lack.help) for lack in (validity.lacks if validity else ()))
    return tuple(dict.fromkeys(found))
