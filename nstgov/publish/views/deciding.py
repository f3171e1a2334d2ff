"""Decisions: the list of them, and each one's page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from nstgov.lifecycle import DecisionState, changes_of, decision_on, decisions_on, targets_of, version_of
from nstgov.lifecycle.next_steps import decision_steps
from nstgov.lifecycle.spans import remembered
from nstgov.publish.views.citing import Citation, citation
from nstgov.publish.views.happening import CorrectionView, Happening, corrections, happenings
from nstgov.publish.views.lacking import LackView, lack_views
from nstgov.publish.views.objecting import ObjectionView, objections_view
from nstgov.publish.views.proposing import ActionView, action_view, hearings_of
from nstgov.publish.views.reconsidering import ReasonView, reasons
from nstgov.publish.views.scene import Door, File, Prose, Scene, prose
from nstgov.publish.views.speaking import HearingView, VoiceView, voices_view
from nstgov.publish.views.steps import StepView, step_views
from nstgov.publish.views.taking_part import PartView, parts_taken
from nstgov.publish.views.texts import TaskDone, TextView, tasks_done, version_text
from nstgov.records import Decision, Ended, Review, Version

SOON = timedelta(days=60)
"""How near its last day a decision is shown as lapsing."""
STAGES = (
    "not valid", "under reconsideration", "lapsing", "in force", "renewed", "replaced", "let go", "lapsed", "imported",
)  # fmt: skip
"""The stages as the site shows them; `lapsing` is in force with its last day near."""
IN_FORCE = STAGES[1:4]


class DecisionRow(NamedTuple):
    """A decision in a list."""

    id: str
    door: Door
    stage: str
    decided: date
    last_day: date
    review: date | None
    review_due: bool
    circles: tuple[Door, ...]
    changed_by: Door | None


class ReviewView(NamedTuple):
    """What came of a decision, as a circle saw it."""

    held: date
    circle: Door
    helped: Prose | None
    readings: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, bool], ...]
    result: str
    next_review: date | None
    voices: tuple[VoiceView, ...]


class EndView(NamedTuple):
    """How a decision or a term was ended early."""

    day: date
    how: str
    because: Prose | None
    voices: tuple[VoiceView, ...]


class DecisionView(NamedTuple):
    """A decision's page; `circle` is the id of the first circle that decided, with which its forms begin."""

    id: str
    circle: str
    row: DecisionRow
    text: TextView
    version: int
    sha256: str
    version_path: str | None
    version_href: str | None
    proposal: Door
    hearings: tuple[HearingView, ...]
    parts: tuple[PartView, ...]
    reviews: tuple[ReviewView, ...]
    objections: tuple[ObjectionView, ...]
    action: ActionView | None
    steps: tuple[StepView, ...]
    changed: tuple[tuple[str, Door, date], ...]
    ended: EndView | None
    files: tuple[File, ...]
    reasons: tuple[ReasonView, ...]
    lacks: tuple[LackView, ...]
    changes: tuple[tuple[str, Door], ...]
    tasks: tuple[TaskDone, ...]
    days_left: int
    corrections: tuple[CorrectionView, ...]
    happenings: tuple[Happening, ...]
    cite: Citation


@remembered
def decision_rows(scene: Scene) -> dict[str, tuple[DecisionRow, ...]]:
    """All decisions by stage; those in force by their last day, the others by the day they ended, the latest first."""
    rows = [decision_row(scene, id_, state) for id_, state in decisions_on(scene.movement, scene.day).items()]
    found = {}
    for stage in STAGES:
        of_stage = sorted(
            (r for r in rows if r.stage == stage), key=lambda r: (r.last_day, r.id), reverse=stage not in IN_FORCE
        )
        if of_stage:
            found[stage] = tuple(of_stage)
    return found


def decision_row(scene: Scene, id_: str, state: DecisionState) -> DecisionRow:
    """A decision as lists show it."""
    decision = scene.movement.decisions[id_].decision
    lapsing = state.stage == "in force" and state.last_day - scene.day <= SOON
    return DecisionRow(
        id_,
        scene.decision(id_),
        "lapsing" if lapsing else state.stage,
        decision.decided if decision else state.since,
        state.last_day,
        state.review,
        state.review_due,
        scene.circles(decision.circles) if decision else (),
        scene.decision(state.changed_by.by) if state.changed_by else None,
    )


def decision_view(scene: Scene, id_: str) -> DecisionView | None:
    """One decision's page; None before it was decided, and where there is none."""
    state, folder = decision_on(scene.movement, id_, scene.day), scene.movement.decisions.get(id_)
    return _view(scene, folder.decision, state) if state and folder and folder.decision else None


def _view(scene: Scene, decision: Decision, state: DecisionState) -> DecisionView:
    id_ = decision.decision
    folder, version = scene.movement.decisions[id_], version_of(scene.movement, decision)
    return DecisionView(
        id_,
        next(iter(decision.circles), ""),
        decision_row(scene, id_, state),
        version_text(scene, version) if version else TextView(id_, None, "policy"),
        decision.version,
        decision.sha256,
        version.file if version else None,
        f"proposals/{id_}/v{version.number}/" if version and version.submitted <= scene.day else None,
        scene.proposal(id_),
        hearings_of(scene, id_, min(scene.day, decision.decided)),
        parts_taken(scene, decision),
        tuple(
            _review(scene, r) for r in sorted(folder.reviews, key=lambda r: r.held, reverse=True) if r.held <= scene.day
        ),
        objections_view(scene, folder.objections.values()),
        action_view(scene, id_),
        step_views(scene, decision_steps(scene.movement, id_, scene.day)),
        _changed(scene, id_),
        end_view(scene, folder.ended),
        scene.files(f"decisions/{id_}"),
        reasons(scene, state),
        lack_views(scene, id_),
        _changes(scene, version),
        tasks_done(scene, folder, version),
        (state.last_day - scene.day).days,
        corrections(scene, f"decisions/{id_}"),
        happenings(scene, f"decisions/{id_}"),
        citation(scene, scene.decision(id_), scene.circles(decision.circles), decision.decided, decision.file),
    )


def _changes(scene: Scene, version: Version | None) -> tuple[tuple[str, Door], ...]:
    """The earlier decisions that this one renews, replaces or ends."""
    return tuple((way, scene.decision(id_)) for way, _, id_ in targets_of(version)) if version else ()


def _review(scene: Scene, review: Review) -> ReviewView:
    return ReviewView(
        review.held,
        scene.circle(review.circle),
        prose(review.helped, review.lang),
        tuple((reading.of, reading.found) for reading in review.readings),
        tuple((task.what, task.done) for task in review.done),
        review.result,
        review.next_review,
        voices_view(scene, review.voices, review.lang, review),
    )


def _changed(scene: Scene, id_: str) -> tuple[tuple[str, Door, date], ...]:
    """The later decisions that renew, replace or end this one."""
    changes = changes_of(scene.movement, id_)
    return tuple((change.way, scene.decision(change.by), change.day) for change in changes if change.day <= scene.day)


def end_view(scene: Scene, ended: Ended | None) -> EndView | None:
    """How something was ended before its time, if that is on record by this day."""
    if ended is None or ended.date > scene.day:
        return None
    voices = voices_view(scene, ended.voices, ended.lang, ended)
    return EndView(ended.date, ended.how, prose(ended.because, ended.lang), voices)
