"""The life of an objection: gathering, raised, tested, resolved (M4, M7, M17)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.answering_circles import answering_for, circles_answering
from nstgov.lifecycle.days import OPEN, day_before, days_after
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.late_questions import answer_at_fault
from nstgov.lifecycle.newest import authors_of_any
from nstgov.records import Author, Movement, Objection, ObjectionFolder, Resolution, Test

ObjectionStage = Literal["gathering", "raised", "stands", "needs work", "set aside", "resolved"]
UNRESOLVED: tuple[ObjectionStage, ...] = ("raised", "stands", "needs work")
"""The stages in which an objection still stands in the way."""


class ObjectionState(NamedTuple):
    """Where an objection stands on a day, since when, and its newest version then."""

    stage: ObjectionStage
    since: date
    version: Objection | None
    test: Test | None
    resolution: Resolution | None

    @property
    def is_standing(self) -> bool:
        """Whether it is neither set aside nor resolved."""
        return self.stage in UNRESOLVED


def find_testing_circles(  # no test itself: it tells who tests
    movement: Movement,
    folder: ObjectionFolder,
    day: date = OPEN,
) -> tuple[str, ...]:
    """The circles that test an objection: those asked by the version newest on a day; or those that decided."""
    root, _, id_ = folder.target.partition("/")
    if root == "decisions":
        target = movement.decisions.get(id_)
        if target and target.decision and target.decision.decided <= day:
            return circles_answering(movement, target.decision, day)
        election = target.election if target else None
        return answering_for(movement, election.circle, day) if election and election.held <= day else ()
    proposal = movement.proposals.get(id_)
    versions = proposal.versions if proposal else {}
    submitted = [number for number, version in versions.items() if version.submitted <= day]
    return versions[max(submitted)].asks if submitted else ()


@derive_once
def _find_state(movement: Movement, target: str, objection: str, day: date) -> ObjectionState | None:
    folders = movement.find_target(target)
    folder = folders.objections[objection] if folders else None
    if folder is None:
        return None
    written = [version for _, version in sorted(folder.versions.items()) if version.raised <= day]
    raised = [version for version in written if movement.is_counted(version)]
    if not raised:
        # what its authors have not said themselves yet still looks for them
        opened = [version.raised for version in written]
        opened += [folder.idea.opened] if folder.idea and folder.idea.opened <= day else []
        return ObjectionState("gathering", min(opened), None, None, None) if opened else None
    newest = raised[-1]
    in_time = (one for one in folder.resolutions if newest.raised <= one.date <= day)
    resolved = [one for one in in_time if not answer_at_fault(movement, one.file)]
    if resolved:
        last = max(resolved, key=lambda r: r.date)
        return ObjectionState("resolved", last.date, newest, None, last)
    return _find_tested_state(movement, folder, newest, day)


def _find_tested_state(movement: Movement, folder: ObjectionFolder, newest: Objection, day: date) -> ObjectionState:
    """The stage that the latest valid test of the newest version by each circle gives; to set aside takes all."""
    latest: dict[str, Test] = {}
    for test in sorted(folder.tests, key=lambda t: t.held):
        if (
            test.version == newest.number
            and newest.raised <= test.held <= day
            and may_test(movement, folder, test.circle, test.held)
            and not answer_at_fault(movement, test.file)
        ):
            latest[test.circle] = test
    for result in ("stands", "needs work"):
        for test in latest.values():
            if test.result == result:
                return ObjectionState("stands" if result == "stands" else "needs work", test.held, newest, test, None)
    asked = find_testing_circles(movement, folder, day)
    if latest and all(circle in latest for circle in asked):
        last = max(latest.values(), key=lambda t: t.held)
        return ObjectionState("set aside", last.held, newest, last, None)
    return ObjectionState("raised", newest.raised, newest, None, None)


def objectors_on(movement: Movement, folder: ObjectionFolder, day: date) -> tuple[Author, ...]:
    """Who stands behind any version of an objection raised up to a day: whether anything remains, all of them say."""
    versions = (version for _, version in sorted(folder.versions.items()) if version.raised <= day)
    return authors_of_any(version for version in versions if movement.is_counted(version))


def fault_of_answers(movement: Movement, folder: ObjectionFolder, day: date) -> str | None:
    """The record at fault for which nobody can know whether an objection was answered up to a day, by its path."""
    answers = [test.file for test in folder.tests if test.held <= day and test.result == "set aside"]
    answers += [resolution.file for resolution in folder.resolutions if resolution.date <= day]
    lacks = (lack for file in answers for lack in answer_at_fault(movement, file))
    return next((lack.record for lack in lacks if lack.record is not None), None)


def may_test(movement: Movement, folder: ObjectionFolder, circle: str, day: date) -> bool:
    """Whether a circle may test an objection on a day: one asked then, or asked until a version of that day came."""
    if circle in find_testing_circles(movement, folder, day):
        return True
    root, _, id_ = folder.target.partition("/")
    proposal = movement.proposals.get(id_) if root == "proposals" else None
    tonight = (version for version in proposal.versions.values() if version.submitted == day) if proposal else ()
    return any(circle in version.asks for version in tonight) or (
        proposal is not None and circle in find_testing_circles(movement, folder, day_before(day))
    )


def objection_on(movement: Movement, folder: ObjectionFolder, day: date) -> ObjectionState | None:
    """Where an objection stands on a day; None before it was opened."""
    return _find_state(movement, folder.target, folder.id, day)


def answer_by(movement: Movement, folder: ObjectionFolder, day: date) -> date | None:
    """
    The last day by which an objection that stands is to be answered; None where none stands.

    A decision is reconsidered within its time from the day on which the objection was raised as it is worded now; with
    a proposal each step has its time, from the raising or the latest test on.
    """
    state = objection_on(movement, folder, day)
    if state is None or state.version is None or not state.is_standing:
        return None
    if folder.target.startswith("decisions/"):
        raised = state.version.raised
        return days_after(raised, ground_rules_on(movement, raised).reconsider_within_days)
    return days_after(state.since, ground_rules_on(movement, state.since).answer_objection_within_days)


def find_standing_objections(movement: Movement, target: str, day: date) -> tuple[ObjectionFolder, ...]:
    """The objections to `proposals/<id>` or `decisions/<id>` that stand on a day."""
    folder = movement.find_target(target)
    if folder is None:
        return ()
    states = ((objection, objection_on(movement, objection, day)) for objection in folder.objections.values())
    return tuple(objection for objection, state in states if state and state.is_standing)


def find_objections_in_the_way(movement: Movement, proposal: str, day: date) -> tuple[ObjectionFolder, ...]:
    """Those that stand against a proposal, and against the decisions that it would renew."""
    folder = movement.proposals.get(proposal)
    if folder is None:
        return ()
    submitted = [version for _, version in sorted(folder.versions.items()) if version.submitted <= day]
    renewed = submitted[-1].renews if submitted else ()
    found = list(find_standing_objections(movement, f"proposals/{proposal}", day))
    for id_ in renewed:
        found += find_standing_objections(movement, f"decisions/{id_}", day)
    return tuple(found)
