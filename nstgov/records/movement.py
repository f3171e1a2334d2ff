"""Everything on record, in the folders in which it lies together."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from nstgov.records.beside import Void
from nstgov.records.change import Change
from nstgov.records.folders import CircleFolder, DecisionFolder, ObjectionFolder, Person, ProposalFolder
from nstgov.records.ground_rules import GroundRules, Settings
from nstgov.records.proposals import Translation
from nstgov.records.proven import Proven
from nstgov.records.record import Record
from nstgov.records.sorting import introductions, sort_into_folders
from nstgov.records.voided import Voiding, voidings
from nstgov.records.words import LONGEST_ID, Where

WHOLE = ""
"""Stands among a file's faulty keys when the file as a whole could not be read."""
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Misfit:
    """
    Something that could not be taken as a record says it should be: what reading found, for the rules of family Y.

    `rule` is the rule's code (none: a key that a mistyped one was probably meant to be; nothing to report). A misfit
    whose `faults` is false leaves the value usable by other rules. One that is about an id `taken` by something else is
    told by another rule where one of the two has landed. `place` is line and column, where only the text of
    the file can tell them; `at_key` tells that it is about the key itself and not about what stands behind it.
    """

    rule: str
    at: Where
    message: str
    help: str
    related: tuple[Where, ...] = ()
    faults: bool = True
    place: tuple[int, int] | None = None
    at_key: bool = False
    taken: bool = False


class Movement:
    """
    Everything on record. It knows no day: every question about it takes one.

    `records` are all records by path, in the order of their paths; all else speaks of those that count: without what
    was taken out of count as entered by mistake. `voidings` is what came of each void, by its path, and `voided` the
    void by each path that it takes out. `sha256` gives a file's hash; `misfits` is what reading found; `introduced` are
    all introductions by name in the order of their days, `people` the first of each id; `derived` remembers what the
    lifecycle worked out, since a movement never changes.

    What the records alone cannot tell, `knowing` adds: `landed`, by path the place of the commit in which a file came
    to stand on main's first-parent chain, counted from the first (a path left out is landing now; None: the history is
    not known); `proven`, by the path of a signature what came of checking it (None: none was checked); `change`, what
    the change does that led to this record (None: it is looked at as a whole).
    """

    def __init__(
        self,
        records: Iterable[Record],
        sha256: Mapping[str, str] | None = None,
        misfits: Iterable[Misfit] = (),
        *,
        with_voided: bool = False,
    ) -> None:
        """Sort the records into folders, with the voided ones if told so; `sha256` maps a path to 64 hex digits."""
        self.records: dict[str, Record] = {r.file: r for r in sorted(records, key=lambda r: r.file)}
        self.sha256: Mapping[str, str] = sha256 or {}
        self.misfits: tuple[Misfit, ...] = tuple(misfits)
        self.derived: dict[object, Any] = {}
        self.landed: Mapping[str, int] | None = None
        self.proven: Mapping[str, Proven] | None = None
        self.change: Change | None = None
        self.settings: Settings | None = None
        self.ground_rules: dict[int, GroundRules] = {}
        self.circles: dict[str, CircleFolder] = {}
        self.proposals: dict[str, ProposalFolder] = {}
        self.decisions: dict[str, DecisionFolder] = {}
        self.translations: list[Translation] = []
        self.beside: dict[str, list[Record]] = defaultdict(list)
        self._by_type: dict[type[Record], list[Record]] = defaultdict(list)
        self._faults: dict[str, set[str]] = defaultdict(set)
        for misfit in self.misfits:
            if misfit.faults:
                self._faults[misfit.at.file].add(str(misfit.at.keys[0]) if misfit.at.keys else WHOLE)
        for record in self.records.values():
            self._by_type[type(record)].append(record)
        self.voidings: dict[str, Voiding] = voidings(self) if Void in self._by_type else {}
        counting = (voiding.void for voiding in self.voidings.values() if voiding.outcome == "counts")
        self.voided: dict[str, Void] = {void.beside: void for void in counting}
        self._out: frozenset[str] = frozenset() if with_voided else frozenset(self.voided)
        for kind in {type(self.records[path]) for path in self._out}:
            self._by_type[kind] = [record for record in self._by_type[kind] if record.file not in self._out]
        sort_into_folders(self)
        self.introduced: tuple[Person, ...] = tuple(introductions(self))
        self.people: dict[str, Person] = {p.id: p for p in reversed(self.introduced)}

    def knowing(
        self,
        *,
        proven: Mapping[str, Proven] | None = None,
        landed: Mapping[str, int] | None = None,
        change: Change | None = None,
    ) -> Movement:
        """The same movement with more known about it; what is left out stays as it is."""
        wiser = copy.copy(self)
        wiser.derived = {}
        wiser.proven = self.proven if proven is None else proven
        wiser.landed = self.landed if landed is None else landed
        wiser.change = self.change if change is None else change
        return wiser

    @property
    def repository_id(self) -> str | None:
        """What tells this repository from all others: as the founding edition says, the same in every edition."""
        editions = (edition for _, edition in sorted(self.ground_rules.items()))
        sound = (edition for edition in editions if self.is_sound(edition, "repository_id"))
        return next((edition.repository_id for edition in sound if edition.repository_id), None)

    def counted(self) -> Iterator[Record]:
        """All records that count, in the order of their paths."""
        return (record for record in self.records.values() if record.file not in self._out)

    def all(self, kind: type[R]) -> Iterator[R]:
        """All records of a type, in the order of their paths."""
        return iter(cast("list[R]", self._by_type.get(kind, [])))

    def sound(self, kind: type[R], *keys: str) -> Iterator[R]:
        """The records of a type of which none of these keys is at fault: those that a rule about the keys may judge."""
        return (record for record in self.all(kind) if self.is_sound(record, *keys))

    def is_sound(self, record: Record, *keys: str) -> bool:
        """Whether the file could be read and none of these top-level keys (as written in YAML) is at fault."""
        faults = self._faults.get(record.file)
        return faults is None or (WHOLE not in faults and faults.isdisjoint(keys))

    def is_sound_key(self, record: Record, key: str) -> bool:
        """Whether nothing was found about one top-level key itself; the file as a whole may be at fault."""
        return key not in self._faults.get(record.file, ())

    def is_whole(self, record: Record) -> bool:
        """Whether nothing at all is at fault in what was read of the file."""
        return record.file not in self._faults

    def target(self, path: str) -> ProposalFolder | DecisionFolder | None:
        """The folder that `proposals/<id>` or `decisions/<id>` names."""
        root, _, id_ = path.partition("/")
        return self.proposals.get(id_) if root == "proposals" else self.decisions.get(id_)

    def objection_folders(self) -> Iterator[ObjectionFolder]:
        """All objections, to proposals and to decisions."""
        for proposal in self.proposals.values():
            yield from proposal.objections.values()
        for decision in self.decisions.values():
            yield from decision.objections.values()


def free_id(movement: Movement, wanted: str) -> str:
    """An id for a person like the one wanted that nobody on record has: the same, or with the next number behind it."""
    stem = re.sub(r"-[0-9]+$", "", wanted)[: LONGEST_ID - 6]
    free = (wanted, *(f"{stem}-{number}" for number in range(2, len(movement.people) + 3)))
    return next(id_ for id_ in free if id_ not in movement.people)
