"""
One signature checked in this process and by ssh-keygen, on the same bytes, turn by turn; for each kind of key.

Each turn checks the signature once with ssh-keygen and a hundred times with nstgov; told are the medians and how many
times faster ours is. One turn more checks it with an empty memory for keys.

    python -m benchmarks.signature_speed [--turns 30]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from nstgov.proof import parse_public_key, verify_signature

KINDS = {
    "Ed25519": ("-t", "ed25519"),
    "ECDSA P-256": ("-t", "ecdsa", "-b", "256"),
    "RSA 3072": ("-t", "rsa", "-b", "3072"),
}
PLACE = "nstgov:9f0c6a9f0c6a9f0c6a9f0c6a9f0c6a00:proposals/street-trees/v1.yml"
TEXT = b"need: |\n" + b"  In July it was forty degrees on the street.\n" * 26
"""A record of the usual size, 1.2 KB."""
OURS_IN_A_TURN = 100


class SignedText(NamedTuple):
    """A signature and what it takes to check it: files for ssh-keygen, bytes for nstgov."""

    folder: Path
    signature: bytes
    key: str


def main() -> int:
    """Measure each kind of key and print a table; 1 where one of the two refuses a good signature."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--turns", type=int, default=30, help="how often each is measured")
    turns = parser.parse_args().turns
    print(f"{'key':<12}{'ours':>12}{'first':>12}{'ssh-keygen':>14}{'faster':>10}")
    for name, options in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            made = _sign_text(Path(folder), options)
            times = [
                (_measure_ssh_keygen(made), _measure_nstgov(made), _measure_first_check(made)) for _ in range(turns)
            ]
        theirs, ours, first = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
        print(f"{name:<12}{ours:>9.3f} ms{first:>9.3f} ms{theirs:>11.2f} ms{theirs / ours:>9.0f}x")
    return 0


def _sign_text(folder: Path, options: tuple[str, ...]) -> SignedText:
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", *options, "-N", "", "-f", key], check=True)
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", PLACE], input=TEXT, capture_output=True, check=True
    )
    public = " ".join(Path(f"{key}.pub").read_text(encoding="ascii").split()[:2])
    (folder / "signers").write_text(f'ana-ruiz namespaces="nstgov:*" {public}\n', encoding="ascii")
    (folder / "signature").write_bytes(done.stdout)
    return SignedText(folder, done.stdout, public)


def _measure_ssh_keygen(made: SignedText) -> float:
    began = time.perf_counter()
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "verify", "-f", made.folder / "signers", "-I", "ana-ruiz", "-n", PLACE,
         "-s", made.folder / "signature"], input=TEXT, capture_output=True, check=True,
    )  # fmt: skip
    return time.perf_counter() - began


def _measure_nstgov(made: SignedText) -> float:
    began = time.perf_counter()
    for _ in range(OURS_IN_A_TURN):
        _check_signature(made)
    return (time.perf_counter() - began) / OURS_IN_A_TURN


def _measure_first_check(made: SignedText) -> float:
    """The first signature of a key: the key has to be read too."""
    parse_public_key.cache_clear()
    began = time.perf_counter()
    _check_signature(made)
    return time.perf_counter() - began


def _check_signature(made: SignedText) -> None:
    if trouble := verify_signature(made.signature, TEXT, PLACE, {made.key}).trouble:
        sys.exit(f"a good signature was refused: {trouble}")


if __name__ == "__main__":
    sys.exit(main())
