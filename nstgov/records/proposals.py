"""Proposals, the rounds on them, and objections (M2, M3, M4, M17)."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from nstgov.records.circles import NamedCircle, NamedDay
from nstgov.records.frozen import frozen
from nstgov.records.record import Author, Record, Voiced
from nstgov.records.values import (
    ByRule,
    CircleId,
    Date,
    DecisionId,
    FromName,
    Language,
    Level,
    Line,
    Link,
    NewId,
    PersonId,
    Positive,
    ProposalId,
    Ref,
    Sha256,
    Someone,
    Text,
    Title,
    YesNo,
)

ProposalKind = Literal["policy", "action", "invitation", "ground rules"]


@frozen
class Idea(Record):
    """A proposal or objection in the making, looking for people to stand with it; it stops nothing yet (M3)."""

    of: Annotated[str, FromName()]
    title: Title
    by: tuple[Author, ...] = ()
    opened: Date
    need: Text
    reasons: Text | None = None
    text: Text | None = None


@frozen
class StandsWith(Record):
    """One more person stands with an idea."""

    of: Annotated[str, FromName()]
    person: Annotated[PersonId, FromName()]
    because: Text | None = None


@frozen
class Task:
    """Something to do: who (a person or a circle), what, by which day."""

    who: Annotated[str, Ref(("person", "circle"))]
    what: Title
    by: Date | None = None


@frozen
class Guest:
    """Somebody whom a circle asks to join, who was asked before being named (M12)."""

    guest: Annotated[str, NewId()]
    name: Title
    level: Level | None = None
    because: Text


@frozen
class Threshold:
    """How many people or circles must commit before an action starts (M18)."""

    people: Positive | None = None
    circles: Positive | None = None


@frozen
class EditionNamed:
    """The edition of the ground rules that a proposal would adopt, by number and SHA-256."""

    number: Positive
    sha256: Sha256


@frozen
class Version(Record):
    """One version of a proposal: why it is needed, what is proposed, whom it affects, until when."""

    proposal: Annotated[str, FromName()]
    number: Annotated[int, FromName()]
    title: Title
    kind: ProposalKind
    authors: tuple[Author, ...] = ()
    carried_by: PersonId | None = None
    submitted: Date
    asks: tuple[CircleId, ...] = ()
    affects: tuple[CircleId, ...] = ()
    outside: Text | None = None
    need: Text
    reasons: Text
    text: Text
    might_hurt: Text | None = None
    sunset: Annotated[Date, ByRule("P03")] | None = None
    review: Annotated[Date, ByRule("P04")] | None = None
    judged_by: tuple[Annotated[str, Line()], ...] = ()
    tasks: tuple[Task, ...] = ()
    discussion: Link | None = None
    imported: Title | None = None
    integrates: tuple[Annotated[str, Ref(("objection", "voice"))], ...] = ()
    renews: tuple[DecisionId, ...] = ()
    replaces: tuple[DecisionId, ...] = ()
    ends: tuple[DecisionId, ...] = ()
    edition: EditionNamed | None = None
    starts_with: Threshold | None = None
    invites: tuple[Guest, ...] = ()

    @property
    def day(self) -> datetime.date:
        """The day it was submitted."""
        return self.submitted


@frozen
class Round(Voiced):
    """What the members of a circle, or one of them in a file of their own, said to one version on a day."""

    proposal: Annotated[str, FromName()]
    held: NamedDay
    circle: NamedCircle
    person: Annotated[PersonId, FromName()] | None = None
    n: Annotated[int, FromName()] = 1
    version: Positive
    sha256: Sha256
    how: Literal["meeting", "async"]
    facilitator: PersonId | None = None

    @property
    def day(self) -> datetime.date:
        """The day it was held."""
        return self.held


@frozen
class Commitments(Voiced):
    """People of a circle commit to an action, or take it back (M18)."""

    proposal: Annotated[str, FromName()]
    date: NamedDay
    circle: NamedCircle
    people: tuple[PersonId, ...] = ()
    takes_back: tuple[PersonId, ...] = ()


@frozen
class Answer(Record):
    """What an invited person answered (M12)."""

    proposal: Annotated[str, FromName()]
    date: NamedDay
    guest: Annotated[str, NewId(), FromName()]
    answer: Literal["joins", "declines", "later"]
    words: Text | None = None


@frozen
class Closed(Voiced):
    """
    A proposal is withdrawn by its authors, or set aside by the circles asked.

    `unreachable` are authors who died or cannot be found; `goes_on_in` other proposals that take up what it was about.
    """

    proposal: Annotated[str, FromName()]
    date: Date
    result: Literal["withdrawn", "set aside"]
    because: Text
    unreachable: tuple[Someone, ...] = ()
    goes_on_in: tuple[ProposalId, ...] = ()


@frozen
class Against:
    """What an objection speaks of: a proposal's version, or a decision, by its bytes."""

    version: Positive | None = None
    sha256: Sha256


@frozen
class Objection(Record):
    """One version of an objection: what it is against, why that is important, and the reasons (M4, M17)."""

    target: Annotated[str, FromName()]
    objection: Annotated[str, FromName()]
    number: Annotated[int, FromName()]
    title: Title
    authors: tuple[Author, ...] = ()
    carried_by: PersonId | None = None
    from_round: Annotated[str, Ref(("round",))] | None = None
    raised: Date
    against: Against
    important: Annotated[Text, ByRule("O03")] | None = None
    reasons: Annotated[Text, ByRule("O02")] | None = None
    would_consent_if: Text | None = None

    @property
    def day(self) -> datetime.date:
        """The day it was raised."""
        return self.raised


@frozen
class Answered:
    """One half of a test: does it hold, and why."""

    holds: YesNo
    because: Text | None = None


@frozen
class Test(Voiced):
    """A circle asks of an objection: is it important, and reasoned? Nobody sets one aside alone (M4)."""

    target: Annotated[str, FromName()]
    objection: Annotated[str, FromName()]
    held: NamedDay
    circle: NamedCircle
    version: Positive
    important: Answered
    reasoned: Answered
    result: Literal["stands", "needs work", "set aside"]


@frozen
class Resolution(Voiced):
    """How an objection's need was met; its authors say whether anything remains (M17)."""

    target: Annotated[str, FromName()]
    objection: Annotated[str, FromName()]
    date: NamedDay
    kind: Literal["text changed", "term shortened", "measured", "withdrawn", "other"]
    how: Text
    version: Positive | None = None
    unreachable: tuple[Someone, ...] = ()


@frozen
class Translation(Record):
    """The texts of a version in another language, and by whom; the original binds."""

    language: Annotated[Language, FromName()]
    by: Author
    title: Title | None = None
    outside: Text | None = None
    need: Text | None = None
    reasons: Text | None = None
    text: Text | None = None
    might_hurt: Text | None = None
    important: Text | None = None
    would_consent_if: Text | None = None
