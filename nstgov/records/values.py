"""
What a single value in a record may be.

Each kind is a marker that rides on a type (`Annotated[str, Line()]`). The reader turns the markers into converters and
`nstgov schema` turns the same markers into JSON Schema, so that the two can never tell different stories.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple

from nstgov.records.frozen import frozen_in_order

WINDOWS_NAME = r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])"
"""Names that Windows keeps for itself: no file or folder there can have one, with whatever ending."""
ID = rf"(?!{WINDOWS_NAME}(?![a-z0-9-]))[a-z0-9]+(?:-[a-z0-9]+)*"
"""The form of every id: small letters, digits and single hyphens (2 to 64 characters), no name of Windows' own."""
LONGEST_ID = 64
LONGEST_LINE = 300
"""Characters in a title, a name or another text of one line."""
LONGEST_TEXT = 64 * 1024
"""Bytes in a longer text; Markdown readers can be slow on more."""
NOBODY_YET = "nobody yet"
"""What a member may say who nominates nobody (M10)."""


class Where(NamedTuple):
    """A place in the record: a file and the keys that lead to a value in it (`("voices", "ana-ruiz")`)."""

    file: str
    keys: tuple[str | int, ...] = ()


@frozen_in_order
class Line:
    """A text of one line: a title, a name."""


@frozen_in_order
class Prose:
    """A longer text in Markdown."""


@frozen_in_order
class Day:
    """A calendar day, `YYYY-MM-DD`."""


@frozen_in_order
class Count:
    """A whole number."""

    least: int = 0


@frozen_in_order
class Flag:
    """`true` or `false`."""


@frozen_in_order
class Form:
    """A text of a given form; `means` and `example` are for people."""

    pattern: str
    means: str
    example: str


@frozen_in_order
class Ref:
    """
    The name of something on record.

    `to` holds the kinds of thing it may name: person, circle, proposal, decision, election, level, outside (a person
    outside every circle, by name), nobody (the words "nobody yet"), round, voice, objection.
    """

    to: tuple[str, ...]


@frozen_in_order
class NewId:
    """An id that this record introduces."""


@frozen_in_order
class ByRule:
    """Rides on a field whose absence is the finding of a rule of its own, so that the reader is silent about it."""

    rule: str


@frozen_in_order
class Needed:
    """Rides on a list that may not be left out."""


@frozen_in_order
class FromName:
    """Rides on a field that the file's name gives; the content may repeat it, saying the same."""


Title = Annotated[str, Line()]
Text = Annotated[str, Prose()]
Date = Annotated[date, Day()]
Positive = Annotated[int, Count(least=1)]
YesNo = Annotated[bool, Flag()]
Sha256 = Annotated[str, Form(r"[0-9a-f]{64}", "64 hex digits", "9f86d081884c7d65…")]
Commit = Annotated[str, Form(r"[0-9a-f]{40}|[0-9a-f]{64}", "a full commit id", "a94a8fe5ccb19ba6…")]
RepositoryId = Annotated[str, Form(r"[0-9a-f]{32}", "32 hex digits", "9f0c6a1b…")]
Link = Annotated[str, Form(r"https?://[!-~]+", "an address that begins with https://", "https://example.org/")]
Account = Annotated[str, Form(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?", "an account's name", "anaruiz")]
ForgeHost = Annotated[
    str,
    Form(
        r"(?![^/]*:(?:443|80)(?:/|$))[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_.-]*[A-Za-z0-9_-])*",
        "a forge's host",
        "codeberg.org",
    ),
]
"""Without a point at the end and without the port that every browser adds: else one forge would pass for two."""
Language = Annotated[str, Form(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", "a lower-case language tag", "en")]
Key = Annotated[
    str,
    Form(
        r"(?:ssh-ed25519|sk-ssh-ed25519@openssh\.com|ecdsa-sha2-nistp256|sk-ecdsa-sha2-nistp256@openssh\.com|ssh-rsa)"
        r" [A-Za-z0-9+/]{40,}={0,3}(?: [^\x00-\x1f]*)?",
        "one public OpenSSH key on one line",
        "ssh-ed25519 AAAAC3Nza…",
    ),
]
LevelName = Annotated[str, Form(ID, "a level's name", "friend")]

PersonId = Annotated[str, Ref(("person",))]
CircleId = Annotated[str, Ref(("circle",))]
DecisionId = Annotated[str, Ref(("decision",))]
ProposalId = Annotated[str, Ref(("proposal",))]
DecisionToCome = Annotated[str, Ref(("decision", "proposal"))]
"""A decision, or the proposal that would become one."""
ElectionId = Annotated[str, Ref(("election",))]
Level = Annotated[str, Ref(("level",))]
Someone = Annotated[str, Ref(("person", "outside"))]
"""A person's id, or the name of a person outside every circle whom this folder's records name as an author."""

Said = Literal["consent", "object", "absent"]
ProofLevel = Literal["declared", "heard", "confirmed", "signed"]
PROOFS: tuple[ProofLevel, ...] = ("declared", "heard", "confirmed", "signed")
"""The four proofs of a voice, the weakest first (M9, M13)."""
