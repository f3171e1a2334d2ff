"""
The site in a browser on this machine.

A page that is open learns of changes by Server-Sent Events from the same host. The few lines of script that listen are
put at the end of the site's own script while it is served; no built site has them.
"""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

HOST = "127.0.0.1"
"""Nobody but this machine; the site is for its host to show."""
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
  changes.onmessage = function (event) { if (event.data !== shown) location.reload(); };
  addEventListener("pagehide", function () { changes.close(); });
})();
"""
_PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".atom", ".csv", ".txt", ".ics")


class ChangeNotifier:
    """What open pages are told: a state that is another after each change, and how to wait for that."""

    def __init__(self) -> None:
        self.number = 0
        self.ended = False
        self._told = threading.Condition()

    def notify_change(self) -> None:
        """Something has changed."""
        with self._told:
            self.number += 1
            self._told.notify_all()

    def stop_waiting(self) -> None:
        """Nothing will change any more."""
        with self._told:
            self.ended = True
            self._told.notify_all()

    def wait_for_change(self, known: int) -> int:
        """The number of the state, once it is another than the known one, or after a while."""
        with self._told:
            self._told.wait_for(lambda: self.ended or self.number != known, timeout=HEARTBEAT)
            return self.number


class _SiteRequestHandler(SimpleHTTPRequestHandler):
    """Serves files without a word, never from a reader's cache, and the friendly page for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, changes: ChangeNotifier | None, packed: bool, any_name: bool, **more: Any) -> None:
        self.changes, self.packed, self.any_name = changes, packed, any_name
        super().__init__(*args, **more)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer under this machine's own names only."""
        if not self._is_own_host():
            self.send_error(421, "This site is served under the names of this machine only")
        elif self.changes and urlsplit(self.path).path == CHANGES:
            self._send_changes(self.changes)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """The same without a body."""
        if self._is_own_host():
            super().do_HEAD()
        else:
            self.send_error(421, "This site is served under the names of this machine only")

    def _is_own_host(self) -> bool:
        if self.any_name:
            return True
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in LOOPBACK
        except ValueError:
            return False

    def _send_changes(self, changes: ChangeNotifier) -> None:
        """Tell the state now and whenever it is another; a blank comment shows whether anybody still listens."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        known = -1
        try:
            while not changes.ended:
                number = changes.wait_for_change(known)
                self.wfile.write(f"data: {number}\n\n".encode() if number != known else b":\n\n")
                self.wfile.flush()
                known = number
        except OSError:
            return

    def send_head(self) -> BytesIO | BinaryIO | None:
        """A file; packed if its kind and the reader allow it, the site's own script with what listens for changes."""
        if "\0" in self.translate_path(self.path):
            self.send_error(404)
            return None
        path = urlsplit(self.path).path
        listens = self.changes is not None and path == SCRIPT
        if not listens and not (self.packed and "gzip" in self.headers.get("Accept-Encoding", "")):
            return super().send_head()
        place = Path(self.translate_path(self.path))
        if place.is_dir() and self.path.endswith("/"):
            place /= "index.html"
        if not place.is_file() or not (listens or place.name.endswith(_PACKED)):
            return super().send_head()
        data = place.read_bytes()
        if listens and self.changes:
            data += (_LISTEN % {"state": self.changes.number, "changes": CHANGES}).encode()
        return self._send_bytes(place.name, data)

    def _send_bytes(self, name: str, data: bytes) -> BytesIO:
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(name))
        if self.packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the library's way to call it
        """A folder without a page is nothing to show."""
        self.send_error(404)

    def end_headers(self) -> None:
        """What was built a moment ago is shown at once."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page where there is none at an address."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _SiteServer(ThreadingHTTPServer):
    """Ends without waiting for pages that still listen."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away in the middle is nobody's trouble."""


@contextmanager
def serve_folder(
    folder: Path, host: str = HOST, port: int = 8000, *, changes: ChangeNotifier | None = None, packed: bool = False
) -> Iterator[str]:
    """
    Serve a folder in the background and give its address; port 0 takes any that is free. Raises OSError if taken.

    With `changes` an open page is told of them and reloads; `packed` sends texts packed, as most hosts do.
    """
    handler = functools.partial(
        _SiteRequestHandler, directory=str(folder), changes=changes, packed=packed, any_name=host not in LOOPBACK
    )
    server = _SiteServer((host, port), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        if changes:
            changes.stop_waiting()
        server.shutdown()
        server.server_close()
        thread.join()
