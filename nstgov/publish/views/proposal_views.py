"""Proposals: the list of them, and each one's page."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from nstgov.lifecycle import LIVE, ProposalState, action_on, proposal_on, proposals_on
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.next_steps import list_proposal_steps
from nstgov.publish.text.natural_order import natural_key
from nstgov.publish.views.objection_views import ObjectionView, list_objection_views, people_behind
from nstgov.publish.views.reconsideration import LackView, lack_views
from nstgov.publish.views.snapshot import Citation, MarkdownText, PageLink, RecordFile, Snapshot, make_markdown_text
from nstgov.publish.views.step_views import StepView, list_step_views
from nstgov.publish.views.timeline import CorrectionView, TimelineStep, build_timeline, list_corrections
from nstgov.publish.views.version_pages import cite_proposal
from nstgov.publish.views.version_texts import (
    TextView,
    VersionView,
    list_translations,
    list_version_views,
    make_idea_text,
    make_version_text,
)
from nstgov.publish.views.voice_views import HearingView, VoiceView, list_voice_views, make_hearing_view
from nstgov.records import Answer, Closed, Guest, ProposalFolder

STAGES = (
    "not valid", "objected", "in round", "consented", "open", "gathering", "decided", "set aside", "withdrawn",
    "imported",
)  # fmt: skip
"""The stages in the order in which a reader cares about them."""


class ProposalRow(NamedTuple):
    """A proposal in a list."""

    id: str
    door: PageLink
    stage: str
    kind: str
    since: date
    asks: tuple[PageLink, ...]
    heard: int
    missing: int
    imported: str | None


class ActionView(NamedTuple):
    """
    How far an action is on its way: how many people and circles of how many, who they are by circle.

    Behind the names of a circle stands who entered how many of them for somebody else.
    """

    stage: str
    people: int
    people_needed: int | None
    circles: int
    circles_needed: int | None
    met: date | None
    committed: tuple[tuple[PageLink, tuple[str, ...], tuple[tuple[str, int], ...]], ...]


class InvitationView(NamedTuple):
    """Somebody who was invited, why, and their answer so far."""

    name: str
    because: MarkdownText | None
    answer: str | None
    answered: date | None
    words: MarkdownText | None


class ClosedView(NamedTuple):
    """Why and when a proposal was withdrawn or set aside, and by whose voices."""

    day: date
    result: str
    because: MarkdownText | None
    voices: tuple[VoiceView, ...]


class SpeakingCircle(NamedTuple):
    """A circle that is asked, and may speak now: its door and its id."""

    circle: PageLink
    id: str


class ProposalView(NamedTuple):
    """A proposal's page; `ways` are the circles whose members may speak now."""

    id: str
    stage: str
    since: date
    text: TextView
    steps: tuple[StepView, ...]
    hearings: tuple[HearingView, ...]
    objections: tuple[ObjectionView, ...]
    versions: tuple[VersionView, ...]
    translations: tuple[TextView, ...]
    behind: tuple[tuple[str, MarkdownText | None], ...]
    action: ActionView | None
    invitations: tuple[InvitationView, ...]
    closed: ClosedView | None
    lacks: tuple[LackView, ...]
    decision: PageLink | None
    files: tuple[RecordFile, ...]
    ways: tuple[SpeakingCircle, ...]
    corrections: tuple[CorrectionView, ...]
    happenings: tuple[TimelineStep, ...]
    cite: Citation

    @property
    def parts_corrected(self) -> list[str]:
        """Where on the page each objection stands, as corrections name the place."""
        return [f"objection {one.id}" for one in self.objections]


@derive_once
def list_proposal_rows(scene: Snapshot) -> dict[str, tuple[ProposalRow, ...]]:
    """All proposals by stage, the stages that wait for something first, in each the latest first."""
    rows = [row for id_ in proposals_on(scene.movement, scene.day) if (row := find_proposal_row(scene, id_))]
    found = {stage: tuple(sorted((r for r in rows if r.stage == stage), key=_sort_latest_first)) for stage in STAGES}
    return {stage: of_stage for stage, of_stage in found.items() if of_stage}


def _sort_latest_first(row: ProposalRow) -> tuple[int, tuple[tuple[str, int], ...]]:
    return -row.since.toordinal(), natural_key(row.door.href or "")


@derive_once
def find_proposal_row(scene: Snapshot, id_: str) -> ProposalRow | None:
    """A proposal as lists show it; None before anything of it was on record."""
    state = proposal_on(scene.movement, id_, scene.day)
    return _make_proposal_row(scene, id_, state) if state else None


def _make_proposal_row(scene: Snapshot, id_: str, state: ProposalState) -> ProposalRow:
    version = state.version
    return ProposalRow(
        id_,
        scene.link_proposal(id_),
        state.stage,
        version.kind if version else "idea",
        state.since,
        scene.link_circles(version.asks) if version else (),
        sum(len(heard.spoken) for heard in state.hearings),
        sum(len(people) for people in state.missing.values()),
        version.imported if version else None,
    )


def find_proposal_view(scene: Snapshot, id_: str) -> ProposalView | None:
    """
    One proposal's page; None before anything of it was on record.

    Voices are shown as they were when it was decided or closed, if it was.
    """
    state = proposal_on(scene.movement, id_, scene.day)
    if state is None:
        return None
    folder = scene.movement.proposals[id_]
    version, closed = state.version, folder.closed if state.stage in ("withdrawn", "set aside") else None
    return ProposalView(
        id_,
        state.stage,
        state.since,
        make_version_text(scene, version) if version else make_idea_text(scene, id_, folder.idea),
        list_step_views(scene, list_proposal_steps(scene.movement, id_, scene.day)),
        list_hearings(scene, id_, _find_day_of_voices(scene, folder, state.stage)),
        list_objection_views(scene, folder.objections.values()),
        list_version_views(scene, folder),
        list_translations(scene, version.file if version else ""),
        people_behind(scene, folder),
        find_action_view(scene, id_),
        list_invitation_views(scene, folder),
        _make_closed_view(scene, closed) if closed else None,
        lack_views(scene, id_) if state.stage == "not valid" else (),
        scene.link_decision(id_) if state.stage in ("decided", "not valid") else None,
        scene.list_files(f"proposals/{id_}"),
        _list_speaking_circles(scene, state),
        list_corrections(scene, f"proposals/{id_}"),
        build_timeline(scene, f"proposals/{id_}"),
        cite_proposal(scene, folder, version),
    )


def _list_speaking_circles(scene: Snapshot, state: ProposalState) -> tuple[SpeakingCircle, ...]:
    """The circles whose members may speak: while nothing is decided or closed, also after their first word."""
    asked = state.version.asks if state.version and state.stage in LIVE else ()
    return tuple(SpeakingCircle(scene.link_circle(id_), id_) for id_ in dict.fromkeys(asked))


@lru_cache(maxsize=8)
def list_hearings(scene: Snapshot, id_: str, day: date) -> tuple[HearingView, ...]:
    """
    What each circle asked had said to the newest version up to a day.

    A decision's page shows what its proposal's does, and is made right after it: the last answers are remembered.
    """
    state = proposal_on(scene.movement, id_, day)
    if state is None or state.version is None:
        return ()
    return tuple(make_hearing_view(scene, heard, state.version) for heard in state.hearings)


def _find_day_of_voices(scene: Snapshot, folder: ProposalFolder, stage: str) -> date:
    decided = scene.movement.decisions.get(folder.id)
    if stage in ("decided", "not valid") and decided and decided.decision:
        return min(scene.day, decided.decision.decided)
    closed = closing_on(scene.movement, folder.id, scene.day)
    return min(scene.day, closed.date) if closed else scene.day


def find_action_view(scene: Snapshot, id_: str) -> ActionView | None:
    """How far a proposal of kind action is on its way; None for any other."""
    state = action_on(scene.movement, id_, scene.day)
    if state is None:
        return None
    by_circle: dict[str, list[str]] = {}
    entered: dict[str, Counter[str]] = defaultdict(Counter)
    for person, circle in state.committed.items():
        by_circle.setdefault(circle, []).append(scene.name_person(person))
        if person in state.entered_for:
            entered[circle][scene.name_person(state.entered_for[person])] += 1
    return ActionView(
        state.stage,
        len(state.committed),
        state.threshold.people,
        len(by_circle),
        state.threshold.circles,
        state.met,
        tuple(
            (scene.link_circle(circle), tuple(people), tuple(sorted(entered[circle].items())))
            for circle, people in sorted(by_circle.items())
        ),
    )


def list_invitation_views(scene: Snapshot, folder: ProposalFolder) -> tuple[InvitationView, ...]:
    """Everybody whom the newest version of a proposal invites, with their latest answer."""
    state = proposal_on(scene.movement, folder.id, scene.day)
    version = state.version if state else None
    answers = {a.guest: a for a in sorted(folder.answers, key=lambda a: a.date) if a.date <= scene.day}
    return (
        tuple(_make_invitation_view(g, answers.get(g.guest), version.lang) for g in version.invites) if version else ()
    )


def _make_invitation_view(guest: Guest, answer: Answer | None, lang: str | None) -> InvitationView:
    because = make_markdown_text(guest.because, lang)
    if answer is None:
        return InvitationView(guest.name or guest.guest, because, None, None, None)
    words = make_markdown_text(answer.words, answer.lang)
    return InvitationView(guest.name or guest.guest, because, answer.answer, answer.date, words)


def _make_closed_view(scene: Snapshot, closed: Closed) -> ClosedView:
    because = make_markdown_text(closed.because, closed.lang)
    return ClosedView(closed.date, closed.result, because, list_voice_views(scene, closed.voices, closed.lang, closed))
