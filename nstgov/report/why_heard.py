"""How each circle was heard, and how everyone affected took part: the part of a proof that speaks of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.findings import Verdict
from nstgov.lifecycle import (
    Hearing,
    Spoken,
    Step,
    affected_by,
    circle_on,
    disputes_beside,
    members_on,
    newcomers_on,
    part_taken,
    parting_on,
)
from nstgov.lifecycle.people_on import name_on
from nstgov.records import Movement, Round, Version
from nstgov.report.reason import Reason, all_of, told


def named(movement: Movement, people: Iterable[str], day: date) -> str:
    """The names of people on a day, in a row."""
    return ", ".join(name_on(movement, person, day) for person in people)


def circles_named(movement: Movement, ids: Iterable[str], day: date) -> str:
    """The names of circles on a day, in a row."""
    states = ((id_, circle_on(movement, id_, day)) for id_ in ids)
    return ", ".join(state.name if state else id_ for id_, state in states)


def heard(movement: Movement, version: Version, heard: Hearing, until: date) -> Reason:
    """Who in a circle consents to a version, who objects, and whose voice is missing."""
    members = members_on(movement, heard.circle, until)
    consents = [said for person, said in heard.spoken.items() if said.voice.says == "consent" and person in members]
    who = f"all {len(members)} members" if members and len(consents) == len(members) else None
    who = who or f"{len(consents)} of {len(members)} members"
    words = f"{circles_named(movement, [heard.circle], until)}: {who} consent to version {version.number}"
    below = (
        *_rounds(movement, heard),
        *_concerns(movement, consents, until),
        *_disputed(movement, version, heard, until),
        *_sent(movement, heard.circle, until),
        *_lacking(movement, heard, until),
    )
    return Reason(heard.is_consent or (None if heard.sure else False), words, below)


def _lacking(movement: Movement, heard: Hearing, until: date) -> Iterator[Reason]:
    for person in heard.passed_over:
        words = f"{named(movement, [person], until)} was away by their own word, and need not be waited for"
        yield told(words)
    yield from _of_that_day(movement, heard, until)
    for person in heard.missing:
        yield Reason(False, f"{named(movement, [person], until)} has not been heard")
    for said in heard.objecting:
        because = f": {said.voice.because}" if said.voice.because else ""
        yield Reason(False, f"{named(movement, [said.person], until)} can't live with it{because}")
    if not heard.sure:
        yield Reason(False, "a record cannot be read by which it is known who was a member and what they said")


def _of_that_day(movement: Movement, heard: Hearing, until: date) -> Iterator[Reason]:
    """Who came to a circle on that very day, or left it, and has not spoken."""
    came, left = newcomers_on(movement, heard.circle, until), parting_on(movement, heard.circle, until)
    for person in sorted((came | left) - heard.spoken.keys() - {*heard.missing, *heard.passed_over}):
        so = "came to the circle that day, and is needed from the next" if person in came else ""
        so = so or "left the circle that day, and need not be waited for any longer"
        yield told(f"{named(movement, [person], until)} {so}")


def _rounds(movement: Movement, heard: Hearing) -> Iterator[Reason]:
    """The rounds in which the voices stand, each with who wrote it down."""
    rounds: dict[str, tuple[Round, list[str]]] = {}
    for said in heard.spoken.values():
        rounds.setdefault(said.round.file, (said.round, []))[1].append(said.person)
    for file, (held, people) in sorted(rounds.items()):
        entered = f"entered by {named(movement, [held.entered_by], held.held)}" if held.entered_by else None
        entered = (
            entered if entered and (held.person is None or held.entered_by != held.person) else "in their own file"
        )
        yield told(f"{held.held}: {named(movement, people, held.held)}, {entered} ({file})")


def _concerns(movement: Movement, consents: Iterable[Spoken], until: date) -> Iterator[Reason]:
    worried = [said.person for said in consents if said.voice.concern]
    if worried:
        yield told(f"concerns go along to the review, from {named(movement, worried, until)}")


def _disputed(movement: Movement, version: Version, heard: Hearing, until: date) -> Iterator[Reason]:
    """Voices that were entered for somebody and that they had disputed by then: they do not count."""
    for held in movement.proposals[version.proposal].rounds:
        if (held.circle, held.version) == (heard.circle, version.number) and movement.beside.get(held.file):
            for person in held.voices:
                for disputed in disputes_beside(movement, held, person):
                    if disputed.date <= until:
                        yield told(_said_otherwise(movement, held, person, disputed.date, heard))


def _said_otherwise(movement: Movement, held: Round, person: str, day: date, heard: Hearing) -> str:
    name = named(movement, [person], day)
    words = f"what was entered for {name} on {held.held} does not count: on {day} they said that it was not theirs"
    own = heard.spoken.get(person)
    return f"{words}, and on {own.round.held} they spoke themselves" if own else words


def _sent(movement: Movement, circle: str, day: date) -> Iterator[Reason]:
    """Who sits there for which circle, and by which election."""
    sent: dict[str, list[str]] = {}
    for person, stay in members_on(movement, circle, day).items():
        if stay.via:
            sent.setdefault(stay.via, []).append(f"{name_on(movement, person, day)} ({stay.by})")
    for child, people in sent.items():
        yield told(f"{circles_named(movement, [child], day)} is represented there by {' and '.join(people)}")


def taking_part(movement: Movement, version: Version, until: date, verdict: Verdict, *, is_decided: bool) -> Reason:
    """How each circle affected takes part; and who below them was not heard."""
    circles = affected_by(movement, version)
    parts = tuple(_part(movement, circle, version.asks, until) for circle in circles)
    decision = f"decisions/{version.proposal}/decision.yml"
    unheard = [d for d in verdict.diagnostics if (d.code, d.place.file) == ("D12", decision)] if is_decided else []
    silent = tuple(told(f"{found.message}; they may object at any time") for found in unheard)
    words = "everyone whom it affects took part" if is_decided else "everyone whom it affects takes part"
    if not parts:
        return Reason(False, "nobody is named whom it affects")
    return all_of(
        words if all(part.is_kept for part in parts) else "not everyone whom it affects takes part", parts + silent
    )


def _part(movement: Movement, circle: str, deciding: Iterable[str], until: date) -> Reason:
    steps, name = part_taken(movement, circle, deciding, until), circles_named(movement, [circle], until)
    if steps is None:
        return Reason(False, f"{name} took no part: nobody carried its view to the circle that decides")
    if not steps:
        return Reason(True, f"{name} decides itself")
    return Reason(True, f"{name}, through {', and then '.join(_step(movement, step, until) for step in steps)}")


def _step(movement: Movement, step: Step, day: date) -> str:
    names = " and ".join(name_on(movement, term.person, day) for term in step.representatives)
    return f"{names} in {circles_named(movement, [step.parent], day)}"
