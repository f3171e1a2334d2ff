"""Who has stepped back for a while, and whose voice is needed on a day (M2, M22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.one_day import may_speak_on, members_before, parting_on
from nstgov.lifecycle.spans import Span, day_before, days_after, remembered
from nstgov.records import Away, Back, Movement, PersonalAct, Voices


class Absence(NamedTuple):
    """Somebody is away from a circle, by their own word, from a first to a last day; back sooner on the day after."""

    person: str
    span: Span
    is_back_sooner: bool = False

    def excuses(self, day: date) -> bool:
        """Whether nobody waits for them on a day; who comes back on it may speak, and is needed from the next."""
        return self.span.holds(day) or (self.is_back_sooner and day_before(day) == self.span.last)


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
            agreed = min(away.until, days_after(away.date, rule.most_days))
            last = min((agreed, *_days_before_return(movement, away)))
            found[away.circle].append(Absence(away.person, Span(away.date, last), last < agreed))
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


def excused_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """Those for whom a circle need not wait on a day: who is away, and who comes back on it."""
    return frozenset(gone.person for gone in absences(movement).get(circle, ()) if gone.excuses(day))


def passed_over(movement: Movement, circle: str, day: date, spoken: Collection[str] = ()) -> frozenset[str]:
    """
    The members of a circle whose voice is not needed on a day, since they are away; `spoken` are those who spoke.

    None where the ground rules of that day do not allow it, or where fewer voices than they ask for would be left.
    Somebody who steps back or returns on the day itself may have spoken while they were there.
    """
    rule = ground_rules_on(movement, day).away
    if rule is None:
        return frozenset()
    members = members_on(movement, circle, day).keys()
    gone = [one for one in absences(movement).get(circle, ()) if one.excuses(day) and one.person in members]
    all_day = {one.person for one in gone if one.span.first < day <= one.span.last}
    earlier = {one.person for one in gone if one.span.first < day}
    some = {one.person for one in gone} - (set(spoken) - all_day)
    choices = (frozenset(some), frozenset(earlier), frozenset(all_day))
    return next((away for away in choices if len(members) - len(away) >= rule.least_voices), frozenset())


def awaited_on(movement: Movement, circle: str, day: date, spoken: Collection[str] = ()) -> tuple[str, ...]:
    """
    The members of a circle whose voice is asked for on a day, those included who are away.

    Whoever came on that very day is asked from the next one on, and whoever leaves on it no longer. Where nobody else
    is there all are asked, unless of those who leave somebody has spoken.
    """
    before = members_before(movement, circle, day)
    is_over = not before and not parting_on(movement, circle, day).isdisjoint(spoken)
    return tuple(p for p in members_on(movement, circle, day) if p in before or not (before or is_over))


def needed_on(movement: Movement, circle: str, day: date, spoken: Collection[str] = ()) -> tuple[str, ...]:
    """The members of a circle whose voice is needed for what it does on a day, for which some have spoken."""
    over = passed_over(movement, circle, day, spoken)
    return tuple(person for person in awaited_on(movement, circle, day, spoken) if person not in over)


def consenting_in(voices: Voices) -> set[str]:
    """Those who consent in some voices."""
    return {person for person, voice in voices.items() if voice.says == "consent"}


def lacking_consent(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """The members of a circle on a day who do not consent in these voices; of those not needed only who objects."""
    needed = set(needed_on(movement, circle, day, consenting_in(voices)))
    return tuple(
        person
        for person in sorted(may_speak_on(movement, circle, day))
        if (person in voices and voices[person].says == "object")
        or (person in needed and (person not in voices or voices[person].says != "consent"))
    )


def lacking_for_outcome(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """As `lacking_consent`, for what a circle decides, tests or elects, which takes the least number of members."""
    lacking = lacking_consent(movement, voices, circle, day)
    consenting = consenting_in(voices)
    more = lacking_for_size(movement, circle, day, needed_on(movement, circle, day, consenting), consenting)
    return (*lacking, *(person for person in more if person not in lacking))


def lacking_for_size(
    movement: Movement, circle: str, day: date, needed: Collection[str], spoken: Collection[str]
) -> tuple[str, ...]:
    """
    Who came or left on a day and has not spoken, where without them too few would have made an outcome.

    With three who were there before, a fourth who came that evening made the circle whole before it decided; so their
    voice is needed after all.
    """
    passing = may_speak_on(movement, circle, day).difference(needed)
    if not passing or len(passing & set(spoken)) + len(needed) >= ground_rules_on(movement, day).circle_size.least:
        return ()
    silent = passing.intersection(members_on(movement, circle, day)).difference(spoken)
    return tuple(sorted(silent - passed_over(movement, circle, day, spoken)))
