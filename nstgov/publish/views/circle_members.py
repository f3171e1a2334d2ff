"""What happens in a circle: who is in it, what they carry, who is away, what it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import OPEN, CircleState, Stay, members_on, terms_on
from nstgov.publish.text.safe_html import summarize_text
from nstgov.publish.views.person_views import link_person
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.records import Act, Asks, Away, Back, Changes, Closes, Joins, Leaves, PersonChange, TakesIn


class MemberView(NamedTuple):
    """Somebody who is in a circle: since when, sent by whom, what they carry there, and whether they are away."""

    name: str
    page: PageLink
    since: date
    via: PageLink | None
    election: PageLink | None
    roles: tuple[str, ...]
    away_until: date | None


class CircleEvent(NamedTuple):
    """Something that happened to a circle."""

    day: date
    what: str
    who: str | None = None
    circle: PageLink | None = None
    because: MarkdownText | None = None
    changes: tuple[tuple[str, str | PageLink], ...] = ()


def list_member_views(scene: Snapshot, state: CircleState) -> tuple[MemberView, ...]:
    """The members of a circle: those who carry a role first, then by how long they have been there."""
    stays = members_on(scene.movement, state.id, scene.day)
    away = _find_away(scene, state.id)
    views = [_make_member_view(scene, state, stay, away.get(person)) for person, stay in stays.items()]
    return tuple(sorted(views, key=lambda view: (not view.roles, view.since, view.name)))


def _make_member_view(scene: Snapshot, state: CircleState, stay: Stay, away_until: date | None) -> MemberView:
    roles = [role for role in ("facilitator", "secretary") if getattr(state, role) == stay.person]
    if any(term.person == stay.person for term in terms_on(scene.movement, state.id, "representative", scene.day)):
        roles.append("representative")
    return MemberView(
        scene.name_person(stay.person),
        link_person(scene, stay.person),
        stay.span.first,
        scene.link_circle(stay.via) if stay.via else None,
        scene.link_decision(stay.by) if stay.by else None,
        tuple(roles),
        away_until,
    )


def _find_away(scene: Snapshot, id_: str) -> dict[str, date]:
    """Who is away on this day, and until when."""
    found: dict[str, date] = {}
    for act in scene.movement.circles[id_].acts:
        if act.date <= scene.day and isinstance(act, Away) and act.until < OPEN:
            found[act.person] = act.until
        elif act.date <= scene.day and isinstance(act, Back):
            found.pop(act.person, None)
    return {person: until for person, until in found.items() if until >= scene.day}


def list_circle_events(scene: Snapshot, id_: str) -> Iterator[CircleEvent]:
    """What happened to a circle, the latest first."""
    folder = scene.movement.circles[id_]
    for act in reversed(folder.acts):
        if act.date <= scene.day:
            yield _make_circle_event(scene, act)
    yield CircleEvent(folder.founding.opened, "begins")


def _make_circle_event(scene: Snapshot, act: Act) -> CircleEvent:
    match act:
        case Joins():
            return CircleEvent(act.date, "joins", scene.name_person(act.person))
        case Leaves():
            return CircleEvent(
                act.date, "leaves", scene.name_person(act.person), because=make_markdown_text(act.because, act.lang)
            )
        case Away():
            return CircleEvent(
                act.date, "away", scene.name_person(act.person), because=make_markdown_text(act.because, act.lang)
            )
        case Back():
            return CircleEvent(act.date, "back", scene.name_person(act.person))
        case PersonChange():
            return CircleEvent(act.date, "person", scene.name_person(act.person))
        case TakesIn():
            return CircleEvent(act.date, "takes in", circle=scene.link_circle(act.takes_in))
        case Closes():
            return CircleEvent(act.date, "closes", because=make_markdown_text(act.because, act.lang))
        case Asks():
            return CircleEvent(act.date, "asks", because=make_markdown_text(act.for_, act.lang))
        case Changes():
            return CircleEvent(act.date, "changes", changes=tuple(_list_circle_changes(scene, act)))
    return CircleEvent(act.date, "changes")


def _list_circle_changes(scene: Snapshot, act: Changes) -> Iterator[tuple[str, str | PageLink]]:
    """What a circle says of itself from now on, by the word for it."""
    for key in ("name", "aim", "domain", "level", "place"):
        if value := getattr(act, key):
            yield key, summarize_text(value)
    if act.parent:
        yield "parent circle", scene.link_circle(act.parent)
    if act.meets:
        yield "meets", ", ".join(map(scene.words.gettext, act.meets))
    for role in ("facilitator", "secretary"):
        if person := getattr(act, role):
            yield role, scene.name_person(person)
