"""Circles, and everything that happens to one (M1, M11, M19)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from nstgov.records.frozen import frozen
from nstgov.records.record import Voiced
from nstgov.records.values import (
    Account,
    CircleId,
    Date,
    FromName,
    Key,
    Level,
    Line,
    NewId,
    PersonId,
    Text,
    Title,
    YesNo,
)

NamedDay = Annotated[Date, FromName()]
NamedCircle = Annotated[CircleId, FromName()]


@frozen
class Founder:
    """Somebody a circle begins with: introduced here by `name`, or from another circle by `home`."""

    name: Title | None = None
    home: CircleId | None = None
    account: Account | None = None
    keys: tuple[Key, ...] = ()


@frozen
class Circle(Voiced):
    """
    A circle begins: who founds it, for what, on which level, under which parent circle.

    The founders count from `opened` on. A circle of representatives may begin with no member of its own. `follows`
    names closed circles that go on in this one (merged, split, begun again): it answers for their decisions.
    """

    circle: Annotated[str, NewId(), FromName()]
    name: Title
    level: Level
    aim: Text
    domain: Text | None = None
    parent: CircleId | None = None
    follows: tuple[CircleId, ...] = ()
    opened: Date
    meets: tuple[Annotated[str, Line()], ...] = ()
    place: Title | None = None
    imported: Title | None = None
    facilitator: PersonId | None = None
    secretary: PersonId | None = None
    members: Mapping[PersonId, Founder] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day the circle begins."""
        return self.opened


@frozen
class Act(Voiced):
    """Something that happens to a circle on a day; the file's name says which circle, day and act."""

    circle: NamedCircle
    date: NamedDay

    @property
    def day(self) -> datetime.date:
        """The day of the act."""
        return self.date


@frozen
class PersonalAct(Act):
    """An act that is about one person."""

    person: Annotated[PersonId, FromName()]


@frozen
class Joins(PersonalAct):
    """Somebody becomes a member, by their own yes and every member's consent (M2)."""

    name: Title | None = None
    home: CircleId | None = None
    account: Account | None = None
    keys: tuple[Key, ...] = ()


@frozen
class Leaves(PersonalAct):
    """
    Somebody's last day as a member: by their own word, or by that of all the others.

    `how` tells which; where it is left out it is their own word if they say so, and else they were asked to go.
    """

    because: Text | None = None
    how: Literal["own word", "died", "cannot be found", "asked to go"] | None = None


@frozen
class Away(PersonalAct):
    """Somebody steps back for a while, by their own word only (M22); `until` is the last day."""

    until: Date
    because: Text | None = None


@frozen
class Back(PersonalAct):
    """Somebody returns sooner than they had said."""


@frozen
class PersonChange(PersonalAct):
    """A person's name, account or keys change; by their own word."""

    name: Title | None = None
    account: Account | None = None
    adds: Key | None = None
    ends: Key | None = None
    compromised: Key | None = None
    since: Date | None = None
    signed_only: YesNo | None = None


@frozen
class Changes(Act):
    """A circle changes its name, aim, domain, parent, level, place or roles, by every member's consent."""

    name: Title | None = None
    aim: Text | None = None
    domain: Text | None = None
    parent: CircleId | None = None
    level: Level | None = None
    place: Title | None = None
    meets: tuple[Annotated[str, Line()], ...] = ()
    facilitator: PersonId | None = None
    secretary: PersonId | None = None


@frozen
class TakesIn(Act):
    """A parent circle that has members consents to a circle under it sending representatives."""

    takes_in: Annotated[CircleId, FromName()]


@frozen
class Asks(Act):
    """A circle asks for help (M16)."""

    for_: Text


@frozen
class Closes(Act):
    """A circle's last day, by every member's consent."""

    because: Text
