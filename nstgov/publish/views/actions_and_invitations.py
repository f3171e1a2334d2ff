"""Actions on their way to starting, and invitations on their way to an answer (M12, M18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import LIVE, ProposalState, action_on, proposals_on
from nstgov.lifecycle.next_steps import list_proposal_steps
from nstgov.publish.views.proposal_views import ActionView, InvitationView, find_action_view, list_invitation_views
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.publish.views.step_views import StepView, list_step_views

ACTION_PARTS = ("gathering", "ready", "started", "over")
INVITATION_PARTS = ("awaited", "later", "joins", "declines", "open", "over")
"""Those asked who have not answered, those who have; then invitations that are not decided, and those that are over."""


class ActionRow(NamedTuple):
    """An action in a list: how far it is, the circles it touches, its last day, and the step that is awaited."""

    door: PageLink
    part: str
    stage: str
    action: ActionView
    circles: tuple[PageLink, ...]
    last_day: date | None
    step: StepView | None


class InvitationRow(NamedTuple):
    """Somebody invited, by which proposal and circle, to which level, and their answer."""

    proposal: PageLink
    part: str
    circles: tuple[PageLink, ...]
    level: str | None
    guest: InvitationView


def list_action_rows(scene: Snapshot) -> dict[str, tuple[ActionRow, ...]]:
    """All actions by part of the list, the latest first."""
    found: dict[str, list[tuple[date, ActionRow]]] = {part: [] for part in ACTION_PARTS}
    for id_, state in proposals_on(scene.movement, scene.day).items():
        row = find_action_row(scene, id_, state)
        if row is not None:
            found[row.part].append((state.since, row))
    return {part: tuple(row for _, row in sorted(rows, key=_sort_latest_first)) for part, rows in found.items() if rows}


def _sort_latest_first(dated: tuple[date, ActionRow | InvitationRow]) -> tuple[int, str]:
    since, row = dated
    return -since.toordinal(), (row.door if isinstance(row, ActionRow) else row.proposal).href or ""


def find_action_row(scene: Snapshot, id_: str, state: ProposalState) -> ActionRow | None:
    """One action as lists show it; None for what is no action."""
    action, view = action_on(scene.movement, id_, scene.day), find_action_view(scene, id_)
    if action is None or view is None or state.version is None:
        return None
    closed = state.stage in ("withdrawn", "set aside")
    steps = [step for step in list_proposal_steps(scene.movement, id_, scene.day) if step.what == "commit"]
    return ActionRow(
        scene.link_decision(id_) if state.stage in ("decided", "not valid") else scene.link_proposal(id_),
        "over" if closed else action.stage,
        state.stage if closed else action.stage,
        view,
        scene.link_circles(state.version.affects),
        state.version.sunset,
        list_step_views(scene, steps[:1])[0] if steps else None,
    )


def list_invitation_rows(scene: Snapshot) -> dict[str, tuple[InvitationRow, ...]]:
    """Everybody invited, by part of the list, the latest first."""
    found: dict[str, list[tuple[date, InvitationRow]]] = {part: [] for part in INVITATION_PARTS}
    for id_, state in proposals_on(scene.movement, scene.day).items():
        for row in _list_invited(scene, id_, state):
            found[row.part].append((row.guest.answered or state.since, row))
    return {part: tuple(row for _, row in sorted(rows, key=_sort_latest_first)) for part, rows in found.items() if rows}


def _list_invited(scene: Snapshot, id_: str, state: ProposalState) -> Iterator[InvitationRow]:
    if state.version is None:
        return
    views = list_invitation_views(scene, scene.movement.proposals[id_])
    for guest, view in zip(state.version.invites, views, strict=True):
        part = view.answer or ("awaited" if state.stage == "decided" else "open" if state.stage in LIVE else "over")
        door = scene.link_decision(id_) if state.stage == "decided" else scene.link_proposal(id_)
        circles = scene.link_circles(state.version.asks)
        yield InvitationRow(door, part, circles, guest.level, view)
