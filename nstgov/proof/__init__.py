"""Checking signatures, in this process and without touching a file: armour, keys, the arithmetic."""

from nstgov.proof.armour import Armoured, from_armour
from nstgov.proof.beside import is_possible, namespace_of, proven_in
from nstgov.proof.keys import public_key
from nstgov.proof.verify import signed_bytes, verified
from nstgov.proof.wire import Refused

__all__ = [
    "Armoured",
    "Refused",
    "from_armour",
    "is_possible",
    "namespace_of",
    "proven_in",
    "public_key",
    "signed_bytes",
    "verified",
]
