"""How well each voice is proven: declared, heard, confirmed or signed (M9, M13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.identity_acts import identity_ledger, is_change_counted
from nstgov.lifecycle.identity_facts import LEAST_WITNESSES
from nstgov.lifecycle.keys import find_key_lack
from nstgov.lifecycle.landing_places import day_known, landing_position
from nstgov.lifecycle.levels_asked import is_at_least
from nstgov.lifecycle.one_day import may_speak_on
from nstgov.lifecycle.registrars import find_verified_key, yield_signatures
from nstgov.records import (
    Circle,
    Commitments,
    Confirmation,
    Movement,
    Objection,
    PersonChange,
    Record,
    Region,
    RegionLeaves,
    Signature,
    Version,
    Voiced,
)
from nstgov.records.values import ProofLevel

OWN: tuple[ProofLevel, ...] = ("confirmed", "signed")
"""The proofs that only the person themselves can give."""


PROOF_SAYS: dict[ProofLevel, str] = {
    "declared": "said by themselves",
    "heard": "heard: confirmed or signed by two others who were there",
    "confirmed": "confirmed with their own account, or signed",
    "signed": "signed with their own key",
}
"""What each proof asks, in words that follow "is to be"."""


class CountedSignature(NamedTuple):
    """A signature that counts: the file, and the key it was made with."""

    signature: Signature
    key: str


def are_signatures_checked(movement: Movement) -> bool:
    """Whether the signatures were checked; of a record without any there is nothing to check."""
    return movement.proven is not None or not any(movement.find_all(Signature))


def find_signature(movement: Movement, record: Record, person: str) -> CountedSignature | None:
    """The signature by which somebody made a record's bytes their own word; None where there is none that counts."""
    for beside in yield_signatures(movement, record):
        if beside.signer == person:
            key = find_verified_key(movement, beside)
            if key and not find_key_lack(movement, person, key, beside.file, day_known(record)):
                return CountedSignature(beside, key)
    return None


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
    is_theirs = confirmation.file in identity_ledger(movement).confirmations
    return is_theirs and not is_signed_only(movement, confirmation.person, confirmation.file, record)


@derive_once
def _collect_signed_only_acts(movement: Movement) -> dict[str, tuple[PersonChange, ...]]:
    """By person, their acts that say whether only their signature speaks for them, in the order of their landing."""
    found: dict[str, list[PersonChange]] = {}
    said = (act for act in movement.find_sound(PersonChange, "person", "signed_only") if act.signed_only is not None)
    acts = (act for act in said if is_change_counted(movement, act))
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


class _OwnProof(NamedTuple):
    """How somebody proved their own voice, and whether the key or account is vouched for."""

    level: ProofLevel
    is_vouched: bool


@derive_once
def _own_proofs(movement: Movement, file: str) -> dict[str, _OwnProof]:
    """By person, how those who are named in a record proved their voice themselves, by the file's path."""
    record = movement.records[file]
    ledger = identity_ledger(movement)
    found: dict[str, _OwnProof] = {}
    beside = movement.beside.get(file, ())
    people = [one.signer for one in beside if isinstance(one, Signature)]
    people += [one.person for one in beside if isinstance(one, Confirmation)]
    for person in dict.fromkeys(people):
        if signed := find_signature(movement, record, person):
            vouched = any(held.is_vouched for held in ledger.keys.get(person, ()) if held.key == signed.key)
            found[person] = _OwnProof("signed", vouched)
        elif confirmed := find_confirmation(movement, record, person):
            found[person] = _OwnProof("confirmed", ledger.confirmations[confirmed.file])
    return found


@derive_once
def proofs_of(movement: Movement, file: str) -> dict[str, ProofLevel]:
    """How well the voice of everyone who speaks in a record is proven, by the file's path."""
    record = movement.records.get(file)
    if record is None:
        return {}
    own = {person: one.level for person, one in _own_proofs(movement, file).items()}
    return _with_witnesses(movement, record, own)


def _with_witnesses(movement: Movement, record: Record, own: Mapping[str, ProofLevel]) -> dict[str, ProofLevel]:
    """The proof of everyone who speaks in a record: their own, or that enough others who were there gave theirs."""
    there = set(find_speakers(record))
    witnesses = {person for person in own if person in there and person in movement.people}
    witnesses.discard(record.entered_by or "")
    circle, day = find_circle_said_in(movement, record), day_known(record)
    if len(witnesses) >= LEAST_WITNESSES and circle and not isinstance(record, Circle):
        witnesses &= may_speak_on(movement, circle, day)  # who is no member was not there
    return {
        person: own.get(person, "heard" if len(witnesses - {person}) >= LEAST_WITNESSES else "declared")
        for person in there
    }


def find_circle_said_in(movement: Movement, record: Record) -> str | None:
    """The circle in which a record was said, where it names one; of a region's the circle that it joins."""
    if isinstance(record, Region):
        return record.joins
    if isinstance(record, RegionLeaves):
        folder = movement.regions.get(record.region)
        return folder.region.joins if folder else None
    return getattr(record, "circle", None)


def is_proven_as(movement: Movement, record: Record, person: str, asked: ProofLevel) -> bool:
    """
    Whether what somebody says in a record is proven as well as a level asks, or as they have asked for themselves.

    Where more than *declared* is asked, only keys and accounts count that everybody at their home has vouched for.
    """
    wanted = find_proof_asked(movement, person, record, asked)
    if wanted == "declared":
        return True
    all_own = _own_proofs(movement, record.file)
    own = {one: proof.level for one, proof in all_own.items() if proof.is_vouched or asked == "declared"}
    found = own.get(person) or _with_witnesses(movement, record, own).get(person, "declared")
    return is_at_least(found, wanted)


def find_weak_voices(movement: Movement, record: Record, people: Iterable[str], asked: ProofLevel) -> tuple[str, ...]:
    """Those of some people whose voice in a record is proven less well than is asked."""
    if asked == "declared" and is_nobody_signed_only(movement):
        return ()
    return tuple(person for person in people if not is_proven_as(movement, record, person, asked))


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
    if isinstance(record, Commitments):
        yield from (*record.people, *record.takes_back)
    person = getattr(record, "person", None)
    if isinstance(person, str) and not isinstance(record, Confirmation):
        yield person


def find_proof_asked(movement: Movement, person: str, record: Record, level: ProofLevel) -> ProofLevel:
    """The proof that somebody's voice in a record needs: what the ground rules ask, or their own signature only."""
    if person not in movement.people:
        return "declared"
    return "signed" if is_signed_only(movement, person, record.file, record) else level
