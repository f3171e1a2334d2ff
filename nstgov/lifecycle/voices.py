"""What each member last said on a version (M2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from nstgov.lifecycle.away import awaited_on, find_passed_over, is_away_clear, lacking_for_size
from nstgov.lifecycle.days import day_before
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.disputes import Spoken, disputes_beside, filter_undisputed
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.judging_rules import rules_judging
from nstgov.lifecycle.lasting_voices import of_lasting_membership, standing_on
from nstgov.lifecycle.levels_asked import find_proof_of_level
from nstgov.lifecycle.objection_stages import objection_on
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.proven_voices import sort_by_proof
from nstgov.records import Disputed, Movement, ObjectionFolder, Resolution, Round, Test
from nstgov.records.values import ProofLevel


class Hearing(NamedTuple):
    """
    What a circle has said to a version up to a day.

    `spoken` holds the latest voice of everyone who spoke as a member, those included who have left since; `missing`
    the members who have not spoken and whose voice is needed then; `passed_over` those who are away, so that it is not
    (never of one whose latest voice on the proposal is "object"); `sure` is false where a record it rests on is faulty.
    `unproven` are voices that are entered, and proven less well than is `asked`: they are among the missing.
    """

    circle: str
    spoken: dict[str, Spoken]
    missing: tuple[str, ...]
    sure: bool
    passed_over: tuple[str, ...] = ()
    unproven: Mapping[str, Spoken] = MappingProxyType({})
    asked: ProofLevel = "declared"

    @property
    def objecting(self) -> tuple[Spoken, ...]:
        """Those whose latest voice is "object"; it stays in the way also after they have left."""
        return tuple(said for said in self.spoken.values() if said.voice.says == "object")

    @property
    def is_consent(self) -> bool:
        """Whether every member consents, and nobody who spoke objects."""
        return self.sure and bool(self.spoken) and not self.missing and not self.objecting


@derive_once
def find_hearing(movement: Movement, proposal: str, version: int, circle: str, day: date) -> Hearing:
    """
    What a circle has said to a version of a proposal up to and on a day.

    A voice that its person has disputed does not count, nor a consent given in an earlier membership; the "object" of
    somebody who was asked to go stands on later versions too. A dispute of the day on which the proposal was decided
    comes after the decision, as everything but rounds does.
    """
    folder = movement.proposals.get(proposal)
    rounds = [held for held in (folder.rounds if folder else ()) if held.circle == circle and held.held <= day]
    until = day_before(day) if _find_decision_day(movement, proposal) == day else day
    undoubted = filter_undisputed(movement, _yield_counted_voices(movement, rounds), until)
    said = list(of_lasting_membership(movement, circle, undoubted, day))
    asked = find_proof_of_level(movement, circle, day)
    said, weak = sort_by_proof(movement, said, asked)
    latest = {one.person: one for one in said}
    spoken = {one.person: one for one in said if one.round.version == version}
    spoken |= standing_on(movement, proposal, version, circle, latest, day)
    awaited = awaited_on(movement, circle, day, spoken)
    unheard = [person for person in awaited if person not in spoken]
    heard = folder.versions.get(version) if folder else None
    rules = rules_judging(movement, heard, day) if heard else None
    over = find_passed_over(movement, circle, day, spoken, rules) if unheard else frozenset()
    passed = tuple(p for p in unheard if p in over and not (p in latest and latest[p].voice.says == "object"))
    unheard += lacking_for_size(movement, circle, day, [p for p in awaited if p not in passed], spoken)
    sure = is_clear_on(movement, circle, day) and (not unheard or is_away_clear(movement, circle))
    sure = sure and all(movement.is_sound(held, "voices", "version", "held", "circle", "sha256") for held in rounds)
    missing = tuple(sorted(person for person in unheard if person not in passed))
    unproven = {one.person: one for one in weak if one.round.version == version and one.person in missing}
    return Hearing(circle, dict(sorted(spoken.items())), missing, sure, passed, unproven, asked)


def _find_decision_day(movement: Movement, proposal: str) -> date | None:
    folder = movement.decisions.get(proposal)
    return folder.decision.decided if folder and folder.decision else None


def _yield_counted_voices(movement: Movement, rounds: Iterable[Round]) -> Iterator[Spoken]:
    """
    The consents and objections in some rounds, in their order.

    A voice counts when its person was a member that day, or lost their seat on it, and only on the very bytes of the
    version named; a file of one's own carries only one's own voice.
    """
    for held in rounds:
        if not is_on_these_bytes(movement, held):
            continue
        speaking = may_speak_on(movement, held.circle, held.held)
        for person, voice in held.voices.items():
            if voice.says in ("consent", "object") and held.person in (None, person) and person in speaking:
                yield Spoken(person, voice, held)


def is_on_these_bytes(movement: Movement, held: Round) -> bool:
    """Whether the hash in a round is that of the version it names; of a version without known bytes nobody can tell."""
    folder = movement.proposals.get(held.proposal)
    version = folder.versions.get(held.version) if folder else None
    # of a version that cannot be read nobody knows its right bytes: what rests on it is told once, as D15
    right = movement.sha256.get(version.file) if version and movement.is_sound(version) else None
    return right is None or held.sha256 == right


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
