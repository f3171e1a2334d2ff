"""Whatever bytes a signature or a key is made of, the answer is a verdict and never a crash."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nstgov.proof import verify_signature
from nstgov.proof.armour import MAGIC, key_text
from nstgov.proof.public_keys import parse_public_key
from nstgov.proof.wire import SignatureError, read_number, read_string, write_string
from tests.signing import armoured, key_blob, key_line, secret

PLACE = "nstgov:9f0c6a9f0c6a9f0c6a9f0c6a9f0c6a00:proposals/trees/v1.yml"
TEXT = b"title: A tree\n"
KINDS = (
    b"ssh-ed25519",
    b"sk-ssh-ed25519@openssh.com",
    b"ecdsa-sha2-nistp256",
    b"sk-ecdsa-sha2-nistp256@openssh.com",
    b"ssh-rsa",
    b"rsa-sha2-512",
    b"nistp256",
)
PARTS = st.lists(
    st.one_of(st.sampled_from(KINDS), st.binary(max_size=80), st.just(b"\x00" + b"\xff" * 384)), max_size=5
)
BLOBS = PARTS.map(lambda parts: b"".join(write_string(part) for part in parts))


@given(st.binary(max_size=600))
def test_any_bytes_in_a_signature_file_are_refused(data: bytes) -> None:
    """Bytes that happened to lie there prove nothing."""
    line = " ".join(key_line("ana").split()[:2])
    assert verify_signature(data, TEXT, PLACE, {line}).trouble
    body = b64encode(MAGIC + data)
    lines = b"\n".join(body[at : at + 70] for at in range(0, len(body), 70))
    wrapped = b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"
    assert verify_signature(wrapped, TEXT, PLACE, {line}).trouble


@given(BLOBS, BLOBS)
@example(b"\x00\x00\x00\x02 \x80", b"")
def test_any_key_and_any_signature_get_a_verdict(key: bytes, signature: bytes) -> None:
    """Also where the key itself is on record: what was not signed with it is refused with a reason."""
    armour = armoured(key, PLACE, signature)
    try:
        line = key_text(key)
    except SignatureError:
        line = ""
    found = verify_signature(armour, TEXT, PLACE, {line})
    assert found.trouble
    assert "\n" not in found.trouble


@given(st.sampled_from(["sha256", "sha512", "sha1", "md5", "", "SHA512"]), st.binary(max_size=20))
def test_only_two_ways_of_hashing_and_no_reserved_words_are_taken(how: str, more: bytes) -> None:
    """Neither an old way of hashing, nor bytes in the place that is kept free."""
    good = armoured(key_blob("ana"), PLACE, write_string(b"ssh-ed25519") + write_string(secret("ana").sign(more)), how)
    assert verify_signature(good, TEXT, PLACE, {" ".join(key_line("ana").split()[:2])}).trouble


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x00\x01", b"\x80", b"\x00\x00\x80"])
def test_a_number_has_one_form_and_is_positive(data: bytes) -> None:
    """Two spellings of one number would be two signatures of one text."""
    with pytest.raises(SignatureError):
        read_number(data)


@pytest.mark.parametrize("data", [b"", b"\x00\x00\x00", b"\x00\x00\x00\x02a", b"\xff\xff\xff\xffa"])
def test_a_string_that_is_cut_short_is_refused(data: bytes) -> None:
    """Its length may say anything."""
    with pytest.raises(SignatureError):
        read_string(data)


@pytest.mark.parametrize(("bits", "is_taken"), [(3071, False), (3072, True), (16384, True), (16385, False)])
def test_an_rsa_key_is_neither_short_nor_endless(bits: int, is_taken: bool) -> None:
    """From 3072 bits on it is safe enough; more than 16384 only take time."""
    modulus = ((1 << (bits - 1)) + 1).to_bytes(bits // 8 + 1, "big").lstrip(b"\x00")
    modulus = (b"\x00" if modulus[0] & 0x80 else b"") + modulus
    blob = b"".join(write_string(part) for part in (b"ssh-rsa", b"\x01\x00\x01", modulus))
    line = f"ssh-rsa {b64encode(blob).decode()}"
    if is_taken:
        assert callable(parse_public_key(line))
    else:
        with pytest.raises(SignatureError, match="bits"):
            parse_public_key(line)
