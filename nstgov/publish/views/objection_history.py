"""Objections by themselves: all of them in a list, and the whole life of each one (M7, M17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import decision_on, find_testing_circles, objection_on, proposal_on
from nstgov.lifecycle.next_steps import NextStep, list_decision_steps, list_proposal_steps
from nstgov.publish.views.objection_views import (
    ObjectionView,
    ResolutionView,
    TestView,
    find_objection_view,
    people_behind,
)
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
from nstgov.publish.views.version_texts import VersionView, make_version_view
from nstgov.records import Objection, ObjectionFolder

STAGES = ("raised", "stands", "needs work", "gathering", "resolved", "set aside", "left")
"""The parts of the list: those that wait for somebody first. `left`: what it was against is over, unanswered."""


class ObjectionRow(NamedTuple):
    """An objection in a list: against what, who tests it, and the step that is awaited (None: none is)."""

    door: PageLink
    of: PageLink
    against_version: int | None
    stage: str
    part: str
    since: date
    raised: date | None
    authors: tuple[str, ...]
    circles: tuple[PageLink, ...]
    step: StepView | None


class ObjectionVersionView(NamedTuple):
    """One version of an objection, as it was raised."""

    number: int
    title: str
    lang: str | None
    raised: date
    authors: tuple[str, ...]
    carried_by: str | None
    important: MarkdownText | None
    reasons: MarkdownText | None
    would_consent_if: MarkdownText | None


class ObjectionEvent(NamedTuple):
    """Something in an objection's life: exactly one of the things beside the day is there."""

    day: date
    opened: bool = False
    words: ObjectionVersionView | None = None
    test: TestView | None = None
    resolution: ResolutionView | None = None
    answer: VersionView | None = None
    unreachable: tuple[str, ...] = ()


class ObjectionPage(NamedTuple):
    """An objection's own page."""

    id: str
    row: ObjectionRow
    now: ObjectionView
    from_circle: PageLink | None
    from_day: date | None
    behind: tuple[tuple[str, MarkdownText | None], ...]
    earlier: tuple[ObjectionVersionView, ...]
    life: tuple[ObjectionEvent, ...]
    files: tuple[RecordFile, ...]
    cite: Citation


def list_objection_rows(scene: Snapshot) -> dict[str, tuple[ObjectionRow, ...]]:
    """All objections by part of the list: the nearest day to answer first, then the latest."""
    rows = [row for folder in scene.movement.objection_folders() if (row := find_objection_row(scene, folder))]
    parts = {part: tuple(sorted((row for row in rows if row.part == part), key=_sort_urgent_first)) for part in STAGES}
    return {part: rows for part, rows in parts.items() if rows}


def _sort_urgent_first(row: ObjectionRow) -> tuple[date, int, str]:
    by = row.step.by if row.step and row.step.by else date.max
    return by, -row.since.toordinal(), row.door.href or ""


def find_objection_row(scene: Snapshot, folder: ObjectionFolder) -> ObjectionRow | None:
    """One objection as lists show it; None before it was opened."""
    state = objection_on(scene.movement, folder, scene.day)
    if state is None:
        return None
    newest, step = state.version, find_awaited_step(scene, folder)
    return ObjectionRow(
        scene.link_objection(folder),
        scene.link_target(folder.target),
        newest.against.version if newest else None,
        state.stage,
        "left" if state.is_standing and step is None else state.stage,
        state.since,
        newest.raised if newest else None,
        scene.name_people(newest.authors if newest else folder.idea.by if folder.idea else ()),
        scene.link_circles(find_testing_circles(scene.movement, folder, scene.day)),
        step,
    )


def find_awaited_step(scene: Snapshot, folder: ObjectionFolder) -> StepView | None:
    """The step that an objection waits for; none where it is settled, or what it was against is over."""
    steps: tuple[NextStep, ...] = ()
    id_ = folder.target.partition("/")[2]
    if folder.target.startswith("decisions/") and decision_on(scene.movement, id_, scene.day):
        steps = list_decision_steps(scene.movement, id_, scene.day)
    elif folder.target.startswith("proposals/") and proposal_on(scene.movement, id_, scene.day):
        steps = list_proposal_steps(scene.movement, id_, scene.day)
    own = [step for step in steps if step.of == folder.target and step.objection == folder.id]
    return list_step_views(scene, own)[0] if own else None


def find_objection_page(scene: Snapshot, folder: ObjectionFolder) -> ObjectionPage | None:
    """An objection's own page; None before it was opened."""
    row, now = find_objection_row(scene, folder), find_objection_view(scene, folder)
    if row is None or now is None:
        return None
    raised = sorted((v for v in folder.versions.values() if v.raised <= scene.day), key=lambda v: v.number)
    words = tuple(_make_version_view(scene, version) for version in raised)
    circle, day = _find_first_round(raised)
    return ObjectionPage(
        folder.id,
        row,
        now,
        scene.link_circle(circle) if circle else None,
        day,
        people_behind(scene, folder),
        words[:-1],
        tuple(sorted(_list_objection_events(scene, folder, now, words), key=lambda event: event.day)),
        tuple(
            f for f in scene.list_files(folder.target) if f.path.startswith(f"{folder.target}/objections/{folder.id}/")
        ),
        _cite_objection(scene, folder, raised),
    )


def _cite_objection(scene: Snapshot, folder: ObjectionFolder, raised: list[Objection]) -> Citation:
    """An objection is cited as it is worded now."""
    shown, day = (raised[-1] if raised else folder.idea), None
    if shown is not None:
        day = shown.raised if isinstance(shown, Objection) else shown.opened
    return make_citation(scene, scene.link_objection(folder), (), day, shown.file if shown else "")


def _make_version_view(scene: Snapshot, version: Objection) -> ObjectionVersionView:
    lang = version.lang
    return ObjectionVersionView(
        version.number,
        version.title or version.objection,
        lang,
        version.raised,
        scene.name_people(version.authors),
        scene.name_person(version.carried_by) if version.carried_by else None,
        make_markdown_text(version.important, lang),
        make_markdown_text(version.reasons, lang),
        make_markdown_text(version.would_consent_if, lang),
    )


def _find_first_round(raised: list[Objection]) -> tuple[str | None, date | None]:
    """The circle and the day of the round in which a member's own "I can't live with this yet" became an objection."""
    named = next((version.from_round for version in reversed(raised) if version.from_round), None)
    if named is None:
        return None, None
    day, _, rest = named.partition(".")
    try:
        return rest.partition(".")[0] or None, date.fromisoformat(day)
    except ValueError:
        return None, None


def _list_objection_events(
    scene: Snapshot, folder: ObjectionFolder, now: ObjectionView, words: tuple[ObjectionVersionView, ...]
) -> Iterator[ObjectionEvent]:
    """What happened to it; on one day in the order in which acts of a day happen."""
    if folder.idea and folder.idea.opened <= scene.day:
        yield ObjectionEvent(folder.idea.opened, opened=True)
    yield from (
        ObjectionEvent(version.submitted, answer=version) for version in _list_answering_versions(scene, folder)
    )
    yield from (ObjectionEvent(one.raised, words=one) for one in words)
    yield from (ObjectionEvent(test.held, test=test) for test in now.tests)
    missed = {r.date: scene.name_people(r.unreachable) for r in folder.resolutions}
    yield from (ObjectionEvent(r.day, resolution=r, unreachable=missed.get(r.day, ())) for r in now.resolutions)


def _list_answering_versions(scene: Snapshot, folder: ObjectionFolder) -> tuple[VersionView, ...]:
    """The versions of the proposal objected to that say they answer this objection, with what they changed."""
    root, _, id_ = folder.target.partition("/")
    proposal = scene.movement.proposals.get(id_) if root == "proposals" else None
    if proposal is None:
        return ()
    answering = (v for v in proposal.versions.values() if folder.id in v.integrates and v.submitted <= scene.day)
    return tuple(make_version_view(scene, proposal, version) for version in answering)
