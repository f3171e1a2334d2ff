"""
Records entered by mistake, taken out of count by the voices of everyone they name (M2, M9).

What is out of count stays on record and is shown; nothing follows from it any more, on no day. A record that a decision
rests on is never taken out. What a decision rests on is told here from the records alone, and rather too much than too
little: what could have had a part in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date

from nstgov.lifecycle.dependents import Dependents
from nstgov.records.circles import Circle, Joins
from nstgov.records.companions import Disputed, Void, VoidOutcome
from nstgov.records.mentions import find_people_named
from nstgov.records.movement import Movement
from nstgov.records.proposals import Answer
from nstgov.records.record import Record, yaml_key
from nstgov.records.record_days import day_of
from nstgov.records.record_index import Misfit, RecordIndex


def assemble_movement(
    records: Iterable[Record],
    sha256: Mapping[str, str] | None = None,
    misfits: Iterable[Misfit] = (),
    kept: Mapping[str, Record] | None = None,
    unread: frozenset[str] = frozenset(),
) -> Movement:
    """
    Everything on record, without what voids take out of count; `sha256` maps a path to 64 hex digits.

    `kept` are records as withholdings keep them, by path; `unread` the circles that were left unread.
    """
    return settle_voids(Movement(records, sha256, misfits, unread=unread), kept)


def settle_voids(whole: Movement, kept: Mapping[str, Record] | None = None) -> Movement:
    """The same movement without what voids take out of count; `kept` as for `assemble_movement`."""
    voidings = judge_voids(whole)
    if voidings:
        whole = whole.with_voidings(voidings)
    whole.kept = kept or {}
    return whole


def judge_voids(index: RecordIndex, unproven: Container[str] = ()) -> dict[str, VoidOutcome]:
    """
    What came of each void, by its own path; `unproven` are those that are not yet the word of everyone they name.

    A void can be voided as well; so those that stand beside a longer path come first.
    """
    judge = _VoidJudge(index)
    found: dict[str, VoidOutcome] = {}
    for void in sorted(index.find_all(Void), key=lambda void: (-len(void.file), void.file)):
        found[void.file] = VoidOutcome(void, "not proven") if void.file in unproven else judge.judge_void(void)
        if found[void.file].outcome == "counts":
            judge.out.add(void.beside)
    return {path: voiding for path, voiding in found.items() if path not in judge.out}


class _VoidJudge:
    """Judges one void after another; `out` are the records that are out of count so far."""

    def __init__(self, index: RecordIndex) -> None:
        self.index = index
        self.resting = Dependents(index)
        self.out: set[str] = set()
        self.people = {joins.person for joins in index.find_all(Joins)}
        self.people.update(person for circle in index.find_all(Circle) for person in circle.members)
        self.disputed: dict[str, list[Disputed]] = defaultdict(list)
        for disputed in index.find_all(Disputed):
            self.disputed[disputed.beside].append(disputed)

    def judge_void(self, void: Void) -> VoidOutcome:
        record = self.index.records.get(void.beside)
        if record is None or not self._are_both_sound(void, record):
            return VoidOutcome(void, "not read")
        if void.date < (day_of(record) or date.min):
            return VoidOutcome(void, "too early")
        rests = self.resting.find_first(record, void.date)
        if rests is not None:
            return VoidOutcome(void, "rested on", decision=rests)
        named = dict.fromkeys(self._yield_people_named(record))
        if not named:
            return VoidOutcome(void, "names nobody")
        missing = tuple(sorted(person for person in named if not self._has_consent_of(void, person)))
        return VoidOutcome(void, "voices missing", missing) if missing else VoidOutcome(void, "counts")

    def _are_both_sound(self, void: Void, record: Record) -> bool:
        """Whether the void and the record are sound: a value that cannot be read might name somebody."""
        return all(self.index.is_sound(one, *(yaml_key(field.name) for field in fields(one))) for one in (void, record))

    def _yield_people_named(self, record: Record) -> Iterator[str]:
        """Everyone a record names; whoever answered an invitation is named by the answer too."""
        yield from (name for _, name in find_people_named(record, self.people.__contains__))
        if isinstance(record, Answer):
            yield record.guest

    def _has_consent_of(self, void: Void, person: str) -> bool:
        """Whether somebody consents in a void, and has not said since that this is not their word."""
        voice = void.voices.get(person)
        doubts = (one for one in self.disputed.get(void.file, ()) if one.file not in self.out)
        return voice is not None and voice.says == "consent" and not any(one.person == person for one in doubts)
