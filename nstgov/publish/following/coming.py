"""What comes next: last days, reviews, ends of terms, answers that are due, tasks (M5, M7, M10, M14, M15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from nstgov.lifecycle import (
    LIVE,
    OPEN,
    DecisionState,
    answer_by,
    circle_on,
    collect_all_terms,
    decision_on,
    decisions_on,
    find_testing_circles,
    objection_on,
    proposal_on,
    version_of,
)
from nstgov.lifecycle.days import derive_once
from nstgov.lifecycle.next_steps import list_decision_steps
from nstgov.lifecycle.terms import last_day_known
from nstgov.publish.views.scene import Snapshot
from nstgov.records import Decision, ObjectionFolder, Task

What = Literal["last day", "review", "term", "test", "resolve", "improve", "speak", "task"]


class DueDate(NamedTuple):
    """
    A day that somebody waits for, and what it is about.

    `key` names it for ever; `of` is `proposals/<id>` or `decisions/<id>`; `known` the day since which it is on record.
    `who` carries the term or the task or is to be heard, `words` says what is to be done or which objection it is.
    """

    day: date
    what: What
    of: str
    key: str
    known: date
    circles: tuple[str, ...]
    who: str = ""
    words: str = ""


@derive_once
def get_due_dates(scene: Snapshot) -> DueDates:
    """Everything that comes in a scene, gathered once for all who ask."""
    return DueDates(scene)


class DueDates:
    """Everything that comes, the nearest day first; gathered once for all calendars."""

    def __init__(self, scene: Snapshot) -> None:
        self.scene = scene

    @cached_property
    def list_all(self) -> tuple[DueDate, ...]:
        """Everything that is awaited on this day, what is overdue included."""
        return tuple(
            sorted(
                (*_find_decision_dates(self.scene), *_find_term_dates(self.scene), *_find_objection_dates(self.scene))
            )
        )

    @cached_property
    def _by_circle(self) -> dict[str, list[DueDate]]:
        found: dict[str, list[DueDate]] = defaultdict(list)
        for one in self.list_all:
            for circle in dict.fromkeys(one.circles):
                found[circle].append(one)
        return found

    def list_for_circle(self, id_: str) -> tuple[DueDate, ...]:
        """What comes for one circle."""
        return tuple(self._by_circle.get(id_, ()))


def _find_decision_dates(scene: Snapshot) -> Iterator[DueDate]:
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if decision and state.in_force:
            yield from _find_dates_of_decision(scene, decision, state)


def _find_dates_of_decision(scene: Snapshot, decision: Decision, state: DecisionState) -> Iterator[DueDate]:
    of, circles, known = f"decisions/{decision.decision}", decision.circles, decision.decided
    if state.last_day < OPEN:
        yield DueDate(state.last_day, "last day", of, f"{of}:last-day", known, circles)
    if state.review is not None and state.review <= state.last_day:
        yield DueDate(state.review, "review", of, f"{of}:review", known, circles)
    version = version_of(scene.movement, decision)
    for at, task in enumerate(version.tasks if version else (), 1):
        if task.by and scene.day <= task.by < OPEN:
            yield DueDate(
                task.by, "task", of, f"{of}:task-{at}", known, circles, _name_who_does(scene, task), task.what
            )
    if state.disputes or state.compromises:
        for step in list_decision_steps(scene.movement, decision.decision, scene.day):
            if step.what == "speak" and step.by is not None:
                key = f"{of}:speak-{'-'.join(step.people)}"
                yield DueDate(step.by, "speak", of, key, known, circles, ", ".join(scene.name_people(step.people)))


def _name_who_does(scene: Snapshot, task: Task) -> str:
    """Who carries a task: a circle or a person."""
    return scene.link_circle(task.who).name if task.who in scene.movement.circles else scene.name_person(task.who)


def _find_term_dates(scene: Snapshot) -> Iterator[DueDate]:
    for id_, term in collect_all_terms(scene.movement).items():
        circle = circle_on(scene.movement, term.circle, scene.day)
        last = last_day_known(scene.movement, term, scene.day)
        election = scene.movement.decisions[id_].election
        if election and circle and circle.stage != "closed" and term.span.first <= scene.day <= last < OPEN:
            of = f"decisions/{id_}"
            who = scene.name_person(term.person)
            yield DueDate(last, "term", of, f"{of}:term", election.held, (term.circle,), who, term.role)


def _find_objection_dates(scene: Snapshot) -> Iterator[DueDate]:
    for folder in scene.movement.objection_folders():
        day, state = answer_by(scene.movement, folder, scene.day), objection_on(scene.movement, folder, scene.day)
        if day is not None and state is not None and state.version is not None and _is_awaited(scene, folder):
            stages: dict[str, What] = {"raised": "test", "stands": "resolve"}
            what = stages.get(state.stage, "improve")
            circles = find_testing_circles(scene.movement, folder, scene.day)
            key = f"{folder.target}/objections/{folder.id}:{what}"
            title = state.version.title or folder.id
            yield DueDate(day, what, folder.target, key, state.since, circles, words=title)


def _is_awaited(scene: Snapshot, folder: ObjectionFolder) -> bool:
    """Whether what an objection is against still waits for an answer: a live proposal, or a decision in force."""
    root, _, id_ = folder.target.partition("/")
    if root == "proposals":
        proposal = proposal_on(scene.movement, id_, scene.day)
        return proposal is not None and proposal.stage in LIVE
    decision, term = decision_on(scene.movement, id_, scene.day), collect_all_terms(scene.movement).get(id_)
    return (decision is not None and decision.in_force) or (term is not None and term.span.has_day(scene.day))
