"""Everything on record, in the folders in which it lies together."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from nstgov.records.change import Bringer, PathChange
from nstgov.records.companions import Void, VoidOutcome
from nstgov.records.folder_index import RESTING_ON_SOUNDNESS, remove_from_folders, sort_into_folders
from nstgov.records.folders import CircleFolder, DecisionFolder, ObjectionFolder, ProposalFolder
from nstgov.records.frozen import frozen_in_order
from nstgov.records.ground_rules import GroundRules, Settings
from nstgov.records.introductions import collect_introductions
from nstgov.records.partly_read import PartlyRead
from nstgov.records.proof_facts import SignatureResult, Uncounted
from nstgov.records.proposals import Translation
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit, RecordIndex
from nstgov.records.refiling import is_in_one_folder, refile
from nstgov.records.region_sightings import RegionSighting
from nstgov.records.regions import RegionFolder
from nstgov.records.values import LONGEST_ID


@frozen_in_order
class Change:
    """
    What one change does to what has landed, or, with `is_history`, what the whole history did.

    `before` is everything on record at the base, `day` the day on which the change lands; of a history `landing_days`
    gives by path the day on which each record landed. `brought_by` is the account that brought the change, where the
    forge tells.
    """

    steps: tuple[PathChange, ...]
    before: Movement
    day: date
    is_history: bool = False
    landing_days: Mapping[str, date] = field(default_factory=dict)
    brought_by: Bringer | None = None

    @property
    def added_paths(self) -> frozenset[str]:
        """The paths at which nothing stood."""
        return frozenset(step.path for step in self.steps if step.before is None)


class Movement(RecordIndex):
    """
    Everything on record. It knows no day: every question about it takes one.

    `records` are all records by path, in the order of their paths; all else speaks of those that count: without what
    was taken out of count as entered by mistake. `voidings` is what came of each void, by its path, and `voided` the
    void by each path that it takes out. `sha256` gives a file's hash; `misfits` is what reading found; `introduced` are
    all introductions by name in the order of their days, `people` the first of each id, and `further_circles`, by
    person, those that they began or joined besides that; `derived` remembers what the lifecycle worked out, since a
    movement never changes.

    What the records alone cannot tell, `knowing` adds: `landed`, by path the place of the commit in which a file came
    to stand on main's first-parent chain, counted from the first (a path left out is landing now; None: the history is
    not known); `proven`, by the path of a signature what came of checking it (None: none was checked); `change`, what
    the change does that led to this record (None: it is looked at as a whole); `sightings`, by region, what
    was found in its own repository (None: nobody has looked there). `uncounted`, by path, are the acts from
    which nothing follows as long as they are not their people's own: they are judged, and left out of all folders.
    `kept`, by path, are records as withholdings keep them, without their words, be their files still there or not.
    Where only a part was read to judge a change, `unread` are the circles on record of which nothing is known here:
    whoever asks for one of them is told so by `NotRead`.
    """

    def __init__(
        self,
        records: Iterable[Record],
        sha256: Mapping[str, str] | None = None,
        misfits: Iterable[Misfit] = (),
        voidings: Mapping[str, VoidOutcome] | None = None,
        unread: frozenset[str] = frozenset(),
    ) -> None:
        """
        Sort those records into folders that `voidings` leave in count; `sha256` maps a path to 64 hex digits.

        `unread` are the circles on record that were left unread.
        """
        super().__init__(records, misfits)
        self.unread = unread
        self.sha256: Mapping[str, str] = sha256 or {}
        self._know_only_records()
        self._take_out(voidings or {})
        self._list_counted({type(self.records[path]) for path in self._out})
        folders = sort_into_folders(self, self.counted_records())
        self.settings: Settings | None = folders.settings
        self.ground_rules: dict[int, GroundRules] = folders.ground_rules
        self.circles: dict[str, CircleFolder] = PartlyRead(folders.circles, unread) if unread else folders.circles
        self.proposals: dict[str, ProposalFolder] = folders.proposals
        self.decisions: dict[str, DecisionFolder] = folders.decisions
        self.regions: dict[str, RegionFolder] = folders.regions
        self.translations: list[Translation] = folders.translations
        self.beside: dict[str, list[Record]] = folders.beside
        self.introduced, self.people, self.further_circles = collect_introductions(self)

    def _know_only_records(self) -> None:
        """Begin with nothing but what is on record: nothing was asked yet, and nothing is known beside it."""
        self.derived: dict[object, Any] = {}
        self.landed: Mapping[str, int] | None = None
        self.proven: Mapping[str, SignatureResult] | None = None
        self.change: Change | None = None
        self.sightings: Mapping[str, RegionSighting] | None = None
        self.uncounted: Mapping[str, Uncounted] = {}
        self.kept: Mapping[str, Record] = {}
        self._whole: Movement | None = None

    def _take_out(self, voidings: Mapping[str, VoidOutcome]) -> None:
        """Note what came of each void, and what is out of count by it."""
        self.voidings = voidings
        counting = (voiding.void for voiding in voidings.values() if voiding.outcome == "counts")
        self.voided: dict[str, Void] = {void.beside: void for void in counting}
        self._out: frozenset[str] = frozenset(self.voided)

    def _list_counted(self, kinds: Iterable[type[Record]]) -> None:
        """List anew the records of some types that count."""
        for kind in kinds:
            self._by_type[kind] = [record for record in self.counted_records() if type(record) is kind]

    def with_context(
        self,
        *,
        proven: Mapping[str, SignatureResult] | None = None,
        landed: Mapping[str, int] | None = None,
        change: Change | None = None,
        sightings: Mapping[str, RegionSighting] | None = None,
    ) -> Movement:
        """
        The same movement with more known about it; what is left out stays as it is.

        Which acts count is open again: `nstgov.lifecycle.act_proofs.with_known_context` tells.
        """
        wiser = copy.copy(self._whole or self)
        wiser.derived = {}
        wiser.proven = self.proven if proven is None else proven
        wiser.landed = self.landed if landed is None else landed
        wiser.change = self.change if change is None else change
        wiser.sightings = self.sightings if sightings is None else sightings
        return wiser

    def with_more_misfits(self, more: Iterable[Misfit]) -> Movement:
        """The same movement of which more was found at fault; nothing else may be known of it yet."""
        found = tuple(more)
        if any(isinstance(self.records.get(one.at.file), RESTING_ON_SOUNDNESS) for one in found):
            return Movement(self.records.values(), self.sha256, (*self.misfits, *found), self.voidings, self.unread)
        wiser = copy.copy(self)
        wiser.derived = {}
        wiser.note_misfits((*self.misfits, *found))
        return wiser

    def without_effect_of(
        self, uncounted: Mapping[str, Uncounted], voidings: Mapping[str, VoidOutcome] | None = None
    ) -> Movement:
        """The same movement in which nothing follows from some acts; `voidings` is what comes of voids then."""
        known = self.voidings if voidings is None else voidings
        is_new = bool(self.uncounted) or known != self.voidings
        counting: Movement = self.with_voidings(known) if is_new else self._copy_folders()
        counting.proven, counting.landed, counting.change = self.proven, self.landed, self.change
        counting.sightings = self.sightings
        counting.uncounted, counting._whole, counting.kept = uncounted, self._whole or self, self.kept
        for path in uncounted:
            remove_from_folders(counting, self.records[path])
        return counting

    def with_voidings(self, voidings: Mapping[str, VoidOutcome]) -> Movement:
        """What is on record, without what voids take out of count; nothing else is known of it yet."""
        return self._sort_anew({}, voidings)

    def with_records(self, others: Iterable[Record]) -> Movement:
        """What is on record, with others at some of its paths; all counts, and nothing else is known of it yet."""
        return self._sort_anew({record.file: record for record in others}, {})

    def _sort_anew(self, others: Mapping[str, Record], voidings: Mapping[str, VoidOutcome]) -> Movement:
        whole: Movement = self._whole or self
        records = {**whole.records, **others} if others else whole.records
        out = {voiding.void.beside for voiding in voidings.values() if voiding.outcome == "counts"}
        paths = {*others, *(out ^ whole._out)}
        touched = [whole.records[path] for path in paths]
        if not all(map(is_in_one_folder, touched)):
            return Movement(records.values(), whole.sha256, whole.misfits, voidings, whole.unread)
        other: Movement = whole._copy_folders()
        other.records, other._by_type = records, copy.copy(whole._by_type)
        other._know_only_records()
        other._take_out(voidings)
        other._list_counted({type(record) for record in touched})
        if paths:
            refile(other, other, other.counted_records(), paths)
        return other

    def _copy_folders(self) -> Movement:
        """The same movement, in which folders may take the place of others."""
        other = copy.copy(self)
        other.derived = {}
        other.circles, other.proposals = copy.copy(self.circles), copy.copy(self.proposals)
        other.decisions, other.beside = copy.copy(self.decisions), copy.copy(self.beside)
        return other

    def is_kept(self, record: Record) -> bool:
        """Whether a record's file has gone, and what a withholding keeps of it stands here in its place."""
        return self.kept.get(record.file) is record

    def is_counted(self, record: Record) -> bool:
        """Whether something follows from an act: it is not one that is not its people's own."""
        return record.file not in self.uncounted

    @property
    def repository_id(self) -> str | None:
        """What tells this repository from all others: as the founding edition says, the same in every edition."""
        editions = (edition for _, edition in sorted(self.ground_rules.items()))
        sound = (edition for edition in editions if self.is_sound(edition, "repository_id"))
        return next((edition.repository_id for edition in sound if edition.repository_id), None)

    def counted_records(self) -> Iterator[Record]:
        """All records that count, in the order of their paths."""
        return (record for record in self.records.values() if record.file not in self._out)

    def find_target(self, path: str) -> ProposalFolder | DecisionFolder | None:
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
