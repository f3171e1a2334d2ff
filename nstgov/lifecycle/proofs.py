"""How well each voice is proven: declared, heard, confirmed or signed (M9, M13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nstgov.lifecycle.keys import day_known, lack_of, position, registrar_lack
from nstgov.lifecycle.spans import remembered
from nstgov.records import PROOFS, Confirmation, Movement, Objection, PersonChange, Record, Signature, Version, Voiced
from nstgov.records.words import ProofLevel

LEAST_WITNESSES = 2
"""How many others who were there make a voice heard."""
OWN: tuple[ProofLevel, ...] = ("confirmed", "signed")
"""The proofs that only the person themselves can give."""


_SAID = ("forge", "account", "pull_request", "commit", "sha256")
"""What a confirmation says; none of it may be at fault."""


class Signed(NamedTuple):
    """A signature that counts: the file, and the key it was made with."""

    signature: Signature
    key: str


def is_checked(movement: Movement) -> bool:
    """Whether the signatures were checked; of a record without any there is nothing to check."""
    return movement.proven is not None or not any(movement.all(Signature))


def is_at_least(proof: ProofLevel, asked: ProofLevel) -> bool:
    """Whether a proof is as good as what is asked, or better."""
    return PROOFS.index(proof) >= PROOFS.index(asked)


def _signatures(movement: Movement, record: Record) -> Iterator[Signature]:
    return (beside for beside in movement.beside.get(record.file, ()) if isinstance(beside, Signature))


def signature_of(movement: Movement, record: Record, person: str) -> Signed | None:
    """The signature by which somebody made a record's bytes their own word; None where there is none that counts."""
    for beside in _signatures(movement, record):
        if beside.signer == person:
            key = _verified_key(movement, beside)
            if key and not lack_of(movement, person, key, beside.file, day_known(record)):
                return Signed(beside, key)
    return None


def _verified_key(movement: Movement, signature: Signature) -> str | None:
    """The key that a signature was made with, if it verifies."""
    found = (movement.proven or {}).get(signature.file)
    return found.key if found and not found.trouble else None


def confirmation_of(movement: Movement, record: Record, person: str) -> Confirmation | None:
    """The confirmation by somebody's own account that counts for a record; None where there is none."""
    for beside in movement.beside.get(record.file, ()):
        if isinstance(beside, Confirmation) and beside.person == person and _counts(movement, beside, record):
            return beside
    return None


def _counts(movement: Movement, confirmation: Confirmation, record: Record) -> bool:
    """Whether a confirmation is of these bytes, attested, and by an account that may speak for its person."""
    return (
        movement.is_sound(confirmation, *_SAID)
        and confirmation.sha256 == movement.sha256.get(record.file)
        and _is_attested(movement, confirmation, record)
        and _is_their_account(movement, confirmation)
        and not is_signed_only(movement, confirmation.person, confirmation.file, record)
    )


def _is_attested(movement: Movement, confirmation: Confirmation, record: Record) -> bool:
    """Whether a registrar signed it."""
    for beside in _signatures(movement, confirmation):
        key = _verified_key(movement, beside)
        if key and not registrar_lack(movement, beside.signer, key, beside.file, day_known(record)):
            return True
    return False


@remembered
def accounts(movement: Movement) -> dict[tuple[str, int], str]:
    """By forge and number of an account, the person who confirmed with it first: one account is one person's."""
    found: dict[tuple[str, int], str] = {}
    confirmations = movement.sound(Confirmation, "forge", "account")
    for one in sorted(confirmations, key=lambda one: (position(movement, one.file), one.file)):
        found.setdefault((one.forge.casefold(), one.account), one.person)
    return found


def _is_their_account(movement: Movement, confirmation: Confirmation) -> bool:
    return accounts(movement).get((confirmation.forge.casefold(), confirmation.account)) == confirmation.person


@remembered
def _choices(movement: Movement) -> dict[str, tuple[PersonChange, ...]]:
    """By person, their acts that say whether only their signature speaks for them, in the order of their landing."""
    found: dict[str, list[PersonChange]] = {}
    acts = (act for act in movement.sound(PersonChange, "person", "signed_only") if act.signed_only is not None)
    for act in sorted(acts, key=lambda act: (position(movement, act.file), act.date, act.file)):
        found.setdefault(act.person, []).append(act)
    return {person: tuple(acts) for person, acts in found.items()}


def is_plain(movement: Movement) -> bool:
    """Whether nobody has ever said that only their signature speaks for them."""
    return not _choices(movement)


def is_signed_only(movement: Movement, person: str, file: str, record: Record) -> bool:
    """Whether somebody had said, before a file landed that speaks of a record, that only their signature counts."""
    before = [act for act in _choices(movement).get(person, ()) if _was_before(movement, act, file, record)]
    return bool(before) and before[-1].signed_only is True


def _was_before(movement: Movement, act: PersonChange, file: str, record: Record) -> bool:
    if movement.landed is None:
        return act.date < day_known(record)
    return position(movement, act.file) < position(movement, file)


@remembered
def proofs_of(movement: Movement, file: str) -> dict[str, ProofLevel]:
    """How well the voice of everyone who speaks in a record is proven, by the file's path."""
    record = movement.records.get(file)
    if record is None:
        return {}
    there = set(speaking_in(record))
    own: dict[str, ProofLevel] = {}
    for person in there:
        if signature_of(movement, record, person):
            own[person] = "signed"
        elif confirmation_of(movement, record, person):
            own[person] = "confirmed"
    witnesses = {person for person in own if person in movement.people and person != record.entered_by}
    return {
        person: own.get(person, "heard" if len(witnesses - {person}) >= LEAST_WITNESSES else "declared")
        for person in there
    }


def proof_of(movement: Movement, record: Record, person: str) -> ProofLevel:
    """How well somebody's voice in a record is proven."""
    return proofs_of(movement, record.file).get(person, "declared")


def is_own(movement: Movement, record: Record, person: str) -> bool:
    """Whether somebody signed or confirmed a record themselves, whether or not they speak in it."""
    return bool(signature_of(movement, record, person) or confirmation_of(movement, record, person))


def speaking_in(record: Record) -> Iterator[str]:
    """Those who speak in a record: who has a voice and was there, and the authors of what has authors."""
    if isinstance(record, Voiced):
        yield from (person for person, voice in record.voices.items() if voice.says != "absent")
    authors = record.authors if isinstance(record, Version | Objection) else ()
    yield from (author for author in authors if isinstance(author, str))
    person = getattr(record, "person", None)
    if isinstance(person, str) and not isinstance(record, Confirmation):
        yield person


def asked_of(movement: Movement, person: str, record: Record, level: ProofLevel) -> ProofLevel:
    """The proof that somebody's voice in a record needs: what the ground rules ask, or their own signature only."""
    if person not in movement.people:
        return "declared"
    return "signed" if is_signed_only(movement, person, record.file, record) else level
