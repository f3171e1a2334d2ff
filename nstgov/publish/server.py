"""A site, or the desk, in a browser on this machine: listening, in the background, until it is not wanted any more."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from nstgov.publish.site_files import LOOPBACK, ChangeNotifier, SiteFiles

HOST = "127.0.0.1"
"""Nobody but this machine; the site is for its host to show."""
PATIENCE = 2
"""Seconds that answers on their way still have when it ends."""


@contextmanager
def serve_folder(
    folder: Path, host: str = HOST, port: int = 8000, *, changes: ChangeNotifier | None = None, packed: bool = False
) -> Iterator[str]:
    """
    Serve a folder in the background and give its address; port 0 takes any that is free. Raises OSError if taken.

    With `changes` an open page is told of them and reloads; `packed` sends texts packed, as most hosts do.
    """
    files = SiteFiles(folder, changes, packed=packed, any_name=host not in LOOPBACK)
    with serve_application(files, host, port, changes=changes) as address:
        yield address


@contextmanager
def serve_application(
    application: ASGIApp, host: str = HOST, port: int = 8000, *, changes: ChangeNotifier | None = None
) -> Iterator[str]:
    """Serve an ASGI application in the background, as `serve_folder` does; pages that listen hear of the end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=128) as listening:
        server = uvicorn.Server(_make_settings(application))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
        finally:
            if changes:
                changes.stop_waiting()
            server.should_exit = True
            thread.join()


def _make_settings(application: ASGIApp) -> uvicorn.Config:
    """Without a word, without what it does not need, and without a name that tells which program answers."""
    return uvicorn.Config(
        application,
        loop="asyncio", http="h11", ws="none", lifespan="off", interface="asgi3",
        log_config=None, log_level="critical", access_log=False,
        server_header=False, proxy_headers=False, timeout_graceful_shutdown=PATIENCE,
    )  # fmt: skip


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise OSError("the server did not start")
        time.sleep(0.005)
