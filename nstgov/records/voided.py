"""
Records entered by mistake, taken out of count by the voices of everyone they name (M2, M9).

What is out of count stays on record and is shown; nothing follows from it any more, on no day. A record that a decision
rests on is never taken out. What a decision rests on is told here from the records alone, and rather too much than too
little: what could have had a part in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from nstgov.records.beside import Disputed, Void
from nstgov.records.circles import Circle, Joins
from nstgov.records.days import day_of
from nstgov.records.naming import key_of, named_in
from nstgov.records.proposals import Answer
from nstgov.records.record import Record
from nstgov.records.resting import Resting

if TYPE_CHECKING:
    from nstgov.records.movement import Movement

Outcome = Literal["counts", "not read", "names nobody", "too early", "rested on", "voices missing"]


class Voiding(NamedTuple):
    """
    What came of a void: whether it counts, or why not.

    `missing` are the people named by the record who have not consented; `decision` what rests on the record (empty:
    everything does).
    """

    void: Void
    outcome: Outcome
    missing: tuple[str, ...] = ()
    decision: str = ""


def voidings(movement: Movement) -> dict[str, Voiding]:
    """
    What came of each void, by its own path.

    A void can be voided as well; so those that stand beside a longer path come first.
    """
    judge = _Judge(movement)
    found: dict[str, Voiding] = {}
    for void in sorted(movement.all(Void), key=lambda void: (-len(void.file), void.file)):
        found[void.file] = judge.judged(void)
        if found[void.file].outcome == "counts":
            judge.out.add(void.beside)
    return {path: voiding for path, voiding in found.items() if path not in judge.out}


class _Judge:
    """Judges one void after another; `out` are the records that are out of count so far."""

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.resting = Resting(movement)
        self.out: set[str] = set()
        self.people = {joins.person for joins in movement.all(Joins)}
        self.people.update(person for circle in movement.all(Circle) for person in circle.members)
        self.disputed: dict[str, list[Disputed]] = defaultdict(list)
        for disputed in movement.all(Disputed):
            self.disputed[disputed.beside].append(disputed)

    def judged(self, void: Void) -> Voiding:
        record = self.movement.records.get(void.beside)
        if record is None or not self._is_read(void, record):
            return Voiding(void, "not read")
        if void.date < (day_of(record) or date.min):
            return Voiding(void, "too early")
        rests = self.resting.on(record, void.date)
        if rests is not None:
            return Voiding(void, "rested on", decision=rests)
        named = dict.fromkeys(self._named(record))
        if not named:
            return Voiding(void, "names nobody")
        missing = tuple(sorted(person for person in named if not self._consents(void, person)))
        return Voiding(void, "voices missing", missing) if missing else Voiding(void, "counts")

    def _is_read(self, void: Void, record: Record) -> bool:
        """Whether the void and the record are sound: a value that cannot be read might name somebody."""
        return all(
            self.movement.is_sound(one, *(key_of(field.name) for field in fields(one))) for one in (void, record)
        )

    def _named(self, record: Record) -> Iterator[str]:
        """Everyone a record names; whoever answered an invitation is named by the answer too."""
        yield from (name for _, name in named_in(record, self.people.__contains__))
        if isinstance(record, Answer):
            yield record.guest

    def _consents(self, void: Void, person: str) -> bool:
        """Whether somebody consents in a void, and has not said since that this is not their word."""
        voice = void.voices.get(person)
        doubts = (one for one in self.disputed.get(void.file, ()) if one.file not in self.out)
        return voice is not None and voice.says == "consent" and not any(one.person == person for one in doubts)
