"""Elections, each as a story: names with reasons, changes of mind, the proposed person, the round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from nstgov.lifecycle import KEEPER, collect_all_terms, elected_terms, first_day_of_term, keepers_on, term_stage
from nstgov.lifecycle.derived import derive_once
from nstgov.publish.views.decision_views import EndView, find_end_view
from nstgov.publish.views.reconsideration import LackView, lack_views
from nstgov.publish.views.snapshot import (
    Citation,
    MarkdownText,
    PageLink,
    RecordFile,
    Snapshot,
    make_citation,
    make_markdown_text,
)
from nstgov.publish.views.timeline import TimelineStep, build_timeline
from nstgov.publish.views.voice_views import VoiceView, list_voice_views
from nstgov.records import NOBODY_YET, Election, Nomination, NominationChange


class ElectionRow(NamedTuple):
    """An election in a list: `current` while its term runs, `ahead` before it begins; `valid` if validly made."""

    id: str
    door: PageLink
    role: str
    circle: PageLink
    who: str
    held: date
    first: date
    last: date
    current: bool
    ahead: bool
    valid: bool


class NominationView(NamedTuple):
    """Whom a member named (None: nobody yet), and why."""

    by: str
    whom: str | None
    because: MarkdownText | None


class EarlierCandidate(NamedTuple):
    """Somebody proposed first, and objected to."""

    who: str
    because: MarkdownText | None
    voices: tuple[VoiceView, ...]


class ElectionView(NamedTuple):
    """An election's page."""

    row: ElectionRow
    lang: str | None
    responsibilities: MarkdownText | None
    qualities: tuple[str, ...]
    facilitator: str | None
    nominations: tuple[NominationView, ...]
    changes: tuple[NominationView, ...]
    earlier: tuple[EarlierCandidate, ...]
    because: MarkdownText | None
    lacks: tuple[LackView, ...]
    voices: tuple[VoiceView, ...]
    entered_by: str | None
    succeeds: PageLink | None
    succeeded_by: PageLink | None
    ended: EndView | None
    files: tuple[RecordFile, ...]
    happenings: tuple[TimelineStep, ...]
    cite: Citation


@derive_once
def list_election_rows(scene: Snapshot) -> tuple[ElectionRow, ...]:
    """All elections held by this day: running terms first, by circle; then those that are over, the latest first."""
    rows = [find_election_row(scene, id_) for id_, election in _list_held_elections(scene)]
    running = sorted((r for r in rows if r.current or r.ahead), key=lambda r: (r.circle.name, r.role, r.first))
    return (
        *running,
        *sorted((r for r in rows if not (r.current or r.ahead)), key=lambda r: (-r.last.toordinal(), r.id)),
    )


def list_election_views(scene: Snapshot) -> Iterator[tuple[str, Callable[[], ElectionView]]]:
    """Every election by its id, with what makes its page."""
    followers = {e.succeeds: e.election for _, e in _list_held_elections(scene) if e.succeeds}
    for id_, election in _list_held_elections(scene):
        yield id_, partial(_build_election_view, scene, election, followers.get(id_))


def _list_held_elections(scene: Snapshot) -> Iterator[tuple[str, Election]]:
    for id_, folder in scene.movement.decisions.items():
        if folder.election is not None and folder.election.held <= scene.day:
            yield id_, folder.election


def list_keeper_rows(scene: Snapshot) -> tuple[ElectionRow, ...]:
    """The elections of keepers, in the order of all elections."""
    return tuple(row for row in list_election_rows(scene) if row.role == KEEPER)


def is_of_a_keeper(scene: Snapshot, row: ElectionRow) -> bool:
    """Whether whom an election chose is a keeper now: all circles that speak for everyone have chosen them."""
    election = scene.movement.decisions[row.id].election
    return election is not None and election.proposed.person in keepers_on(scene.movement, scene.day)


@derive_once
def find_election_row(scene: Snapshot, id_: str) -> ElectionRow:
    """An election as lists show it."""
    election, stage = scene.movement.decisions[id_].election, term_stage(scene.movement, id_, scene.day)
    term = collect_all_terms(scene.movement).get(id_) or elected_terms(scene.movement)[id_]
    return ElectionRow(
        id_,
        scene.link_decision(id_),
        term.role,
        scene.link_circle(term.circle),
        scene.name_person(term.person),
        election.held if election else term.span.first,
        first_day_of_term(election) if election else term.span.first,
        term.span.last,
        stage == "in force",
        stage == "to come" and not term.span.is_empty(),
        stage != "not valid",
    )


def _build_election_view(scene: Snapshot, election: Election, follower: str | None) -> ElectionView:
    lang = election.lang
    return ElectionView(
        find_election_row(scene, election.election),
        lang,
        make_markdown_text(election.responsibilities, lang),
        election.qualities,
        scene.name_person(election.facilitator) if election.facilitator else None,
        _list_nominations(scene, election.nominations, lang),
        _list_nominations(scene, election.changes, lang),
        tuple(
            EarlierCandidate(
                scene.name_person(e.person),
                make_markdown_text(e.because, lang),
                list_voice_views(scene, e.voices, lang),
            )
            for e in election.earlier
        ),
        make_markdown_text(election.proposed.because, lang),
        lack_views(scene, election.election),
        list_voice_views(scene, election.voices, lang, election),
        scene.name_person(election.entered_by) if election.entered_by else None,
        scene.link_decision(election.succeeds) if election.succeeds else None,
        scene.link_decision(follower) if follower else None,
        find_end_view(scene, scene.movement.decisions[election.election].ended),
        scene.list_files(f"decisions/{election.election}"),
        build_timeline(scene, f"decisions/{election.election}"),
        _cite_election(scene, election),
    )


def _cite_election(scene: Snapshot, election: Election) -> Citation:
    who, role = scene.name_person(election.proposed.person), scene.link_decision(election.election)
    return make_citation(scene, role._replace(name=f"{who}, {role.name}"), (), election.held, election.file)


def _list_nominations(
    scene: Snapshot, said: Mapping[str, Nomination] | Mapping[str, NominationChange], lang: str | None
) -> tuple[NominationView, ...]:
    found = []
    for person, one in said.items():
        whom = one.for_ if isinstance(one, Nomination) else one.to
        found.append(
            NominationView(
                scene.name_person(person),
                None if whom == NOBODY_YET else scene.name_person(whom),
                make_markdown_text(one.because, lang),
            )
        )
    return tuple(found)
