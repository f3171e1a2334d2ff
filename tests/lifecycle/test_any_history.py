"""What holds in every history: no later act changes an earlier day, consent is everybody's, what lapsed is over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from nstgov import lifecycle as life
from nstgov.lifecycle import (
    REPRESENTATIVE,
    collect_all_terms,
    decision_on,
    find_hearing,
    ground_rules_on,
    members_on,
    terms_on,
)
from nstgov.lifecycle.care import care_on
from nstgov.lifecycle.next_steps import collect_steps_by_circle
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.people import name_on
from nstgov.records import Movement
from tests.building import at
from tests.lifecycle.plausible import CIRCLES, LAST, PEOPLE, PROPOSALS, continued, histories

DAYS = range(-1, LAST + 3)


def told(whole: Movement, day: date) -> dict[str, Any]:
    """What is said of a day, without how long it will last: of circles, people, proposals, decisions, objections."""
    found: dict[str, Any] = {
        "ground rules": ground_rules_on(whole, day).number,
        "highest": life.highest_circles(whole, day),
        "proposals": {id_: _proposal(state) for id_, state in life.proposals_on(whole, day).items()},
        "decisions": {id_: _decision(state) for id_, state in life.decisions_on(whole, day).items()},
        "actions": {id_: life.action_on(whole, id_, day) for id_ in PROPOSALS},
        "objections": {f.target + f.id: life.objection_on(whole, f, day) for f in whole.objection_folders()},
        "people": {person: life.circles_of(whole, person, day) for person in PEOPLE},
        "names": [name_on(whole, person, day) for person in ("ana", "ben", "chi", "dee")],
        "steps": collect_steps_by_circle(whole, day),
        "care": care_on(whole, day),
    }
    found["objections"] = {id_: state for id_, state in found["objections"].items() if state}
    return found | {circle: _circle(whole, circle, day) for circle in CIRCLES}


def _proposal(state: life.ProposalState) -> Any:
    heard = [(h.circle, h.missing, h.passed_over, {p: s.voice for p, s in h.spoken.items()}) for h in state.hearings]
    return state.stage, state.since, state.version, heard, [folder.id for folder in state.objections]


def _decision(state: life.DecisionState) -> Any:
    return state._replace(objections=()), [folder.id for folder in state.objections]


def _circle(whole: Movement, circle: str, day: date) -> Any:
    link = life.link_on(whole, circle, day)
    way = [
        (step.parent, [term.election for term in step.representatives])
        for step in life.list_chain_steps(whole, circle, day)
    ]
    members = {person: stay.via for person, stay in members_on(whole, circle, day).items()}
    return (
        life.circle_on(whole, circle, day), link and link.parent, way, members, life.away_on(whole, circle, day),
        life.find_unheard_below(whole, circle, day), life.find_nearest_common(whole, (circle, "oak"), day),
        [term.election for term in terms_on(whole, circle, REPRESENTATIVE, day)], life.is_open(whole, circle, day),
    )  # fmt: skip


@pytest.mark.long
@given(continued())
def test_what_happens_later_never_changes_an_earlier_day(given_: tuple[Movement, Movement, int]) -> None:
    """Whatever is added, every answer about a day before it stays what it was on that day."""
    before, after, until = given_
    for day in range(-1, until + 1):
        was, is_ = told(before, at(day)), told(after, at(day))
        for about in was:
            assert was[about] == is_[about], (about, day)


@pytest.mark.long
@given(histories())
def test_there_is_no_consent_without_every_member(whole: Movement) -> None:
    """Who is a member has consented to this very version, and nobody who might speak on it last objected."""
    for proposal in PROPOSALS:
        rounds = whole.proposals[proposal].rounds
        for circle in CIRCLES:
            for number in (1, 2, 3):
                for day in DAYS:
                    heard = find_hearing(whole, proposal, number, circle, at(day))
                    if not heard.is_consent:
                        continue
                    latest = {
                        person: voice.says
                        for held in rounds
                        if (held.circle, held.version) == (circle, number) and held.held <= at(day)
                        for person, voice in held.voices.items()
                        if voice.says != "absent" and held.person in (None, person)
                        and person in may_speak_on(whole, circle, held.held)
                    }  # fmt: skip
                    needed = set(members_on(whole, circle, at(day))) - life.away_on(whole, circle, at(day))
                    assert needed <= latest.keys()
                    assert set(latest.values()) == {"consent"}


@given(histories())
def test_what_is_no_longer_in_force_never_is_again(whole: Movement) -> None:
    """A decision is in force at a stretch from its day on; what lapsed stays lapsed, or is renewed."""
    for id_ in whole.decisions:
        stages = [state.stage for day in DAYS if (state := decision_on(whole, id_, at(day)))]
        over = [stage for stage in stages if stage not in ("in force", "under reconsideration")]
        assert stages[len(stages) - len(over) :] == over
        if "lapsed" in over:
            assert set(over) <= {"lapsed", "renewed"}
            assert over == sorted(over)
        else:
            assert len(set(over)) <= 1


@given(histories())
def test_nobody_is_sent_who_is_no_member_of_the_circle_that_sends(whole: Movement) -> None:
    """Whoever sits for a circle was elected by it, within the term, and is a member of it that day."""
    terms = collect_all_terms(whole)
    for circle in CIRCLES:
        for day in DAYS:
            for person, stay in members_on(whole, circle, at(day)).items():
                if stay.via is not None and stay.by is not None:
                    assert person in members_on(whole, stay.via, at(day))
                    assert terms[stay.by].span.has_day(at(day))
                    assert (terms[stay.by].circle, terms[stay.by].person) == (stay.via, person)
