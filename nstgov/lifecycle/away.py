"""Who has stepped back for a while, and whose voice is needed on a day (M2, M22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.spans import Span, day_before, days_after, remembered
from nstgov.records import Away, Back, Movement, PersonalAct, Voices


class Absence(NamedTuple):
    """Somebody is away from a circle, by their own word, from a first to a last day."""

    person: str
    span: Span


@remembered
def absences(movement: Movement) -> dict[str, tuple[Absence, ...]]:
    """
    By circle, who was away from it and when.

    It counts from the day of the act to the last day given there, to the farthest that the ground rules of that day
    allow, or to the day before they came back; and only where it is their own word.
    """
    found: dict[str, list[Absence]] = defaultdict(list)
    for away in movement.sound(Away, "date", "person", "until", "voices", "entered_by"):
        rule = ground_rules_on(movement, away.date).away
        if rule is not None and is_own_word(away):
            last = min(away.until, days_after(away.date, rule.most_days), *_days_before_return(movement, away))
            found[away.circle].append(Absence(away.person, Span(away.date, last)))
    return {circle: tuple(gone) for circle, gone in found.items()}


def is_own_word(act: PersonalAct) -> bool:
    """Whether an act about a person is their own word: they consent to it, or wrote it and nothing else is said."""
    voice = act.voices.get(act.person)
    return voice.says == "consent" if voice else act.entered_by == act.person


def _days_before_return(movement: Movement, away: Away) -> Iterator[date]:
    folder = movement.circles.get(away.circle)
    for act in folder.acts if folder else ():
        if isinstance(act, Back) and act.person == away.person and act.date >= away.date:
            yield day_before(act.date)


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
