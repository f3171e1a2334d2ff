"""What happens in a circle: who is in it, what they carry, who is away, what it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import OPEN, CircleState, Stay, members_on, terms_on
from nstgov.publish.text import summary_of
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.records import Act, Asks, Away, Back, Changes, Closes, Joins, Leaves, PersonChange, TakesIn


class MemberView(NamedTuple):
    """Somebody who is in a circle: since when, sent by whom, what they carry there, and whether they are away."""

    name: str
    since: date
    via: Door | None
    election: Door | None
    roles: tuple[str, ...]
    away_until: date | None


class Event(NamedTuple):
    """Something that happened to a circle."""

    day: date
    what: str
    who: str | None = None
    circle: Door | None = None
    because: Prose | None = None
    changes: tuple[tuple[str, str | Door], ...] = ()


def member_views(scene: Scene, state: CircleState) -> tuple[MemberView, ...]:
    """The members of a circle: those who carry a role first, then by how long they have been there."""
    stays = members_on(scene.movement, state.id, scene.day)
    away = _away(scene, state.id)
    views = [_member(scene, state, stay, away.get(person)) for person, stay in stays.items()]
    return tuple(sorted(views, key=lambda view: (not view.roles, view.since, view.name)))


def _member(scene: Scene, state: CircleState, stay: Stay, away_until: date | None) -> MemberView:
    roles = [role for role in ("facilitator", "secretary") if getattr(state, role) == stay.person]
    if any(term.person == stay.person for term in terms_on(scene.movement, state.id, "representative", scene.day)):
        roles.append("representative")
    return MemberView(
        scene.person(stay.person),
        stay.span.first,
        scene.circle(stay.via) if stay.via else None,
        scene.decision(stay.by) if stay.by else None,
        tuple(roles),
        away_until,
    )


def _away(scene: Scene, id_: str) -> dict[str, date]:
    """Who is away on this day, and until when."""
    found: dict[str, date] = {}
    for act in scene.movement.circles[id_].acts:
        if act.date <= scene.day and isinstance(act, Away) and act.until < OPEN:
            found[act.person] = act.until
        elif act.date <= scene.day and isinstance(act, Back):
            found.pop(act.person, None)
    return {person: until for person, until in found.items() if until >= scene.day}


def events(scene: Scene, id_: str) -> Iterator[Event]:
    """What happened to a circle, the latest first."""
    folder = scene.movement.circles[id_]
    for act in reversed(folder.acts):
        if act.date <= scene.day:
            yield _event(scene, act)
    yield Event(folder.founding.opened, "begins")


def _event(scene: Scene, act: Act) -> Event:
    match act:
        case Joins():
            return Event(act.date, "joins", scene.person(act.person))
        case Leaves():
            return Event(act.date, "leaves", scene.person(act.person), because=prose(act.because, act.lang))
        case Away():
            return Event(act.date, "away", scene.person(act.person), because=prose(act.because, act.lang))
        case Back():
            return Event(act.date, "back", scene.person(act.person))
        case PersonChange():
            return Event(act.date, "person", scene.person(act.person))
        case TakesIn():
            return Event(act.date, "takes in", circle=scene.circle(act.takes_in))
        case Closes():
            return Event(act.date, "closes", because=prose(act.because, act.lang))
        case Asks():
            return Event(act.date, "asks", because=prose(act.for_, act.lang))
        case Changes():
            return Event(act.date, "changes", changes=tuple(_changes(scene, act)))
    return Event(act.date, "changes")


def _changes(scene: Scene, act: Changes) -> Iterator[tuple[str, str | Door]]:
    """What a circle says of itself from now on, by the word for it."""
    for key in ("name", "aim", "domain", "level", "place"):
        if value := getattr(act, key):
            yield key, summary_of(value)
    if act.parent:
        yield "parent circle", scene.circle(act.parent)
    if act.meets:
        yield "meets", ", ".join(map(scene.words.gettext, act.meets))
    for role in ("facilitator", "secretary"):
        if person := getattr(act, role):
            yield role, scene.person(person)
