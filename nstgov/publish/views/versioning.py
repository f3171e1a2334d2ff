"""Every version of a proposal by itself, at an address that stays (M2, M13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nstgov.lifecycle import hearing, newest_version
from nstgov.publish.views.changing import version_before
from nstgov.publish.views.citing import Citation, citation
from nstgov.publish.views.scene import Door, File, Scene
from nstgov.publish.views.speaking import HearingView, hearing_view
from nstgov.publish.views.texts import TextView, VersionView, translations_of, version_text, version_view
from nstgov.records import ProposalFolder, Version


class VersionPage(NamedTuple):
    """
    A version's own page, at an address that stays: its whole text, its hash, what it changed, what was said to it.

    `later` is the version that stands now, where this one is no longer it; `before` the number of the one before.
    """

    id: str
    text: TextView
    version: VersionView
    proposal: Door
    later: VersionView | None
    before: int | None
    decision: Door | None
    hearings: tuple[HearingView, ...]
    translations: tuple[TextView, ...]
    files: tuple[File, ...]
    cite: Citation


def versions_of(scene: Scene, id_: str) -> Iterator[VersionPage]:
    """The page of every version of a proposal that was submitted by this day."""
    folder = scene.movement.proposals[id_]
    newest = newest_version(folder, scene.day)
    for _, version in sorted(folder.versions.items()):
        if newest and version.submitted <= scene.day:
            yield _version_page(scene, id_, version, newest)


def _version_page(scene: Scene, id_: str, version: Version, newest: Version) -> VersionPage:
    folder, stem = scene.movement.proposals[id_], version.file.removesuffix("yml")
    before = version_before(scene, folder, version.number)
    decided = scene.movement.decisions.get(id_)
    is_decided = decided and decided.decision and decided.decision.version == version.number
    return VersionPage(
        id_,
        version_text(scene, version),
        version_view(scene, folder, version),
        scene.proposal(id_),
        version_view(scene, folder, newest) if newest is not version else None,
        before.number if before else None,
        scene.decision(id_) if is_decided else None,
        _said_to(scene, folder, version) if newest is not version else (),
        translations_of(scene, version.file),
        tuple(file for file in scene.files(f"proposals/{id_}") if file.path.startswith(stem)),
        cited(scene, folder, version),
    )


def _said_to(scene: Scene, folder: ProposalFolder, version: Version) -> tuple[HearingView, ...]:
    """What was said to a version that no longer stands, and who had not been heard when the next one came."""
    later = (v.submitted for n, v in folder.versions.items() if n > version.number and v.submitted <= scene.day)
    until = min(later, default=scene.day)
    found = []
    for circle in version.asks:
        heard, then = (hearing(scene.movement, folder.id, version.number, circle, day) for day in (scene.day, until))
        missing = tuple(person for person in then.missing if person not in heard.spoken)
        if heard.spoken:
            over = heard._replace(missing=missing, passed_over=())
            found.append(hearing_view(scene, over, version, over=True))
    return tuple(found)


def cited(scene: Scene, folder: ProposalFolder, version: Version | None) -> Citation:
    """A proposal is cited by its newest version, at that version's own address."""
    door = scene.proposal(folder.id)
    if version is None:
        day = folder.idea.opened if folder.idea else None
        return citation(scene, door, (), day, folder.idea.file if folder.idea else "")
    shown = Door(version.title or folder.id, f"proposals/{folder.id}/v{version.number}/", version.lang)
    cited = citation(scene, shown, scene.circles(version.asks), version.submitted, version.file)
    return cited._replace(version=version.number)
