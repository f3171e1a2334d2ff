"""Decisions: the list of them, and each one's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nstgov.lifecycle import DecisionState, changes_of, decision_on, decisions_on, targets_of, version_of
from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.next_steps import list_decision_steps
from nstgov.publish.text.natural_order import natural_key
from nstgov.publish.views.objection_views import ObjectionView, list_objection_views
from nstgov.publish.views.participation import PartView, list_parts_taken
from nstgov.publish.views.proposal_views import ActionView, find_action_view, list_hearings
from nstgov.publish.views.reconsideration import LackView, ReasonView, lack_views, list_reasons
from nstgov.publish.views.snapshot import (
    Citation,
    MarkdownText,
    PageLink,
    RecordFile,
    Snapshot,
    make_citation,
    make_markdown_text,
)
from nstgov.publish.views.step_views import StepView, list_step_views
from nstgov.publish.views.timeline import CorrectionView, TimelineStep, build_timeline, list_corrections
from nstgov.publish.views.version_texts import TaskDone, TextView, list_tasks_done, make_version_text
from nstgov.publish.views.voice_views import HearingView, VoiceView, list_voice_views
from nstgov.records import Decision, Ended, Review, Version

SOON = timedelta(days=60)
"""How near its last day a decision is shown as lapsing."""
STAGES = (
    "not valid", "under reconsideration", "lapsing", "in force", "renewed", "replaced", "let go", "lapsed", "imported",
)  # fmt: skip
"""The stages as the site shows them; `lapsing` is in force with its last day near."""
IN_FORCE = STAGES[1:4]


class DecisionRow(NamedTuple):
    """A decision in a list; `answering` are the circles that answer for it since one that made it has closed."""

    id: str
    door: PageLink
    stage: str
    decided: date
    last_day: date
    review: date | None
    review_due: bool
    circles: tuple[PageLink, ...]
    changed_by: PageLink | None
    answering: tuple[PageLink, ...]


class ReviewView(NamedTuple):
    """What came of a decision, as a circle saw it."""

    held: date
    circle: PageLink
    helped: MarkdownText | None
    readings: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, bool], ...]
    result: str
    next_review: date | None
    voices: tuple[VoiceView, ...]

    @property
    def named_place(self) -> str:
        """Where on the page it stands, as corrections name the place."""
        return f"review {self.held} {(self.circle.href or '').removeprefix('circles/').rstrip('/')}"


class EndView(NamedTuple):
    """How a decision or a term was ended early."""

    day: date
    how: str
    because: MarkdownText | None
    voices: tuple[VoiceView, ...]


class DecisionView(NamedTuple):
    """A decision's page; `circle` is the id of the first circle that decided, with which its forms begin."""

    id: str
    circle: str
    row: DecisionRow
    text: TextView
    version: int
    sha256: str
    version_href: str | None
    proposal: PageLink
    hearings: tuple[HearingView, ...]
    parts: tuple[PartView, ...]
    reviews: tuple[ReviewView, ...]
    objections: tuple[ObjectionView, ...]
    action: ActionView | None
    steps: tuple[StepView, ...]
    changed: tuple[tuple[str, PageLink, date], ...]
    ended: EndView | None
    files: tuple[RecordFile, ...]
    reasons: tuple[ReasonView, ...]
    lacks: tuple[LackView, ...]
    changes: tuple[tuple[str, PageLink], ...]
    tasks: tuple[TaskDone, ...]
    corrections: tuple[CorrectionView, ...]
    happenings: tuple[TimelineStep, ...]
    cite: Citation

    @property
    def parts_corrected(self) -> list[str]:
        """Where on the page each objection and each review stands, as corrections name the place."""
        return [*(f"objection {one.id}" for one in self.objections), *(review.named_place for review in self.reviews)]


@derive_once
def list_decision_rows(scene: Snapshot) -> dict[str, tuple[DecisionRow, ...]]:
    """All decisions by stage; those in force by their last day, the others by the day they ended, the latest first."""
    rows = [row for id_ in decisions_on(scene.movement, scene.day) if (row := find_decision_row(scene, id_))]
    found = {}
    for stage in STAGES:
        of_stage = sorted(
            (r for r in rows if r.stage == stage),
            key=lambda r: (r.last_day, natural_key(r.id)),
            reverse=stage not in IN_FORCE,
        )
        if of_stage:
            found[stage] = tuple(of_stage)
    return found


def _sort_by_last_day(row: DecisionRow) -> tuple[date, tuple[tuple[str, int], ...]]:
    return row.last_day, natural_key(row.id)


@derive_once
def find_decision_row(scene: Snapshot, id_: str) -> DecisionRow | None:
    """A decision as lists show it; None before it was made, and where there is none."""
    state = decision_on(scene.movement, id_, scene.day)
    return make_decision_row(scene, id_, state) if state else None


def make_decision_row(scene: Snapshot, id_: str, state: DecisionState) -> DecisionRow:
    """A decision as lists show it."""
    decision = scene.movement.decisions[id_].decision
    lapsing = state.stage == "in force" and state.last_day - scene.day <= SOON
    return DecisionRow(
        id_,
        scene.link_decision(id_),
        "lapsing" if lapsing else state.stage,
        decision.decided if decision else state.since,
        state.last_day,
        state.review,
        state.review_due,
        scene.link_circles(decision.circles) if decision else (),
        scene.link_decision(state.changed_by.by) if state.changed_by else None,
        scene.link_circles(_find_circles_instead(scene, decision)) if decision and state.in_force else (),
    )


def _find_circles_instead(scene: Snapshot, decision: Decision) -> Iterator[str]:
    """The circles that answer for a decision and did not make it."""
    return (one for one in circles_answering(scene.movement, decision, scene.day) if one not in decision.circles)


def find_decision_view(scene: Snapshot, id_: str) -> DecisionView | None:
    """One decision's page; None before it was decided, and where there is none."""
    state, folder = decision_on(scene.movement, id_, scene.day), scene.movement.decisions.get(id_)
    return _build_decision_view(scene, folder.decision, state) if state and folder and folder.decision else None


def _build_decision_view(scene: Snapshot, decision: Decision, state: DecisionState) -> DecisionView:
    id_ = decision.decision
    folder, version = scene.movement.decisions[id_], version_of(scene.movement, decision)
    return DecisionView(
        id_,
        next(iter(decision.circles), ""),
        make_decision_row(scene, id_, state),
        make_version_text(scene, version) if version else TextView(id_, None, "policy"),
        decision.version,
        decision.sha256,
        f"proposals/{id_}/v{version.number}/" if version and version.submitted <= scene.day else None,
        scene.link_proposal(id_),
        list_hearings(scene, id_, min(scene.day, decision.decided)),
        list_parts_taken(scene, decision),
        tuple(
            _make_review_view(scene, r)
            for r in sorted(folder.reviews, key=lambda r: r.held, reverse=True)
            if r.held <= scene.day
        ),
        list_objection_views(scene, folder.objections.values()),
        find_action_view(scene, id_),
        list_step_views(scene, list_decision_steps(scene.movement, id_, scene.day)),
        _list_later_decisions(scene, id_),
        find_end_view(scene, folder.ended),
        scene.list_files(f"decisions/{id_}"),
        list_reasons(scene, state),
        lack_views(scene, id_),
        _list_changed_decisions(scene, version),
        list_tasks_done(scene, folder, version),
        (*list_corrections(scene, f"proposals/{id_}"), *list_corrections(scene, f"decisions/{id_}")),
        build_timeline(scene, f"decisions/{id_}"),
        make_citation(
            scene, scene.link_decision(id_), scene.link_circles(decision.circles), decision.decided, decision.file
        ),
    )


def _list_changed_decisions(scene: Snapshot, version: Version | None) -> tuple[tuple[str, PageLink], ...]:
    """The earlier decisions that this one renews, replaces or ends."""
    return tuple((way, scene.link_decision(id_)) for way, _, id_ in targets_of(version)) if version else ()


def _make_review_view(scene: Snapshot, review: Review) -> ReviewView:
    return ReviewView(
        review.held,
        scene.link_circle(review.circle),
        make_markdown_text(review.helped, review.lang),
        tuple((reading.of, reading.found) for reading in review.readings),
        tuple((task.what, task.done) for task in review.done),
        review.result,
        review.next_review,
        list_voice_views(scene, review.voices, review.lang, review),
    )


def _list_later_decisions(scene: Snapshot, id_: str) -> tuple[tuple[str, PageLink, date], ...]:
    """The later decisions that renew, replace or end this one."""
    changes = changes_of(scene.movement, id_)
    return tuple(
        (change.way, scene.link_decision(change.by), change.day) for change in changes if change.day <= scene.day
    )


def find_end_view(scene: Snapshot, ended: Ended | None) -> EndView | None:
    """How something was ended before its time, if that is on record by this day."""
    if ended is None or ended.date > scene.day:
        return None
    voices = list_voice_views(scene, ended.voices, ended.lang, ended)
    return EndView(ended.date, ended.how, make_markdown_text(ended.because, ended.lang), voices)
