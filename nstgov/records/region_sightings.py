"""
What was found of a region in its own repository, for the rules that judge several repositories (family F).

A record knows of a region only what was pinned. Who has fetched the region knows more, and lays it beside the record as
a sighting, as signatures and landings are laid beside it; the rules stay functions of what they are given.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

RegionState = Literal[
    "sound", "at fault", "unreachable", "shallow", "rewritten", "another repository", "too slow", "too large"
]
"""How a region was found; only of what is sound or at fault anything could be counted."""
READ: tuple[RegionState, ...] = ("sound", "at fault")


class UnheardRegion(NamedTuple):
    """A decision here that affects people of a region who took no part, and where their way up was broken."""

    decision: str
    affected: str
    message: str


class RegionSighting(NamedTuple):
    """
    How a region was found when somebody looked.

    `said` is what git or the reader said of it (empty: nothing); `commit` the newest one seen; `errors` how many its
    own check has. `summary` and `representatives` are those of the pinned commit on the day of the snapshot, as worked
    out from it (None: it could not be). `unheard` are the decisions here in which its people took no part.
    """

    state: RegionState
    said: str = ""
    commit: str = ""
    errors: int = 0
    summary: str | None = None
    representatives: tuple[tuple[str, date, date], ...] | None = None
    unheard: tuple[UnheardRegion, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether the region could be read, so that its people and circles are counted."""
        return self.state in READ
