"""A change on its way to main, as data: what it adds, alters and takes away, against what has landed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nstgov.records.places import ROOTS

if TYPE_CHECKING:
    from nstgov.records.movement import Movement

HELD = (*ROOTS, "regions")
"""The folders under which acts are only ever added."""


class Stand(NamedTuple):
    """What stands at a path: its mode as git writes it, and the id of its content."""

    mode: str
    object_id: str


class PutBack(NamedTuple):
    """Two commits by their ids: the one that altered or removed what had landed, and the one that puts it back."""

    changed_in: str
    back_in: str


class Step(NamedTuple):
    """
    What happens to one path: how it stands before and after (None: nothing stands there).

    `put_back` is given where the step puts back what had landed, byte for byte, or is itself put back later on;
    `gone_in` names the commit that took away what had once landed at this path; `sha256` is that of what is removed.
    Over a whole history `commit` says where it happened, and `parent` against which of its parents, counted from 1.
    """

    path: str
    before: Stand | None
    after: Stand | None
    put_back: PutBack | None = None
    gone_in: str = ""
    sha256: str = ""
    commit: str = ""
    parent: int = 1

    @property
    def is_act(self) -> bool:
        """Whether it lies where acts are only ever added."""
        return is_held(self.path)


@dataclass(frozen=True)
class Change:
    """
    What one change does to what has landed, or, with `is_history`, what the whole history did.

    `before` is everything on record at the base, `day` the day on which the change lands.
    """

    steps: tuple[Step, ...]
    before: Movement
    day: date
    is_history: bool = False

    @property
    def added(self) -> frozenset[str]:
        """The paths at which nothing stood."""
        return frozenset(step.path for step in self.steps if step.before is None)


def is_held(path: str) -> bool:
    """Whether a path lies in a folder of acts, or is itself in the place of one."""
    return path.partition("/")[0] in HELD
