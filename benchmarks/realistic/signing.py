"""Keys and signatures of generated people: real ones, as ssh-keygen would make them, and the same each time."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nstgov.proof.armour import MAGIC, ArmouredSignature
from nstgov.proof.verify import signed_bytes
from nstgov.proof.wire import write_string

_ED25519 = b"ssh-ed25519"


@lru_cache(1024)
def _make_key(name: str) -> tuple[Ed25519PrivateKey, bytes]:
    """The secret key of that name, known to everybody who reads this, and the public one as SSH writes it."""
    secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"generated key: {name}".encode()).digest())
    return secret, write_string(_ED25519) + write_string(secret.public_key().public_bytes_raw())


def write_key_line(name: str) -> str:
    """The public key of that name on one line."""
    return f"ssh-ed25519 {b64encode(_make_key(name)[1]).decode()}"


def sign_record(name: str, data: bytes, repository_id: str, path: str) -> bytes:
    """The signature of a record's bytes for its place, by the key of that name, in its armour."""
    secret, key = _make_key(name)
    namespace = f"nstgov:{repository_id}:{path}".encode()
    about = ArmouredSignature(key, namespace, "sha512", b"")
    value = write_string(_ED25519) + write_string(secret.sign(signed_bytes(about, data)))
    parts = (key, namespace, b"", b"sha512", value)
    blob = MAGIC + (1).to_bytes(4, "big") + b"".join(write_string(part) for part in parts)
    lines = "\n".join(wrap(b64encode(blob).decode(), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()
