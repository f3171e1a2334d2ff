"""Serving a site on this machine: what is asked for and nothing else, and pages that follow what is changed."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from nstgov.publish.server import serve_folder
from nstgov.publish.site_files import ChangeNotifier
from tests.children import running_program
from tests.publish.conftest import BuiltSite
from tests.record import ROOT

SETTINGS = "format: 1\ntitle: A beginning\nabout: We begin.\nlanguages: [en]\n"
CIRCLE = (
    "name: {name}\nlevel: friend\naim: {aim}\nopened: 2026-05-01\n"
    "members: {{ana-ruiz: Ana Ruiz, ben-oke: Ben Oke, chi-tran: Chi Tran, dee-marsh: Dee Marsh}}\n"
    "entered_by: ana-ruiz\n"
)


class Answer(NamedTuple):
    """What came back: its number, how it is packed, and its bytes."""

    status: int
    packing: str | None
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Asks a small site for an address, exactly as it is written."""
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "index.html").write_text("first page")
    (folder / "404.html").write_text("not here")
    (folder / "assets/nstgov.js").write_text("script();")
    with serve_folder(folder, port=0, changes=ChangeNotifier(), packed=True) as address:
        name = address.removeprefix("http://").rstrip("/")

        def asked(path: str, method: str = "GET", **headers: str) -> Answer:
            connection = HTTPConnection(name, timeout=20)
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for key, value in {"Host": name, **headers}.items():
                connection.putheader(key.replace("_", "-"), value)
            connection.endheaders()
            with closing(connection), connection.getresponse() as answer:
                return Answer(answer.status, answer.headers.get("Content-Encoding"), answer.read())

        yield asked


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/empty/",
        "/%00",
        "/secret.txt%00.html",
        "/-/other",
    ],
)
def test_nothing_outside_the_folder_is_served(ask: Ask, path: str) -> None:
    """However a way out is written, the answer is the page for what is not there; nor is a folder listed."""
    answer = ask(path)
    assert answer.status == 404
    assert answer.body == b"not here"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[", "10.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/-/changes", "/assets/nstgov.js"])
def test_another_name_that_leads_here_is_not_answered(ask: Ask, host: str, path: str) -> None:
    """A page elsewhere whose own name was turned to this machine learns nothing."""
    for method in ("GET", "HEAD"):
        answer = ask(path, method, Host=host)
        assert answer.status == 421
        assert b"first page" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_this_machine_is_answered_under_its_own_names(ask: Ask, host: str) -> None:
    """Whoever opened a tunnel or another port still reads the site."""
    assert ask("/", Host=host).body == b"first page"


def test_texts_are_packed_for_those_who_can_unpack(ask: Ask) -> None:
    """With gzip accepted a page comes packed, and without it plain."""
    packed = ask("/", Accept_Encoding="gzip")
    assert packed.packing == "gzip"
    assert gzip.decompress(packed.body) == b"first page"
    assert ask("/") == Answer(200, None, b"first page")


def test_only_the_served_script_listens(ask: Ask, site: BuiltSite) -> None:
    """What listens for changes is added while serving; no file of a built site has it, nor one served without."""
    served = ask("/assets/nstgov.js")
    assert served.packing is None
    assert served.body.startswith(b"script();")
    assert b"EventSource" in served.body
    scripts = [file for file in site.folder.rglob("*.js") if "pagefind" not in file.parts]
    assert scripts
    assert not any(b"EventSource" in file.read_bytes() for file in scripts)
    with urllib.request.urlopen(f"{site.address}assets/nstgov.js") as script:  # noqa: S310 (an address on this machine)
        assert script.read() == (site.folder / "assets/nstgov.js").read_bytes()


def test_a_listener_hears_of_each_change_and_of_the_end(tmp_path: Path) -> None:
    """The state is told at once, again when it is another, and the answer ends with the serving."""
    changes = ChangeNotifier()
    with ExitStack() as to_close:
        with serve_folder(tmp_path, port=0, changes=changes) as address:
            answer = to_close.enter_context(urllib.request.urlopen(f"{address}-/changes", timeout=20))  # noqa: S310
            assert answer.readline() == b"data: 0\n"
            assert answer.readline() == b"\n"
            changes.notify_change()
            assert answer.readline() == b"data: 1\n"
        assert b"data: 2" not in answer.read()


class Served:
    """`nstgov serve` at work in a folder, and what it has printed."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line)

    def until(self, words: str) -> str:
        """What is printed from now on until some words come."""
        said, end = "", time.monotonic() + 120
        while words not in said:
            try:
                said += self.lines.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                raise AssertionError(f"{words!r} was not said:\n{said}") from None
        return said

    def end(self) -> int:
        """Press Ctrl+C; the exit code."""
        self.process.send_signal(2)
        code = self.process.wait(timeout=30)
        self.reader.join(timeout=30)
        return code


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small movement, served."""
    circle = tmp_path / "circles/oak/circle.yml"
    circle.parent.mkdir(parents=True)
    circle.write_text(CIRCLE.format(name="Oak", aim="To meet under the oak."))
    (tmp_path / "nstgov.yml").write_text(SETTINGS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-u", "-m", "nstgov", "-C", str(tmp_path), "serve", "--port", port]
    with running_program(
        [*command, "--as-of", "2026-11-24"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT, bufsize=1,
    ) as process:  # fmt: skip
        server = Served(process, f"http://127.0.0.1:{port}/")
        server.until("Ctrl+C")
        yield server


@pytest.mark.long
def test_an_open_page_follows_what_is_changed(browser: Browser, served: Served, tmp_path: Path) -> None:
    """A changed record shows by itself; a broken one is told with its place, and the last good site stays meanwhile."""
    circle = tmp_path / "circles/oak/circle.yml"
    page = browser.new_context().new_page()
    page.goto(served.address + "circles/oak/")
    expect(page.get_by_text("To meet under the oak.")).to_be_visible()
    circle.write_text(CIRCLE.format(name="Oak", aim="To plant another."))
    expect(page.get_by_text("To plant another.")).to_be_visible(timeout=60_000)

    circle.write_text("name: [Oak\n")
    said = served.until("stays as it was")
    assert "circles/oak/circle.yml:" in said
    assert page.get_by_text("To plant another.").is_visible()

    circle.write_text(CIRCLE.format(name="Oak", aim="To sit together."))
    expect(page.get_by_text("To sit together.")).to_be_visible(timeout=60_000)

    (tmp_path / "site").mkdir()
    (tmp_path / "site/about.md").write_text("# About\n\n<script>x()</script>\n")
    assert "about/index.html" in served.until("must not go out")
    (tmp_path / "site/about.md").write_text("# About\n\nThe oak is old.\n")
    served.until("Made ")
    # a page of its own: the open one may be about to show itself anew
    other = page.context.new_page()
    other.goto(served.address + "about/")
    expect(other.get_by_text("The oak is old.")).to_be_visible()
    page.context.close()
    assert served.end() == 0
    assert "Traceback" not in served.until("Ended.")
