"""An objection and its life: raised, tested, resolved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import objection_on
from nstgov.publish.views.changing import FieldChange, changes_since, version_before
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.publish.views.speaking import VoiceView, voices_view
from nstgov.records import ObjectionFolder, ProposalFolder, Resolution, Test, Version


class TestView(NamedTuple):
    """A circle's test: does it matter, is it reasoned, and what follows."""

    circle: Door
    held: date
    important: bool
    important_because: Prose | None
    reasoned: bool
    reasoned_because: Prose | None
    result: str
    voices: tuple[VoiceView, ...]


class ResolutionView(NamedTuple):
    """
    How an objection's need was met, and whether anything remains for those who objected.

    `changes` are the changed lines, where a version of the proposal met it; `href` leads to that version.
    """

    day: date
    kind: str
    how: Prose | None
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
    important: Prose | None
    reasons: Prose | None
    would_consent_if: Prose | None
    tests: tuple[TestView, ...]
    resolutions: tuple[ResolutionView, ...]
    versions: int
    door: Door = Door("", None)

    @property
    def stands(self) -> bool:
        """Whether it is neither set aside nor resolved."""
        return self.stage in ("raised", "stands", "needs work")


def objections_view(scene: Scene, folders: Iterable[ObjectionFolder]) -> tuple[ObjectionView, ...]:
    """Objections on record by this day: those that stand first, then the latest."""
    views = [view for folder in folders if (view := objection_view(scene, folder))]
    return tuple(sorted(views, key=lambda view: (not view.stands, -view.since.toordinal(), view.id)))


def objection_view(scene: Scene, folder: ObjectionFolder) -> ObjectionView | None:
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
        scene.people(authors),
        newest.against.version if newest else None,
        prose(newest.important if newest else idea.need if idea else None, lang),
        prose(newest.reasons if newest else idea.reasons if idea else None, lang),
        prose(newest.would_consent_if if newest else None, lang),
        tuple(_test(scene, test) for test in sorted(folder.tests, key=lambda t: t.held) if test.held <= scene.day),
        tuple(_resolution(scene, r) for r in sorted(folder.resolutions, key=lambda r: r.date) if r.date <= scene.day),
        sum(version.raised <= scene.day for version in folder.versions.values()),
        scene.objection(folder),
    )


def _test(scene: Scene, test: Test) -> TestView:
    return TestView(
        scene.circle(test.circle),
        test.held,
        test.important.holds,
        prose(test.important.because, test.lang),
        test.reasoned.holds,
        prose(test.reasoned.because, test.lang),
        test.result,
        voices_view(scene, test.voices, test.lang, test),
    )


def _resolution(scene: Scene, resolution: Resolution) -> ResolutionView:
    version, before = _versions(scene, resolution)
    return ResolutionView(
        resolution.date,
        resolution.kind,
        prose(resolution.how, resolution.lang),
        resolution.version,
        voices_view(scene, resolution.voices, resolution.lang, resolution),
        changes_since(scene, version, before),
        f"proposals/{version.proposal}/v{version.number}/" if version else None,
    )


def _versions(scene: Scene, resolution: Resolution) -> tuple[Version | None, Version | None]:
    """The version of the proposal by which an objection was met, and the one before it; None where there is none."""
    root, _, id_ = resolution.target.partition("/")
    folder = scene.movement.proposals.get(id_) if root == "proposals" and resolution.version else None
    version = folder.versions.get(resolution.version) if folder and resolution.version else None
    if folder is None or version is None or version.submitted > scene.day:
        return None, None
    return version, version_before(scene, folder, version.number)


def people_behind(scene: Scene, folder: ProposalFolder | ObjectionFolder) -> tuple[tuple[str, Prose | None], ...]:
    """Those who stand behind an idea, or an objection in the making, with their words."""
    if folder.idea is None:
        return ()
    first = [(name, None) for name in scene.people(folder.idea.by)]
    return (*first, *((scene.person(one.person), prose(one.because, one.lang)) for one in folder.stands_with))
