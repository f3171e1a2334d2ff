"""Every version of a proposal by itself, at an address that stays (M2, M13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nstgov.lifecycle import find_hearing, newest_version
from nstgov.publish.views.snapshot import Citation, PageLink, RecordFile, Snapshot, make_citation
from nstgov.publish.views.version_diff import find_version_before
from nstgov.publish.views.version_texts import (
    TextView,
    VersionView,
    list_translations,
    make_version_text,
    make_version_view,
)
from nstgov.publish.views.voice_views import HearingView, make_hearing_view
from nstgov.records import ProposalFolder, Version


class VersionPage(NamedTuple):
    """
    A version's own page, at an address that stays: its whole text, its hash, what it changed, what was said to it.

    `later` is the version that stands now, where this one is no longer it; `before` the number of the one before.
    """

    id: str
    text: TextView
    version: VersionView
    proposal: PageLink
    later: VersionView | None
    before: int | None
    decision: PageLink | None
    hearings: tuple[HearingView, ...]
    translations: tuple[TextView, ...]
    files: tuple[RecordFile, ...]
    cite: Citation


def list_version_pages(scene: Snapshot, id_: str) -> Iterator[VersionPage]:
    """The page of every version of a proposal that was submitted by this day."""
    folder = scene.movement.proposals[id_]
    newest = newest_version(folder, scene.day)
    for _, version in sorted(folder.versions.items()):
        if newest and version.submitted <= scene.day:
            yield _build_version_page(scene, id_, version, newest)


def _build_version_page(scene: Snapshot, id_: str, version: Version, newest: Version) -> VersionPage:
    folder, stem = scene.movement.proposals[id_], version.file.removesuffix("yml")
    before = find_version_before(scene, folder, version.number)
    decided = scene.movement.decisions.get(id_)
    is_decided = decided and decided.decision and decided.decision.version == version.number
    return VersionPage(
        id_,
        make_version_text(scene, version),
        make_version_view(scene, folder, version),
        scene.link_proposal(id_),
        make_version_view(scene, folder, newest) if newest is not version else None,
        before.number if before else None,
        scene.link_decision(id_) if is_decided else None,
        _list_past_hearings(scene, folder, version) if newest is not version else (),
        list_translations(scene, version.file),
        tuple(file for file in scene.list_files(f"proposals/{id_}") if file.path.startswith(stem)),
        cite_proposal(scene, folder, version),
    )


def _list_past_hearings(scene: Snapshot, folder: ProposalFolder, version: Version) -> tuple[HearingView, ...]:
    """What was said to a version that no longer stands, and who had not been heard when the next one came."""
    later = (v.submitted for n, v in folder.versions.items() if n > version.number and v.submitted <= scene.day)
    until = min(later, default=scene.day)
    found = []
    for circle in dict.fromkeys(version.asks):
        heard, then = (
            find_hearing(scene.movement, folder.id, version.number, circle, day) for day in (scene.day, until)
        )
        missing = tuple(person for person in then.missing if person not in heard.spoken)
        if heard.spoken or heard.unproven:
            over = heard._replace(missing=missing, passed_over=())
            found.append(make_hearing_view(scene, over, version, over=True))
    return tuple(found)


def cite_proposal(scene: Snapshot, folder: ProposalFolder, version: Version | None) -> Citation:
    """A proposal is cited by its newest version, at that version's own address."""
    door = scene.link_proposal(folder.id)
    if version is None:
        day = folder.idea.opened if folder.idea else None
        return make_citation(scene, door, (), day, folder.idea.file if folder.idea else "")
    shown = PageLink(version.title or folder.id, f"proposals/{folder.id}/v{version.number}/", version.lang)
    cited = make_citation(scene, shown, scene.link_circles(version.asks), version.submitted, version.file)
    return cited._replace(version=version.number)
