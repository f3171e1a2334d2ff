"""What comes next: last days, reviews, ends of terms, answers that are due, tasks (M5, M7, M10, M14, M15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from nstgov.languages import N_
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
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.next_steps import list_decision_steps
from nstgov.lifecycle.terms import last_day_known
from nstgov.publish.following.description import Description, find_objection_link, find_target_page, format_sentence
from nstgov.publish.text.dates import format_day
from nstgov.publish.views.snapshot import Snapshot
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
    of, known = f"decisions/{decision.decision}", decision.decided
    circles = open_answering(scene.movement, decision, scene.day)
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


_SENTENCES: dict[What, str] = {
    "last day": N_("Last day: %(title)s"),
    "review": N_("To be looked at again: %(title)s"),
    "term": N_("A term ends: %(who)s, %(title)s"),
    "test": N_("An objection waits to be tested: %(words)s"),
    "resolve": N_("An objection waits to be met: %(words)s"),
    "improve": N_("An objection waits for better words: %(words)s"),
    "speak": N_("To be heard themselves: %(who)s, on %(title)s"),
    "task": N_("%(who)s: %(words)s (%(title)s)"),
}
"""Each kind of day in a sentence."""
_ADVICE: dict[What, str] = {
    "last day": N_("In force until %(day)s. It ends by itself then; whoever wants to keep it proposes it again."),
    "review": N_("By %(day)s those who decided look at what came of it."),
    "term": N_("The term ends on %(day)s; the circle chooses again."),
    "test": N_("By %(day)s the circle asks: is it important, and is it reasoned?"),
    "resolve": N_("By %(day)s the circle finds a way to meet its need."),
    "improve": N_("By %(day)s those who objected are asked to say it more clearly."),
    "speak": N_("By %(day)s they are asked what they say themselves."),
    "task": N_("To be done by %(day)s."),
}
"""What anybody can do about it."""


def describe_due_date(scene: Snapshot, one: DueDate) -> Description:
    """What comes, in a sentence, with what can be done about it, and where to read on."""
    _ = scene.words.gettext
    title = format_sentence(_(_SENTENCES[one.what]), title=scene.link_target(one.of).name, who=one.who, words=one.words)
    advice = format_sentence(_(_ADVICE[one.what]), day=format_day(one.day, scene.site.spoken))
    return Description(title, advice, _find_page_address(scene, one))


def _find_page_address(scene: Snapshot, one: DueDate) -> str:
    objection = one.key.partition("/objections/")[2].partition(":")[0]
    return (find_objection_link(scene, one.of, objection).href or "") if objection else find_target_page(scene, one.of)
