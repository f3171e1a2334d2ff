"""Where everything stands on a day, as plain data: what `nstgov status --format json` prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from nstgov.languages.record_sentences import (
    summarize_circle,
    summarize_decision,
    summarize_election,
    summarize_proposal,
)
from nstgov.lifecycle import (
    LIVE,
    OPEN,
    CircleState,
    DecisionState,
    Hearing,
    ProposalState,
    action_on,
    circle_on,
    decision_on,
    ground_rules_on,
    objection_on,
    proposal_on,
    version_of,
)
from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.care import circle_stage, needs_of_circle
from nstgov.lifecycle.chain_breaks import find_sitting_terms
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle, list_decision_steps, list_proposal_steps
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.terms import elected_terms, last_day_known, term_stage
from nstgov.lifecycle.validity.decision_validity import Validity, validity_of
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.records import Movement, ObjectionFolder


def describe_movement(movement: Movement, day: date) -> dict[str, Any]:
    """Circles, live proposals, and decisions in force or lately ended, as they stand on a day."""
    circles = [describe_circle(movement, id_, day) for id_ in sorted(movement.circles)]
    proposals = [describe_proposal(movement, id_, day) for id_ in sorted(movement.proposals)]
    decisions = [describe_decision(movement, id_, day) for id_ in sorted(movement.decisions)]
    rules = ground_rules_on(movement, day)
    return {
        "as_of": day.isoformat(),
        "movement": rules.movement or (movement.settings.title if movement.settings else ""),
        "example": rules.example,
        "circles": [circle for circle in circles if circle],
        "proposals": [p for p in proposals if p and p["stage"] in LIVE],
        "decisions": [decision for decision in decisions if decision],
    }


def describe_circle(movement: Movement, id_: str, day: date) -> dict[str, Any] | None:
    """One circle as it stands on a day; None before it began."""
    state = circle_on(movement, id_, day)
    return _circle_to_dict(movement, state, day) if state else None


def _circle_to_dict(movement: Movement, state: CircleState, day: date) -> dict[str, Any]:
    terms = find_sitting_terms(movement, state.id, day)
    return {
        "id": state.id,
        "name": state.name,
        "sentence": summarize_circle(movement, state.id, day),
        "level": state.level,
        "parent": state.parent,
        "linked": state.linked,
        "stage": circle_stage(movement, state.id, day),
        "members": [{"id": person, "name": name_on(movement, person, day)} for person in state.members],
        "facilitator": state.facilitator,
        "secretary": state.secretary,
        "representatives": [
            {
                "id": term.person,
                "name": name_on(movement, term.person, day),
                "until": _format_day(last_day_known(movement, term, day)),
            }
            for term in terms
        ],
        "asks": state.asks.for_ if state.asks else None,
        "needs": [need.reason for need in needs_of_circle(movement, state.id, day)],
        "waits_for": [
            describe_step(movement, step, day) for step in collect_steps_by_circle(movement, day).get(state.id, ())
        ],
    }


def describe_proposal(movement: Movement, id_: str, day: date) -> dict[str, Any] | None:
    """One proposal as it stands on a day; None before anything of it was on record."""
    state = proposal_on(movement, id_, day)
    return _proposal_to_dict(movement, id_, state, day) if state else None


def _proposal_to_dict(movement: Movement, id_: str, state: ProposalState, day: date) -> dict[str, Any]:
    version, folder = state.version, movement.proposals[id_]
    action = action_on(movement, id_, day)
    return {
        "id": id_,
        "title": version.title if version else folder.idea.title if folder.idea else id_,
        "sentence": summarize_proposal(movement, id_, day),
        "kind": version.kind if version else None,
        "stage": state.stage,
        "since": state.since.isoformat(),
        "version": version.number if version else None,
        "sunset": _format_day(version.sunset) if version and version.sunset else None,
        "circles": [_hearing_to_dict(movement, heard, day) for heard in state.hearings],
        "objections": [_objection_to_dict(movement, objection, day) for objection in state.objections],
        "committed": len(action.committed) if action else None,
        "starts_with": {"people": action.threshold.people, "circles": action.threshold.circles} if action else None,
        "next": [describe_step(movement, step, day) for step in list_proposal_steps(movement, id_, day)],
    }


def _hearing_to_dict(movement: Movement, heard: Hearing, day: date) -> dict[str, Any]:
    said = [(name_on(movement, person, day), one.voice) for person, one in heard.spoken.items()]
    return {
        "circle": heard.circle,
        "consents": [name for name, voice in said if voice.says == "consent"],
        "objects": [{"name": name, "because": voice.because} for name, voice in said if voice.says == "object"],
        "missing": [name_on(movement, person, day) for person in heard.missing],
    }


def describe_decision(movement: Movement, id_: str, day: date) -> dict[str, Any] | None:
    """One decision as it stands on a day; None before it was made, and for an election."""
    state = decision_on(movement, id_, day)
    return _decision_to_dict(movement, id_, state, day) if state else None


def _decision_to_dict(movement: Movement, id_: str, state: DecisionState, day: date) -> dict[str, Any]:
    decision = movement.decisions[id_].decision
    version = version_of(movement, decision) if decision else None
    return {
        "id": id_,
        "title": version.title if version else id_,
        "sentence": summarize_decision(movement, id_, day),
        "stage": state.stage,
        "since": state.since.isoformat(),
        "decided": decision.decided.isoformat() if decision else None,
        "circles": list(decision.circles) if decision else [],
        "answering": list(circles_answering(movement, decision, day)) if decision else [],
        "last_day": _format_day(state.last_day),
        "review": _format_day(state.review) if state.review else None,
        "review_due": state.review_due,
        "changed_by": state.changed_by.by if state.changed_by else None,
        "lacks": _describe_lacks(validity_of(movement, id_)),
        "objections": [_objection_to_dict(movement, objection, day) for objection in state.objections],
        "next": [describe_step(movement, step, day) for step in list_decision_steps(movement, id_, day)],
    }


def election_standing(movement: Movement, id_: str, day: date) -> dict[str, Any] | None:
    """One election as it stands on a day; None before it was held, and for a decision."""
    folder = movement.decisions.get(id_)
    election = folder.election if folder else None
    if election is None or election.held > day:
        return None
    term, stage = elected_terms(movement)[id_], term_stage(movement, id_, day)
    return {
        "id": id_,
        "sentence": summarize_election(movement, id_, day),
        "circle": election.circle,
        "role": election.role,
        "person": name_on(movement, term.person, day),
        "stage": stage,
        "lacks": _describe_lacks(validity_of(movement, id_)),
        "held": election.held.isoformat(),
        "from": term.span.first.isoformat(),
        "until": _format_day(last_day_known(movement, term, day)),
    }


def _describe_lacks(validity: Validity | None) -> list[dict[str, Any]]:
    return [lack_standing(lack) for lack in validity.lacks] if validity else []


def lack_standing(lack: Lack) -> dict[str, Any]:
    """Something lacking: the rule that asks for it, what is so, the next step, and where it stands."""
    return {"rule": lack.rule, "message": lack.message, "help": lack.help, "file": lack.at.file, "circle": lack.circle}


def _objection_to_dict(movement: Movement, folder: ObjectionFolder, day: date) -> dict[str, Any]:
    state = objection_on(movement, folder, day)
    version = state.version if state else None
    return {"id": folder.id, "title": version.title if version else folder.id, "stage": state.stage if state else None}


def describe_step(movement: Movement, step: NextStep, day: date) -> dict[str, Any]:
    """A step that is awaited: what, of what, whose, by when."""
    return {
        "what": step.what,
        "of": step.of,
        "circles": list(step.circles),
        "people": [name_on(movement, person, day) for person in step.people],
        "objection": step.objection,
        "by": _format_day(step.by) if step.by else None,
        "lacking": step.lacking,
        "lack": lack_standing(step.lack) if step.lack else None,
    }


def _format_day(day: date) -> str | None:
    return day.isoformat() if day < OPEN else None
