"""Whether a signature file is the signature of a text, for one purpose, by one of some keys (M9, M13)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from nstgov.proof.armour import MAGIC, Armoured, from_armour, key_text
from nstgov.proof.keys import public_key
from nstgov.proof.wire import Refused, written
from nstgov.records.proven import Proven


def verified(armour: bytes, text: bytes, namespace: str, keys: Collection[str]) -> Proven:
    """
    What a signature file proves of a text.

    `keys` are the public keys that count, without comments; a signature by any other is refused before any arithmetic.
    """
    key = None
    try:
        found = from_armour(armour)
        key = key_text(found.key)
        if key not in keys:
            return Proven(key, "it was made with another key")
        if found.namespace != namespace.encode():
            return Proven(key, _another_place(found.namespace, namespace))
        public_key(key)(found.signature, signed_bytes(found, text))
    except Refused as refused:
        return Proven(key, str(refused))
    return Proven(key)


def signed_bytes(about: Armoured, text: bytes) -> bytes:
    """The bytes that a key signs: the purpose and the hash of the text, never the text itself."""
    digest = hashlib.new(about.hash, text).digest()
    parts = (about.namespace, b"", about.hash.encode(), digest)
    return MAGIC + b"".join(written(part) for part in parts)


def _another_place(found: bytes, wanted: str) -> str:
    given = found.decode("utf-8", "replace")
    if given.startswith("nstgov:") and given.split(":", 2)[:2] != wanted.split(":", 2)[:2]:
        return "it was made for another repository"
    if given.startswith("nstgov:"):
        return "it was made for another record"
    return "it was made for another purpose"
