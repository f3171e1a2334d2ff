"""What a circle takes along on paper: the texts that hold in it, and the agenda of its next meeting (M6, M16, M19)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import decision_on, version_of
from nstgov.lifecycle.agenda import CLOSING, OPENING, AgendaPoint, agenda_of, plan_meeting
from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.publish.views.circle_members import MemberView, list_member_views
from nstgov.publish.views.circle_views import Circles, TouchingView, build_touching_view
from nstgov.publish.views.decision_views import IN_FORCE, DecisionRow, make_decision_row
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.publish.views.step_views import StepView, list_step_views

PER_PAGE = 50
"""Texts on one page of a manual; with more there are several."""
MOST_BEFORE = 200
"""Earlier decisions named below a manual; the list of all decisions has the rest."""


class PolicyText(NamedTuple):
    """A text in force: the decision, what it says in full, and the file of the very version that was consented to."""

    row: DecisionRow
    own: bool
    inherited: bool
    text: MarkdownText | None
    version: int
    at: PageLink
    path: str | None
    sha256: str
    source: str | None


class ManualView(NamedTuple):
    """One page of a circle's manual: its texts, which of how many pages it is, and what held before (first page)."""

    circle: PageLink
    texts: tuple[PolicyText, ...]
    total: int
    at: int
    pages: int
    base: str
    before: tuple[DecisionRow, ...]
    more_before: int


class PointView(NamedTuple):
    """A point of an agenda: `starts` is how many minutes into the meeting it begins."""

    sort: str
    minutes: int
    starts: int
    step: StepView | None
    of: PageLink | None
    by: date | None
    who: str | None


class AgendaView(NamedTuple):
    """
    A circle's next meeting: who is asked to come, the points that fit, and those for another day.

    `minutes` is the length of what fits, arriving and looking back included.
    """

    circle: PageLink
    members: tuple[MemberView, ...]
    facilitator: str | None
    secretary: str | None
    points: tuple[PointView, ...]
    later: tuple[PointView, ...]
    opening: int
    closing: int
    minutes: int
    asks: MarkdownText | None
    touching: TouchingView
    id: str


def build_manual_views(scene: Snapshot, circles: Circles, circle: str) -> tuple[ManualView, ...]:
    """The pages of a circle's manual, at least one."""
    ids = policies_of(scene.movement, circle, scene.day)
    href = f"circles/{circle}/"
    over = [row for row in circles.list_decisions(circle) if row.stage not in (*IN_FORCE, "imported", "not valid")]
    pages = max(1, -(-len(ids) // PER_PAGE))
    return tuple(
        ManualView(
            scene.link_circle(circle),
            tuple(build_policy_text(scene, circle, id_) for id_ in ids[(at - 1) * PER_PAGE : at * PER_PAGE]),
            len(ids),
            at,
            pages,
            f"{href}policy/",
            tuple(over[:MOST_BEFORE]) if at == 1 else (),
            max(0, len(over) - MOST_BEFORE) if at == 1 else 0,
        )
        for at in range(1, pages + 1)
    )


def build_policy_text(scene: Snapshot, circle: str, id_: str) -> PolicyText:
    """A decision in force with its text; only for decisions that are on record by this day."""
    state, decision = decision_on(scene.movement, id_, scene.day), scene.movement.decisions[id_].decision
    if state is None or decision is None:
        raise KeyError(id_)
    version = version_of(scene.movement, decision)
    return PolicyText(
        make_decision_row(scene, id_, state),
        circle in decision.circles,
        circle in circles_answering(scene.movement, decision, scene.day),
        make_markdown_text(version.text, version.lang) if version else None,
        decision.version,
        scene.link_version(id_, decision.version),
        version.file if version else None,
        decision.sha256,
        scene.find_source_address(version.file) if version else None,
    )


def build_agenda_view(scene: Snapshot, circles: Circles, circle: str) -> AgendaView:
    """The agenda of a circle's next meeting; only for circles that have begun."""
    state, plan = circles.get_state(circle), plan_meeting(agenda_of(scene.movement, circle, scene.day))
    return AgendaView(
        scene.link_circle(circle),
        list_member_views(scene, state),
        scene.name_person(state.facilitator) if state.facilitator else None,
        scene.name_person(state.secretary) if state.secretary else None,
        tuple(_make_point_view(scene, point, starts) for starts, point in plan.points),
        tuple(_make_point_view(scene, point, 0) for point in plan.later),
        OPENING,
        CLOSING,
        plan.minutes,
        make_markdown_text(state.asks.for_, state.asks.lang) if state.asks else None,
        build_touching_view(scene, circle),
        circle,
    )


def _make_point_view(scene: Snapshot, point: AgendaPoint, starts: int) -> PointView:
    folder = scene.movement.decisions.get(point.of or "")
    election = folder.election if folder else None
    of = (
        None
        if point.of is None
        else scene.link_circle(point.of)
        if point.sort == "choose"
        else scene.link_decision(point.of)
    )
    return PointView(
        point.sort,
        point.minutes,
        starts,
        list_step_views(scene, [point.step])[0] if point.step else None,
        None if point.step else of,
        point.by,
        scene.name_person(election.proposed.person) if election else None,
    )
