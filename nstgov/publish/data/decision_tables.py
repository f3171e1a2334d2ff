"""Decisions: where each stands, when it is in force, what came of it; elections and terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.lifecycle import DecisionState, collect_all_terms, decisions_on, version_of
from nstgov.lifecycle.terms import last_day_known
from nstgov.publish.data.circle_tables import PATH
from nstgov.publish.data.columns import Day, Rows, Table, copy_fields, day_or_none, list_records
from nstgov.publish.data.proposal_tables import ENTERED
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Decision, Election, Ended, Review


class DecisionRow(NamedTuple):
    """A row of `decisions`."""

    decision: Annotated[str, N_("its id, which is that of its proposal")]
    title: Annotated[str, N_("its title")]
    stage: Annotated[
        str, N_("in force, under reconsideration, lapsed, replaced, renewed, let go, not valid, or imported")
    ]
    decided: Annotated[Day | None, N_("the day it was decided")]
    circles: Annotated[tuple[str, ...], N_("the circles that decided")]
    version: Annotated[int, N_("the version that was decided")]
    consented_to: Annotated[str, N_("the SHA-256 of that version")]
    sunset: Annotated[Day | None, N_("the last day that was decided")]
    last_day: Annotated[Day | None, N_("the last day in force, as far as is known")]
    review: Annotated[Day | None, N_("the day by which it is looked at again")]
    review_due: Annotated[bool, N_("whether that day is over")]
    changed_by: Annotated[str | None, N_("the later decision that renews, replaces or ends it")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class InForceRow(NamedTuple):
    """A row of `in-force`."""

    first: Annotated[Day, N_("the first day in force")]
    last: Annotated[Day | None, N_("the last day, as far as is known; empty where there is none")]
    decision: Annotated[str, N_("the decision")]
    title: Annotated[str, N_("its title")]
    kind: Annotated[str | None, N_("policy, action, invitation, or ground rules")]
    circles: Annotated[tuple[str, ...], N_("the circles that decided")]
    affects: Annotated[tuple[str, ...], N_("the circles it affects")]
    ended_as: Annotated[str | None, N_("what became of it: lapsed, replaced, renewed, let go; empty while in force")]
    changed_by: Annotated[str | None, N_("the later decision that renews, replaces or ends it")]
    path: Annotated[str | None, N_("the file of the version that was decided: its row in `versions` has the text")]


class ReviewRow(NamedTuple):
    """A row of `reviews`."""

    decision: Annotated[str, N_("the decision")]
    held: Annotated[Day | None, N_("the day")]
    circle: Annotated[str, N_("the circle")]
    helped: Annotated[str, N_("what came of it")]
    result: Annotated[str, N_("keep, change, or let go")]
    next_review: Annotated[Day | None, N_("the day by which it is looked at again")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class ReadingRow(NamedTuple):
    """A row of `readings`."""

    decision: Annotated[str, N_("the decision")]
    held: Annotated[Day | None, N_("the day of the review")]
    of: Annotated[str, N_("what was looked at")]
    found: Annotated[str, N_("what was found")]
    path: Annotated[str, PATH]


class DoneRow(NamedTuple):
    """A row of `done`."""

    decision: Annotated[str, N_("the decision")]
    held: Annotated[Day | None, N_("the day of the review")]
    what: Annotated[str, N_("the task")]
    done: Annotated[bool, N_("whether it was done")]
    path: Annotated[str, PATH]


class EndingRow(NamedTuple):
    """A row of `endings`."""

    decision: Annotated[str, N_("the decision or election")]
    date: Annotated[Day | None, N_("its last day")]
    how: Annotated[str, N_("resigned or let go")]
    because: Annotated[str | None, N_("why")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class ElectionRow(NamedTuple):
    """A row of `elections`."""

    election: Annotated[str, N_("its id")]
    circle: Annotated[str, N_("the circle")]
    role: Annotated[str, N_("the role")]
    held: Annotated[Day | None, N_("the day")]
    person: Annotated[str, N_("who was chosen")]
    because: Annotated[str | None, N_("why")]
    responsibilities: Annotated[str | None, N_("what the role is for")]
    qualities: Annotated[tuple[str, ...], N_("what the circle looked for")]
    facilitator: Annotated[str | None, N_("who facilitated")]
    succeeds: Annotated[str | None, N_("the election whose term this one follows")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class NominationRow(NamedTuple):
    """A row of `nominations`."""

    election: Annotated[str, N_("the election")]
    by: Annotated[str, N_("the member")]
    nominated: Annotated[str, N_("the person, or “nobody yet”")]
    because: Annotated[str | None, N_("why")]
    changed_to: Annotated[str | None, N_("the person after hearing the others; empty without a change")]
    changed_because: Annotated[str | None, N_("why the change")]


class TermRow(NamedTuple):
    """A row of `terms`."""

    election: Annotated[str, N_("the election")]
    circle: Annotated[str, N_("the circle")]
    role: Annotated[str, N_("the role")]
    person: Annotated[str, N_("who carries it")]
    first: Annotated[Day, N_("the first day")]
    last: Annotated[Day | None, N_("the last day, as far as is known")]


def _list_decision_states(scene: Snapshot) -> Iterator[tuple[Decision, DecisionState]]:
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if decision is not None:
            yield decision, state


def _list_decisions(scene: Snapshot) -> Rows:
    for decision, state in _list_decision_states(scene):
        yield copy_fields(
            DecisionRow,
            decision,
            title=scene.link_decision(decision.decision).name,
            stage=state.stage,
            decided=day_or_none(decision.decided),
            consented_to=decision.sha256,
            sunset=day_or_none(decision.sunset),
            last_day=day_or_none(state.last_day),
            review=day_or_none(state.review),
            review_due=state.review_due,
            changed_by=state.changed_by.by if state.changed_by else None,
            path=decision.file,
        )


def _list_times_in_force(scene: Snapshot) -> Rows:
    for decision, state in _list_decision_states(scene):
        version = version_of(scene.movement, decision)
        if state.stage not in ("imported", "not valid") and state.last_day >= decision.decided:
            yield InForceRow(
                decision.decided,
                day_or_none(state.last_day),
                decision.decision,
                scene.link_decision(decision.decision).name,
                version.kind if version else None,
                decision.circles,
                version.affects if version else (),
                None if state.in_force else state.stage,
                state.changed_by.by if state.changed_by else None,
                version.file if version else None,
            )


def _list_reviews(scene: Snapshot) -> Rows:
    for review in list_records(scene, Review):
        days = {"held": day_or_none(review.held), "next_review": day_or_none(review.next_review)}
        yield copy_fields(ReviewRow, review, path=review.file, **days)


def _list_readings(scene: Snapshot) -> Rows:
    for review in list_records(scene, Review):
        for reading in review.readings:
            yield ReadingRow(review.decision, day_or_none(review.held), reading.of, reading.found, review.file)


def _list_done_tasks(scene: Snapshot) -> Rows:
    for review in list_records(scene, Review):
        for task in review.done:
            yield DoneRow(review.decision, day_or_none(review.held), task.what, task.done, review.file)


def _list_endings(scene: Snapshot) -> Rows:
    for ended in list_records(scene, Ended):
        yield copy_fields(EndingRow, ended, date=day_or_none(ended.date), path=ended.file)


def _list_elections(scene: Snapshot) -> Rows:
    for election in list_records(scene, Election):
        proposed = election.proposed
        yield copy_fields(
            ElectionRow,
            election,
            held=day_or_none(election.held),
            person=proposed.person,
            because=proposed.because,
            path=election.file,
        )


def _list_nominations(scene: Snapshot) -> Rows:
    for election in list_records(scene, Election):
        for by, nomination in election.nominations.items():
            change = election.changes.get(by)
            changed = (change.to, change.because) if change else (None, None)
            yield NominationRow(election.election, by, nomination.for_, nomination.because, *changed)


def _list_terms(scene: Snapshot) -> Rows:
    for term in collect_all_terms(scene.movement).values():
        election = scene.movement.decisions[term.election].election
        if election and election.held <= scene.day and not term.span.is_empty():
            last = day_or_none(last_day_known(scene.movement, term, scene.day))
            yield TermRow(term.election, term.circle, term.role, term.person, term.span.first, last)


DECISIONS = (
    Table(
        "decisions",
        N_("A decision, where it stands on the day of the data; its text is in `versions`."),
        DecisionRow,
        _list_decisions,
    ),
    Table(
        "in-force",
        N_("The days on which a decision is in force: what held on a day is every row with first ≤ day ≤ last."),
        InForceRow,
        _list_times_in_force,
    ),
    Table(
        "reviews",
        N_("What came of a decision, as a circle saw it; the voices are in `voices`."),
        ReviewRow,
        _list_reviews,
    ),
    Table("readings", N_("What a decision is judged by, and what a review found."), ReadingRow, _list_readings),
    Table("done", N_("A task, and whether a review found it done."), DoneRow, _list_done_tasks),
    Table("endings", N_("A decision or a term that was ended before its time."), EndingRow, _list_endings),
    Table("elections", N_("A person was chosen for a role; the voices are in `voices`."), ElectionRow, _list_elections),
    Table(
        "nominations", N_("Whom a member nominated, and after hearing the others."), NominationRow, _list_nominations
    ),
    Table("terms", N_("A time in which somebody carries a role."), TermRow, _list_terms),
)
"""The tables of decisions, elections and terms."""
