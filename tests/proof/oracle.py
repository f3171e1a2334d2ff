"""What the stock `ssh-keygen` says of a signature: the oracle that ours is held against."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


def make_key(folder: Path, kind: str, *more: str) -> Path:
    """A new secret key without passphrase, made by ssh-keygen; its public half lies beside it."""
    place = folder / "-".join((kind, *more)).replace("--", "-")
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, *more, "-N", "", "-C", "somebody", "-f", place],
        check=True,
        capture_output=True,
    )
    return place


def public(key: Path) -> str:
    """The public half of a key, without its comment."""
    return " ".join(Path(f"{key}.pub").read_text(encoding="ascii").split()[:2])


def sign(key: Path, text: bytes, namespace: str, *more: str) -> bytes:
    """A signature made by ssh-keygen."""
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", namespace, *more],
        input=text,
        capture_output=True,
        check=True,
    )
    return done.stdout


def accepts(signature: bytes, text: bytes, namespace: str, signers: str, person: str = "ana-ruiz") -> bool:
    """Whether ssh-keygen takes it for a signature of that person; `signers` are the lines of allowed signers."""
    with tempfile.TemporaryDirectory() as folder:
        (allowed, file) = (Path(folder) / "signers", Path(folder) / "signature")
        allowed.write_text(signers, encoding="utf-8")
        file.write_bytes(signature)
        done = subprocess.run(
            ["ssh-keygen", "-q", "-Y", "verify", "-f", allowed, "-I", person, "-n", namespace, "-s", file],
            input=text, capture_output=True, check=False,
        )  # fmt: skip
    return done.returncode == 0
