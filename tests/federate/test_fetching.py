"""Fetching somebody else's repository: what may be fetched, and what it can do to whoever fetches it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.federation_records import mirror_of
from nstgov.records.regions import REPOSITORY_ADDRESS
from nstgov.store.fetching import FetchFault, FetchLimits, fetch_repository, find_fetched_commit
from tests.commands import git_in
from tests.record import check_files, example_record

REGION = """name: Upper Valley
repository: {address}
repository_id: 5b0e2f6a9c3d41788e90a1b2c3d4e5f6
circle: valley-council
joins: everyone
since: 2026-11-20
voices: {{amara-okafor: consent, dimitra-vlachou: consent, grace-wanjiku: consent, kwame-mensah: consent,
  layla-haddad: consent, marisol-quispe: consent}}
entered_by: amara-okafor
"""


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c 'touch /tmp/x'",
        "file:///etc",
        "/etc",
        "../other",
        "http://example.org/record",
        "git://example.org/record",
        "git@example.org:valley/record",
        "ssh://-oProxyCommand=touch/x",
        "ssh://-o@example.org/x",
        "https://name:word@example.org/record",
        "https://example.org/../../x",
        "https://example.org/x y",
        "https://example.org/--upload-pack=x\n",
        "--upload-pack=touch x",
        "fd::17",
        "https://",
    ],
)
def test_an_address_that_is_none_or_could_start_a_program_is_no_address(address: str) -> None:
    """Only https and ssh, without a password, a way out of a folder, or anything that git would take for an option."""
    assert REPOSITORY_ADDRESS.fullmatch(address) is None


@pytest.mark.parametrize(
    "address",
    ["https://codeberg.org/valley/record", "https://example.org:8443/~v/r.git", "ssh://git@example.org/valley/record"],
)
def test_an_everyday_address_is_one(address: str) -> None:
    """What forges show as the address of a repository is taken."""
    assert REPOSITORY_ADDRESS.fullmatch(address)


def test_a_record_with_another_kind_of_address_is_a_finding() -> None:
    """An address that starts programs is found when the record is read, and one that is sound is not."""
    files = {**example_record(), "regions/valley.yml": REGION.format(address='"ext::sh -c x"')}
    assert {one.code for one in check_files(files).diagnostics} == {"Y04"}
    files["regions/valley.yml"] = REGION.format(address="https://codeberg.org/valley/record")
    assert check_files(files).diagnostics == ()


@pytest.mark.parametrize("address", ["ext::touch {mark}", "file://{source}", "{source}"])
def test_git_itself_refuses_what_a_record_may_not_name(address: str, small: Path, tmp_path: Path) -> None:
    """Should such an address ever reach git, it is refused there too, and nothing runs."""
    mark = tmp_path / "mark"
    with pytest.raises(FetchFault) as fault:
        fetch_repository(
            tmp_path / "cache", address.format(mark=mark, source=mirror_of(small, "above-0")), FetchLimits()
        )
    assert fault.value.state == "unreachable"
    assert "not allowed" in str(fault.value)
    assert not mark.exists()


def test_nothing_that_lies_in_a_fetched_repository_runs(small: Path, tmp_path: Path) -> None:
    """Hooks, submodules and attributes of a repository, and a template of this machine, stay what they are: bytes."""
    work, mark = tmp_path / "work", tmp_path / "mark"
    git_in(tmp_path, "clone", "--quiet", str(mirror_of(small, "above-0")), str(work))
    hook = f"#!/bin/sh\ntouch {mark}\n"
    (work / ".gitmodules").write_text(f'[submodule "x"]\n path = x\n url = ext::touch {mark}\n')
    (work / ".gitattributes").write_text("* filter=x\n")
    git_in(work, "add", ".")
    git_in(work, "commit", "--quiet", "-m", "more")
    hooks = work / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-merge", "reference-transaction", "pre-receive", "post-update"):
        (hooks / name).write_text(hook)
        (hooks / name).chmod(0o755)
    clone = fetch_repository(tmp_path / "cache", str(work), FetchLimits(), is_named_by_person=True)
    assert find_fetched_commit(clone) == git_in(work, "rev-parse", "HEAD").strip()
    assert not mark.exists()
    assert not (clone / "hooks").exists()
    assert not (clone / "modules").exists()


def test_a_repository_that_is_too_large_is_ended(small: Path, tmp_path: Path) -> None:
    """What grows beyond the bytes allowed is said to be too large; with room enough it is fetched."""
    work = tmp_path / "work"
    git_in(tmp_path, "clone", "--quiet", str(mirror_of(small, "above-0")), str(work))
    (work / "large").write_bytes(os.urandom(300_000))
    git_in(work, "add", ".")
    git_in(work, "commit", "--quiet", "-m", "large")
    with pytest.raises(FetchFault) as fault:
        fetch_repository(tmp_path / "cache", str(work), FetchLimits(bytes=200_000), is_named_by_person=True)
    assert fault.value.state == "too large"
    fetched = fetch_repository(tmp_path / "other", str(work), FetchLimits(bytes=900_000), is_named_by_person=True)
    assert fetched.is_dir()


class _Sleeping(BaseHTTPRequestHandler):
    """A server that takes a question and never answers."""

    waking = threading.Event()

    def do_GET(self) -> None:
        """Wait until the test is over."""
        self.waking.wait(60)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def sleeping_server() -> Iterator[str]:
    """The address of a server that never answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Sleeping)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/record.git"
    _Sleeping.waking.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.long
def test_a_server_that_never_answers_is_too_slow(sleeping_server: str, tmp_path: Path) -> None:
    """After the seconds allowed the fetch is ended, with everything that git had started for it."""
    with pytest.raises(FetchFault) as fault:
        fetch_repository(tmp_path / "cache", sleeping_server, FetchLimits(seconds=2), is_named_by_person=True)
    assert fault.value.state == "too slow"


def test_an_address_that_asks_for_a_password_is_unreachable(tmp_path: Path) -> None:
    """Nobody is asked for anything: where a server wants to know who fetches, the region cannot be reached."""
    with pytest.raises(FetchFault) as fault:
        fetch_repository(tmp_path / "cache", "https://localhost:1/record", FetchLimits(seconds=60))
    assert fault.value.state == "unreachable"
