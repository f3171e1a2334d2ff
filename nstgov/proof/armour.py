"""
The armour of an OpenSSH signature (PROTOCOL.sshsig of OpenSSH), read strictly.

Nothing may stand before or after it, and every signature has one spelling only: what was read is written again and must
be the same bytes.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64encode
from typing import NamedTuple

from nstgov.proof.wire import SignatureError, read_exactly, read_string

MAGIC = b"SSHSIG"
VERSION = (1).to_bytes(4, "big")
LARGEST = 16 * 1024
"""Bytes in a signature file; that of the longest RSA key has 6 KiB."""
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----"
# where a line is full just before them, the two signs that fill up the letters stand alone on the last one
_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{1,100}\n)*(?:[A-Za-z0-9+/]{1,100}={0,2}|==)\n")
HASHES = ("sha256", "sha512")


class ArmouredSignature(NamedTuple):
    """What a signature file holds: the public key as bytes, the namespace, how the text was hashed, the signature."""

    key: bytes
    namespace: bytes
    hash: str
    signature: bytes


def parse_armour(data: bytes) -> ArmouredSignature:
    """What stands in a signature file. Raises Refused."""
    blob = _decode_body(data)
    if not blob.startswith(MAGIC + VERSION):
        raise SignatureError("it is no OpenSSH signature of version 1")
    key, namespace, reserved, how, signature = read_exactly(blob[len(MAGIC) + len(VERSION) :], 5)
    if reserved:
        raise SignatureError("it holds something in a place that is kept free")
    if (name := how.decode("ascii", "replace")) not in HASHES:
        raise SignatureError("the text was hashed in another way than SHA-256 or SHA-512")
    return ArmouredSignature(key, namespace, name, signature)


def key_text(blob: bytes) -> str:
    """A public key as one writes it on a line: its kind and its bytes, without comment."""
    kind = read_string(blob).value.decode("ascii", "replace")
    return f"{kind} {b64encode(blob).decode()}"


def _decode_body(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise SignatureError("it is far longer than a signature")
    body = data.removesuffix(b"\n").removeprefix(_BEGIN).removesuffix(_END)
    if len(data.removesuffix(b"\n")) != len(_BEGIN) + len(body) + len(_END) or not _LINES.fullmatch(body):
        raise SignatureError("it is not a signature as ssh-keygen writes it, from its first line to its last")
    joined = body.replace(b"\n", b"")
    try:
        blob = binascii.a2b_base64(joined)
    except binascii.Error:
        raise SignatureError("its letters do not fit together") from None
    if b64encode(blob) != joined:
        raise SignatureError("its letters do not fit together")
    return blob
