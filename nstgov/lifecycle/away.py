"""Who has stepped back for a while, and whose voice is needed on a day (M2, M22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.absence_lengths import days_before_return, farthest_days, is_own_word
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import members_on, membership
from nstgov.lifecycle.spans import Span, remembered
from nstgov.lifecycle.stays import Stay
from nstgov.records import Away, Back, Movement, Voices


class Absence(NamedTuple):
    """Somebody is away from a circle, by their own word, from a first to a last day."""

    person: str
    span: Span


@remembered
def absences(movement: Movement) -> dict[str, tuple[Absence, ...]]:
    """
    By circle, who was away from it and when.

    It counts from the day of the act to the last day given there, to the farthest that the ground rules of that day
    allow, or to the day before they came back; and only where it is their own word. Whoever is away from the circle
    that sent them is away from the one in which they sit for it too.
    """
    found: dict[str, list[Absence]] = defaultdict(list)
    for away in movement.sound(Away, "date", "person", "until", "voices", "entered_by"):
        rule = ground_rules_on(movement, away.date).away
        if rule is not None and is_own_word(away):
            last = min(away.until, farthest_days(movement)[away.file], *days_before_return(movement, away))
            found[away.circle].append(Absence(away.person, Span(away.date, last)))
    return _with_those_sent(movement, found)


def _with_those_sent(movement: Movement, own: Mapping[str, list[Absence]]) -> dict[str, tuple[Absence, ...]]:
    """The same absences, and in each circle those of the people sent there from a circle that they are away from."""
    stays, found = membership(movement).stays, {circle: tuple(gone) for circle, gone in own.items()}
    left = [circle for circle in own if own[circle]]
    sent: dict[str, list[tuple[str, Stay]]] = defaultdict(list)
    for circle, theirs in stays.items():
        for stay in theirs:
            if stay.via is not None:
                sent[stay.via].append((circle, stay))
    while left:
        below = left.pop()
        for circle, stay in sent.get(below, ()):
            here = ((gone, gone.span.within(stay.span)) for gone in found[below] if gone.person == stay.person)
            more = {gone._replace(span=span) for gone, span in here if not span.is_empty()}
            if new := more.difference(found.get(circle, ())):
                found[circle] = (*found.get(circle, ()), *sorted(new))
                left.append(circle)
    return found


def away_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """Those who are away from a circle on a day."""
    return frozenset(gone.person for gone in absences(movement).get(circle, ()) if gone.span.holds(day))


def is_away_clear(movement: Movement, circle: str) -> bool:
    """Whether the records of who is away from a circle are sound."""
    folder = movement.circles.get(circle)
    acts = (act for act in folder.acts if isinstance(act, Away | Back)) if folder else ()
    return all(movement.is_sound(act, "date", "person", "until", "voices", "entered_by") for act in acts)


def passed_over(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """
    The members of a circle whose voice is not needed on a day, since they are away.

    None where the ground rules of that day do not allow it, or where fewer voices than they ask for would be left.
    """
    rule = ground_rules_on(movement, day).away
    if rule is None:
        return frozenset()
    members = members_on(movement, circle, day).keys()
    away = away_on(movement, circle, day) & members
    return away if len(members) - len(away) >= rule.least_voices else frozenset()


def needed_on(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """The members of a circle whose voice is needed for what it does on a day."""
    over = passed_over(movement, circle, day)
    return tuple(person for person in members_on(movement, circle, day) if person not in over)


def lacking_consent(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """The members of a circle on a day who do not consent in these voices; of those away only who objects."""
    needed = set(needed_on(movement, circle, day))
    return tuple(
        person
        for person in members_on(movement, circle, day)
        if (person in voices and voices[person].says == "object")
        or (person in needed and (person not in voices or voices[person].says != "consent"))
    )
