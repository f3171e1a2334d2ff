"""What nobody changes by an act that is not theirs: who is a member, what is decided, where it stands, who is heard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.lifecycle import (
    circle_on,
    decision_on,
    find_hearing,
    ground_rules_on,
    list_chain_steps,
    proposal_on,
    terms_on,
)
from nstgov.lifecycle.keys import keys_now
from nstgov.lifecycle.people import find_account, name_on
from nstgov.lifecycle.proofs import proofs_of
from nstgov.lifecycle.proposal_stages import action_on
from nstgov.lifecycle.terms import term_stage
from nstgov.lifecycle.validity.decision_validity import validity_of
from nstgov.lifecycle.withheld import withheld_on
from nstgov.records import Movement, Round

Outcomes = dict[str, object]


def collect_outcomes(whole: Movement, like: Movement, days: Iterable[date]) -> Outcomes:
    """The outcomes of everything that stands in `like`, as another movement has them on several days."""
    mine = {person: sorted(key for who, key in _held(whole) if who == person) for person in like.people}
    found: Outcomes = {"keys": mine}
    found |= {f"proofs {one.file}": proofs_of(whole, one.file) for one in like.find_all(Round)}
    for day in days:
        found |= _of_circles(whole, like, day) | _of_proposals(whole, like, day) | _of_decisions(whole, like, day)
        found[f"hidden {day}"] = withheld_on(whole, day)
        found[f"rules {day}"] = ground_rules_on(whole, day)
        names = {one: (name_on(whole, one, day), find_account(whole, one, day)) for one in like.people}
        found[f"names {day}"] = names
    return found


def _held(whole: Movement) -> list[tuple[str, str]]:
    return [(one.person, one.key) for one in keys_now(whole)]


def _of_circles(whole: Movement, like: Movement, day: date) -> Outcomes:
    found: Outcomes = {}
    for id_ in like.circles:
        state = circle_on(whole, id_, day)
        found[f"circle {id_} {day}"] = state and state._replace(asks=None)
        found[f"chain {id_} {day}"] = list_chain_steps(whole, id_, day)
        for role in ("representative", "facilitator", "secretary", "keeper"):
            found[f"{role} {id_} {day}"] = terms_on(whole, id_, role, day)
    return found


def _of_proposals(whole: Movement, like: Movement, day: date) -> Outcomes:
    found: Outcomes = {}
    for id_, folder in like.proposals.items():
        state = proposal_on(whole, id_, day)
        found[f"proposal {id_} {day}"] = state and (state.stage, state.version, [one.id for one in state.objections])
        found[f"action {id_} {day}"] = action_on(whole, id_, day)
        for number, version in folder.versions.items():
            for circle in version.asks:
                heard = find_hearing(whole, id_, number, circle, day)
                spoken = {person: (one.voice.says, one.round.file) for person, one in heard.spoken.items()}
                found[f"heard {id_} {number} {circle} {day}"] = spoken, heard.missing, heard.passed_over, heard.sure
    return found


def _of_decisions(whole: Movement, like: Movement, day: date) -> Outcomes:
    found: Outcomes = {}
    for id_, folder in like.decisions.items():
        if folder.election is not None:
            found[f"term {id_} {day}"] = term_stage(whole, id_, day)
        decided = decision_on(whole, id_, day)
        found[f"decision {id_} {day}"] = decided and decided._replace(objections=()), validity_of(whole, id_)
        found[f"against {id_} {day}"] = decided and [one.id for one in decided.objections]
    return found
