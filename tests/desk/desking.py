"""A desk in this process, over a small movement, and a browser's part of the talk written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

from nstgov.author.new_movement import build_new_movement
from nstgov.author.safe_writer import write_new
from nstgov.cli.desk import make_guarded_desk
from nstgov.publish.server import serve_application
from nstgov.publish.site_files import ChangeNotifier
from tests.desk.evening import DAY

ENTRY = "of-this-test"
TODAY = date.fromisoformat(DAY)
MEMBERS = ("ana-ruiz", "ben-okafor", "chi-tran", "dee-marsh", "eli-stone")
_NAMES = "".join(f"  {one}: {{name: {one.replace('-', ' ').title()}}}\n" for one in MEMBERS)
_YES = "".join(f"  {one}: consent\n" for one in MEMBERS)
CIRCLE = (
    "name: Oak Street\nlevel: friend\naim: Neighbours who look after each other.\nopened: 2026-11-29\n"
    f"members:\n{_NAMES}voices:\n{_YES}entered_by: chi-tran\n"
)
CIRCLE_PATH = "circles/oak-street/circle.yml"
ASKS_PATH = f"circles/oak-street/{DAY}.asks.yml"
ASKS = "for: Somebody who can mend a roof.\nentered_by: chi-tran\n"
JOINS_PATH = f"circles/oak-street/{DAY}.joins.flo-meyer.yml"
JOINS = f"name: Flo Meyer\nvoices:\n  flo-meyer: consent\n{_YES}entered_by: chi-tran\n"
BUNDLE = {CIRCLE_PATH: CIRCLE, ASKS_PATH: ASKS, JOINS_PATH: JOINS}
"""Three records of one evening, each of which rests on the first."""


class Answer(NamedTuple):
    """What came back: its number, its heads, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Sitter:
    """Somebody at a desk, whose browser sends what it is told, right or wrong."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.name = address.removeprefix("http://").rstrip("/")
        self.origin = f"http://{self.name}"
        entered = self.ask(f"/?token={ENTRY}")
        assert entered.status == 303, entered
        self.cookie = entered.headers["set-cookie"].partition(";")[0]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str | None) -> Answer:
        """Send a request exactly as it is written; a head that is None is left out."""
        connection = HTTPConnection(self.name, timeout=60)
        parts: list[bytes] = []
        connection.send = parts.append  # type: ignore[method-assign, assignment]
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for key, value in {"Host": self.name, **headers}.items():
            if value is not None:
                connection.putheader(key.replace("_", "-"), value)
        if body is not None and "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        connection.connect()
        with closing(connection):
            # in one go, so that nothing lies unread where the desk hangs up on the heads alone, and cuts off its answer
            connection.sock.sendall(b"".join((*parts, body or b"")))
            with connection.getresponse() as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def post(self, what: str, given: Any, **headers: str | None) -> Answer:
        """What a page of the desk sends."""
        own = {"Cookie": self.cookie, "Origin": self.origin, "Content_Type": "application/json"}
        return self.ask(f"/-/desk/{what}", "POST", json.dumps(given).encode(), **{**own, **headers})

    def save(self, files: Mapping[str, str]) -> Answer:
        """Save some records together."""
        return self.post("save", records_of(files))

    def state(self) -> Any:
        """What was saved, and what waits."""
        return self.ask("/-/desk/state", Cookie=self.cookie).told


def records_of(files: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Records as a page sends them."""
    return {"records": [{"path": path, "text": text} for path, text in files.items()]}


def lay_out_movement(root: Path) -> Path:
    """A movement in which nobody has begun yet."""
    root.mkdir(parents=True, exist_ok=True)
    write_new(root, build_new_movement("A beginning", "9f0c6a0b1c2d3e4f5a6b7c8d9e0f1a2b", TODAY))
    return root


@contextmanager
def sitting_at(root: Path) -> Iterator[Sitter]:
    """A desk in this process, without a site behind it."""
    place = root.parent / f"{root.name}-site"
    place.mkdir(exist_ok=True)
    (place / "index.html").write_text("first page")
    changes = ChangeNotifier()
    guarded = make_guarded_desk(root, lambda: (TODAY, TODAY), place, changes, ENTRY, 0)
    with serve_application(guarded, port=0, changes=changes) as address:
        yield Sitter(root, address)


def all_files(root: Path) -> dict[str, bytes]:
    """Everything that lies in a movement's folder besides its history."""
    found = (one for one in root.rglob("*") if one.is_file() or one.is_symlink())
    return {p: one.read_bytes() for one in found if not (p := one.relative_to(root).as_posix()).startswith(".git/")}
