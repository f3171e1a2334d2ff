"""What an election lacks: nominations, members, consent (M10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nstgov.lifecycle.away import consenting_in, have_all_consented, lacking_for_outcome, members_needed_on
from nstgov.lifecycle.highest_circles import doubt_of_highest, highest_circles
from nstgov.lifecycle.terms import KEEPER, REPRESENTATIVE
from nstgov.lifecycle.validity.held_election import HeldElection
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import NOBODY_YET, Election, Movement

_NEED_A_MEMBER = (REPRESENTATIVE, "facilitator", "secretary")
"""Roles within a circle's own meetings, or for it; a keeper or a roof steward may be anybody on record."""


def lacks_of_nominations(held: HeldElection) -> Iterator[Lack]:
    """Members who nominated nobody, or gave no reason (E01)."""
    if held.is_judged("nominations", "changes", "voices"):
        if not held.members.keys() <= held.election.nominations.keys():
            yield from _lacks_of_silent(held.movement, held.election)
        yield from _without_reason(held.election)


def _lacks_of_silent(movement: Movement, election: Election) -> Iterator[Lack]:
    absent = {person for person, voice in election.voices.items() if voice.says == "absent"}
    needed = members_needed_on(movement, election.circle, election.held, consenting_in(election.voices))
    silent = [person for person in needed if person not in election.nominations and person not in absent]
    if silent:
        message = f"{format_list(silent)} {choose_verb_form(silent, 'has', 'have')} nominated nobody"
        help_ = f'Ask {format_list(silent)} whom they would choose, and why; "{NOBODY_YET}" is an answer too.'
        yield Lack("E01", election.locate("nominations"), message, help_)


def lacks_of_nominees(held: HeldElection) -> Iterator[Lack]:
    """Somebody named or proposed who was no member, or whom nobody named (E02)."""
    if not held.is_judged("role", "nominations", "changes", "proposed", "earlier"):
        return
    election = held.election
    nominated = {nomination.for_ for nomination in election.nominations.values()}
    if election.role in _NEED_A_MEMBER:
        is_more = bool(election.changes or election.earlier)
        if is_more or not nominated <= held.speaking or election.proposed.person not in held.speaking:
            yield from _lacks_of_membership(held)
    if nominated and election.proposed.person not in nominated:
        yield from _named_by_nobody(election)


def _lacks_of_membership(held: HeldElection) -> Iterator[Lack]:
    election = held.election
    for person, keys in _yield_people_named(election):
        if person not in held.speaking and person != NOBODY_YET:
            message = f"{person} was not a member of {election.circle} on {election.held}"
            help_ = f"Choose a member of {election.circle}; who is to carry the role may join first."
            yield Lack("E02", election.locate(*keys), message, help_)


def lacks_of_electing_voices(held: HeldElection) -> Iterator[Lack]:
    """Members, and the person proposed, who have not consented (E03)."""
    if held.is_judged("voices", "proposed") and (lacking := _list_not_consenting(held)):
        yield from _tell_not_consenting(held.election, lacking)


def _tell_not_consenting(election: Election, lacking: Iterable[str]) -> Iterator[Lack]:
    silent: list[str] = []
    proposed = (election.locate("proposed", "person"),)
    for person in lacking:
        voice = election.voices.get(person)
        if voice is None:
            silent.append(person)
            continue
        so = "objects" if voice.says == "object" else "was absent, and has not consented"
        help_ = f"Hear {person} before the election is entered."
        if voice.says == "object":
            help_ = "Ask what they see, and look for a person or a term with which everybody can live."
        yield Lack("E03", election.locate("voices", person), f"{person} {so}", help_, proposed)
    if silent:
        person = election.proposed.person
        message = f"{format_list(silent)} {choose_verb_form(silent, 'has', 'have')} not consented to {person}"
        message = f"{person}, who is proposed, has not said yes" if silent == [person] else message
        yield Lack(
            "E03", election.locate("voices"), message, f"Ask {format_list(silent)}, and add what they say.", proposed
        )


def _without_reason(election: Election) -> Iterator[Lack]:
    for key, given in (("nominations", election.nominations), ("changes", election.changes)):
        for person, nomination in given.items():
            if nomination.because is None:
                so = "gives no reason" if key == "nominations" else "changes and gives no reason"
                help_ = f"Ask {person} for it, and add `because: …`."
                yield Lack("E01", election.locate(key, person), f"{person} {so}", help_)


def _yield_people_named(election: Election) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Everybody who was nominated or proposed, with the keys that lead there."""
    for person, nomination in election.nominations.items():
        yield nomination.for_, ("nominations", person, "for")
    for person, change in election.changes.items():
        yield change.to, ("changes", person, "to")
    for at, candidate in enumerate(election.earlier):
        yield candidate.person, ("earlier", at, "person")
    yield election.proposed.person, ("proposed", "person")


def namers_of(election: Election, person: str) -> set[str]:
    """Those who named somebody, at first or after hearing the others."""
    first = {by for by, nomination in election.nominations.items() if nomination.for_ == person}
    return first | {by for by, change in election.changes.items() if change.to == person}


def _named_by_nobody(election: Election) -> Iterator[Lack]:
    person = election.proposed.person
    if not namers_of(election, person):
        message = f"{person} is proposed, and nobody has named them, before or after the changes"
        help_ = "Propose somebody of those named, or ask once more who would change."
        yield Lack("E02", election.locate("proposed", "person"), message, help_)


def _list_not_consenting(held: HeldElection) -> list[str]:
    """Members, and the person proposed, who have not consented."""
    election, person = held.election, held.election.proposed.person
    voice = election.voices.get(person)
    has_consented = voice is not None and voice.says == "consent"
    if has_consented and have_all_consented(held.members.keys(), election.voices):
        return []
    lacking = list(lacking_for_outcome(held.movement, election.voices, election.circle, election.held))
    return lacking if has_consented or person in lacking else [*lacking, person]


def lacks_of_keeper(held: HeldElection) -> Iterator[Lack]:
    """A keeper chosen by another circle than the top one; before there is one, than those that stand highest (E08)."""
    movement, election = held.movement, held.election
    if election.role != KEEPER or not held.is_judged("role"):
        return
    highest = highest_circles(movement, election.held)
    is_sure = doubt_of_highest(movement, election.held, highest) is None
    if highest and election.circle not in highest and is_sure:
        message = f"a keeper looks after everyone's record, and {election.circle} chose this one alone"
        yield Lack(
            "E08", election.locate("circle"), message, f"Let {format_list(highest, 'or')} choose, where everyone meets."
        )
