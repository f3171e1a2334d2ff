"""Every signature gets the same verdict from us and from the stock ssh-keygen."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nstgov.proof import SignatureError, parse_armour, verify_signature
from nstgov.proof.armour import ArmouredSignature
from nstgov.proof.verify import signed_bytes
from nstgov.proof.wire import write_string
from tests.proof.oracle import accepts, make_key, public, sign
from tests.signing import armoured, key_blob, key_line, secret

TEXT = b"version: 1\nvoices: {ana-ruiz: consent}\n"
PATH = "proposals/street-trees/rounds/2026-04-20.rivertown.yml"
PLACE = f"nstgov:9f0c6a9f0c6a9f0c6a9f0c6a9f0c6a00:{PATH}"
SK_ED25519, SK_ECDSA = b"sk-ssh-ed25519@openssh.com", b"sk-ecdsa-sha2-nistp256@openssh.com"
KINDS = {
    "ed25519": ("ed25519",),
    "ecdsa P-256": ("ecdsa", "-b", "256"),
    "rsa 3072": ("rsa", "-b", "3072"),
    "rsa 4096": ("rsa", "-b", "4096"),
}


@cache
def _key(kind: str) -> Path:
    return make_key(Path(mkdtemp()), *KINDS[kind])


def _both(signature: bytes, text: bytes, place: str, key: str, person: str = "ana-ruiz") -> tuple[bool, bool]:
    """Our verdict and that of ssh-keygen, on the same bytes and the same one key of the same person."""
    ours = not verify_signature(signature, text, place, {key} if person == "ana-ruiz" else set()).trouble
    return ours, accepts(signature, text, place, f'ana-ruiz namespaces="nstgov:*" {key}\n', person)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["sha256", "sha512"])
def test_a_signature_of_every_kind_of_key_is_taken_and_no_other_bytes_place_or_key(kind: str, how: str) -> None:
    """One letter more, another path, repository, purpose, person or key, and neither of the two takes it."""
    key = _key(kind)
    good = sign(key, TEXT, PLACE, "-O", f"hashalg={how}")
    assert _both(good, TEXT, PLACE, public(key)) == (True, True)
    other_kind = next(name for name in KINDS if name != kind)
    for text, place, by, person in (
        (TEXT + b"\n", PLACE, key, "ana-ruiz"),
        (TEXT.replace(b"1", b"2"), PLACE, key, "ana-ruiz"),
        (b"", PLACE, key, "ana-ruiz"),
        (TEXT, PLACE.replace("trees", "dogs"), key, "ana-ruiz"),
        (TEXT, PLACE.replace("9f0c", "0c9f"), key, "ana-ruiz"),
        (TEXT, PLACE[:-1], key, "ana-ruiz"),
        (TEXT, "file", key, "ana-ruiz"),
        (TEXT, PLACE, _key(other_kind), "ana-ruiz"),
        (TEXT, PLACE, key, "ben-okafor"),
    ):
        assert _both(good, text, place, public(by), person) == (False, False)


def test_a_signature_whose_last_line_only_fills_up_is_taken() -> None:
    """Where the letters end with a full line, the two signs that fill them up stand alone on the next one."""
    key = _key("ed25519")
    places = (f"{PLACE}{'x' * more}" for more in range(105))
    found = next((place, made) for place in places if b"\n==\n" in (made := sign(key, TEXT, place)))
    assert _both(found[1], TEXT, found[0], public(key)) == (True, True)
    spoilt = found[1].replace(b"\n==\n", b"\n=\n=\n")
    assert parse_armour(found[1]).namespace == found[0].encode()
    with pytest.raises(SignatureError):
        parse_armour(spoilt)


def _inside_a_security_key(text: bytes, flags: bytes = b"\x01", place: str = PLACE) -> tuple[bytes, str]:
    """A signature as a security key with Ed25519 would make it, and its public key."""
    point = secret("ana").public_key().public_bytes_raw()
    blob = write_string(SK_ED25519) + write_string(point) + write_string(b"ssh:")
    counted = flags + (7).to_bytes(4, "big")
    message = signed_bytes(ArmouredSignature(blob, place.encode(), "sha512", b""), text)
    value = secret("ana").sign(hashlib.sha256(b"ssh:").digest() + counted + hashlib.sha256(message).digest())
    key = f"{SK_ED25519.decode()} {b64encode(blob).decode()}"
    return armoured(blob, place, write_string(SK_ED25519) + write_string(value) + counted), key


def _mpint(value: int) -> bytes:
    return write_string(value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _inside_a_security_key_p256(text: bytes) -> tuple[bytes, str]:
    """The same with ECDSA."""
    own = ec.derive_private_key(123456789, ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    blob = write_string(SK_ECDSA) + write_string(b"nistp256") + write_string(point) + write_string(b"ssh:")
    counted = b"\x01" + (9).to_bytes(4, "big")
    message = signed_bytes(ArmouredSignature(blob, PLACE.encode(), "sha512", b""), text)
    data = hashlib.sha256(b"ssh:").digest() + counted + hashlib.sha256(message).digest()
    r, s = decode_dss_signature(own.sign(data, ec.ECDSA(SHA256())))
    signature = write_string(SK_ECDSA) + write_string(_mpint(r) + _mpint(s)) + counted
    return armoured(blob, PLACE, signature), f"{SK_ECDSA.decode()} {b64encode(blob).decode()}"


@pytest.mark.parametrize("made", [_inside_a_security_key, _inside_a_security_key_p256])
def test_signatures_of_security_keys_are_taken_as_ssh_keygen_takes_them(
    made: Callable[[bytes], tuple[bytes, str]],
) -> None:
    """The counter and the touch are part of what such a key signs, and the signature names the kind of its key."""
    signature, key = made(TEXT)
    assert _both(signature, TEXT, PLACE, key) == (True, True)
    assert _both(signature, TEXT + b" ", PLACE, key) == (False, False)
    found = parse_armour(signature)
    other_counter = found.signature[:-1] + bytes([found.signature[-1] ^ 1])
    assert _both(armoured(found.key, PLACE, other_counter), TEXT, PLACE, key) == (False, False)
    no_touch = found.signature[:-5] + b"\x00" + found.signature[-4:]
    assert _both(armoured(found.key, PLACE, no_touch), TEXT, PLACE, key) == (False, False)
    value = found.signature[4 + int.from_bytes(found.signature[:4], "big") :]
    for kind in (b"ssh-ed25519", b"ecdsa-sha2-nistp256", b""):
        assert _both(armoured(found.key, PLACE, write_string(kind) + value), TEXT, PLACE, key) == (False, False)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_no_signature_with_one_bit_changed_is_taken(kind: str) -> None:
    """Every single bit of the file is flipped, one after the other, and none of the results is taken by us."""
    key = _key(kind)
    good = sign(key, TEXT, PLACE)
    for at in range(len(good) * 8):
        flipped = bytearray(good)
        flipped[at // 8] ^= 1 << at % 8
        assert verify_signature(bytes(flipped), TEXT, PLACE, {public(key)}).trouble, f"bit {at} of {good!r}"


@pytest.mark.long
def test_of_a_signature_with_one_bit_changed_ssh_keygen_thinks_as_we_do() -> None:
    """
    Every seventh bit of the signed blob, and all of its head; ours is asked about every bit.

    The one bit that makes version 1 a version 0 is forgiven by ssh-keygen and not by us.
    """
    key = _key("ed25519")
    good = sign(key, TEXT, PLACE)
    blob = b64decode(b"".join(good.splitlines()[1:-1]))
    for at in range(len(blob) * 8):
        flipped = bytearray(blob)
        flipped[at // 8] ^= 1 << at % 8
        signature = _wrapped(bytes(flipped))
        assert verify_signature(signature, TEXT, PLACE, {public(key)}).trouble, f"bit {at}"
        if (at % 7 == 0 or at < HEAD_BITS) and at != VERSION_BIT:
            assert _both(signature, TEXT, PLACE, public(key)) == (False, False), f"bit {at}"


HEAD_BITS, VERSION_BIT = 112, 72


def _wrapped(blob: bytes) -> bytes:
    body = b64encode(blob)
    lines = b"\n".join(body[start : start + 70] for start in range(0, len(body), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"


def _armours() -> dict[str, tuple[bytes, bool]]:
    """Armours of one good signature: what was done to it, the bytes, and whether we take it."""
    good = sign(_key("ed25519"), TEXT, PLACE)
    begin, *body, end = good.splitlines()
    joined = b"".join(body)
    return {
        "as it is": (good, True),
        "no line end behind it": (good[:-1], True),
        "something before": (b"\n" + good, False),
        "a text before": (b"signed:\n" + good, False),
        "something behind": (good + b"x", False),
        "a line end more": (good + b"\n", False),
        "twice": (good + good, False),
        "carriage returns": (good.replace(b"\n", b"\r\n"), False),
        "blanks": (good.replace(body[0], body[0][:9] + b" " + body[0][9:]), False),
        "an empty line": (good.replace(begin, begin + b"\n"), False),
        "one long line": (b"\n".join((begin, joined, end, b"")), False),
        "cut": (good[: len(good) // 2], False),
        "without its end": (good.replace(end, b""), False),
        "without its beginning": (good.replace(begin + b"\n", b""), False),
        "another beginning": (good.replace(b"SSH SIGNATURE", b"PGP SIGNATURE"), False),
        "a byte that is no letter": (good.replace(body[0][:1], b"\xff", 1), False),
        "bytes behind the blob": (
            b"\n".join((begin, b64encode(b64decode(joined) + b"\x00" * 3), end, b"")), False),
        "another version": (
            b"\n".join((begin, b64encode(b64decode(joined).replace(b"SSHSIG\0\0\0\1", b"SSHSIG\0\0\0\2")), end, b"")),
            False),
        "nothing at all": (b"", False),
        "far too long": (good.replace(body[0], body[0] * 400), False),
    }  # fmt: skip


@pytest.mark.parametrize("name", _armours())
def test_armour_is_taken_only_as_ssh_keygen_writes_it(name: str) -> None:
    """What ssh-keygen refuses is refused; of what it forgives, only the last line end is."""
    signature, expected = _armours()[name]
    ours, theirs = _both(signature, TEXT, PLACE, public(_key("ed25519")))
    assert ours is expected
    assert theirs or not ours


@pytest.mark.parametrize("kind", [("rsa", "-b", "2048"), ("ecdsa", "-b", "384"), ("ecdsa", "-b", "521")])
def test_weaker_keys_and_other_curves_are_refused_though_ssh_keygen_takes_them(
    kind: tuple[str, ...], tmp_path: Path
) -> None:
    """RSA under 3072 bits, and curves that this record does not name."""
    key = make_key(tmp_path, *kind)
    assert _both(sign(key, TEXT, PLACE), TEXT, PLACE, public(key)) == (False, True)


def test_a_signature_of_another_kind_than_its_key_is_refused() -> None:
    """The kind that the signature names must be that of the key, and RSA must not fall back to SHA-1."""
    blob = key_blob("ana")
    message = signed_bytes(ArmouredSignature(blob, PLACE.encode(), "sha512", b""), TEXT)
    value = secret("ana").sign(message)
    line = " ".join(key_line("ana").split()[:2])
    assert _both(armoured(blob, PLACE, write_string(b"ssh-ed25519") + write_string(value)), TEXT, PLACE, line) == (
        True,
        True,
    )
    for kind in (b"ssh-rsa", b"ssh-ed25519-cert-v01@openssh.com", b""):
        wrong = armoured(blob, PLACE, write_string(kind) + write_string(value))
        assert _both(wrong, TEXT, PLACE, line) == (False, False)
    found = parse_armour(sign(_key("rsa 3072"), TEXT, PLACE))
    size = int.from_bytes(found.signature[:4], "big")
    old = armoured(found.key, PLACE, write_string(b"ssh-rsa") + found.signature[4 + size :])
    assert _both(old, TEXT, PLACE, public(_key("rsa 3072"))) == (False, False)


def test_a_key_that_is_not_in_the_set_is_refused_before_any_arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever brings their own key cannot even make us reckon with it."""
    from nstgov.proof import verify

    monkeypatch.setattr(verify, "parse_public_key", lambda _: pytest.fail("arithmetic was done"))
    found = verify_signature(sign(_key("ed25519"), TEXT, PLACE), TEXT, PLACE, {public(_key("rsa 3072"))})
    assert found.trouble == "it was made with another key"
    assert found.key == public(_key("ed25519"))


@pytest.mark.parametrize(
    "line",
    [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 !",
        "ssh-ed25519",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQA=",
        "ssh-dss AAAAB3NzaC1kc3MAAAAA",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAAAA",
        "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAAA==",
    ],
)
def test_a_public_key_that_cannot_be_read_is_refused_and_breaks_nothing(line: str) -> None:
    """A key on record is as hostile as anything else there."""
    from nstgov.proof import SignatureError, parse_public_key

    with pytest.raises(SignatureError):
        parse_public_key(line)
