"""Elections, each as a story: names with reasons, changes of mind, the proposed person, the round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from nstgov.lifecycle import KEEPER, all_terms, begins, elected_terms, term_stage
from nstgov.lifecycle.spans import remembered
from nstgov.publish.views.citing import Citation, citation
from nstgov.publish.views.deciding import EndView, end_view
from nstgov.publish.views.happening import Happening, happenings
from nstgov.publish.views.lacking import LackView, lack_views
from nstgov.publish.views.scene import Door, File, Prose, Scene, prose
from nstgov.publish.views.speaking import VoiceView, voices_view
from nstgov.records import NOBODY_YET, Election, Nomination, NominationChange


class ElectionRow(NamedTuple):
    """An election in a list: `current` while its term runs, `ahead` before it begins; `valid` if validly made."""

    id: str
    door: Door
    role: str
    circle: Door
    who: str
    held: date
    first: date
    last: date
    current: bool
    ahead: bool
    valid: bool


class Named(NamedTuple):
    """Whom a member named (None: nobody yet), and why."""

    by: str
    whom: str | None
    because: Prose | None


class Earlier(NamedTuple):
    """Somebody proposed first, and objected to."""

    who: str
    because: Prose | None
    voices: tuple[VoiceView, ...]


class ElectionView(NamedTuple):
    """An election's page."""

    row: ElectionRow
    lang: str | None
    responsibilities: Prose | None
    qualities: tuple[str, ...]
    facilitator: str | None
    nominations: tuple[Named, ...]
    changes: tuple[Named, ...]
    earlier: tuple[Earlier, ...]
    because: Prose | None
    lacks: tuple[LackView, ...]
    voices: tuple[VoiceView, ...]
    entered_by: str | None
    succeeds: Door | None
    succeeded_by: Door | None
    ended: EndView | None
    files: tuple[File, ...]
    happenings: tuple[Happening, ...]
    cite: Citation


@remembered
def election_rows(scene: Scene) -> tuple[ElectionRow, ...]:
    """All elections held by this day: running terms first, by circle; then those that are over, the latest first."""
    rows = [election_row(scene, id_) for id_, election in _held(scene)]
    running = sorted((r for r in rows if r.current or r.ahead), key=lambda r: (r.circle.name, r.role, r.first))
    return (
        *running,
        *sorted((r for r in rows if not (r.current or r.ahead)), key=lambda r: (-r.last.toordinal(), r.id)),
    )


def election_views(scene: Scene) -> Iterator[tuple[str, Callable[[], ElectionView]]]:
    """Every election by its id, with what makes its page."""
    followers = {e.succeeds: e.election for _, e in _held(scene) if e.succeeds}
    for id_, election in _held(scene):
        yield id_, partial(_view, scene, election, followers.get(id_))


def _held(scene: Scene) -> Iterator[tuple[str, Election]]:
    for id_, folder in scene.movement.decisions.items():
        if folder.election is not None and folder.election.held <= scene.day:
            yield id_, folder.election


def keeper_rows(scene: Scene) -> tuple[ElectionRow, ...]:
    """The elections of keepers, in the order of all elections."""
    return tuple(row for row in election_rows(scene) if row.role == KEEPER)


def election_row(scene: Scene, id_: str) -> ElectionRow:
    """An election as lists show it."""
    election, stage = scene.movement.decisions[id_].election, term_stage(scene.movement, id_, scene.day)
    term = all_terms(scene.movement).get(id_) or elected_terms(scene.movement)[id_]
    return ElectionRow(
        id_,
        scene.decision(id_),
        term.role,
        scene.circle(term.circle),
        scene.person(term.person),
        election.held if election else term.span.first,
        begins(election) if election else term.span.first,
        term.span.last,
        stage == "in force",
        stage == "to come" and not term.span.is_empty(),
        stage != "not valid",
    )


def _view(scene: Scene, election: Election, follower: str | None) -> ElectionView:
    lang = election.lang
    return ElectionView(
        election_row(scene, election.election),
        lang,
        prose(election.responsibilities, lang),
        election.qualities,
        scene.person(election.facilitator) if election.facilitator else None,
        _named(scene, election.nominations, lang),
        _named(scene, election.changes, lang),
        tuple(
            Earlier(scene.person(e.person), prose(e.because, lang), voices_view(scene, e.voices, lang))
            for e in election.earlier
        ),
        prose(election.proposed.because, lang),
        lack_views(scene, election.election),
        voices_view(scene, election.voices, lang, election),
        scene.person(election.entered_by) if election.entered_by else None,
        scene.decision(election.succeeds) if election.succeeds else None,
        scene.decision(follower) if follower else None,
        end_view(scene, scene.movement.decisions[election.election].ended),
        scene.files(f"decisions/{election.election}"),
        happenings(scene, f"decisions/{election.election}"),
        _cited(scene, election),
    )


def _cited(scene: Scene, election: Election) -> Citation:
    who, role = scene.person(election.proposed.person), scene.decision(election.election)
    return citation(scene, role._replace(name=f"{who}, {role.name}"), (), election.held, election.file)


def _named(
    scene: Scene, said: Mapping[str, Nomination] | Mapping[str, NominationChange], lang: str | None
) -> tuple[Named, ...]:
    found = []
    for person, one in said.items():
        whom = one.for_ if isinstance(one, Nomination) else one.to
        found.append(
            Named(scene.person(person), None if whom == NOBODY_YET else scene.person(whom), prose(one.because, lang))
        )
    return tuple(found)
