"""
Regions: other repositories whose people take part in a circle of this one (M8, M11).

A region keeps its own record. Here stands only where it is, which circle it joins, and what this repository has seen of
it: a commit, the hash of its summary, and whom its top circle sends. An id of its own never holds two hyphens, so that
`valley--oak-street` can only be the circle `oak-street` of the region `valley`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from nstgov.records.frozen import frozen
from nstgov.records.record import Record, Voiced
from nstgov.records.values import (
    ID,
    CircleId,
    Commit,
    Date,
    Form,
    FromName,
    Key,
    NewId,
    RepositoryId,
    Sha256,
    Text,
    Title,
)

BETWEEN = "--"
"""What stands between a region and what is its own: `valley--oak-street`."""
FAR_ID = rf"{ID}(?:{BETWEEN}{ID})*"
"""The form of an id that may be another repository's: of a region, of a region of that one, and so on."""
FarId = Annotated[str, Form(FAR_ID, "an id as the region itself writes it", "oak-street")]
RegionId = Annotated[str, Form(ID, "a region's id", "valley")]
_ADDRESS = (
    r"(?:https://|ssh://(?:[A-Za-z0-9][A-Za-z0-9._-]*@)?)[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?"
    r"/(?!.*\.\.)[A-Za-z0-9_.~/+-]*[A-Za-z0-9_~+/-]"
)
RepositoryAddress = Annotated[
    str,
    Form(
        _ADDRESS,
        "an address that git can read, https:// or ssh://",
        "https://codeberg.org/valley/record",
    ),
]
"""
Nothing else: git knows addresses that start programs, and none may come from a record. No password has a place in it.
"""


@frozen
class Region(Voiced):
    """
    A region: a repository whose top circle sends representatives to a circle here, from `since` on.

    `voices` are the consent of every member of the circle that it joins; none are needed while nobody is in it.
    """

    region: Annotated[str, NewId(), FromName()]
    name: Title
    repository: RepositoryAddress
    repository_id: RepositoryId
    circle: FarId
    joins: CircleId
    since: Date

    @property
    def day(self) -> date:
        """The day the region joins."""
        return self.since

    @property
    def far_circle(self) -> str:
        """The id of its top circle as it is known here."""
        return f"{self.region}{BETWEEN}{self.circle}"


@frozen
class RegionRepresentative:
    """Somebody whom a region's top circle sends, for a term, as the region's own record has it."""

    person: FarId
    name: Title
    keys: tuple[Key, ...] = ()
    from_: Date
    until: Date


@frozen
class RegionSnapshot(Record):
    """
    What was seen of a region on a day: its commit, the SHA-256 of its summary as of that day, its representatives.

    It holds until the next one. Anybody can make it anew from the commit and compare: `nstgov federate check` does.
    """

    region: Annotated[RegionId, FromName()]
    date: Annotated[Date, FromName()]
    commit: Commit
    summary: Sha256
    made_with: Title | None = None
    representatives: tuple[RegionRepresentative, ...] = ()

    @property
    def day(self) -> datetime.date:
        """The day on which it was seen."""
        return self.date


@frozen
class RegionLeaves(Voiced):
    """
    A region's last day in the circle that it had joined.

    By the voices of those whom it sends; where it can no longer be reached, by those of everybody else in that circle.
    """

    region: Annotated[RegionId, FromName()]
    date: Date
    because: Text | None = None

    @property
    def day(self) -> datetime.date:
        """Its last day."""
        return self.date


@dataclass(slots=True)
class RegionFolder:
    """A region, what was seen of it in the order of the days, and its leaving."""

    id: str
    region: Region
    snapshots: list[RegionSnapshot] = field(default_factory=list)
    leaves: RegionLeaves | None = None


_FAR = re.compile(FAR_ID)
REPOSITORY_ADDRESS = re.compile(_ADDRESS)
"""What an address has to look like as a whole."""


def is_far_id(name: str) -> bool:
    """Whether a name is an id of another repository, seen from here."""
    return BETWEEN in name and _FAR.fullmatch(name) is not None


def split_far_id(name: str) -> tuple[str, str]:
    """The region an id of another repository begins with, and what the region itself calls it."""
    region, _, own = name.partition(BETWEEN)
    return region, own
