"""On which records a decision rests, as far as the records alone can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from nstgov.records import beside, circles, decisions, ground_rules, proposals
from nstgov.records.days import day_of
from nstgov.records.record import Record

if TYPE_CHECKING:
    from nstgov.records.movement import Movement

REPRESENTATIVE = "representative"
MOST_ABOVE = 256
"""Circles looked at above one; where there are more, everything is taken to rest on what happens in it."""


class _Made(NamedTuple):
    """A decision or an election, and the day it was made."""

    day: date
    id: str


class _Time(NamedTuple):
    """From a first to a last day, both included."""

    first: date
    last: date

    def one_of(self, made: list[_Made]) -> Iterator[str]:
        """One that was made in this time, of several in the order of their days."""
        at = bisect_left(made, self.first, key=lambda one: one.day)
        if at < len(made) and made[at].day <= self.last:
            yield made[at].id


class Resting:
    """
    What rests on what, each part gathered once and only when it is asked about.

    Decisions and elections count, except on history from elsewhere. On what happened in a circle rest its own
    decisions from that day on; on who represents it, also those of every circle that was ever above it.
    """

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.versions = {(v.proposal, v.number): v for v in movement.all(proposals.Version)}
        self.decisions = {d.decision: d for d in movement.all(decisions.Decision) if not self._is_imported(d)}
        self.elections = {election.election: election for election in movement.all(decisions.Election)}

    def on(self, record: Record, until: date, since: date = date.min) -> str | None:
        """
        A decision or election made up to a day that rests on a record; None when there is none.

        Empty where everything rests on it. Only those made on or after the record's day, and `since`, may.
        """
        ask = self._asks.get(type(record))
        return next(ask(self, record, _Time(max(day_of(record) or date.min, since), until)), None) if ask else None

    def _is_imported(self, decision: decisions.Decision) -> bool:
        version = self.versions.get((decision.decision, decision.version))
        return version is not None and version.imported is not None

    @cached_property
    def _by_circle(self) -> dict[str, list[_Made]]:
        return _in_order(
            (circle, _Made(made.decided, made.decision)) for made in self.decisions.values() for circle in made.circles
        )

    @cached_property
    def _elected(self) -> dict[str, list[_Made]]:
        return _in_order((held.circle, _Made(held.held, held.election)) for held in self.elections.values())

    @cached_property
    def _renewals(self) -> dict[str, list[_Made]]:
        return _in_order(
            (renewed, _Made(made.decided, made.decision))
            for made in self.decisions.values()
            if (version := self.versions.get((made.decision, made.version))) is not None
            for renewed in version.renews
        )

    @cached_property
    def _spoken_in(self) -> dict[str, list[_Made]]:
        """By person, the decisions in whose rounds they have a voice."""
        return _in_order(
            (person, _Made(made.decided, made.decision))
            for held in self.movement.all(proposals.Round)
            if (made := self.decisions.get(held.proposal)) is not None
            for person in held.voices
        )

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        acts: list[circles.Circle | circles.Changes] = list(self.movement.all(circles.Circle))
        for act in (*acts, *self.movement.all(circles.Changes)):
            if act.parent:
                found[act.circle].add(act.parent)
        return found

    @cached_property
    def _sent(self) -> set[tuple[str, str]]:
        """Every circle with each person whom it ever chose to represent it."""
        chosen = (election for election in self.elections.values() if election.role == REPRESENTATIVE)
        return {(election.circle, election.proposed.person) for election in chosen}

    def _decided(self, id_: str, time: _Time) -> Iterator[str]:
        made = self.decisions.get(id_)
        yield from () if made is None else time.one_of([_Made(made.decided, id_)])

    def _here(self, circle: str, time: _Time) -> Iterator[str]:
        """What a circle itself decided, and whom it elected."""
        yield from time.one_of(self._by_circle.get(circle, []))
        yield from time.one_of(self._elected.get(circle, []))

    def _farther_up(self, circle: str, time: _Time) -> Iterator[str]:
        """What the circles decided that were ever above one."""
        seen, left = {circle}, [circle]
        while left:
            for above in sorted(self._parents.get(left.pop(), set()) - seen):
                if len(seen) > MOST_ABOVE:
                    yield ""
                    return
                seen.add(above)
                left.append(above)
                yield from time.one_of(self._by_circle.get(above, []))

    def _represents(self, circle: str, role: str, time: _Time) -> Iterator[str]:
        yield from self._farther_up(circle, time) if role == REPRESENTATIVE else ()

    def _of_decision(self, record: decisions.Decision, _time: _Time) -> Iterator[str]:
        yield from [record.decision] if record.decision in self.decisions else []

    def _of_version(self, record: proposals.Version, time: _Time) -> Iterator[str]:
        decision = self.decisions.get(record.proposal)
        if decision is not None and decision.version == record.number:
            yield from self._decided(record.proposal, time._replace(first=date.min))

    def _of_round(self, record: proposals.Round, time: _Time) -> Iterator[str]:
        decision = self.decisions.get(record.proposal)
        if decision is not None and decision.version == record.version and record.circle in decision.circles:
            yield from self._decided(record.proposal, time)

    def _of_answer(self, record: proposals.Test | proposals.Resolution, time: _Time) -> Iterator[str]:
        """A test or a resolution of an objection that cleared the way for a decision, or for the renewal of one."""
        root, _, id_ = record.target.partition("/")
        yield from self._decided(id_, time) if root == "proposals" else time.one_of(self._renewals.get(id_, []))

    def _of_circle(self, record: circles.Circle | circles.Act, time: _Time) -> Iterator[str]:
        yield from self._here(record.circle, time)
        yield from self._farther_up(record.circle, time)

    def _of_changes(self, record: circles.Changes, time: _Time) -> Iterator[str]:
        yield from self._of_circle(record, time) if record.parent or record.level else ()

    def _of_member(self, record: circles.PersonalAct, time: _Time) -> Iterator[str]:
        yield from self._here(record.circle, time)
        yield from self._farther_up(record.circle, time) if (record.circle, record.person) in self._sent else ()

    def _of_absence(self, record: circles.Away | circles.Back, time: _Time) -> Iterator[str]:
        yield from self._here(record.circle, time)

    def _of_person(self, record: circles.PersonChange, time: _Time) -> Iterator[str]:
        """A change of keys or account: what they spoke in since then."""
        yield from time.one_of(self._spoken_in.get(record.person, []))

    def _of_election(self, record: decisions.Election, time: _Time) -> Iterator[str]:
        yield from self._represents(record.circle, record.role, time)

    def _of_ended(self, record: decisions.Ended, time: _Time) -> Iterator[str]:
        election = self.elections.get(record.decision)
        yield from () if election is None else self._represents(election.circle, election.role, time)

    def _of_withheld(self, record: beside.Withheld, time: _Time) -> Iterator[str]:
        """What is hidden by a decision is shown again by a decision."""
        yield from self._decided(record.decision, time)

    def _of_proof(self, record: beside.Confirmation, time: _Time) -> Iterator[str]:
        yield from self._again(record.beside, time._replace(first=date.min))

    def _of_void(self, record: beside.Void, time: _Time) -> Iterator[str]:
        """What was decided since a record was taken out of count."""
        yield from self._again(record.beside, time)

    def _again(self, path: str, time: _Time) -> Iterator[str]:
        record = self.movement.records.get(path)
        rests = self.on(record, time.last, since=time.first) if record is not None else None
        yield from () if rests is None else (rests,)

    def _of_ground_rules(self, _record: Record, _time: _Time) -> Iterator[str]:
        yield ""

    _asks: ClassVar[dict[type[Record], Callable[[Resting, Any, _Time], Iterator[str]]]] = {
        ground_rules.Settings: _of_ground_rules,
        ground_rules.GroundRules: _of_ground_rules,
        decisions.Decision: _of_decision,
        decisions.Election: _of_election,
        decisions.Ended: _of_ended,
        proposals.Version: _of_version,
        proposals.Round: _of_round,
        proposals.Test: _of_answer,
        proposals.Resolution: _of_answer,
        circles.Circle: _of_circle,
        circles.TakesIn: _of_circle,
        circles.Closes: _of_circle,
        circles.Changes: _of_changes,
        circles.Joins: _of_member,
        circles.Leaves: _of_member,
        circles.Away: _of_absence,
        circles.Back: _of_absence,
        circles.PersonChange: _of_person,
        beside.Withheld: _of_withheld,
        beside.Confirmation: _of_proof,
        beside.Void: _of_void,
    }


def _in_order(made: Iterable[tuple[str, _Made]]) -> dict[str, list[_Made]]:
    found: dict[str, list[_Made]] = defaultdict(list)
    for by, one in made:
        found[by].append(one)
    return {by: sorted(theirs) for by, theirs in found.items()}
