"""Whether a signature file is the signature of a text, for one purpose, by one of some keys (M9, M13)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from nstgov.proof.armour import MAGIC, ArmouredSignature, key_text, parse_armour
from nstgov.proof.keys import parse_public_key
from nstgov.proof.wire import SignatureError, write_string
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
