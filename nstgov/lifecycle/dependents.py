"""On which records a decision rests, as far as the records alone can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from nstgov.records import circles, decisions, ground_rules, proposals
from nstgov.records import companions as beside
from nstgov.records.record import Record
from nstgov.records.record_days import day_of
from nstgov.records.record_index import RecordIndex

REPRESENTATIVE = "representative"
MOST_ABOVE = 256
"""Circles looked at above one; where there are more, everything is taken to rest on what happens in it."""


class _DatedDecision(NamedTuple):
    """A decision or an election, and the day it was made."""

    day: date
    id: str


class _Period(NamedTuple):
    """From a first to a last day, both included."""

    first: date
    last: date

    def find_first_of(self, made: list[_DatedDecision]) -> Iterator[str]:
        """One that was made in this time, of several in the order of their days."""
        at = bisect_left(made, self.first, key=lambda one: one.day)
        if at < len(made) and made[at].day <= self.last:
            yield made[at].id


class Dependents:
    """
    What rests on what, each part gathered once and only when it is asked about.

    Decisions and elections count, except on history from elsewhere. On what happened in a circle rest its own
    decisions from that day on; on who represents it, also those of every circle that was ever above it.
    """

    def __init__(self, index: RecordIndex) -> None:
        self.index = index
        self.versions = {(v.proposal, v.number): v for v in index.find_all(proposals.Version)}
        self.decisions = {d.decision: d for d in index.find_all(decisions.Decision) if not self._is_imported(d)}
        self.elections = {election.election: election for election in index.find_all(decisions.Election)}

    def find_first(self, record: Record, until: date, since: date = date.min) -> str | None:
        """
        A decision or election made up to a day that rests on a record; None when there is none.

        Empty where everything rests on it. Only those made on or after the record's day, and `since`, may.
        """
        ask = self._asks.get(type(record))
        return next(ask(self, record, _Period(max(day_of(record) or date.min, since), until)), None) if ask else None

    def _is_imported(self, decision: decisions.Decision) -> bool:
        version = self.versions.get((decision.decision, decision.version))
        return version is not None and version.imported is not None

    @cached_property
    def _decisions_by_circle(self) -> dict[str, list[_DatedDecision]]:
        return _group_in_order(
            (circle, _DatedDecision(made.decided, made.decision))
            for made in self.decisions.values()
            for circle in made.circles
        )

    @cached_property
    def _elections_by_circle(self) -> dict[str, list[_DatedDecision]]:
        return _group_in_order(
            (held.circle, _DatedDecision(held.held, held.election)) for held in self.elections.values()
        )

    @cached_property
    def _renewals_by_decision(self) -> dict[str, list[_DatedDecision]]:
        return _group_in_order(
            (renewed, _DatedDecision(made.decided, made.decision))
            for made in self.decisions.values()
            if (version := self.versions.get((made.decision, made.version))) is not None
            for renewed in version.renews
        )

    @cached_property
    def _decisions_by_speaker(self) -> dict[str, list[_DatedDecision]]:
        """By person, the decisions in whose rounds they have a voice."""
        return _group_in_order(
            (person, _DatedDecision(made.decided, made.decision))
            for held in self.index.find_all(proposals.Round)
            if (made := self.decisions.get(held.proposal)) is not None
            for person in held.voices
        )

    @cached_property
    def _parents_by_circle(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        acts: list[circles.Circle | circles.Changes] = list(self.index.find_all(circles.Circle))
        for act in (*acts, *self.index.find_all(circles.Changes)):
            if act.parent:
                found[act.circle].add(act.parent)
        return found

    @cached_property
    def _representatives_ever(self) -> set[tuple[str, str]]:
        """Every circle with each person whom it ever chose to represent it."""
        chosen = (election for election in self.elections.values() if election.role == REPRESENTATIVE)
        return {(election.circle, election.proposed.person) for election in chosen}

    def _yield_decision(self, id_: str, time: _Period) -> Iterator[str]:
        made = self.decisions.get(id_)
        yield from () if made is None else time.find_first_of([_DatedDecision(made.decided, id_)])

    def _yield_own_decisions(self, circle: str, time: _Period) -> Iterator[str]:
        """What a circle itself decided, and whom it elected."""
        yield from time.find_first_of(self._decisions_by_circle.get(circle, []))
        yield from time.find_first_of(self._elections_by_circle.get(circle, []))

    def _yield_decisions_above(self, circle: str, time: _Period) -> Iterator[str]:
        """What the circles decided that were ever above one."""
        seen, left = {circle}, [circle]
        while left:
            for above in sorted(self._parents_by_circle.get(left.pop(), set()) - seen):
                if len(seen) > MOST_ABOVE:
                    yield ""
                    return
                seen.add(above)
                left.append(above)
                yield from time.find_first_of(self._decisions_by_circle.get(above, []))

    def _yield_if_representative(self, circle: str, role: str, time: _Period) -> Iterator[str]:
        yield from self._yield_decisions_above(circle, time) if role == REPRESENTATIVE else ()

    def _dependents_of_decision(self, record: decisions.Decision, _time: _Period) -> Iterator[str]:
        yield from [record.decision] if record.decision in self.decisions else []

    def _dependents_of_version(self, record: proposals.Version, time: _Period) -> Iterator[str]:
        decision = self.decisions.get(record.proposal)
        if decision is not None and decision.version == record.number:
            yield from self._yield_decision(record.proposal, time._replace(first=date.min))

    def _dependents_of_round(self, record: proposals.Round, time: _Period) -> Iterator[str]:
        decision = self.decisions.get(record.proposal)
        if decision is not None and decision.version == record.version and record.circle in decision.circles:
            yield from self._yield_decision(record.proposal, time)

    def _dependents_of_answer(self, record: proposals.Test | proposals.Resolution, time: _Period) -> Iterator[str]:
        """A test or a resolution of an objection that cleared the way for a decision, or for the renewal of one."""
        root, _, id_ = record.target.partition("/")
        yield from (
            self._yield_decision(id_, time)
            if root == "proposals"
            else time.find_first_of(self._renewals_by_decision.get(id_, []))
        )

    def _dependents_of_circle(self, record: circles.Circle | circles.Act, time: _Period) -> Iterator[str]:
        yield from self._yield_own_decisions(record.circle, time)
        yield from self._yield_decisions_above(record.circle, time)

    def _dependents_of_changes(self, record: circles.Changes, time: _Period) -> Iterator[str]:
        yield from self._dependents_of_circle(record, time) if record.parent or record.level else ()

    def _dependents_of_member(self, record: circles.PersonalAct, time: _Period) -> Iterator[str]:
        yield from self._yield_own_decisions(record.circle, time)
        yield from (
            self._yield_decisions_above(record.circle, time)
            if (record.circle, record.person) in self._representatives_ever
            else ()
        )

    def _dependents_of_absence(self, record: circles.Away | circles.Back, time: _Period) -> Iterator[str]:
        yield from self._yield_own_decisions(record.circle, time)

    def _dependents_of_person(self, record: circles.PersonChange, time: _Period) -> Iterator[str]:
        """A change of keys or account: what they spoke in since then."""
        yield from time.find_first_of(self._decisions_by_speaker.get(record.person, []))

    def _dependents_of_election(self, record: decisions.Election, time: _Period) -> Iterator[str]:
        yield from self._yield_if_representative(record.circle, record.role, time)

    def _dependents_of_ending(self, record: decisions.Ended, time: _Period) -> Iterator[str]:
        election = self.elections.get(record.decision)
        yield from () if election is None else self._yield_if_representative(election.circle, election.role, time)

    def _dependents_of_withheld(self, record: beside.Withheld, time: _Period) -> Iterator[str]:
        """What is hidden by a decision is shown again by a decision."""
        yield from self._yield_decision(record.decision, time)

    def _dependents_of_proof(self, record: beside.Confirmation, time: _Period) -> Iterator[str]:
        yield from self._dependents_of_path(record.beside, time._replace(first=date.min))

    def _dependents_of_void(self, record: beside.Void, time: _Period) -> Iterator[str]:
        """What was decided since a record was taken out of count."""
        yield from self._dependents_of_path(record.beside, time)

    def _dependents_of_path(self, path: str, time: _Period) -> Iterator[str]:
        record = self.index.records.get(path)
        rests = self.find_first(record, time.last, since=time.first) if record is not None else None
        yield from () if rests is None else (rests,)

    def _dependents_of_ground_rules(self, _record: Record, _time: _Period) -> Iterator[str]:
        yield ""

    _asks: ClassVar[dict[type[Record], Callable[[Dependents, Any, _Period], Iterator[str]]]] = {
        ground_rules.Settings: _dependents_of_ground_rules,
        ground_rules.GroundRules: _dependents_of_ground_rules,
        decisions.Decision: _dependents_of_decision,
        decisions.Election: _dependents_of_election,
        decisions.Ended: _dependents_of_ending,
        proposals.Version: _dependents_of_version,
        proposals.Round: _dependents_of_round,
        proposals.Test: _dependents_of_answer,
        proposals.Resolution: _dependents_of_answer,
        circles.Circle: _dependents_of_circle,
        circles.TakesIn: _dependents_of_circle,
        circles.Closes: _dependents_of_circle,
        circles.Changes: _dependents_of_changes,
        circles.Joins: _dependents_of_member,
        circles.Leaves: _dependents_of_member,
        circles.Away: _dependents_of_absence,
        circles.Back: _dependents_of_absence,
        circles.PersonChange: _dependents_of_person,
        beside.Withheld: _dependents_of_withheld,
        beside.Confirmation: _dependents_of_proof,
        beside.Void: _dependents_of_void,
    }


def _group_in_order(made: Iterable[tuple[str, _DatedDecision]]) -> dict[str, list[_DatedDecision]]:
    found: dict[str, list[_DatedDecision]] = defaultdict(list)
    for by, one in made:
        found[by].append(one)
    return {by: sorted(theirs) for by, theirs in found.items()}
