"""
Who came to a circle, and who parted from it, on one and the same day (M2, M10).

Acts of one day are taken in whatever order makes them right. So whoever comes may speak from that day and is needed
from the next; whoever leaves, or loses a seat to a successor, may speak on that day and is needed no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from nstgov.lifecycle.days import day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.membership import attendance_on, compute_membership, members_on
from nstgov.lifecycle.stays import Stay, collect_namings
from nstgov.lifecycle.terms import first_day_of_term, successors_of
from nstgov.records import Joins, Leaves, Movement

NOBODY = frozenset[str]()


def members_before(movement: Movement, circle: str, day: date) -> AbstractSet[str]:
    """The members of a circle on a day who were members before it, and do not part from it on that day."""
    there, is_still = attendance_on(movement, circle, day)
    return there.keys() if is_still else _find_members_before(movement, circle, day)


@derive_once
def _find_members_before(movement: Movement, circle: str, day: date) -> frozenset[str]:
    there = members_on(movement, circle, day).keys()
    return frozenset(there - newcomers_on(movement, circle, day) - parting_on(movement, circle, day))


def may_speak_on(movement: Movement, circle: str, day: date) -> AbstractSet[str]:
    """Whose voice counts in a circle on a day: its members, and those who lost their seat to a successor that day."""
    there, is_still = attendance_on(movement, circle, day)
    return there.keys() if is_still else _find_speaking(movement, circle, day)


@derive_once
def _find_speaking(movement: Movement, circle: str, day: date) -> frozenset[str]:
    return frozenset(members_on(movement, circle, day).keys() | _unseated_on(movement, circle, day))


def newcomers_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """
    Who came to a circle on a day: by joining it, or by a seat in it that begins then.

    Nobody comes to a circle in which nobody was: those with whom it begins, or begins again, are needed at once.
    """
    if attendance_on(movement, circle, day).is_still:
        return NOBODY
    stays = compute_membership(movement).stays.get(circle, ())
    came = {stay.person for stay in stays if stay.span.first == day}
    if not came:
        return frozenset()
    founding = movement.circles[circle].founding
    founders = founding.members.keys() if founding.opened == day else set()
    has_begun = bool(founders) or any(stay.span.first < day <= stay.span.last for stay in stays)
    if not has_begun:
        return frozenset()
    by_person: dict[str, list[Stay]] = {person: [] for person in came - founders}
    for stay in stays:
        if stay.person in by_person:
            by_person[stay.person].append(stay)
    return frozenset(person for person, theirs in by_person.items() if not _was_there(movement, theirs, day))


def _was_there(movement: Movement, theirs: list[Stay], day: date) -> bool:
    """Whether somebody's membership goes on, in the same one of their stays or by one seat after another."""
    stays_on = any(stay.span.first < day <= stay.span.last for stay in theirs)
    sat = any(
        stay.via is not None and stay.span.last == day_before(day) and not _went_to_another(movement, stay, day)
        for stay in theirs
    )
    return stays_on or (sat and all(stay.via is not None for stay in theirs if stay.span.first == day))


@derive_once
def joining_on(movement: Movement, circle: str, day: date) -> dict[str, str]:
    """By file, in the order of their names, who joins a circle on a day."""
    folder = movement.circles.get(circle)
    joining = (act for act in (folder.acts if folder else ()) if isinstance(act, Joins) and act.date == day)
    return {act.file: act.person for act in sorted(joining, key=lambda act: act.file)}


def parting_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """The members of a circle who leave it on a day: by leaving it or the circle that sends them, or by resigning."""
    return NOBODY if attendance_on(movement, circle, day).is_still else _find_parting(movement, circle, day)


@derive_once
def _find_parting(movement: Movement, circle: str, day: date) -> frozenset[str]:
    stays = [stay for stay in compute_membership(movement).stays.get(circle, ()) if stay.span.has_day(day)]
    own = {stay.person for stay in stays if stay.span.last == day and _is_own_end(movement, circle, stay, day)}
    return frozenset(own - {stay.person for stay in stays if stay.span.last > day})


def _is_own_end(movement: Movement, circle: str, stay: Stay, day: date) -> bool:
    """Whether a stay ends by an act about its person, and not because its term or the whole circle does."""
    if stay.via is None:
        acts = movement.circles[circle].acts
        return any(isinstance(act, Leaves) and act.person == stay.person and act.date == day for act in acts)
    ended = movement.decisions[stay.by].ended if stay.by in movement.decisions else None
    return (ended is not None and ended.date == day) or _has_left_sender(movement, stay, day)


def _has_left_sender(movement: Movement, stay: Stay, day: date) -> bool:
    """Whether somebody left the circle that sends them on a day; in circles that send each other nobody looks twice."""
    sender = movement.circles.get(stay.via or "")
    own = (act for act in sender.acts if isinstance(act, Leaves)) if sender else ()
    return any(act.person == stay.person and act.date == day for act in own)


def _unseated_on(movement: Movement, circle: str, day: date) -> set[str]:
    """Who sat in a circle until the day before, and whose seat went to a successor, or to another parent, that day."""
    stays = compute_membership(movement).stays.get(circle, ())
    ended = (stay for stay in stays if stay.via is not None and stay.span.last == day_before(day))
    begun = {stay.by: stay for stay in stays if stay.via is not None and stay.span.first == day}
    passing = (person for stay in begun.values() for person in _passed_on(movement, stay, day))
    return {stay.person for stay in ended if _seat_went(movement, stay, day)}.union(passing)


def _passed_on(movement: Movement, stay: Stay, day: date) -> Iterator[str]:
    """Those through whom a seat went on the same day before it came to whoever has it now."""
    seen, election = set[str](), stay.by or ""
    while election not in seen:
        seen.add(election)
        folder = movement.decisions.get(election)
        held = folder.election if folder else None
        if held is None or first_day_of_term(held) != day:
            return
        if held.proposed.person in members_on(movement, stay.via or "", day):
            yield held.proposed.person
        election = held.succeeds or ""


def _went_to_another(movement: Movement, stay: Stay, day: date) -> bool:
    after = (after for after in successors_of(movement, stay.by or "") if first_day_of_term(after) == day)
    return any(one.proposed.person != stay.person for one in after)


def _seat_went(movement: Movement, stay: Stay, day: date) -> bool:
    if stay.person not in members_on(movement, stay.via or "", day):
        return False
    sender = movement.circles[stay.via or ""].id
    succeeded = any(first_day_of_term(after) == day for after in successors_of(movement, stay.by or ""))
    return succeeded or any(naming.span.first == day for naming in collect_namings(movement).get(sender, ()))
