"""Circles, their acts, people, and who is a member of what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.lifecycle import circle_on, compute_membership, span_of_circle
from nstgov.lifecycle.landing_places import day_known
from nstgov.publish.data.columns import Day, Rows, RowsByRecord, Table, copy_fields, day_or_none, is_shown
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Act, Asks, Away, Back, Changes, Closes, Joins, Leaves, PersonChange, TakesIn

PATH = N_("the file of the record")


class CircleRow(NamedTuple):
    """A row of `circles`."""

    circle: Annotated[str, N_("its id")]
    name: Annotated[str, N_("its name")]
    level: Annotated[str, N_("one of the ground rules' levels")]
    stage: Annotated[str, N_("gathering, whole, in need of care, or closed")]
    aim: Annotated[str, N_("what it is for")]
    domain: Annotated[str | None, N_("what it decides about")]
    parent: Annotated[str | None, N_("the circle its representatives sit in")]
    linked: Annotated[bool, N_("whether that circle has taken it in")]
    place: Annotated[str | None, N_("where it is")]
    meets: Annotated[tuple[str, ...], N_("how it meets")]
    opened: Annotated[Day | None, N_("its first day")]
    closed: Annotated[Day | None, N_("its last day")]
    imported: Annotated[str | None, N_("where it was brought from")]
    people: Annotated[int, N_("how many members it has")]
    facilitator: Annotated[str | None, N_("who facilitates")]
    secretary: Annotated[str | None, N_("who writes down")]
    lang: Annotated[str | None, N_("the language of its texts, where it is not the site's first")]
    path: Annotated[str, PATH]


class ActRow(NamedTuple):
    """A row of `circle-acts`."""

    circle: Annotated[str, N_("the circle")]
    date: Annotated[Day | None, N_("the day; of leaving and closing, the last day")]
    act: Annotated[str, N_("joins, leaves, away, back, person, changes, takes-in, asks or closes")]
    person: Annotated[str | None, N_("whom it is about")]
    takes_in: Annotated[str | None, N_("the circle that is taken in")]
    until: Annotated[Day | None, N_("the last day of being away")]
    name: Annotated[str | None, N_("the new name of the person or the circle")]
    aim: Annotated[str | None, N_("the new aim")]
    domain: Annotated[str | None, N_("what it decides about from now on")]
    parent: Annotated[str | None, N_("the new parent circle")]
    level: Annotated[str | None, N_("the new level")]
    place: Annotated[str | None, N_("the new place")]
    meets: Annotated[tuple[str, ...], N_("how it meets from now on")]
    facilitator: Annotated[str | None, N_("the new facilitator")]
    secretary: Annotated[str | None, N_("the new secretary")]
    text: Annotated[str | None, N_("why, or what is asked for")]
    entered_by: Annotated[str | None, N_("who wrote the file")]
    path: Annotated[str, PATH]


class PersonRow(NamedTuple):
    """A row of `people`."""

    person: Annotated[str, N_("their id")]
    name: Annotated[str, N_("the name they go by on the day of the data")]
    home: Annotated[str, N_("the circle that introduced them")]
    account: Annotated[str | None, N_("their account on the forge, as first given")]
    path: Annotated[str, N_("the file of the record that introduced them")]


class MembershipRow(NamedTuple):
    """A row of `memberships`."""

    circle: Annotated[str, N_("the circle")]
    person: Annotated[str, N_("the member")]
    first: Annotated[Day, N_("the first day")]
    last: Annotated[Day | None, N_("the last day; empty while it has no end")]
    via: Annotated[str | None, N_("the circle that sends them")]
    election: Annotated[str | None, N_("the election by which it does")]


class LinkRow(NamedTuple):
    """A row of `links`."""

    circle: Annotated[str, N_("the circle")]
    parent: Annotated[str, N_("the parent circle")]
    first: Annotated[Day, N_("the first day")]
    last: Annotated[Day | None, N_("the last day; empty while it has no end")]


def _list_circles(scene: Snapshot) -> Rows:
    for id_, folder in scene.movement.circles.items():
        state = circle_on(scene.movement, id_, scene.day)
        if state is not None:
            founding, last = folder.founding, span_of_circle(folder).last
            more = {
                "circle": id_,
                "linked": state.linked,
                "opened": day_or_none(founding.opened),
                "closed": day_or_none(last) if last <= scene.day else None,
                "imported": founding.imported,
                "people": len(state.members),
                "lang": founding.lang,
                "path": founding.file,
            }
            yield copy_fields(CircleRow, state, **more)


_KINDS: dict[type[Act], str] = {
    Joins: "joins",
    Leaves: "leaves",
    Away: "away",
    Back: "back",
    PersonChange: "person",
    Changes: "changes",
    TakesIn: "takes-in",
    Asks: "asks",
    Closes: "closes",
}


def _list_acts(scene: Snapshot) -> Iterator[Act]:
    return (act for kind in _KINDS for act in scene.movement.find_all(kind))


def _make_act_row(scene: Snapshot, act: Act) -> ActRow | None:
    if not is_shown(scene, act):
        return None
    more = {key: getattr(act, key, None) for key in ActRow._fields}
    more |= {"act": _KINDS[type(act)], "path": act.file}
    more |= {"date": day_or_none(act.date), "until": day_or_none(more["until"])}
    more |= {"text": getattr(act, "because", None) or getattr(act, "for_", None), "meets": more["meets"] or ()}
    return copy_fields(ActRow, act, **more)


def _list_people(scene: Snapshot) -> Rows:
    for person in scene.movement.people.values():
        if day_known(scene.movement.records.get(person.introduced.file)) > scene.day:
            continue
        yield PersonRow(person.id, scene.name_person(person.id), person.home, person.account, person.introduced.file)


def _list_memberships(scene: Snapshot) -> Rows:
    for circle, stays in compute_membership(scene.movement).stays.items():
        for stay in stays:
            if stay.span.first <= scene.day and not stay.span.is_empty():
                yield MembershipRow(
                    circle, stay.person, stay.span.first, day_or_none(stay.span.last), stay.via, stay.by
                )


def _list_links(scene: Snapshot) -> Rows:
    for links in compute_membership(scene.movement).links.values():
        for link in links:
            if link.span.first <= scene.day and not link.span.is_empty():
                yield LinkRow(link.child, link.parent, link.span.first, day_or_none(link.span.last))


CIRCLES = (
    Table("circles", N_("A circle, as it is on the day of the data."), CircleRow, _list_circles),
    Table(
        "circle-acts",
        N_("Something that happened to a circle; what an act does not say is empty."),
        ActRow,
        RowsByRecord(_list_acts, _make_act_row),
    ),
    Table("people", N_("Somebody who is or was a member of a circle."), PersonRow, _list_people),
    Table(
        "memberships",
        N_("A time in which somebody is a member of a circle: by their own joining, or sent by another circle."),
        MembershipRow,
        _list_memberships,
    ),
    Table(
        "links",
        N_("A time in which a circle is linked to its parent circle, so that its representatives may sit there."),
        LinkRow,
        _list_links,
    ),
)
"""The tables of circles and people."""
