"""Stretches of membership, and of ties between circles, as the circles' own acts tell them (M1, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from nstgov.lifecycle.days import OPEN, Span, day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.records import Changes, Circle, CircleFolder, Closes, Election, Joins, Leaves, Movement, TakesIn

_SPAN = attrgetter("span")


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
    if not folder.acts:
        return Span(folder.founding.opened, OPEN)
    # asked very often, and few circles have closed
    closings = [act.date for act in folder.acts if isinstance(act, Closes)]
    return Span(folder.founding.opened, min(closings) if closings else OPEN)


def list_own_stays(folder: CircleFolder) -> list[Stay]:
    """The stays of founders and joiners, without those whom other circles send."""
    whole = span_of_circle(folder)
    if not folder.acts:
        return [] if whole.is_empty() else [Stay(person, whole) for person in folder.founding.members]
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


@derive_once
def collect_namings(movement: Movement) -> dict[str, Sequence[ParentNaming]]:
    """By circle that ever names a parent, each time it names another one than before, in the order of the days."""
    named = ((circle, _list_namings(movement, folder)) for circle, folder in movement.circles.items())
    return {circle: theirs for circle, theirs in named if theirs}


def _list_namings(movement: Movement, folder: CircleFolder) -> Sequence[ParentNaming]:
    if folder.acts:
        return list(_yield_namings(movement, folder))
    began = folder.founding
    is_named = began.parent and movement.is_sound(began, "parent")
    return (ParentNaming(folder.id, began.parent or "", span_of_circle(folder), began.file),) if is_named else ()


def _yield_namings(movement: Movement, folder: CircleFolder) -> Iterator[ParentNaming]:
    said: list[Circle | Changes] = []
    naming: list[Circle | Changes] = [folder.founding, *(act for act in folder.acts if isinstance(act, Changes))]
    for act in naming:
        if act.parent and movement.is_sound(act, "parent") and (not said or said[-1].parent != act.parent):
            said.append(act)
    whole = span_of_circle(folder)
    for at, act in enumerate(said):
        until = min(whole.last, day_before(said[at + 1].day)) if at + 1 < len(said) else whole.last
        yield ParentNaming(folder.id, act.parent or "", Span(max(act.day, whole.first), until), act.file)


def collect_taken_in(folder: CircleFolder) -> dict[str, list[date]]:
    """The days on which a circle took in others under it, by their ids."""
    taken: dict[str, list[date]] = defaultdict(list)
    for act in folder.acts:
        if isinstance(act, TakesIn):
            taken[act.takes_in].append(act.date)
    return taken


def joined_stays(stays: Iterable[Stay]) -> dict[str, list[Span]]:
    """By person, the stretches without a gap in which they are a member, in whichever way."""
    stays = list(stays)
    if len(stays) == 1:
        return {stays[0].person: [stays[0].span]}
    found: dict[str, list[Span]] = defaultdict(list)
    for stay in sorted(stays, key=_SPAN):
        stretches = found[stay.person]
        if stretches and day_before(stay.span.first) <= stretches[-1].last:
            stretches[-1] = Span(stretches[-1].first, max(stretches[-1].last, stay.span.last))
        else:
            stretches.append(stay.span)
    return found


def find_unreliable_circles(
    movement: Movement, parents: Iterable[str], electing: Container[str]
) -> Iterator[tuple[str, str]]:
    """
    Circles of which a record that all membership rests on is faulty, each with the path of that record.

    `parents` are the circles that some circle names, `electing` those that elected representatives: where it cannot be
    read who elected somebody, or where those sit, it might be in any of the parents.
    """
    for circle in movement.find_all(Circle):
        if not movement.is_sound(circle, "opened", "members"):
            yield circle.circle, circle.file
    for kind in (Closes, TakesIn):
        for act in movement.find_all(kind):
            if not movement.is_sound(act, "date"):
                yield act.circle, act.file
    unread = (one for one in movement.find_all(Election) if not movement.is_sound(one, "circle", "role"))
    if (election := next(unread, None)) is not None:
        yield from ((parent, election.file) for parent in parents)
    if nowhere := next((file for circle, file in find_misplaced_circles(movement).items() if circle in electing), None):
        yield from ((parent, nowhere) for parent in parents)
        yield from ((circle, nowhere) for circle, folder in movement.circles.items() if not folder.founding.members)


@derive_once
def find_misplaced_circles(movement: Movement) -> dict[str, str]:
    """Circles that name a parent in a record which cannot be read there, and that record: whom they send is unknown."""
    found = {
        circle.circle: circle.file for circle in movement.find_all(Circle) if not movement.is_sound(circle, "parent")
    }
    return found | {act.circle: act.file for act in movement.find_all(Changes) if not movement.is_sound(act, "parent")}


class Doubt(NamedTuple):
    """A faulty record by which somebody would join or leave, and the first day of which nothing is sure for it."""

    file: str
    since: date


def find_unreliable_people(movement: Movement) -> dict[str, dict[str, Doubt]]:
    """People whose joining or leaving stands in a faulty record, by circle, with the first such record."""
    found: dict[str, dict[str, Doubt]] = defaultdict(dict)
    for kind in (Joins, Leaves):
        for act in movement.find_all(kind):
            if not movement.is_sound(act, "date", "person"):
                # the name of the file says the day; only what the content says otherwise puts it in doubt
                day = act.date if movement.is_sound_key(act, "date") else date.min
                doubt = min(
                    Doubt(act.file, day),
                    found[act.circle].get(act.person, Doubt(act.file, day)),
                    key=_first_day_of_doubt,
                )
                found[act.circle][act.person] = doubt
    return found


def _first_day_of_doubt(doubt: Doubt) -> date:
    return doubt.since
