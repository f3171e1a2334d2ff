"""
The one place that starts ssh-keygen: it makes keys and signatures; secret keys are never read by nstgov itself.

Every call has a fixed list of arguments. A passphrase is asked for by ssh-keygen at the terminal.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nstgov.records import bare_key

KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""The kinds of keys that count, the best first."""
OWN_NAME = "nstgov_ed25519"
_LINE = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}(?: [^\n]*)?")


class SshKeygenError(Exception):
    """ssh-keygen is not there, or made nothing; `remedy` is the next step."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class OwnKey(NamedTuple):
    """A key of the person at this machine: its file, and its public half without comment."""

    file: Path
    public: str


def find_keys(folder: Path) -> list[OwnKey]:
    """The keys in a folder such as ~/.ssh that could sign, the best kind first."""
    found = list(_yield_keys(folder))
    return sorted(found, key=lambda key: (KINDS.index(key.public.split()[0]), key.file.name))


def _yield_keys(folder: Path) -> Iterator[OwnKey]:
    for public in sorted(folder.glob("*.pub")) if folder.is_dir() else ():
        key = read_key(public.with_suffix(""))
        if key is not None and key.public.split()[0] in KINDS:
            yield key


def read_key(file: Path) -> OwnKey | None:
    """The key in a file, by its public half beside it; None where there is none that can be read."""
    public = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
    try:
        line = public.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    secret = public.with_suffix("")
    return OwnKey(secret if secret.exists() else public, bare_key(line)) if _LINE.fullmatch(line) else None


def make_key(folder: Path, person: str) -> OwnKey:
    """A new Ed25519 key of somebody; ssh-keygen asks for a passphrase at the terminal. Raises NoSignature."""
    file = folder / OWN_NAME
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _run_ssh_keygen("-q", "-t", "ed25519", "-C", person, "-f", str(file))
    key = read_key(file)
    if key is None:
        raise SshKeygenError("no key was made", f"Make one yourself: ssh-keygen -t ed25519 -f {file}")
    return key


def make_signature(key: OwnKey, text: bytes, namespace: str) -> bytes:
    """The signature of a text, as ssh-keygen makes it. Raises NoSignature."""
    return _run_ssh_keygen("-q", "-Y", "sign", "-f", str(key.file), "-n", namespace, given=text)


def _run_ssh_keygen(*arguments: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(
            ["ssh-keygen", *arguments], input=given, stdout=subprocess.PIPE if given is not None else None, check=False
        )
    except FileNotFoundError:
        remedy = "Install OpenSSH (on Debian and Ubuntu: apt-get install openssh-client), then try again."
        raise SshKeygenError("ssh-keygen is not installed here", remedy) from None
    if done.returncode:
        raise SshKeygenError("ssh-keygen made nothing", "Look at what it says above, and try again.")
    return done.stdout or b""
