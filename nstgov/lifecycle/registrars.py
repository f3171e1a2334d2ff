"""Who attests what the forge saw, and when: the registrars that editions of the ground rules name (M9, M13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import edition_spans
from nstgov.lifecycle.landing_places import day_known, landing_position
from nstgov.records import Confirmation, GroundRules, Movement, Record, Signature, bare_key

KeyLack = Literal["", "not theirs yet", "ended", "compromised"]
"""Why a key did not count when something landed."""


class RegistrarKey(NamedTuple):
    """A key that attests what the forge saw: whose, and from which to which edition of the ground rules it counts."""

    name: str
    key: str
    edition: int


@derive_once
def _list_registrar_keys(movement: Movement) -> tuple[RegistrarKey, ...]:
    return tuple(
        RegistrarKey(registrar.name, bare_key(registrar.key), edition.number)
        for edition, span in edition_spans(movement)
        if not span.is_empty() and movement.is_sound(edition, "registrars")
        for registrar in edition.registrars
    )


@derive_once
def registrar_keys(movement: Movement) -> dict[str, frozenset[str]]:
    """By the name of a registrar, all keys that any edition gives it, whether or not a decision carries it."""
    found: dict[str, set[str]] = defaultdict(set)
    for edition in movement.find_sound(GroundRules, "registrars"):
        for registrar in edition.registrars:
            found[registrar.name].add(bare_key(registrar.key))
    return {name: frozenset(keys) for name, keys in found.items()}


def registrars_now(movement: Movement) -> tuple[tuple[str, str], ...]:
    """The registrars of the newest edition that a decision carries, each with their key."""
    newest = max(_yield_edition_numbers(movement), default=0)
    return tuple((held.name, held.key) for held in _list_registrar_keys(movement) if held.edition == newest)


def find_registrar_lack(movement: Movement, name: str, key: str, file: str, day: date) -> KeyLack:
    """
    Why a key was not a registrar's when a file landed; empty when it was.

    It counts from the edition that gives it until another one without it has taken that one's place.
    """
    given = {held.edition for held in _list_registrar_keys(movement) if (held.name, held.key) == (name, key)}
    if movement.landed is None:
        spans = [span for edition, span in edition_spans(movement) if edition.number in given]
        return "" if day == OPEN or any(day <= span.last for span in spans) else "ended"
    here = landing_position(movement, file)
    landed = [edition for edition in _yield_edition_numbers(movement) if _edition_position(movement, edition) < here]
    if landed and max(landed) in given:
        return ""
    return "ended" if given & set(landed) else "not theirs yet"


def newest_edition_before(movement: Movement, file: str) -> GroundRules | None:
    """The newest edition that had been adopted when a file landed; None where the history is not known."""
    if movement.landed is None:
        return None
    here = landing_position(movement, file)
    landed = [number for number in _yield_edition_numbers(movement) if _edition_position(movement, number) < here]
    return movement.ground_rules[max(landed)] if landed else None


def _yield_edition_numbers(movement: Movement) -> Iterable[int]:
    return (edition.number for edition, span in edition_spans(movement) if not span.is_empty())


def _edition_position(movement: Movement, number: int) -> int:
    """Where an edition came to hold: with the decision that adopted it."""
    edition = movement.ground_rules[number]
    decided = movement.decisions.get(edition.adopted_by or "")
    files: list[Record] = [edition]
    files += [decided.decision] if decided and decided.decision else []
    return max(landing_position(movement, record.file) for record in files)


def yield_signatures(movement: Movement, record: Record) -> Iterator[Signature]:
    """The signatures beside a record."""
    return (beside for beside in movement.beside.get(record.file, ()) if isinstance(beside, Signature))


def find_verified_key(movement: Movement, signature: Signature) -> str | None:
    """The key that a signature was made with, if it verifies."""
    found = (movement.proven or {}).get(signature.file)
    return found.key if found and not found.trouble else None


_SAID = ("forge", "account", "pull_request", "commit", "sha256")
"""What a confirmation says; none of it may be at fault."""


def is_attested(movement: Movement, confirmation: Confirmation) -> bool:
    """Whether a confirmation is sound, of the very bytes that it stands beside, and signed by a registrar."""
    if not movement.is_sound(confirmation, *_SAID) or confirmation.sha256 != movement.sha256.get(confirmation.beside):
        return False
    day = day_known(movement.records.get(confirmation.beside))
    for beside in yield_signatures(movement, confirmation):
        key = find_verified_key(movement, beside)
        if key and not find_registrar_lack(movement, beside.signer, key, beside.file, day):
            return True
    return False
