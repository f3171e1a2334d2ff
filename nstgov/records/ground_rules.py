"""The ground rules, and the settings of the site and the tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Literal

from nstgov.records.frozen import frozen
from nstgov.records.record import Record
from nstgov.records.values import (
    Date,
    DecisionToCome,
    FromName,
    Key,
    Language,
    LevelName,
    Line,
    Link,
    Needed,
    NewId,
    Positive,
    ProofLevel,
    RepositoryId,
    Text,
    Title,
    YesNo,
)

BroughtBy = Literal["members", "anybody"]
"""Who may bring, on a forge, what speaks for others: members of the circle in which it was said, or anybody."""


@frozen
class CircleSize:
    """How many members a circle has: at least, ideally, at most (M1)."""

    least: Positive
    good: Positive
    most: Positive


@frozen
class AuthorCount:
    """How many people it takes to propose or to object (M3)."""

    least: Positive


@frozen
class RepresentativeCount:
    """How many representatives a circle sends (M10)."""

    least: Positive
    most: Positive


@frozen
class AwayRule:
    """How long somebody may be away, and how many voices are needed all the same."""

    most_days: Positive
    least_voices: Positive


@frozen
class Registrar:
    """A key that attests what the forge saw."""

    name: LevelName
    key: Key


@frozen
class GroundRules(Record):
    """
    An edition of the ground rules. The founding numbers are floors: an edition may be stricter, never looser (M9).

    Days are calendar days; `number` is the file's; `top` is the circle in which all are to meet (empty: none is named);
    `brought_by` says by whose account a record may come that speaks for others.
    """

    number: Annotated[int, FromName()]
    movement: Title
    repository_id: RepositoryId
    from_: Date
    adopted_by: DecisionToCome | None = None
    example: YesNo = False
    promises: tuple[Annotated[str, Line()], ...] = ()
    levels: Annotated[tuple[LevelName, ...], Needed()]
    top: Annotated[str, NewId()] = ""
    circle_size: CircleSize
    authors: AuthorCount
    representatives: RepresentativeCount
    longest_sunset_days: Positive
    reconsider_within_days: Positive
    answer_objection_within_days: Positive
    quiet_after_days: Positive
    away: AwayRule | None = None
    proof: Mapping[LevelName, ProofLevel] = field(default_factory=dict)
    registrars: tuple[Registrar, ...] = ()
    brought_by: BroughtBy = "anybody"


@frozen
class Settings(Record):
    """`nstgov.yml`: settings of the site and the tool. None of them can change a verdict."""

    format: Positive
    title: Title
    about: Text | None = None
    site: Link | None = None
    repository: Link | None = None
    languages: tuple[Language, ...] = ()
