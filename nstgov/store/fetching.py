"""
Fetching the repository of a region: somebody else's address, somebody else's bytes, on a clock (M13).

Only what a person could fetch without giving a password is fetched: https and ssh; nothing that starts a program, no
file of this machine, no submodule, no hook, no checkout. Where somebody names a mirror on the command line, a folder or
plain http is allowed besides. What runs longer or grows larger than it may is ended, with everything that it started.
"""

from __future__ import annotations

import hashlib
import os
import signal
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from nstgov.records.region_sightings import RegionState
from nstgov.store import git
from nstgov.store.git import GitError

if TYPE_CHECKING:
    from subprocess import Popen

HEAD = "refs/nstgov/head"
"""Where the newest commit of a fetched repository is kept."""
_LOOK_EVERY = 0.05
_WEIGH_EVERY = 0.5
_FROM_RECORDS = ("https", "ssh")
_FROM_COMMAND_LINE = (*_FROM_RECORDS, "http", "file")
_QUIET = (
    "-c", "credential.helper=", "-c", "core.askPass=", "-c", "fetch.recurseSubmodules=false",
    "-c", "maintenance.auto=false", "-c", "remote.origin.promisor=false", "-c", "fetch.unpackLimit=1",
    "-c", "core.sshCommand=ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ClearAllForwardings=yes",
)  # fmt: skip


class FetchLimits(NamedTuple):
    """How long a fetch may take, in seconds, and how large it may get, in bytes."""

    seconds: float = 300
    bytes: int = 4 << 30


class FetchFault(Exception):
    """A repository could not be fetched: how it stands, and what git said."""

    def __init__(self, state: RegionState, said: str) -> None:
        """Keep the state beside the words."""
        super().__init__(said)
        self.state = state


def place_of_clone(cache: Path, address: str) -> Path:
    """Where the clone of an address lies: in the cache, outside every record."""
    return cache / "repositories" / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.git"


def fetch_repository(cache: Path, address: str, limits: FetchLimits, *, is_named_by_person: bool = False) -> Path:
    """
    The bare clone of an address, brought up to date; its newest commit is `HEAD` there. Raises FetchFault.

    `is_named_by_person` tells that somebody gave the address on the command line: then it may be a folder, too.
    """
    clone = place_of_clone(cache, address)
    if not (clone / "objects").is_dir():
        _make_clone(clone)
    allowed = _FROM_COMMAND_LINE if is_named_by_person else _FROM_RECORDS
    protocols = [part for name in allowed for part in ("-c", f"protocol.{name}.allow=always")]
    command = [
        "git", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "protocol.allow=never", *protocols,
        *_QUIET, "-C", str(clone), "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
        "--no-auto-maintenance", "--force", "--", address, f"+HEAD:{HEAD}",
    ]  # fmt: skip
    said, code = _run_limited(command, clone, limits)
    if "shallow" in said:
        raise FetchFault("shallow", "only the last part of its history was handed out")
    if code:
        raise FetchFault("unreachable", _last_words(said))
    if find_fetched_commit(clone) is None:
        raise FetchFault("unreachable", "nothing is in it yet")
    return clone


def find_fetched_commit(clone: Path) -> str | None:
    """The newest commit that was fetched; None where none was."""
    try:
        return git.resolve_commit(clone, HEAD)
    except GitError:
        return None


def has_commit(clone: Path, commit: str) -> bool:
    """Whether a clone has a commit, be it on the way to its newest one or not."""
    try:
        return git.resolve_commit(clone, commit) == commit
    except GitError:
        return False


def _make_clone(clone: Path) -> None:
    """An empty clone, there as a whole or not at all, also where two begin at once."""
    clone.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".begin-", dir=clone.parent) as place:
        made = Path(place) / "clone.git"
        git.run_git(Path(place), "init", "--quiet", "--bare", "--template=", "--", str(made))
        try:
            made.rename(clone)
        except OSError:
            if not (clone / "objects").is_dir():
                raise


def _environment() -> Mapping[str, str]:
    unwanted = ("SSH_ASKPASS", "SSH_ASKPASS_REQUIRE")
    kept = {name: value for name, value in git.git_environment().items() if name not in unwanted}
    return {**kept, "GIT_NO_LAZY_FETCH": "0"}


def _run_limited(command: list[str], clone: Path, limits: FetchLimits) -> tuple[str, int]:
    """What git said and its exit code. Raises FetchFault where it was ended for taking too long or too much."""
    import subprocess

    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=_environment(),
                start_new_session=True,
            )  # fmt: skip
        except FileNotFoundError:
            raise GitError("git is not installed here", "Install git, then try again.") from None
        try:
            _wait_within(process, clone, limits)
        finally:
            if process.poll() is None:
                _end_group(process)
        return _read_said(said), process.returncode


def _wait_within(process: Popen[bytes], clone: Path, limits: FetchLimits) -> None:
    begun = weighed = time.monotonic()
    while process.poll() is None:
        now = time.monotonic()
        if now - begun > limits.seconds:
            raise FetchFault("too slow", f"the fetch was not done in {limits.seconds:g} seconds")
        if now - weighed > _WEIGH_EVERY:
            weighed = now
            if _weigh_folder(clone) > limits.bytes:
                raise FetchFault("too large", f"the fetch grew beyond {limits.bytes:,} bytes")
        time.sleep(_LOOK_EVERY)
    if _weigh_folder(clone) > limits.bytes:
        raise FetchFault("too large", f"its history is larger than {limits.bytes:,} bytes")


def _end_group(process: Popen[bytes]) -> None:
    """End a process and all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _weigh_folder(folder: Path) -> int:
    """The bytes of all files below a folder, without those that vanish meanwhile."""
    total = 0
    for place, _, names in os.walk(folder / "objects"):
        for name in names:
            try:
                total += os.stat(os.path.join(place, name)).st_size
            except OSError:
                continue
    return total


def _read_said(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read(1 << 16).decode("utf-8", "replace")


def _last_words(said: str) -> str:
    """The line by which git says what went wrong, without the address (it may be long, and is on record)."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "ERROR:", "error:", "remote:", "ssh:"))]
    line = (told or lines or ["git gave no answer"])[0]
    return "".join(c if c.isprintable() else " " for c in line.removeprefix("fatal: "))[:200]
