"""Who has stepped back for a while, and whose voice is needed on a day (M2, M22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.absence_lengths import days_before_return, farthest_days, is_own_word
from nstgov.lifecycle.days import Span, day_before
from nstgov.lifecycle.derived import answers_question, derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.late_questions import members_not_consenting
from nstgov.lifecycle.membership import attendance_on, compute_membership, members_on
from nstgov.lifecycle.one_day import NOBODY, may_speak_on, members_before, parting_on
from nstgov.lifecycle.stays import Stay
from nstgov.records import Away, Back, GroundRules, Movement, Voices


class Absence(NamedTuple):
    """Somebody is away from a circle, by their own word, from a first to a last day; back sooner on the day after."""

    person: str
    span: Span
    is_back_sooner: bool = False

    def excuses_on(self, day: date) -> bool:
        """Whether nobody waits for them on a day; who comes back on it may speak, and is needed from the next."""
        return self.span.has_day(day) or (self.is_back_sooner and day_before(day) == self.span.last)


@derive_once
def collect_absences(movement: Movement) -> dict[str, tuple[Absence, ...]]:
    """
    By circle, who was away from it and when.

    It counts from the day of the act to the last day given there, to the farthest that the ground rules of that day
    allow, or to the day before they came back; and only where it is their own word. Whoever is away from the circle
    that sent them is away from the one in which they sit for it too.
    """
    found: dict[str, list[Absence]] = defaultdict(list)
    for away in movement.find_sound(Away, "date", "person", "until", "voices", "entered_by"):
        rule = ground_rules_on(movement, away.date).away
        if rule is not None and is_own_word(away) and movement.is_counted(away):
            agreed = min(away.until, farthest_days(movement)[away.file])
            last = min((agreed, *days_before_return(movement, away)))
            found[away.circle].append(Absence(away.person, Span(away.date, last), last < agreed))
    return _with_those_sent(movement, found)


def _with_those_sent(movement: Movement, own: Mapping[str, list[Absence]]) -> dict[str, tuple[Absence, ...]]:
    """The same absences, and in each circle those of the people sent there from a circle that they are away from."""
    found = {circle: tuple(gone) for circle, gone in own.items()}
    left = list(found)
    while left:
        below = left.pop()
        for circle, stay in _sent_from(movement).get(below, ()):
            here = ((gone, gone.span.clip_to(stay.span)) for gone in found[below] if gone.person == stay.person)
            more = {gone._replace(span=span) for gone, span in here if not span.is_empty()}
            if new := more.difference(found.get(circle, ())):
                found[circle] = (*found.get(circle, ()), *sorted(new))
                left.append(circle)
    return found


@derive_once
def _sent_from(movement: Movement) -> dict[str, tuple[tuple[str, Stay], ...]]:
    """By circle, where those sit whom it sends, and when."""
    sent: dict[str, list[tuple[str, Stay]]] = defaultdict(list)
    for circle, theirs in compute_membership(movement).sent.items():
        for stay in theirs:
            sent[stay.via or ""].append((circle, stay))
    return {circle: tuple(stays) for circle, stays in sent.items()}


def away_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """Those who are away from a circle on a day."""
    return frozenset(gone.person for gone in collect_absences(movement).get(circle, ()) if gone.span.has_day(day))


def is_away_clear(movement: Movement, circle: str) -> bool:
    """Whether the records of who is away from a circle, and from those that send somebody there, are sound."""
    return circle not in _find_unclear_circles(movement)


@derive_once
def _find_unclear_circles(movement: Movement) -> frozenset[str]:
    keys = ("date", "person", "until", "voices", "entered_by")
    acts: list[Away | Back] = [*movement.find_all(Away), *movement.find_all(Back)]
    found = {act.circle for act in acts if not movement.is_sound(act, *keys)}
    left = list(found)
    while left:
        above = {circle for circle, _ in _sent_from(movement).get(left.pop(), ())}
        left += above - found
        found |= above
    return frozenset(found)


def excused_on(movement: Movement, circle: str, day: date) -> frozenset[str]:
    """Those for whom a circle need not wait on a day: who is away, and who comes back on it."""
    return frozenset(gone.person for gone in collect_absences(movement).get(circle, ()) if gone.excuses_on(day))


def find_passed_over(
    movement: Movement, circle: str, day: date, spoken: Collection[str] = (), rules: GroundRules | None = None
) -> frozenset[str]:
    """
    The members of a circle whose voice is not needed on a day, since they are away; `spoken` are those who spoke.

    `rules` are the ground rules to ask, where they are not simply those in force on the day.

    None where the ground rules of that day do not allow it, or where fewer voices than they ask for would be left.
    Somebody who steps back or returns on the day itself may have spoken while they were there.
    """
    rule = (rules or ground_rules_on(movement, day)).away
    if rule is None:
        return NOBODY
    absences = collect_absences(movement).get(circle)
    if not absences:
        return NOBODY
    members = members_on(movement, circle, day).keys()
    gone = [one for one in absences if one.excuses_on(day) and one.person in members]
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
    there, is_still = attendance_on(movement, circle, day)
    if is_still:
        return tuple(there)
    if members_before(movement, circle, day):
        return _list_in_order(movement, circle, day)
    is_over = not parting_on(movement, circle, day).isdisjoint(spoken)
    return () if is_over else tuple(there)


@derive_once
def _list_in_order(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """Those who were members before a day, in the order of its members; worked out once, however many join that day."""
    before = members_before(movement, circle, day)
    return tuple(person for person in members_on(movement, circle, day) if person in before)


def members_needed_on(movement: Movement, circle: str, day: date, spoken: Collection[str] = ()) -> tuple[str, ...]:
    """The members of a circle whose voice is needed for what it does on a day, for which some have spoken."""
    over = find_passed_over(movement, circle, day, spoken)
    awaited = awaited_on(movement, circle, day, spoken)
    return tuple(person for person in awaited if person not in over) if over else awaited


def consenting_in(voices: Voices) -> set[str]:
    """Those who consent in some voices."""
    return {person for person, voice in voices.items() if voice.says == "consent"}


def have_all_consented(members: AbstractSet[str], voices: Voices) -> bool:
    """Whether every one of some members consents, and nobody says anything else: then nobody's voice is lacking."""
    for voice in voices.values():
        if voice.says != "consent":
            return False
    return members <= voices.keys()


@answers_question(members_not_consenting)
def lacking_consent(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """The members of a circle on a day who do not consent in these voices; of those not needed only who objects."""
    if have_all_consented(members_on(movement, circle, day).keys(), voices):
        return ()
    needed = set(members_needed_on(movement, circle, day, consenting_in(voices)))
    return tuple(
        person
        for person in sorted(may_speak_on(movement, circle, day) & (needed | voices.keys()))
        if (person in voices and voices[person].says == "object")
        or (person in needed and (person not in voices or voices[person].says != "consent"))
    )


def lacking_for_outcome(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """As `lacking_consent`, for what a circle decides, tests or elects, which takes the least number of members."""
    if have_all_consented(members_on(movement, circle, day).keys(), voices):
        return ()
    lacking = lacking_consent(movement, voices, circle, day)
    consenting = consenting_in(voices)
    more = lacking_for_size(movement, circle, day, members_needed_on(movement, circle, day, consenting), consenting)
    return (*lacking, *(person for person in more if person not in lacking))


def lacking_for_size(
    movement: Movement, circle: str, day: date, needed: Collection[str], spoken: Collection[str]
) -> tuple[str, ...]:
    """
    Who came or left on a day and has not spoken, where without them too few would have made an outcome.

    With three who were there before, a fourth who came that evening made the circle whole before it decided; so their
    voice is needed after all.
    """
    passing = may_speak_on(movement, circle, day) - set(needed)
    if not passing or len(passing & set(spoken)) + len(needed) >= ground_rules_on(movement, day).circle_size.least:
        return ()
    silent = passing & members_on(movement, circle, day).keys() - set(spoken)
    return tuple(sorted(silent - find_passed_over(movement, circle, day, spoken)))
