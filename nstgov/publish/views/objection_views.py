"""An objection and its life: raised, tested, resolved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import objection_on
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.publish.views.version_diff import FieldChange, find_version_before, list_changes_since
from nstgov.publish.views.voice_views import VoiceView, list_voice_views
from nstgov.records import ObjectionFolder, ProposalFolder, Resolution, Test, Version


class TestView(NamedTuple):
    """A circle's test: does it matter, is it reasoned, and what follows."""

    circle: PageLink
    held: date
    important: bool
    important_because: MarkdownText | None
    reasoned: bool
    reasoned_because: MarkdownText | None
    result: str
    voices: tuple[VoiceView, ...]


class ResolutionView(NamedTuple):
    """
    How an objection's need was met, and whether anything remains for those who objected.

    `changes` are the changed lines, where a version of the proposal met it; `href` leads to that version.
    """

    day: date
    kind: str
    how: MarkdownText | None
    version: int | None
    voices: tuple[VoiceView, ...]
    changes: tuple[FieldChange, ...] = ()
    href: str | None = None


class ObjectionView(NamedTuple):
    """An objection on a day, whole."""

    id: str
    title: str
    lang: str | None
    stage: str
    since: date
    raised: date | None
    authors: tuple[str, ...]
    against_version: int | None
    important: MarkdownText | None
    reasons: MarkdownText | None
    would_consent_if: MarkdownText | None
    tests: tuple[TestView, ...]
    resolutions: tuple[ResolutionView, ...]
    versions: int
    door: PageLink = PageLink("", None)

    @property
    def stands(self) -> bool:
        """Whether it is neither set aside nor resolved."""
        return self.stage in ("raised", "stands", "needs work")


def list_objection_views(scene: Snapshot, folders: Iterable[ObjectionFolder]) -> tuple[ObjectionView, ...]:
    """Objections on record by this day: those that stand first, then the latest."""
    views = [view for folder in folders if (view := find_objection_view(scene, folder))]
    return tuple(sorted(views, key=lambda view: (not view.stands, -view.since.toordinal(), view.id)))


def find_objection_view(scene: Snapshot, folder: ObjectionFolder) -> ObjectionView | None:
    """One objection on this day; None before it was opened."""
    state = objection_on(scene.movement, folder, scene.day)
    if state is None:
        return None
    newest, idea = state.version, folder.idea
    lang = newest.lang if newest else idea.lang if idea else None
    authors = newest.authors if newest else idea.by if idea else ()
    return ObjectionView(
        folder.id,
        (newest.title if newest else idea.title if idea else "") or folder.id,
        lang,
        state.stage,
        state.since,
        newest.raised if newest else None,
        scene.name_people(authors),
        newest.against.version if newest else None,
        make_markdown_text(newest.important if newest else idea.need if idea else None, lang),
        make_markdown_text(newest.reasons if newest else idea.reasons if idea else None, lang),
        make_markdown_text(newest.would_consent_if if newest else None, lang),
        tuple(
            _make_test_view(scene, test)
            for test in sorted(folder.tests, key=lambda t: t.held)
            if test.held <= scene.day
        ),
        tuple(
            _make_resolution_view(scene, r)
            for r in sorted(folder.resolutions, key=lambda r: r.date)
            if r.date <= scene.day
        ),
        sum(version.raised <= scene.day for version in folder.versions.values()),
        scene.link_objection(folder),
    )


def _make_test_view(scene: Snapshot, test: Test) -> TestView:
    return TestView(
        scene.link_circle(test.circle),
        test.held,
        test.important.holds,
        make_markdown_text(test.important.because, test.lang),
        test.reasoned.holds,
        make_markdown_text(test.reasoned.because, test.lang),
        test.result,
        list_voice_views(scene, test.voices, test.lang, test),
    )


def _make_resolution_view(scene: Snapshot, resolution: Resolution) -> ResolutionView:
    version, before = _find_resolving_versions(scene, resolution)
    return ResolutionView(
        resolution.date,
        resolution.kind,
        make_markdown_text(resolution.how, resolution.lang),
        resolution.version,
        list_voice_views(scene, resolution.voices, resolution.lang, resolution),
        list_changes_since(scene, version, before),
        f"proposals/{version.proposal}/v{version.number}/" if version else None,
    )


def _find_resolving_versions(scene: Snapshot, resolution: Resolution) -> tuple[Version | None, Version | None]:
    """The version of the proposal by which an objection was met, and the one before it; None where there is none."""
    root, _, id_ = resolution.target.partition("/")
    folder = scene.movement.proposals.get(id_) if root == "proposals" and resolution.version else None
    version = folder.versions.get(resolution.version) if folder and resolution.version else None
    if folder is None or version is None or version.submitted > scene.day:
        return None, None
    return version, find_version_before(scene, folder, version.number)


def people_behind(
    scene: Snapshot, folder: ProposalFolder | ObjectionFolder
) -> tuple[tuple[str, MarkdownText | None], ...]:
    """Those who stand behind an idea, or an objection in the making, with their words."""
    if folder.idea is None:
        return ()
    first = [(name, None) for name in scene.name_people(folder.idea.by)]
    return (
        *first,
        *((scene.name_person(one.person), make_markdown_text(one.because, one.lang)) for one in folder.stands_with),
    )
