"""Stretches of membership, and of ties between circles, as the circles' own acts tell them (M1, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.spans import OPEN, Span, day_before
from nstgov.records import Changes, Circle, CircleFolder, Closes, Joins, Leaves, Movement, TakesIn


class Stay(NamedTuple):
    """Somebody's time as a member; `via` is the circle that sends them, by the election `by` (None: its own member)."""

    person: str
    span: Span
    via: str | None = None
    by: str | None = None


class Link(NamedTuple):
    """A circle's tie to a parent circle, for as long as it lasts."""

    child: str
    parent: str
    span: Span


class ParentNaming(NamedTuple):
    """A circle names its parent on a day and keeps it until another one or its end; the file where it does."""

    child: str
    parent: str
    span: Span
    file: str


def span_of_circle(folder: CircleFolder) -> Span:
    """From the day a circle begins to its last."""
    last = min((act.date for act in folder.acts if isinstance(act, Closes)), default=OPEN)
    return Span(folder.founding.opened, last)


def list_own_stays(folder: CircleFolder) -> list[Stay]:
    """The stays of founders and joiners, without those whom other circles send."""
    whole = span_of_circle(folder)
    began: dict[str, Span] = dict.fromkeys(folder.founding.members, whole)
    stays: list[Stay] = []
    for act in folder.acts:
        if isinstance(act, Joins):
            began.setdefault(act.person, Span(max(act.date, whole.first), whole.last))
        elif isinstance(act, Leaves) and act.person in began:
            here = began.pop(act.person)
            stays.append(Stay(act.person, Span(here.first, min(act.date, here.last))))
    stays += [Stay(person, here) for person, here in began.items()]
    return [stay for stay in stays if not stay.span.is_empty()]


def yield_namings(movement: Movement, folder: CircleFolder) -> Iterator[ParentNaming]:
    """Each time a circle names another parent than before, in the order of the days."""
    said: list[tuple[date, str, str]] = []
    for act in (folder.founding, *folder.acts):
        if not isinstance(act, Circle | Changes) or not act.parent or not movement.is_sound(act, "parent"):
            continue
        if not said or said[-1][1] != act.parent:
            said.append((act.day, act.parent, act.file))
    last = span_of_circle(folder).last
    for at, (first, parent, file) in enumerate(said):
        until = min(last, day_before(said[at + 1][0])) if at + 1 < len(said) else last
        yield ParentNaming(folder.id, parent, Span(max(first, folder.founding.opened), until), file)


def collect_taken_in(folder: CircleFolder) -> dict[str, list[date]]:
    """The days on which a circle took in others under it, by their ids."""
    taken: dict[str, list[date]] = defaultdict(list)
    for act in folder.acts:
        if isinstance(act, TakesIn):
            taken[act.takes_in].append(act.date)
    return taken


def joined_stays(stays: Iterable[Stay]) -> dict[str, list[Span]]:
    """By person, the stretches without a gap in which they are a member, in whichever way."""
    found: dict[str, list[Span]] = defaultdict(list)
    for stay in sorted(stays, key=lambda stay: stay.span):
        stretches = found[stay.person]
        if stretches and day_before(stay.span.first) <= stretches[-1].last:
            stretches[-1] = Span(stretches[-1].first, max(stretches[-1].last, stay.span.last))
        else:
            stretches.append(stay.span)
    return found
