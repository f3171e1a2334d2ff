"""Decisions and what becomes of them; elections (M5, M6, M10, M14)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from nstgov.records.circles import NamedDay
from nstgov.records.frozen import frozen
from nstgov.records.record import Voiced, Voices
from nstgov.records.values import (
    ByRule,
    CircleId,
    Date,
    ElectionId,
    FromName,
    Line,
    PersonId,
    Positive,
    Ref,
    Sha256,
    Text,
    Title,
    YesNo,
)


@frozen
class Decision(Voiced):
    """The decision that a proposal led to: a receipt that repeats what was consented to."""

    decision: Annotated[str, FromName()]
    version: Positive
    sha256: Sha256
    decided: Date
    circles: tuple[CircleId, ...] = ()
    sunset: Annotated[Date, ByRule("D04")] | None = None

    @property
    def day(self) -> datetime.date:
        """The day it was decided."""
        return self.decided


@frozen
class Term:
    """From which day to which a person carries a role; both days included."""

    from_: Date
    until: Annotated[Date, ByRule("E04")] | None = None


@frozen
class Nomination:
    """Whom a member nominates, or nobody yet, and why."""

    for_: Annotated[str, Ref(("person", "nobody"))]
    because: Annotated[Text, ByRule("E01")] | None = None


@frozen
class NominationChange:
    """Whom a member nominates after hearing the others, and why."""

    to: Annotated[str, Ref(("person", "nobody"))]
    because: Annotated[Text, ByRule("E01")] | None = None


@frozen
class EarlierCandidate:
    """Somebody proposed first, and objected to."""

    person: PersonId
    because: Text | None = None
    voices: Voices = field(default_factory=dict)


@frozen
class Candidate:
    """The person proposed after the nominations, and why."""

    person: PersonId
    because: Text | None = None


@frozen
class Election(Voiced):
    """A person is chosen for a role, by consent, for a term: the whole sociocratic procedure (M10)."""

    election: Annotated[str, FromName()]
    circle: CircleId
    role: Title
    responsibilities: Text | None = None
    qualities: tuple[Annotated[str, Line()], ...] = ()
    held: Date
    facilitator: PersonId | None = None
    term: Term
    succeeds: ElectionId | None = None
    nominations: Mapping[PersonId, Nomination] = field(default_factory=dict)
    changes: Mapping[PersonId, NominationChange] = field(default_factory=dict)
    earlier: tuple[EarlierCandidate, ...] = ()
    proposed: Candidate

    @property
    def day(self) -> datetime.date:
        """The day it was held."""
        return self.held


@frozen
class Reading:
    """What a decision is judged by, and what was found."""

    of: Title
    found: Text


@frozen
class Done:
    """A task, and whether it was done."""

    what: Title
    done: YesNo


@frozen
class Review(Voiced):
    """What came of a decision, and whether it is kept, changed or let go (M14)."""

    decision: Annotated[str, FromName()]
    held: NamedDay
    circle: CircleId
    helped: Text
    readings: tuple[Reading, ...] = ()
    done: tuple[Done, ...] = ()
    result: Literal["keep", "change", "let go"]
    next_review: Date | None = None

    @property
    def day(self) -> datetime.date:
        """The day it was held."""
        return self.held


@frozen
class Ended(Voiced):
    """A term or a decision ends before its time; `date` is the last day."""

    decision: Annotated[str, FromName()]
    date: Date
    how: Literal["resigned", "let go"]
    because: Text | None = None

    @property
    def day(self) -> datetime.date:
        """The last day."""
        return self.date
