"""What waits for one person: their voice, what they said they would do, what of theirs ends or is objected to (M15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.belonging import circles_of
from nstgov.lifecycle.days import OPEN, days_after
from nstgov.lifecycle.decision_stages import decisions_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.newest import newest_version
from nstgov.lifecycle.next_steps import (
    NextStep,
    collect_steps_by_circle,
    list_decision_steps,
    list_proposal_steps,
)
from nstgov.lifecycle.objection_stages import objection_on
from nstgov.lifecycle.proposal_stages import action_on
from nstgov.lifecycle.terms import collect_all_terms
from nstgov.records import Movement, ObjectionFolder, Version, name_of

Sort = Literal["waits", "promised", "ends", "objected"]
SOON_DAYS = 60
"""So many days ahead something of one's own counts as ending soon."""


class PersonalStep(NamedTuple):
    """
    One thing that concerns a person: of which sort, what it is, about which thing on record.

    `what` is that of a next step, or task, takes part, term, ends, objected; `of` is `proposals/<id>`, `decisions/<id>`
    or `circles/<id>`; `circle` the one in which it is (empty: in none), `by` its last day, `words` the task or the
    role, `objection` the objection's id.
    """

    sort: Sort
    what: str
    of: str
    circle: str = ""
    by: date | None = None
    words: str = ""
    objection: str = ""


@derive_once
def collect_personal_steps(movement: Movement, day: date) -> dict[str, tuple[PersonalStep, ...]]:
    """By person, everything that concerns them on a day, what has the nearest last day first; only those who sit."""
    found: dict[str, dict[PersonalStep, None]] = defaultdict(dict)
    for person, step in (*_yield_awaited(movement, day), *_yield_promised(movement, day), *_yield_own(movement, day)):
        found[person][step] = None
    sitting = (person for person in found if circles_of(movement, person, day))
    return {person: tuple(sorted(found[person], key=_step_order)) for person in sorted(sitting)}


def _step_order(step: PersonalStep) -> tuple[date, str, str, str]:
    return step.by or OPEN, step.of, step.what, step.circle


def _yield_awaited(movement: Movement, day: date) -> Iterator[tuple[str, PersonalStep]]:
    """The steps of somebody's circles, of a voice that is missing theirs alone; objections that need their words."""
    for circle, steps in collect_steps_by_circle(movement, day).items():
        members = members_on(movement, circle, day)
        for step in steps:
            for person in step.people if step.what == "speak" else members:
                if person in members and not (step.what == "commit" and _is_committed(movement, step.of, person, day)):
                    yield person, _make_step(step, circle)
    proposed = (list_proposal_steps(movement, id_, day) for id_, one in movement.proposals.items() if one.objections)
    decided = (list_decision_steps(movement, id_, day) for id_, one in movement.decisions.items() if one.objections)
    for steps in (*proposed, *decided):
        for step in steps:
            if step.what == "improve":
                yield from ((person, _make_step(step, "")) for person in step.people)


def _make_step(step: NextStep, circle: str) -> PersonalStep:
    return PersonalStep("waits", step.what, step.of, circle, step.by, objection=step.objection or "")


def _is_committed(movement: Movement, of: str, person: str, day: date) -> bool:
    action = action_on(movement, of.partition("/")[2], day)
    return action is not None and person in action.committed


def _yield_promised(movement: Movement, day: date) -> Iterator[tuple[str, PersonalStep]]:
    """Tasks of decisions in force that are not done yet, and actions in which somebody takes part."""
    for id_, state in decisions_on(movement, day).items():
        folder = movement.decisions[id_]
        version = version_of(movement, folder.decision) if folder.decision and state.in_force else None
        done = {one.what for review in folder.reviews if review.held <= day for one in review.done if one.done}
        for task in version.tasks if version else ():
            if task.who in movement.people and task.what not in done:
                yield task.who, PersonalStep("promised", "task", f"decisions/{id_}", "", task.by, task.what)
    for id_ in movement.proposals:
        action = action_on(movement, id_, day)
        if action is not None and action.stage != "over":
            for person, circle in action.committed.items():
                yield person, PersonalStep("promised", "takes part", f"proposals/{id_}", circle)


def _yield_own(movement: Movement, day: date) -> Iterator[tuple[str, PersonalStep]]:
    """Terms that run or are to come, decisions that end soon, and objections to what somebody stands behind."""
    for id_, term in collect_all_terms(movement).items():
        election = movement.decisions[id_].election
        if election is not None and election.held <= day <= term.span.last < OPEN:
            yield term.person, PersonalStep("ends", "term", f"decisions/{id_}", term.circle, term.span.last, term.role)
    for id_, state in decisions_on(movement, day).items():
        decision = movement.decisions[id_].decision
        version = version_of(movement, decision) if decision and state.in_force else None
        if version is not None and state.last_day <= days_after(day, SOON_DAYS):
            for person in _list_authors(movement, version):
                yield person, PersonalStep("ends", "ends", f"decisions/{id_}", version.asks[0], state.last_day)
    yield from _yield_objected(movement, day)


def _yield_objected(movement: Movement, day: date) -> Iterator[tuple[str, PersonalStep]]:
    for id_, proposal in movement.proposals.items():
        version = newest_version(proposal, day)
        decision = movement.decisions.get(id_)
        folders = [*proposal.objections.values(), *(decision.objections.values() if decision else ())]
        for folder in folders if version else ():
            if _is_open(movement, folder, day):
                for person in _list_authors(movement, version) if version else ():
                    yield person, PersonalStep("objected", "objected", folder.target, objection=folder.id)


def _is_open(movement: Movement, folder: ObjectionFolder, day: date) -> bool:
    state = objection_on(movement, folder, day)
    return state is not None and state.stage in ("raised", "stands", "needs work")


def _list_authors(movement: Movement, version: Version) -> list[str]:
    return [name for name in map(name_of, version.authors) if name in movement.people]
