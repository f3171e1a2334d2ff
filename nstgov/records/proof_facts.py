"""What is known of a signature once its arithmetic was done: a fact that rules and lifecycle take as data."""

from __future__ import annotations

from typing import Literal, NamedTuple

from nstgov.records.values import ProofLevel


class SignatureResult(NamedTuple):
    """
    What came of checking one signature file.

    `key` is the public key it was made with, without comment (None: it could not be read); `trouble` says why the
    signature proves nothing, and is empty where it verifies.
    """

    key: str | None
    trouble: str = ""


class Uncounted(NamedTuple):
    """
    Why nothing follows from an act, as long as that lasts: nobody knows that it is theirs whose act it would be.

    `not proven`: what `people` say in it is to be proven as well as `asked`; nobody's word stands in it where there are
    none. `strangers`: a next version without anybody of the version before; `imported`: history from elsewhere beside
    what this movement made.
    """

    file: str
    reason: Literal["not proven", "strangers", "imported"]
    people: tuple[str, ...] = ()
    asked: ProofLevel = "declared"


def bare_key(key: str) -> str:
    """A public key without the comment behind it: its kind and its bytes."""
    return " ".join(key.split()[:2])


Stage = Literal["open", "landed", "closed"]
"""How a proposed change stands: open, landed on the default branch, or closed without landing."""


class ProposedChange(NamedTuple):
    """
    A proposed change as the forge tells of it: its number, the commit it is at, how it stands.

    `landed_in` is the commit on the default branch by which it landed; empty where it has not. `pushed_onto` is the
    commit that it was at before somebody pushed to it; empty where that is not what the forge tells of.
    """

    number: int
    commit: str
    stage: Stage
    landed_in: str = ""
    pushed_onto: str = ""


class SeenConsent(NamedTuple):
    """Somebody said yes to a proposed change at its commit: their account's name and number, and the change."""

    login: str
    account: int
    change: ProposedChange
