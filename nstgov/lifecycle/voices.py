"""What each member last said on a version (M2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.away import awaited_on, find_passed_over, is_away_clear, lacking_for_size
from nstgov.lifecycle.disputes import Spoken, filter_undisputed
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.lasting_voices import of_lasting_membership, standing_on
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.spans import day_before, derive_once
from nstgov.records import Movement, Round


class Hearing(NamedTuple):
    """
    What a circle has said to a version up to a day.

    `spoken` holds the latest voice of everyone who spoke as a member, those included who have left since; `missing`
    the members who have not spoken and whose voice is needed then; `passed_over` those who are away, so that it is not
    (never of one whose latest voice on the proposal is "object"); `sure` is false where a record it rests on is faulty.
    """

    circle: str
    spoken: dict[str, Spoken]
    missing: tuple[str, ...]
    sure: bool
    passed_over: tuple[str, ...] = ()

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
    latest = {one.person: one for one in said}
    spoken = {one.person: one for one in said if one.round.version == version}
    spoken |= standing_on(movement, proposal, version, circle, latest, day)
    awaited = awaited_on(movement, circle, day, spoken)
    unheard = [person for person in awaited if person not in spoken]
    over = find_passed_over(movement, circle, day, spoken) if unheard else frozenset()
    passed = tuple(p for p in unheard if p in over and not (p in latest and latest[p].voice.says == "object"))
    unheard += lacking_for_size(movement, circle, day, [p for p in awaited if p not in passed], spoken)
    sure = is_clear_on(movement, circle, day) and (not unheard or is_away_clear(movement, circle))
    sure = sure and all(movement.is_sound(held, "voices", "version", "held", "circle", "sha256") for held in rounds)
    missing = tuple(sorted(person for person in unheard if person not in passed))
    return Hearing(circle, dict(sorted(spoken.items())), missing, sure, passed)


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
    right = movement.sha256.get(version.file) if version else None
    return right is None or held.sha256 == right
