"""All records by path and by type, and what reading them found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from nstgov.records.frozen import frozen_in_order
from nstgov.records.record import Record
from nstgov.records.values import Where

WHOLE = ""
"""Stands among a file's faulty keys when the file as a whole could not be read."""
R = TypeVar("R", bound=Record)


@frozen_in_order
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


class RecordIndex:
    """
    All records by path, in the order of their paths, and of each type those that are asked about.

    `misfits` is what reading found.
    """

    def __init__(self, records: Iterable[Record], misfits: Iterable[Misfit] = ()) -> None:
        """Order the records, and note which of their keys are at fault."""
        self.records: dict[str, Record] = {r.file: r for r in sorted(records, key=lambda r: r.file)}
        self._by_type: dict[type[Record], list[Record]] = defaultdict(list)
        for record in self.records.values():
            self._by_type[type(record)].append(record)
        self.note_misfits(misfits)

    def note_misfits(self, misfits: Iterable[Misfit]) -> None:
        """Note what reading found, and nothing else; only while the index is being made."""
        self.misfits: tuple[Misfit, ...] = tuple(misfits)
        self._faults: dict[str, set[str]] = defaultdict(set)
        self._first_faults: dict[str, Misfit] = {}
        for misfit in self.misfits:
            if misfit.faults:
                self._faults[misfit.at.file].add(str(misfit.at.keys[0]) if misfit.at.keys else WHOLE)
                if misfit.rule:
                    self._first_faults.setdefault(misfit.at.file, misfit)

    def find_all(self, kind: type[R]) -> Iterator[R]:
        """All records of a type, in the order of their paths."""
        return iter(cast("list[R]", self._by_type.get(kind, [])))

    def find_sound(self, kind: type[R], *keys: str) -> Iterator[R]:
        """The records of a type of which none of these keys is at fault: those that a rule about the keys may judge."""
        return (record for record in self.find_all(kind) if self.is_sound(record, *keys))

    def is_sound_key(self, record: Record, key: str) -> bool:
        """Whether nothing was found about one top-level key itself; the file as a whole may be at fault."""
        return key not in self._faults.get(record.file, ())

    def find_first_fault(self, record: Record) -> Misfit | None:
        """What is at fault in a file, as a rule tells it; of several faults the first that was found."""
        return self._first_faults.get(record.file)

    @property
    def is_faultless(self) -> bool:
        """Whether nothing at all is at fault in what was read of any file."""
        return not self._faults

    def is_whole(self, record: Record) -> bool:
        """Whether nothing at all is at fault in what was read of the file."""
        return record.file not in self._faults

    def is_sound(self, record: Record, *keys: str) -> bool:
        """Whether the file could be read and none of these top-level keys (as written in YAML) is at fault."""
        faults = self._faults.get(record.file) if self._faults else None
        return faults is None or (WHOLE not in faults and faults.isdisjoint(keys))
