"""How well each voice is proven: declared, heard, confirmed or signed (M9, M13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.keys import day_known, find_key_lack, find_registrar_lack, landing_position
from nstgov.records import PROOFS, Confirmation, Movement, Objection, PersonChange, Record, Signature, Version, Voiced
from nstgov.records.values import ProofLevel

LEAST_WITNESSES = 2
"""How many others who were there make a voice heard."""
OWN: tuple[ProofLevel, ...] = ("confirmed", "signed")
"""The proofs that only the person themselves can give."""


_SAID = ("forge", "account", "pull_request", "commit", "sha256")
"""What a confirmation says; none of it may be at fault."""


class CountedSignature(NamedTuple):
    """A signature that counts: the file, and the key it was made with."""

    signature: Signature
    key: str


def are_signatures_checked(movement: Movement) -> bool:
    """Whether the signatures were checked; of a record without any there is nothing to check."""
    return movement.proven is not None or not any(movement.find_all(Signature))


def is_at_least(proof: ProofLevel, asked: ProofLevel) -> bool:
    """Whether a proof is as good as what is asked, or better."""
    return PROOFS.index(proof) >= PROOFS.index(asked)


def _yield_signatures(movement: Movement, record: Record) -> Iterator[Signature]:
    return (beside for beside in movement.beside.get(record.file, ()) if isinstance(beside, Signature))


def find_signature(movement: Movement, record: Record, person: str) -> CountedSignature | None:
    """The signature by which somebody made a record's bytes their own word; None where there is none that counts."""
    for beside in _yield_signatures(movement, record):
        if beside.signer == person:
            key = _find_verified_key(movement, beside)
            if key and not find_key_lack(movement, person, key, beside.file, day_known(record)):
                return CountedSignature(beside, key)
    return None


def _find_verified_key(movement: Movement, signature: Signature) -> str | None:
    """The key that a signature was made with, if it verifies."""
    found = (movement.proven or {}).get(signature.file)
    return found.key if found and not found.trouble else None


def find_confirmation(movement: Movement, record: Record, person: str) -> Confirmation | None:
    """The confirmation by somebody's own account that counts for a record; None where there is none."""
    for beside in movement.beside.get(record.file, ()):
        if (
            isinstance(beside, Confirmation)
            and beside.person == person
            and _is_valid_confirmation(movement, beside, record)
        ):
            return beside
    return None


def _is_valid_confirmation(movement: Movement, confirmation: Confirmation, record: Record) -> bool:
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
    for beside in _yield_signatures(movement, confirmation):
        key = _find_verified_key(movement, beside)
        if key and not find_registrar_lack(movement, beside.signer, key, beside.file, day_known(record)):
            return True
    return False


@derive_once
def collect_account_owners(movement: Movement) -> dict[tuple[str, int], str]:
    """By forge and number of an account, the person who confirmed with it first: one account is one person's."""
    found: dict[tuple[str, int], str] = {}
    confirmations = movement.find_sound(Confirmation, "forge", "account")
    for one in sorted(confirmations, key=lambda one: (landing_position(movement, one.file), one.file)):
        found.setdefault((one.forge.casefold(), one.account), one.person)
    return found


def _is_their_account(movement: Movement, confirmation: Confirmation) -> bool:
    return (
        collect_account_owners(movement).get((confirmation.forge.casefold(), confirmation.account))
        == confirmation.person
    )


@derive_once
def _collect_signed_only_acts(movement: Movement) -> dict[str, tuple[PersonChange, ...]]:
    """By person, their acts that say whether only their signature speaks for them, in the order of their landing."""
    found: dict[str, list[PersonChange]] = {}
    acts = (act for act in movement.find_sound(PersonChange, "person", "signed_only") if act.signed_only is not None)
    for act in sorted(acts, key=lambda act: (landing_position(movement, act.file), act.date, act.file)):
        found.setdefault(act.person, []).append(act)
    return {person: tuple(acts) for person, acts in found.items()}


def is_nobody_signed_only(movement: Movement) -> bool:
    """Whether nobody has ever said that only their signature speaks for them."""
    return not _collect_signed_only_acts(movement)


def is_signed_only(movement: Movement, person: str, file: str, record: Record) -> bool:
    """Whether somebody had said, before a file landed that speaks of a record, that only their signature counts."""
    before = [
        act for act in _collect_signed_only_acts(movement).get(person, ()) if _was_before(movement, act, file, record)
    ]
    return bool(before) and before[-1].signed_only is True


def _was_before(movement: Movement, act: PersonChange, file: str, record: Record) -> bool:
    if movement.landed is None:
        return act.date < day_known(record)
    return landing_position(movement, act.file) < landing_position(movement, file)


@derive_once
def proofs_of(movement: Movement, file: str) -> dict[str, ProofLevel]:
    """How well the voice of everyone who speaks in a record is proven, by the file's path."""
    record = movement.records.get(file)
    if record is None:
        return {}
    there = set(find_speakers(record))
    own: dict[str, ProofLevel] = {}
    for person in there:
        if find_signature(movement, record, person):
            own[person] = "signed"
        elif find_confirmation(movement, record, person):
            own[person] = "confirmed"
    witnesses = {person for person in own if person in movement.people and person != record.entered_by}
    return {
        person: own.get(person, "heard" if len(witnesses - {person}) >= LEAST_WITNESSES else "declared")
        for person in there
    }


def proof_of(movement: Movement, record: Record, person: str) -> ProofLevel:
    """How well somebody's voice in a record is proven."""
    return proofs_of(movement, record.file).get(person, "declared")


def is_proven_own(movement: Movement, record: Record, person: str) -> bool:
    """Whether somebody signed or confirmed a record themselves, whether or not they speak in it."""
    return bool(find_signature(movement, record, person) or find_confirmation(movement, record, person))


def find_speakers(record: Record) -> Iterator[str]:
    """Those who speak in a record: who has a voice and was there, and the authors of what has authors."""
    if isinstance(record, Voiced):
        yield from (person for person, voice in record.voices.items() if voice.says != "absent")
    authors = record.authors if isinstance(record, Version | Objection) else ()
    yield from (author for author in authors if isinstance(author, str))
    person = getattr(record, "person", None)
    if isinstance(person, str) and not isinstance(record, Confirmation):
        yield person


def find_proof_asked(movement: Movement, person: str, record: Record, level: ProofLevel) -> ProofLevel:
    """The proof that somebody's voice in a record needs: what the ground rules ask, or their own signature only."""
    if person not in movement.people:
        return "declared"
    return "signed" if is_signed_only(movement, person, record.file, record) else level
