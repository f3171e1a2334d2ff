"""Whose consent an act of a circle lacks (M2, M9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.away import awaited_on, have_all_consented, is_away_clear, lacking_consent, members_needed_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.lasting_voices import FEWEST_ASKING, is_asked_to_go
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.validity.lacks import Lack, Lacks
from nstgov.lifecycle.validity.lacks_of_welcome import lacks_of_welcome
from nstgov.lifecycle.wording import choose_verb_form, format_list, format_number
from nstgov.records import (
    Away,
    Back,
    Changes,
    Circle,
    Closes,
    Joins,
    Leaves,
    Movement,
    PersonalAct,
    PersonChange,
    Record,
    TakesIn,
    Voiced,
)
from nstgov.records.circles import Act


@derive_once
def acts_lacking(movement: Movement) -> dict[str, tuple[Lack, ...]]:
    """By path, the acts of circles that lack somebody's consent, with what each lacks (A09)."""
    found = {act.file: lacks for act in _acts(movement) if (lacks := tuple(_acted(movement, act)))}
    for circle in movement.find_sound(Circle, "members", "voices", "imported"):
        if circle.imported is None and (lacks := tuple(_lacks_of_founding(circle))):
            found[circle.file] = lacks
    return found | {record.file: lacks for record, lacks in _unread_consents(movement)}


def _unread_consents(movement: Movement) -> Iterator[tuple[Record, Lacks]]:
    """The beginnings and acts of circles of which nobody can read who consented: silence is no yes."""
    for kind in (Circle, Joins, Leaves, Changes, TakesIn, Closes):
        for record in movement.find_all(kind):
            if not movement.is_sound_key(record, "voices") or not movement.is_sound_key(record, "entered_by"):
                yield record, (_lack_of_reading(record),)


def _lack_of_reading(record: Record) -> Lack:
    help_ = f"See what is found there, and let those concerned say it again: nstgov check {record.file}"
    return Lack("D15", record.locate("voices"), "nobody can read who consented to this", help_, record=record.file)


def _acts(movement: Movement) -> Iterator[Act]:
    for kind in (Joins, Leaves, Away, Back, PersonChange, Changes, TakesIn, Closes):
        yield from movement.find_sound(kind, "date", "person", "takes_in", "voices", "entered_by", "how")


def _acted(movement: Movement, act: Act) -> Iterator[Lack]:
    if isinstance(act, Away | Back):
        yield from _own_word_only(act)
    elif is_clear_on(movement, act.circle, act.day) and is_away_clear(movement, act.circle):
        if isinstance(act, Joins):
            yield from _lacks_of_joining(movement, act)
        elif isinstance(act, Leaves):
            yield from _lacks_of_leaving(movement, act)
        elif isinstance(act, PersonChange):
            yield from _own_word_or_all_others(movement, act)
        else:
            yield from _circle_acted(movement, act)


def _lacks_of_founding(circle: Circle) -> Iterator[Lack]:
    if have_all_consented(circle.members.keys(), circle.voices):
        return
    lacking = [person for person in circle.members if not _has_consent_of(circle, person)]
    said = "has not said yes to being in this circle"
    yield from _lacks_of_consent(circle, circle.members, lacking, "a founder's own yes", said)


def _lacks_of_joining(movement: Movement, joins: Joins) -> Iterator[Lack]:
    yield from lacks_of_welcome(movement, joins)
    own = [] if _has_consent_of(joins, joins.person) else [joins.person]
    yield from _lacks_of_consent(joins, own, own, "their own yes", f"has not said yes to joining {joins.circle}")
    members = [person for person in _list_people_asked(movement, joins) if person != joins.person]
    lacking = lacking_consent(movement, joins.voices, joins.circle, joins.date)
    needed, said = f"a member's consent to {joins.person}", f"has not consented to {joins.person} joining"
    yield from _lacks_of_consent(joins, members, lacking, needed, said)


def _own_word_only(act: Away | Back) -> Iterator[Lack]:
    if not is_own_word(act):
        what = "is away" if isinstance(act, Away) else "is back"
        message = f"that {act.person} {what} is not their own word"
        yield Lack(
            "A09", act.locate("voices"), message, f"Ask {act.person}, and enter what they say: `{act.person}: consent`."
        )


def _lacks_of_leaving(movement: Movement, leaves: Leaves) -> Iterator[Lack]:
    """Somebody leaves otherwise than the record says, or is asked to go by too few."""
    if leaves.how == "own word" and not is_own_word(leaves):
        message = f"{leaves.person} is said to leave by their own word, which is not here"
        help_ = f"Ask {leaves.person}, and enter what they say: `{leaves.person}: consent`."
        yield Lack("A09", leaves.locate("how"), message, help_)
    elif not is_asked_to_go(leaves):
        yield from _own_word_or_all_others(movement, leaves)
    else:
        members = members_on(movement, leaves.circle, leaves.date)
        asking = [person for person in members if person != leaves.person and _has_consent_of(leaves, person)]
        lacks = list(_own_word_or_all_others(movement, leaves))
        yield from lacks
        if not lacks and not is_own_word(leaves) and len(asking) < FEWEST_ASKING:
            message = (
                f"{leaves.person} is asked to go by {format_number(len(asking))} only; it takes three others at least"
            )
            help_ = f"Ask {leaves.person} what they want, or the circle above for help."
            if leaves.how is None:
                help_ += " If they died or cannot be found, say so: `how: died`."
            yield Lack("A09", leaves.locate("voices"), message, help_)


def _own_word_or_all_others(movement: Movement, act: PersonalAct) -> Iterator[Lack]:
    others = [person for person in awaited_on(movement, act.circle, act.day) if person != act.person]
    lacking = [p for p in lacking_consent(movement, act.voices, act.circle, act.day) if p != act.person]
    if is_own_word(act) or (others and not lacking and any(_has_consent_of(act, person) for person in others)):
        return
    what = f"that {act.person} leaves" if isinstance(act, Leaves) else f"this change of {act.person}"
    message = f"{what} is neither their own word nor that of every other member"
    help_ = f"Ask {act.person}, and enter what they say: `{act.person}: consent`."
    if any(_has_consent_of(act, person) for person in others):
        message += f"; {format_list(lacking)} {choose_verb_form(lacking, 'has', 'have')} not consented"
        help_ = f"Ask {act.person}; where that cannot be, ask the others who have not spoken."
    yield Lack("A09", act.locate("voices"), message, help_)


def _circle_acted(movement: Movement, act: Act) -> Iterator[Lack]:
    members = members_on(movement, act.circle, act.day)
    asked = _list_people_asked(movement, act)
    if isinstance(act, TakesIn):
        sent = {person for person, stay in members.items() if stay.via == act.takes_in}
        asked = [person for person in asked if person not in sent]
        does = f"taking in {act.takes_in}"
    else:
        does = "closing the circle" if isinstance(act, Closes) else "this change"
        if not members:
            message = f"nobody was a member of {act.circle} on {act.day}, so nobody could consent to {does}"
            yield Lack("A09", act.locate(), message, "Wait until the circle has members, and ask them.")
    lacking = lacking_consent(movement, act.voices, act.circle, act.day)
    yield from _lacks_of_consent(act, asked, lacking, "every member's consent", f"has not consented to {does}")


def _list_people_asked(movement: Movement, act: Act) -> list[str]:
    """Who is asked about what happens to a circle: whose voice is needed that day, and who has spoken of it."""
    needed = members_needed_on(movement, act.circle, act.day)
    speaking = may_speak_on(movement, act.circle, act.day)
    more = (person for person in act.voices if person in speaking)
    return sorted({*needed, *more})


def _has_consent_of(record: Voiced, person: str) -> bool:
    return person in record.voices and record.voices[person].says == "consent"


def _lacks_of_consent(
    record: Voiced, asked: Collection[str], lacking: Iterable[str], needed: str, has_not: str
) -> Iterator[Lack]:
    """Findings for those asked whose consent is lacking: each who objects on their own line, the others together."""
    silent: list[str] = []
    missed = [person for person in lacking if person in asked]
    for person in missed:
        if person in record.voices and record.voices[person].says == "object":
            message = f"{person} objects, and this takes {needed}"
            help_ = f"Hear {person}, and look for a way that everybody can live with."
            yield Lack("A09", record.locate("voices", person), message, help_)
        else:
            silent.append(person)
    if silent:
        message = f"{format_list(silent)} {has_not if len(silent) == 1 else 'have' + has_not.removeprefix('has')}"
        others = len(asked) - len(missed)
        message += f"; the other {f'{format_number(others)} have' if others > 1 else 'one has'}" if others else ""
        yield Lack(
            "A09",
            record.locate("voices"),
            message,
            f"Ask {format_list(silent)}, and enter what they say under `voices`.",
        )
