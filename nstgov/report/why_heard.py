"""How each circle was heard, and how everyone affected took part: the part of a proof that speaks of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.findings import Verdict
from nstgov.lifecycle import (
    ChainStep,
    Hearing,
    Spoken,
    affected_by,
    circle_on,
    disputes_beside,
    find_part_taken,
    members_on,
    newcomers_on,
    parting_on,
)
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.proofs import OWN, proof_of
from nstgov.records import Movement, Round, Version
from nstgov.report.reason_tree import Reason, require_all, state_fact


def format_names(movement: Movement, people: Iterable[str], day: date) -> str:
    """The names of people on a day, in a row."""
    return ", ".join(name_on(movement, person, day) for person in people)


def format_circle_names(movement: Movement, ids: Iterable[str], day: date) -> str:
    """The names of circles on a day, in a row."""
    states = ((id_, circle_on(movement, id_, day)) for id_ in ids)
    return ", ".join(state.name if state else id_ for id_, state in states)


def explain_hearing(movement: Movement, version: Version, heard: Hearing, until: date) -> Reason:
    """Who in a circle consents to a version, who objects, and whose voice is missing."""
    members = members_on(movement, heard.circle, until)
    consents = [said for person, said in heard.spoken.items() if said.voice.says == "consent" and person in members]
    who = f"all {len(members)} members" if members and len(consents) == len(members) else None
    who = who or f"{len(consents)} of {len(members)} members"
    words = f"{format_circle_names(movement, [heard.circle], until)}: {who} consent to version {version.number}"
    below = (
        *_explain_rounds(movement, heard),
        *_explain_concerns(movement, consents, until),
        *_explain_disputed(movement, version, heard, until),
        *_explain_sent(movement, heard.circle, until),
        *_explain_lacking(movement, heard, until),
    )
    return Reason(heard.is_consent or (None if heard.sure else False), words, below)


def _explain_lacking(movement: Movement, heard: Hearing, until: date) -> Iterator[Reason]:
    for person in heard.passed_over:
        words = f"{format_names(movement, [person], until)} was away by their own word, and need not be waited for"
        yield state_fact(words)
    yield from _of_that_day(movement, heard, until)
    for person in heard.missing:
        name, said = format_names(movement, [person], until), heard.unproven.get(person)
        where = f"; what is entered for them in {said.round.file} counts once it is proven" if said else ""
        yield Reason(False, f"{name} has not been heard{where}")
    for said in heard.objecting:
        because = f": {said.voice.because}" if said.voice.because else ""
        yield Reason(False, f"{format_names(movement, [said.person], until)} can't live with it{because}")
    if not heard.sure:
        yield Reason(False, "a record cannot be read by which it is known who was a member and what they said")


def _of_that_day(movement: Movement, heard: Hearing, until: date) -> Iterator[Reason]:
    """Who came to a circle on that very day, or left it, and has not spoken."""
    came, left = newcomers_on(movement, heard.circle, until), parting_on(movement, heard.circle, until)
    for person in sorted((came | left) - heard.spoken.keys() - {*heard.missing, *heard.passed_over}):
        so = "came to the circle that day, and is needed from the next" if person in came else ""
        so = so or "left the circle that day, and need not be waited for any longer"
        yield state_fact(f"{format_names(movement, [person], until)} {so}")


def _explain_rounds(movement: Movement, heard: Hearing) -> Iterator[Reason]:
    """The rounds in which the voices stand, each with who wrote it down."""
    rounds: dict[str, tuple[Round, list[str]]] = {}
    for said in heard.spoken.values():
        rounds.setdefault(said.round.file, (said.round, []))[1].append(said.person)
    for file, (held, people) in sorted(rounds.items()):
        entered = f"entered by {format_names(movement, [held.entered_by], held.held)}" if held.entered_by else None
        entered = (
            entered if entered and (held.person is None or held.entered_by != held.person) else "in their own file"
        )
        yield state_fact(f"{held.held}: {format_names(movement, people, held.held)}, {entered} ({file})")


def _explain_concerns(movement: Movement, consents: Iterable[Spoken], until: date) -> Iterator[Reason]:
    worried = [said.person for said in consents if said.voice.concern]
    if worried:
        yield state_fact(f"concerns go along to the review, from {format_names(movement, worried, until)}")


def _explain_disputed(movement: Movement, version: Version, heard: Hearing, until: date) -> Iterator[Reason]:
    """Voices that were entered for somebody and that they had disputed by then: they do not count."""
    for held in movement.proposals[version.proposal].rounds:
        if (held.circle, held.version) == (heard.circle, version.number) and movement.beside.get(held.file):
            for person in held.voices:
                for disputed in disputes_beside(movement, held, person):
                    if disputed.date <= until:
                        yield state_fact(_describe_dispute(movement, held, person, disputed.date, heard))


def _describe_dispute(movement: Movement, held: Round, person: str, day: date, heard: Hearing) -> str:
    name = format_names(movement, [person], day)
    words = f"what was entered for {name} on {held.held} does not count: on {day} they said that it was not theirs"
    own = heard.spoken.get(person)
    if own is None:
        return words
    if proof_of(movement, own.round, person) in OWN:
        return f"{words}, and on {own.round.held} they spoke themselves"
    return f"{words}, and on {own.round.held} another word was written down under their own name"


def _explain_sent(movement: Movement, circle: str, day: date) -> Iterator[Reason]:
    """Who sits there for which circle, and by which election."""
    sent: dict[str, list[str]] = {}
    for person, stay in members_on(movement, circle, day).items():
        if stay.via:
            sent.setdefault(stay.via, []).append(f"{name_on(movement, person, day)} ({stay.by})")
    for child, people in sent.items():
        yield state_fact(
            f"{format_circle_names(movement, [child], day)} is represented there by {' and '.join(people)}"
        )


def explain_taking_part(
    movement: Movement, version: Version, until: date, verdict: Verdict, *, is_decided: bool
) -> Reason:
    """How each circle affected takes part; and who below them was not heard."""
    circles = affected_by(movement, version)
    parts = tuple(_explain_part(movement, circle, version.asks, until) for circle in circles)
    decision = f"decisions/{version.proposal}/decision.yml"
    unheard = [d for d in verdict.diagnostics if (d.code, d.place.file) == ("D12", decision)] if is_decided else []
    silent = tuple(state_fact(f"{found.message}; they may object at any time") for found in unheard)
    words = "everyone whom it affects took part" if is_decided else "everyone whom it affects takes part"
    if not parts:
        return Reason(False, "nobody is named whom it affects")
    return require_all(
        words if all(part.is_kept for part in parts) else "not everyone whom it affects takes part", parts + silent
    )


def _explain_part(movement: Movement, circle: str, deciding: Iterable[str], until: date) -> Reason:
    steps, name = find_part_taken(movement, circle, deciding, until), format_circle_names(movement, [circle], until)
    if steps is None:
        return Reason(False, f"{name} took no part: nobody carried its view to the circle that decides")
    if not steps:
        return Reason(True, f"{name} decides itself")
    return Reason(
        True, f"{name}, through {', and then '.join(_describe_step(movement, step, until) for step in steps)}"
    )


def _describe_step(movement: Movement, step: ChainStep, day: date) -> str:
    names = " and ".join(name_on(movement, term.person, day) for term in step.representatives)
    return f"{names} in {format_circle_names(movement, [step.parent], day)}"
