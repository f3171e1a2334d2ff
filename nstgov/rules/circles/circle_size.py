"""Family A: how many people a circle has (M1)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    circle_on,
    ground_rules_on,
    has_been_whole,
    is_clear_on,
    is_open,
    members_on,
    parting_on,
)
from nstgov.lifecycle.circle_states import children_of
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.one_day import joining_on
from nstgov.lifecycle.wording import format_count, format_list, format_number
from nstgov.records import Circle, Joins, Movement, Where
from nstgov.records.ground_rules import CircleSize
from nstgov.rules.rule import rule

_LOOKED_AT = 40
"""Neighbours that are looked at for one to join with."""


@rule("A01", idea="M1", severity="warning")
def too_few_founders(movement: Movement) -> Iterator[Finding]:
    """
    A circle begins with at least four people.

    With four, everybody is heard in an hour, and nobody can be outnumbered by a pair. With fewer there is a friendship
    or a plan, and both are good; but a decision needs more eyes than that. So a smaller circle may well begin: it is
    gathering, it may look for others and talk about everything, and it decides from the day on which it has four. A
    circle of representatives begins with nobody, and waits for those whom other circles send.

    Bad:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members:  # <- A01
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}
    entered_by: sam-reed
    ```
    Good:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      ida-falk: {name: Ida Falk}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    """
    for circle in movement.find_sound(Circle, "members", "opened"):
        least = ground_rules_on(movement, circle.opened).circle_size.least
        there = max(len(circle.members), len(members_on(movement, circle.circle, circle.opened)))
        if circle.members and there < least:
            people = f"{format_count(there, 'person', 'people')} {'begins' if there == 1 else 'begin'} this circle"
            message = f"{people}; it can decide once it has {format_number(least)}"
            yield Finding(circle.locate("members"), message, _suggest_asking_more(least - there))


def _suggest_asking_more(more: int) -> str:
    return f"Ask {format_count(more, 'more person', 'more people')} to join; until then the circle is gathering."


@rule("A02", idea="M1")
def too_many_members(movement: Movement) -> Iterator[Finding]:
    """
    A circle has at most twelve people.

    In a circle of more, some begin to listen and others to speak, and consent turns into silence. Twelve is what a
    round can hold in an evening. Whoever comes when a circle is full is no less welcome: they begin a second circle
    with some of the first, and both send representatives to the circle above. When more representatives come together
    than fit, that is a matter for the circle they sit in, and not for the one that sent them.

    Bad, somebody joins a circle that is full:
    ```yaml title="circles/old-harbour/rope-walk/2026-08-20.joins.ida-falk.yml"
    name: Ida Falk  # <- A02
    voices: {ida-falk: consent, aiko-tanaka: consent, brendan-doyle: consent, carla-santos: consent,
      dimitra-vlachou: consent, hugo-martens: consent, joseph-mwangi: consent, nadege-pierre: consent,
      otto-virtanen: consent, ravi-pillai: consent, salma-rahman: consent, tariq-aziz: consent, viktor-melnyk: consent}
    entered_by: brendan-doyle
    ```
    Good, she joins the neighbours, who have room:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ida-falk.yml"
    name: Ida Falk
    voices: {ida-falk: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, a circle begins with thirteen:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},  # <- A02
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West},
      eva-stern: {name: Eva Stern}, joe-marsh: {name: Joe Marsh}, liv-dahl: {name: Liv Dahl},
      max-root: {name: Max Root}, nia-cole: {name: Nia Cole}, rob-vane: {name: Rob Vane}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent, tom-lund: consent,
      una-byrd: consent, kai-west: consent, eva-stern: consent, joe-marsh: consent, liv-dahl: consent,
      max-root: consent, nia-cole: consent, rob-vane: consent}
    entered_by: sam-reed
    ```
    Good, twelve of them, and the thirteenth begins another:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West},
      eva-stern: {name: Eva Stern}, joe-marsh: {name: Joe Marsh}, liv-dahl: {name: Liv Dahl},
      max-root: {name: Max Root}, nia-cole: {name: Nia Cole}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent, tom-lund: consent,
      una-byrd: consent, kai-west: consent, eva-stern: consent, joe-marsh: consent, liv-dahl: consent,
      max-root: consent, nia-cole: consent}
    entered_by: sam-reed
    ```
    """
    for circle in movement.find_sound(Circle, "members", "opened"):
        most = ground_rules_on(movement, circle.opened).circle_size.most
        if len(circle.members) > most:
            message = (
                f"{format_number(len(circle.members))} people begin this circle; {format_number(most)} is the most"
            )
            help_ = "Begin two circles, and let each choose a representative for the circle above."
            yield Finding(circle.locate("members"), message, help_)
    for joins in movement.find_sound(Joins, "date", "person"):
        yield from _check_joining_full_circle(movement, joins)


def _check_joining_full_circle(movement: Movement, joins: Joins) -> Iterator[Finding]:
    members = members_on(movement, joins.circle, joins.date)
    most = ground_rules_on(movement, joins.date).circle_size.most
    if len(members) <= most or joins.person not in members or not is_clear_on(movement, joins.circle, joins.date):
        return
    parting = parting_on(movement, joins.circle, joins.date)
    if len(members) - len(parting & members.keys()) - _count_joining_later(movement, joins) > most:
        message = f"{joins.circle} is full: {format_number(most)} is the most, and {joins.person} would be one more"
        help_ = "Begin a second circle together with some of this one, or look for a circle that has room."
        yield Finding(joins.locate(), message, help_)


def _count_joining_later(movement: Movement, joins: Joins) -> int:
    files = _list_joining(movement, joins.circle, joins.date)
    return len(files) - bisect_right(files, joins.file)


@derive_once
def _list_joining(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    return tuple(joining_on(movement, circle, day))


@rule("A03", idea="M1", lane="calendar")
def far_from_the_good_size(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A circle has about eight people.

    A circle feels its size before it reaches a limit. With five, one illness and one move leave it too small to
    decide; with eleven, the quiet ones have begun to keep quiet. Growing, splitting and joining with a neighbour take
    weeks, and they are pleasant as long as there is time. So the advice comes early, and a warning only when a circle
    has left the limits. A circle of representatives has the size that the circles below it give it, and hears of it
    when nobody sits there or when there is no more room.

    Bad on 2026-11-23, below the least since two have moved away:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft  # <- A03
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-02-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-10-01.leaves.leo-hart.yml"
    voices: {leo-hart: consent}
    ```
    Good on 2026-11-23, four have joined since:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-02-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent, tom-lund: consent,
      una-byrd: consent, kai-west: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-10-01.leaves.leo-hart.yml"
    voices: {leo-hart: consent}
    ```
    """
    for id_, folder in movement.circles.items():
        if is_open(movement, id_, today) and is_clear_on(movement, id_, today):
            size = ground_rules_on(movement, today).circle_size
            yield from _check_size(movement, id_, folder.founding.locate("name"), size, today)


def _check_size(movement: Movement, id_: str, at: Where, size: CircleSize, today: date) -> Iterator[Finding]:
    members = members_on(movement, id_, today)
    there, sits = len(members), all(stay.via for stay in members.values())
    few = f"{format_count(there, 'member')}; {format_number(size.least)} are needed to decide"
    if there == 0:
        help_ = "Choose representatives in the circles below, or ask people to join."
        yield Finding(at, "nobody is in this circle", help_)
    elif there < size.least:
        since = "it is gathering" if not has_been_whole(movement, id_, today) else "it decides again when it has them"
        yield Finding(at, f"{few}, and {since}", _suggest_growing(movement, id_, size.least - there, sits, today))
    elif there > size.most:
        message = f"{format_count(there, 'member')}, and a circle has at most {format_number(size.most)}"
        yield Finding(at, message, _suggest_split(there, size, sits))
    elif there >= size.good + _far_distance(size.most - size.good):
        message = f"{format_count(there, 'member')}: there is room for {format_number(size.most - there)} more"
        yield Finding(at, message, _suggest_split(there, size, sits), severity="advice")
    elif there <= size.good - _far_distance(size.good - size.least) and not sits:
        message = f"{format_count(there, 'member')}: {_describe_spare(there - size.least)}"
        yield Finding(at, message, _suggest_growing(movement, id_, size.good - there, sits, today), severity="advice")


def _far_distance(way: int) -> int:
    """Three quarters of the way from the good size to a limit, and at least one step."""
    return max(1, -(-3 * way // 4))


def _describe_spare(spare: int) -> str:
    return (
        "if one leaves, it can no longer decide"
        if spare == 0
        else f"it can lose {format_number(spare)} and still decide"
    )


def _suggest_split(there: int, size: CircleSize, sits: bool) -> str:
    if sits:
        return "Think about a second circle between this one and those below it."
    parts = max(2, -(-there // max(1, size.good)) if there > size.most else 2)
    size_of_each = format_number(there // parts)
    return f"Think about {format_number(parts)} circles of about {size_of_each} each, under the same parent circle."


def _suggest_growing(movement: Movement, id_: str, more: int, sits: bool, today: date) -> str:
    if sits:
        return "Choose a second representative in the circles below, or ask another circle to join."
    near = _find_small_neighbours(movement, id_, today)
    join = f", or think about becoming one circle with {format_list(near, 'or')}" if near else ""
    return f"Ask {format_count(more, 'more person', 'more people')} to join{join}."


def _find_small_neighbours(movement: Movement, id_: str, today: date) -> list[str]:
    """Circles under the same parent with which this one would not be too large."""
    state = circle_on(movement, id_, today)
    if state is None or state.parent is None:
        return []
    room = ground_rules_on(movement, today).circle_size.most - len(state.members)
    others = (c for c in children_of(movement, state.parent, today)[:_LOOKED_AT] if c != id_)
    return [other for other in others if 0 < len(members_on(movement, other, today)) <= room][:2]
