"""Keys and signatures made in this process, so that tests and the examples of rules need no other program."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from textwrap import wrap

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nstgov.proof.armour import MAGIC, ArmouredSignature
from nstgov.proof.verify import signed_bytes
from nstgov.proof.wire import write_string


@cache
def secret(name: str) -> Ed25519PrivateKey:
    """The secret key of that name: always the same, and known to everybody who reads this."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"example key: {name}".encode()).digest())


def key_blob(name: str) -> bytes:
    """The public key of that name as SSH writes it."""
    return write_string(b"ssh-ed25519") + write_string(secret(name).public_key().public_bytes_raw())


def key_line(name: str) -> str:
    """The public key of that name on one line, with its name as the comment."""
    return f"ssh-ed25519 {b64encode(key_blob(name)).decode()} {name}"


def armoured(key: bytes, namespace: str, signature: bytes, how: str = "sha512") -> bytes:
    """A signature in its armour, as ssh-keygen writes it."""
    parts = (key, namespace.encode(), b"", how.encode(), signature)
    blob = MAGIC + (1).to_bytes(4, "big") + b"".join(write_string(part) for part in parts)
    lines = "\n".join(wrap(b64encode(blob).decode(), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()


def signed(name: str, text: bytes, namespace: str, how: str = "sha512") -> bytes:
    """The signature of a text by the key of that name."""
    about = ArmouredSignature(key_blob(name), namespace.encode(), how, b"")
    value = secret(name).sign(signed_bytes(about, text))
    return armoured(about.key, namespace, write_string(b"ssh-ed25519") + write_string(value), how)
