"""What each member last said on a version (M2)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.membership import is_clear, members_on
from nstgov.lifecycle.spans import remembered
from nstgov.records import Movement, Round, Voice


class Spoken(NamedTuple):
    """Somebody's latest consent or objection on a version in a circle, and the round in which it was said."""

    person: str
    voice: Voice
    round: Round


class Hearing(NamedTuple):
    """
    What a circle has said to a version up to a day.

    `spoken` holds the latest voice of everyone who spoke as a member, those included who have left since; `missing`
    the members who have not spoken; `sure` is false where a record it rests on is faulty.
    """

    circle: str
    spoken: dict[str, Spoken]
    missing: tuple[str, ...]
    sure: bool

    @property
    def objecting(self) -> tuple[Spoken, ...]:
        """Those whose latest voice is "object"; it stays in the way also after they have left."""
        return tuple(said for said in self.spoken.values() if said.voice.says == "object")

    @property
    def is_consent(self) -> bool:
        """Whether every member consents, and nobody who spoke objects."""
        return self.sure and bool(self.spoken) and not self.missing and not self.objecting


@remembered
def hearing(movement: Movement, proposal: str, version: int, circle: str, day: date) -> Hearing:
    """What a circle has said to a version of a proposal up to and on a day."""
    folder = movement.proposals.get(proposal)
    rounds = [held for held in (folder.rounds if folder else ()) if held.circle == circle and held.held <= day]
    spoken: dict[str, Spoken] = {}
    for held in rounds:
        if held.version == version:
            for person, voice in held.voices.items():
                if voice.says in ("consent", "object") and _counts(movement, held, person):
                    spoken[person] = Spoken(person, voice, held)
    members = members_on(movement, circle, day)
    sure = is_clear(movement, circle) and all(movement.is_sound(held, "voices", "version", "held", "circle") for held in rounds)
    return Hearing(circle, dict(sorted(spoken.items())), tuple(p for p in members if p not in spoken), sure)


def _counts(movement: Movement, held: Round, person: str) -> bool:
    """A voice counts when its person was a member that day; a file of one's own carries only one's own voice."""
    return held.person in (None, person) and person in members_on(movement, held.circle, held.held)
