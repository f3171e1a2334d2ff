"""The voices by which objections are out of the way of a decision, and disputes of them (M2, M7, M9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.disputes import disputes_beside
from nstgov.lifecycle.objected import objection_on
from nstgov.records import Disputed, Movement, ObjectionFolder, Resolution, Test


def disputes_of_clearing(movement: Movement, id_: str, day: date) -> Iterator[Disputed]:
    """
    What people said, up to a day, of voices entered for them in a test or a resolution on which a decision rests.

    Until they have signed or confirmed it, or consented in a later one.
    """
    decided = _find_day_decided(movement, id_)
    if decided is None or decided > day:
        return
    for folder in _yield_objections_to(movement, id_):
        for record in _yield_clearing(movement, folder, decided if folder.target.startswith("proposals/") else day):
            for person in record.voices if movement.beside.get(record.file) else ():
                for one in disputes_beside(movement, record, person):
                    if one.date <= day and not _has_consented_later(movement, folder, one, day):
                        yield one


def yield_clearing_records(movement: Movement, id_: str) -> Iterator[Test | Resolution]:
    """All tests and resolutions of objections to a proposal or to its decision."""
    for folder in _yield_objections_to(movement, id_):
        yield from folder.tests
        yield from folder.resolutions


def _find_day_decided(movement: Movement, id_: str) -> date | None:
    folder = movement.decisions.get(id_)
    if folder and folder.decision:
        return folder.decision.decided
    return folder.election.held if folder and folder.election else None


def _yield_objections_to(movement: Movement, id_: str) -> Iterator[ObjectionFolder]:
    for target in (movement.proposals.get(id_), movement.decisions.get(id_)):
        yield from target.objections.values() if target else ()


def _yield_clearing(movement: Movement, folder: ObjectionFolder, day: date) -> Iterator[Test | Resolution]:
    """The resolution, or the latest test of each circle that set an objection aside, as of a day."""
    state = objection_on(movement, folder, day)
    if state and state.stage == "resolved" and state.resolution:
        yield state.resolution
    elif state and state.stage == "set aside" and state.version:
        tests = [test for test in folder.tests if test.version == state.version.number and test.held <= day]
        yield from {test.circle: test for test in sorted(tests, key=lambda test: test.held)}.values()


def _has_consented_later(movement: Movement, folder: ObjectionFolder, one: Disputed, day: date) -> bool:
    """Whether somebody has consented since, in another test or resolution, without disputing that."""
    later: list[Test | Resolution] = [test for test in folder.tests if one.date <= test.held <= day]
    later += [made for made in folder.resolutions if one.date <= made.date <= day]
    return any(
        record.file != one.beside
        and one.person in record.voices
        and record.voices[one.person].says == "consent"
        and not disputes_beside(movement, record, one.person)
        for record in later
    )
