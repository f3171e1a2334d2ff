"""Why an election is valid, or exactly what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle import OPEN, elected_terms, members_on, term_stage
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.terms import last_day_known
from nstgov.lifecycle.validity.election_validity import election_lacks
from nstgov.records import NOBODY_YET, Election, Movement
from nstgov.report.reason_tree import Reason, state_fact, with_lacks
from nstgov.report.why_faults import Lacking
from nstgov.report.why_heard import format_circle_names

_NOW = {"in force": "carries it", "to come": "is to carry it from that day on", "over": "carries it no longer"}


def why_elected(movement: Movement, election: Election, day: date) -> Reason | None:
    """The proof of an election as of a day; None before it was held."""
    if election.held > day:
        return None
    lacks = election_lacks(movement, election.election)
    person = name_on(movement, election.proposed.person, day)
    circle = format_circle_names(movement, [election.circle], election.held)
    what = f"{person} was chosen as {election.role} of {circle} on {election.held}"
    parts = _build_proof_lines(movement, election, day, Lacking(lacks))
    if lacks:
        return Reason(False, f"{what}, and the election is not valid: something is missing", parts)
    stage = _NOW[term_stage(movement, election.election, day) or "over"]
    return Reason(True, f"{what} validly, and on {day} {stage}", parts)


def _build_proof_lines(movement: Movement, election: Election, day: date, left: Lacking) -> tuple[Reason, ...]:
    return (
        with_lacks(
            state_fact(f"{len(election.nominations)} people named somebody", *_yield_named_reasons(movement, election)),
            left.take_by_rule("E01", "E02"),
        ),
        with_lacks(_voices(movement, election), left.take_by_rule("E03", "T01")),
        with_lacks(_term(movement, election, day), left.take_by_rule("E04", "E05")),
        with_lacks(Reason(True, "everything else that it rests on is in order"), left.take_by_rule()),
    )


def _yield_named_reasons(movement: Movement, election: Election) -> Iterator[Reason]:
    for person, nomination in election.nominations.items():
        by = name_on(movement, person, election.held)
        whom = "nobody yet" if nomination.for_ == NOBODY_YET else name_on(movement, nomination.for_, election.held)
        because = f": {nomination.because.strip()}" if nomination.because else ""
        yield state_fact(f"{by} named {whom}{because}")


def _voices(movement: Movement, election: Election) -> Reason:
    members = members_on(movement, election.circle, election.held)
    consenting = sum(person in election.voices and election.voices[person].says == "consent" for person in members)
    return state_fact(f"{consenting} of {len(members)} members consent to it")


def _term(movement: Movement, election: Election, day: date) -> Reason:
    term = elected_terms(movement)[election.election]
    last = last_day_known(movement, term, day)
    until = f" until {last}" if last < OPEN else ""
    return state_fact(f"the term is from {term.span.first}{until}")
