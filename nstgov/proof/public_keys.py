"""
The kinds of public keys that prove something: Ed25519, ECDSA on P-256, both also in a security key, RSA from 3072 bits.

Each kind is turned into a function that checks bytes; the arithmetic is that of the `cryptography` package.
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache

from nstgov.proof.wire import SignatureError, read_exactly, read_number, read_string, read_strings

Check = Callable[[bytes, bytes], None]
"""Takes the bytes of a signature as SSH writes it (kind and value) and the bytes signed; raises Refused."""
SHORTEST_RSA, LONGEST_RSA = 3072, 16384
CURVE = b"nistp256"
_WRONG = "it does not fit: other bytes were signed, or it was changed"


@lru_cache(maxsize=4096)
def parse_public_key(line: str) -> Check:
    """The check that belongs to a public key as it stands on a line: kind, bytes, comment. Raises Refused."""
    kind, _, rest = line.partition(" ")
    joined = rest.partition(" ")[0]
    try:
        blob = binascii.a2b_base64(joined)
    except ValueError:  # no base64, or a letter that is none of ASCII
        raise SignatureError("the key cannot be read") from None
    named, inside = read_string(blob)
    if b64encode(blob).decode() != joined or named != kind.encode() or kind not in _KINDS:
        raise SignatureError("the key is of a kind that is not taken here, or cannot be read")
    return _KINDS[kind](inside)


def _make_ed25519_check(inside: bytes) -> Check:
    (point,) = read_exactly(inside, 1)
    verify = _make_ed25519_point_check(point)
    return lambda signature, data: verify(_read_signature_value(signature, b"ssh-ed25519"), data)


def _make_ed25519_sk_check(inside: bytes) -> Check:
    point, application = read_exactly(inside, 2)
    verify, kind = _make_ed25519_point_check(point), b"sk-ssh-ed25519@openssh.com"
    return lambda signature, data: verify(*_unpack_security_key(signature, kind, application, data))


def _make_ed25519_point_check(point: bytes) -> Check:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(point)
    except ValueError:
        raise SignatureError("the key cannot be read") from None

    def verify_ed25519(signature: bytes, data: bytes) -> None:
        try:
            key.verify(signature, data)
        except InvalidSignature:
            raise SignatureError(_WRONG) from None

    return verify_ed25519


def _make_ecdsa_check(inside: bytes) -> Check:
    curve, point = read_exactly(inside, 2)
    verify = _make_ecdsa_point_check(curve, point)
    return lambda signature, data: verify(_read_signature_value(signature, b"ecdsa-sha2-nistp256"), data)


def _make_ecdsa_sk_check(inside: bytes) -> Check:
    curve, point, application = read_exactly(inside, 3)
    verify, kind = _make_ecdsa_point_check(curve, point), b"sk-ecdsa-sha2-nistp256@openssh.com"
    return lambda signature, data: verify(*_unpack_security_key(signature, kind, application, data))


def _make_ecdsa_point_check(curve: bytes, point: bytes) -> Check:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise SignatureError("the key cannot be read") from None
    if curve != CURVE or point[:1] != b"\x04":
        raise SignatureError("the key lies on another curve than P-256")
    how = ec.ECDSA(SHA256())

    def verify_ecdsa(signature: bytes, data: bytes) -> None:
        r, s = (read_number(part) for part in read_exactly(signature, 2))
        try:
            key.verify(encode_dss_signature(r, s), data, how)
        except (InvalidSignature, ValueError):
            raise SignatureError(_WRONG) from None

    return verify_ecdsa


def _make_rsa_check(inside: bytes) -> Check:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    exponent, modulus = (read_number(part) for part in read_exactly(inside, 2))
    if not SHORTEST_RSA <= modulus.bit_length() <= LONGEST_RSA:
        raise SignatureError(f"the RSA key has {modulus.bit_length()} bits; at least {SHORTEST_RSA} are needed")
    try:
        key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        raise SignatureError("the key cannot be read") from None
    hows: dict[bytes, hashes.HashAlgorithm] = {b"rsa-sha2-256": hashes.SHA256(), b"rsa-sha2-512": hashes.SHA512()}

    def verify_rsa(signature: bytes, data: bytes) -> None:
        kind, value = read_exactly(signature, 2)
        if kind not in hows:
            raise SignatureError("an RSA key signs with SHA-256 or SHA-512 here")
        try:
            key.verify(value, data, padding.PKCS1v15(), hows[kind])
        except InvalidSignature:
            raise SignatureError(_WRONG) from None

    return verify_rsa


def _read_signature_value(signature: bytes, kind: bytes) -> bytes:
    named, value = read_exactly(signature, 2)
    if named != kind:
        raise SignatureError("the signature is of another kind than its key")
    return value


def _unpack_security_key(signature: bytes, kind: bytes, application: bytes, data: bytes) -> tuple[bytes, bytes]:
    """The signature itself and what a security key signs: the hash of what it is for, its counter, the text's hash."""
    (named, value), counted = read_strings(signature, 2)
    if named != kind or len(counted) != 5:
        raise SignatureError("the signature is of another kind than its key")
    return value, hashlib.sha256(application).digest() + counted + hashlib.sha256(data).digest()


_KINDS: dict[str, Callable[[bytes], Check]] = {
    "ssh-ed25519": _make_ed25519_check,
    "sk-ssh-ed25519@openssh.com": _make_ed25519_sk_check,
    "ecdsa-sha2-nistp256": _make_ecdsa_check,
    "sk-ecdsa-sha2-nistp256@openssh.com": _make_ecdsa_sk_check,
    "ssh-rsa": _make_rsa_check,
}
