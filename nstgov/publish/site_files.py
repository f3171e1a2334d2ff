"""
The files of a site over HTTP: what is asked for and nothing else, and pages that hear of changes.

A page that is open learns of changes by Server-Sent Events from the same host. The few lines of script that listen are
put at the end of the site's own script while it is served; no built site has them.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names of this machine. A page elsewhere may let its own name lead here, and is not answered under that name."""
CHANGES = "/-/changes"
"""Where an open page hears of changes."""
SCRIPT = "/assets/nstgov.js"
HEARTBEAT = 10.0
"""Seconds after which a listener that has gone away is noticed."""
_LISTEN = """
(function () {
  "use strict";
  var shown = "%(state)s", changes = new EventSource("%(changes)s");
  changes.onmessage = function (event) {
    if (event.data === shown) return;
    shown = event.data;
    if (document.documentElement.hasAttribute("data-desk")) dispatchEvent(new Event("nstgov:changed"));
    else location.reload();
  };
  addEventListener("pagehide", function () { changes.close(); });
})();
"""
_PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".atom", ".csv", ".txt", ".ics")
FRESH = {"Cache-Control": "no-store"}
"""What was built a moment ago is shown at once."""


class ChangeNotifier:
    """What open pages are told: a state that is another after each change, and how to wait for that."""

    def __init__(self) -> None:
        self.number = 0
        self.ended = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = threading.Lock()

    def notify_change(self) -> None:
        """Something has changed."""
        with self._lock:
            self.number += 1
            self._wake_listeners()

    def stop_waiting(self) -> None:
        """Nothing will change any more."""
        with self._lock:
            self.ended = True
            self._wake_listeners()

    def _wake_listeners(self) -> None:
        for loop, event in self._waiting:
            loop.call_soon_threadsafe(event.set)

    async def wait_for_change(self, known: int) -> int:
        """The number of the state, once it is another than the known one, or after a while."""
        listener = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            if self.ended or self.number != known:
                return self.number
            self._waiting.add(listener)
        try:
            async with asyncio.timeout(HEARTBEAT):
                await listener[1].wait()
        except TimeoutError:
            pass
        finally:
            with self._lock:
                self._waiting.discard(listener)
        return self.number


class SiteFiles:
    """
    An ASGI application that gives the files of a folder, the friendly page for what is not there, and nothing else.

    With `changes` an open page is told of them; `packed` sends texts packed, as most hosts do; without `any_name` it
    answers under this machine's own names only. `added_script` is put at the end of the site's own script.
    """

    def __init__(
        self,
        folder: Path,
        changes: ChangeNotifier | None = None,
        *,
        packed: bool = False,
        any_name: bool = False,
        added_script: str = "",
    ) -> None:
        self.folder, self.changes = folder, changes
        self.packed, self.any_name, self.added_script = packed, any_name, added_script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            request = Request(scope, receive)
            answer = await self._answer_request(request)
            await answer(scope, receive, send)

    async def _answer_request(self, request: Request) -> Response:
        if not self.any_name and not is_own_host(request.headers.get("host", "")):
            return refuse_other_name()
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("This site is for reading.\n", 405, {**FRESH, "Allow": "GET, HEAD"})
        if self.changes and request.url.path == CHANGES:
            return StreamingResponse(
                _yield_changes(self.changes), media_type="text/event-stream; charset=utf-8", headers=FRESH
            )
        return await run_in_threadpool(self.answer_file, request)

    def answer_file(self, request: Request) -> Response:
        """A file; packed if its kind and the reader allow it, the site's own script with what listens for changes."""
        path = str(request.scope["path"])
        place = find_file(self.folder, path)
        if place is None:
            return self._answer_missing()
        if place.is_dir():
            asked = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/{path.strip('/')}/{asked}", 301, FRESH)
        data = place.read_bytes()
        if path == SCRIPT:
            data += self._make_added_script().encode()
        return self.answer_bytes(request, place.name, data)

    def answer_bytes(self, request: Request, name: str, data: bytes, status: int = 200) -> Response:
        """Some bytes as a file of a name, packed where that is welcome."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = dict(FRESH)
        if self.packed and name.endswith(_PACKED) and "gzip" in request.headers.get("accept-encoding", ""):
            data = gzip.compress(data, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(data, status, headers, kind)

    def _make_added_script(self) -> str:
        listens = _LISTEN % {"state": self.changes.number, "changes": CHANGES} if self.changes else ""
        return self.added_script + listens

    def _answer_missing(self) -> Response:
        page = self.folder / "404.html"
        if not page.is_file():
            return PlainTextResponse("There is nothing here.\n", 404, FRESH)
        return Response(page.read_bytes(), 404, FRESH, "text/html")


def is_own_host(host: str) -> bool:
    """Whether a name under which somebody asks is one of this machine's own, with any port."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def refuse_other_name() -> Response:
    """What a page elsewhere gets that let its own name lead here."""
    return PlainTextResponse("This site is served under the names of this machine only.\n", 421, FRESH)


def find_file(folder: Path, path: str) -> Path | None:
    """
    The file that an address asks for, or a folder that has a page; None where there is none, or it lies elsewhere.

    A folder's own address ends with a `/`; without it the folder itself is given, for who leads there.
    """
    if "\0" in path or "\\" in path or ".." in path.split("/"):
        return None
    place = folder.joinpath(*filter(None, path.split("/")))
    try:
        if place.is_dir():
            page = place / "index.html"
            place = page if path.endswith("/") or not page.is_file() else place
        found = place.exists() and (place.is_file() or place.is_dir())
        return place if found and place.resolve().is_relative_to(folder.resolve()) else None
    except OSError:
        return None


async def _yield_changes(changes: ChangeNotifier) -> AsyncIterator[str]:
    """Tell the state now and whenever it is another; a blank comment shows whether anybody still listens."""
    known = -1
    while not changes.ended:
        number = await changes.wait_for_change(known)
        yield f"data: {number}\n\n" if number != known else ":\n\n"
        known = number
