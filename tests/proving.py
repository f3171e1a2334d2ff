"""Movements built by hand in which signatures and confirmations prove something, without any arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from nstgov import records as r
from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.lifecycle.voids import assemble_movement
from nstgov.records.ground_rules import Registrar
from tests.building import movement, said, taken_as_valid

BYTES = "a" * 64
"""The SHA-256 of every file in these movements."""


def key(name: str) -> str:
    """A public key by a short name; it is no real one."""
    return f"ssh-ed25519 {name.upper():A<60}"


def confirmed(beside: r.Record, person: str, account: int = 0, sha256: str = BYTES) -> r.Confirmation:
    """Somebody confirms a record with the account of a number, their own unless told otherwise."""
    return r.Confirmation(
        file=f"{beside.file}.{person}.confirmation.yml", beside=beside.file, person=person, forge="example.org",
        account=account or sum(person.encode()), pull_request=1, commit="0" * 40, sha256=sha256,
    )  # fmt: skip


def proven(
    *records: r.Record | Iterable[r.Record],
    keys: Mapping[str, str] | None = None,
    landed: Iterable[Iterable[r.Record]] | None = None,
    faults: Iterable[tuple[r.Record, str]] = (),
) -> r.Movement:
    """
    A movement whose signatures all verify, each with its signer's key of the signer's name.

    `keys` names another key by the path of the signature, or "" for one that does not verify; `landed` holds the
    records of one commit after the other.
    """
    built = movement(*records, faults=faults)
    given = keys or {}
    facts = {}
    for one in built.find_all(r.Signature):
        name = given.get(one.file, one.signer)
        facts[one.file] = r.SignatureResult(key(name) if name else None, "" if name else "it was changed")
    chain = None if landed is None else {one.file: at for at, commit in enumerate(landed) for one in commit}
    same = [replace(one, sha256=BYTES) if isinstance(one, r.Round) else one for one in built.records.values()]
    again = assemble_movement(same, dict.fromkeys(built.records, BYTES), built.misfits)
    return taken_as_valid(with_known_context(again, proven=facts, landed=chain))


def with_keys(circle: r.Circle, people: str) -> r.Circle:
    """The same circle, whose founders of these names have a key of their name, and all of whom said yes to it."""
    wanted = set(people.split())
    members = {
        person: replace(founder, keys=(key(person),) if person in wanted else ())
        for person, founder in circle.members.items()
    }
    return replace(circle, members=members, voices=said(" ".join(members)))


def registrar(name: str = "forge") -> dict[str, Any]:
    """What an edition of the ground rules says to have a registrar whose key has its name."""
    return {"registrars": (Registrar(name=name, key=key(name)),)}
