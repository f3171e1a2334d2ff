"""Checking signatures, in this process and without touching a file: armour, keys, the arithmetic."""

from nstgov.proof.armour import ArmouredSignature, parse_armour
from nstgov.proof.public_keys import parse_public_key
from nstgov.proof.verify import is_possible, namespace_of, signed_bytes, verify_all, verify_signature
from nstgov.proof.wire import SignatureError

__all__ = [
    "ArmouredSignature",
    "SignatureError",
    "is_possible",
    "namespace_of",
    "parse_armour",
    "parse_public_key",
    "signed_bytes",
    "verify_all",
    "verify_signature",
]
