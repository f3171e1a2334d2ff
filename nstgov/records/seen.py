"""What a forge saw somebody do with their own account: a fact that is taken as data."""

from __future__ import annotations

from typing import Literal, NamedTuple

Stage = Literal["open", "landed", "closed"]
"""How a proposed change stands: open, landed on the default branch, or closed without landing."""


class ProposedChange(NamedTuple):
    """
    A proposed change as the forge tells of it: its number, the commit it is at, how it stands.

    `landed_in` is the commit on the default branch by which it landed; empty where it has not.
    """

    number: int
    commit: str
    stage: Stage
    landed_in: str = ""


class SeenConsent(NamedTuple):
    """Somebody said yes to a proposed change at its commit: their account's name and number, and the change."""

    login: str
    account: int
    change: ProposedChange
