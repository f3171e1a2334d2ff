"""The folders in which records lie together: circles, proposals, objections, decisions; and people."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from nstgov.records.circles import Act, Circle
from nstgov.records.decisions import Decision, Election, Ended, Review
from nstgov.records.frozen import frozen_in_order
from nstgov.records.ground_rules import GroundRules, Settings
from nstgov.records.proposals import (
    Answer,
    Closed,
    Commitments,
    Idea,
    Objection,
    Resolution,
    Round,
    StandsWith,
    Test,
    Translation,
    Version,
)
from nstgov.records.record import Record
from nstgov.records.regions import RegionFolder
from nstgov.records.values import Where


def name_key(name: str) -> str:
    """What is compared to tell whether two names are the same: without regard to letter case, blanks and form."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@frozen_in_order
class Person:
    """Somebody on record: where they were introduced, by which name, and which circle is their home."""

    id: str
    name: str
    home: str
    introduced: Where
    account: str | None
    keys: tuple[str, ...]


@dataclass(slots=True)
class CircleFolder:
    """A circle's beginning and its acts, in the order of their days."""

    id: str
    founding: Circle
    acts: list[Act] = field(default_factory=list)


@dataclass(slots=True)
class ObjectionFolder:
    """An objection: its idea, versions, tests and resolutions."""

    id: str
    target: str
    idea: Idea | None = None
    stands_with: list[StandsWith] = field(default_factory=list)
    versions: dict[int, Objection] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)


@dataclass(slots=True)
class ProposalFolder:
    """A proposal: its idea, versions, rounds, objections and what else lies with it."""

    id: str
    idea: Idea | None = None
    stands_with: list[StandsWith] = field(default_factory=list)
    versions: dict[int, Version] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    commitments: list[Commitments] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    closed: Closed | None = None
    objections: dict[str, ObjectionFolder] = field(default_factory=dict)


@dataclass(slots=True)
class DecisionFolder:
    """A decision or an election, its reviews, its early end, and the objections to it."""

    id: str
    decision: Decision | None = None
    election: Election | None = None
    reviews: list[Review] = field(default_factory=list)
    ended: Ended | None = None
    objections: dict[str, ObjectionFolder] = field(default_factory=dict)


@dataclass(slots=True)
class Folders:
    """Everything that counts, in the folders in which it lies together."""

    settings: Settings | None = None
    ground_rules: dict[int, GroundRules] = field(default_factory=dict)
    circles: dict[str, CircleFolder] = field(default_factory=dict)
    proposals: dict[str, ProposalFolder] = field(default_factory=dict)
    decisions: dict[str, DecisionFolder] = field(default_factory=dict)
    regions: dict[str, RegionFolder] = field(default_factory=dict)
    translations: list[Translation] = field(default_factory=list)
    beside: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
