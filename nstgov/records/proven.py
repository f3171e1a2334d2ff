"""What is known of a signature once its arithmetic was done: a fact that rules and lifecycle take as data."""

from __future__ import annotations

from typing import NamedTuple


class SignatureResult(NamedTuple):
    """
    What came of checking one signature file.

    `key` is the public key it was made with, without comment (None: it could not be read); `trouble` says why the
    signature proves nothing, and is empty where it verifies.
    """

    key: str | None
    trouble: str = ""


def bare_key(key: str) -> str:
    """A public key without the comment behind it: its kind and its bytes."""
    return " ".join(key.split()[:2])
