"""Whether a signature file is the signature of a text, for one purpose, by one of some keys (M9, M13)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from importlib.util import find_spec

from nstgov.lifecycle.keys import collect_every_key
from nstgov.lifecycle.registrars import registrar_keys
from nstgov.proof.armour import MAGIC, ArmouredSignature, key_text, parse_armour
from nstgov.proof.public_keys import parse_public_key
from nstgov.proof.wire import SignatureError, write_string
from nstgov.records import Confirmation, Movement, Signature
from nstgov.records.proof_facts import SignatureResult


def verify_signature(armour: bytes, text: bytes, namespace: str, keys: Collection[str]) -> SignatureResult:
    """
    What a signature file proves of a text.

    `keys` are the public keys that count, without comments; a signature by any other is refused before any arithmetic.
    """
    key = None
    try:
        found = parse_armour(armour)
        key = key_text(found.key)
        if key not in keys:
            return SignatureResult(key, "it was made with another key")
        if found.namespace != namespace.encode():
            return SignatureResult(key, _explain_namespace(found.namespace, namespace))
        parse_public_key(key)(found.signature, signed_bytes(found, text))
    except SignatureError as refused:
        return SignatureResult(key, str(refused))
    return SignatureResult(key)


def signed_bytes(about: ArmouredSignature, text: bytes) -> bytes:
    """The bytes that a key signs: the purpose and the hash of the text, never the text itself."""
    digest = hashlib.new(about.hash, text).digest()
    parts = (about.namespace, b"", about.hash.encode(), digest)
    return MAGIC + b"".join(write_string(part) for part in parts)


def _explain_namespace(found: bytes, wanted: str) -> str:
    given = found.decode("utf-8", "replace")
    if given.startswith("nstgov:") and given.split(":", 2)[:2] != wanted.split(":", 2)[:2]:
        return "it was made for another repository"
    if given.startswith("nstgov:"):
        return "it was made for another record"
    return "it was made for another purpose"


def is_possible() -> bool:
    """Whether the package that does the arithmetic is installed."""
    return find_spec("cryptography") is not None


def namespace_of(repository_id: str, path: str) -> str:
    """What a signature beside a record is made for: this repository and this place, so that it counts nowhere else."""
    return f"nstgov:{repository_id}:{path}"


def verify_all(movement: Movement, contents: Mapping[str, bytes]) -> dict[str, SignatureResult]:
    """
    What each signature on record proves: path of the signature to what came of it.

    `contents` gives the bytes of files by path. A signature beside a record that is not there is left out, as is one
    that could not be read as a file.
    """
    repository = movement.repository_id
    found: dict[str, SignatureResult] = {}
    for signature in movement.find_sound(Signature):
        text = contents.get(signature.beside)
        if text is None:
            continue
        if repository is None:
            found[signature.file] = SignatureResult(
                None, "the ground rules give no repository_id that it could be made for"
            )
            continue
        namespace = namespace_of(repository, signature.beside)
        found[signature.file] = verify_signature(
            contents[signature.file], text, namespace, _find_candidate_keys(movement, signature)
        )
    return found


def _find_candidate_keys(movement: Movement, signature: Signature) -> Collection[str]:
    """The keys that may have made it: those that were ever its signer's; when they were is another question."""
    if isinstance(movement.records.get(signature.beside), Confirmation):
        return registrar_keys(movement).get(signature.signer, frozenset())
    return collect_every_key(movement).get(signature.signer, frozenset())
