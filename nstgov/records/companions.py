"""Records that stand beside another one: proofs, disputes, corrections (M9, M13)."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, NamedTuple

from nstgov.records.circles import NamedDay
from nstgov.records.frozen import frozen
from nstgov.records.record import Record, Voiced
from nstgov.records.values import Commit, Date, DecisionId, ForgeHost, FromName, PersonId, Positive, Sha256, Text

Beside = Annotated[str, FromName()]
"""The path of the record it stands beside."""


@frozen
class Disputed(Record):
    """Anyone, alone, about a voice that was entered for them: "that is not what I said"."""

    beside: Beside
    person: Annotated[PersonId, FromName()]
    date: Date
    says: Text

    @property
    def day(self) -> datetime.date:
        """The day it was said."""
        return self.date


@frozen
class Correction(Record):
    """A wrong fact set right beside its record; it changes no voice and no text consented to."""

    beside: Beside
    date: NamedDay
    n: Annotated[int, FromName()] = 1
    by: PersonId
    what: Text


@frozen
class Void(Voiced):
    """A record entered by mistake is taken out of count, by the voices of everyone it names."""

    beside: Beside
    date: Date
    because: Text


Outcome = Literal["counts", "not read", "names nobody", "too early", "rested on", "voices missing", "not proven"]


class VoidOutcome(NamedTuple):
    """
    What came of a void: whether it counts, or why not.

    `missing` are the people named by the record who have not consented; `decision` what rests on the record (empty:
    everything does).
    """

    void: Void
    outcome: Outcome
    missing: tuple[str, ...] = ()
    decision: str = ""


@frozen
class Withheld(Record):
    """
    A decision hides a record's text, or removes its file; its SHA-256 stays.

    `keeps` is what the record says without its words, in YAML: where the file has gone, it stands for it, so that
    whatever follows from the record follows from it still.
    """

    beside: Beside
    decision: DecisionId
    because: Text
    sha256: Sha256
    keeps: Text | None = None


@frozen
class Confirmation(Record):
    """The forge saw a person confirm a record with their own account; a registrar signs this file."""

    beside: Beside
    person: Annotated[PersonId, FromName()]
    forge: ForgeHost
    account: Positive
    pull_request: Positive
    commit: Commit
    sha256: Sha256


@frozen
class Signature(Record):
    """An OpenSSH signature over the bytes of the record it stands beside; `signer` is a person or a registrar."""

    beside: Beside
    signer: Annotated[str, FromName()]
