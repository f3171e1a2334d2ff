"""
Pagefind's own program, asked over its standard input and output.

Its Python client waits a tenth of a second for each page, fails on indexes of more than two megabytes, and ends the
program while files are still being written. The program's protocol is small: messages in JSON, packed as base64, each
with a comma after it.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

PATIENCE = 600
"""Seconds after which an index of a few thousand pages is given up."""
_MOST = 2**30
"""Bytes in one answer at most; the last holds the whole index of a shard."""


class PagefindFailed(Exception):
    """Pagefind's program ended before its work, or told of trouble; `remedy` is the next step."""

    remedy = "Install it anew: pip install --force-reinstall 'pagefind[bin]'"


def is_installed() -> bool:
    """Whether Pagefind and its program are there (`nstgov[site]`)."""
    return bool(find_spec("pagefind") and (find_spec("pagefind_bin") or find_spec("pagefind_bin_extended")))


def installed_version() -> str:
    """The version that is installed; empty where none is."""
    try:
        return version("pagefind")
    except PackageNotFoundError:
        return ""


def run_pagefind(pages: Mapping[str, str]) -> dict[str, bytes]:
    """All files that Pagefind makes of pages, given by address. Raises Unfinished."""
    # a thread of its own: whoever builds may have a loop of events running
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(_index_pages(pages), PATIENCE)).result()


async def _index_pages(pages: Mapping[str, str]) -> dict[str, bytes]:
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise PagefindFailed("Pagefind's program is not there")
    pipe = asyncio.subprocess.PIPE
    asked = await asyncio.create_subprocess_exec(program, "--service", stdin=pipe, stdout=pipe, limit=_MOST)
    try:
        told = asyncio.create_task(_send_messages(asked, pages))
        files = [answer["files"] async for answer in _read_answers(asked) if answer["type"] == "GetFiles"]
        await told
    finally:
        if asked.returncode is None:
            asked.kill()
        await asked.wait()
    return {file["path"]: base64.b64decode(file["content"]) for file in files[0]}


async def _send_messages(asked: asyncio.subprocess.Process, pages: Mapping[str, str]) -> None:
    """Send every message; an index is known by the order in which it was asked for, from 0."""
    messages: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    messages += [
        {"type": "AddFile", "index_id": 0, "url": address, "file_contents": html, "file_path": None}
        for address, html in pages.items()
    ]
    for number, message in enumerate([*messages, {"type": "GetFiles", "index_id": 0}]):
        packed = base64.b64encode(json.dumps({"message_id": number, "payload": message}).encode())
        if asked.stdin is not None:
            asked.stdin.write(packed + b",")
            await asked.stdin.drain()


async def _read_answers(asked: asyncio.subprocess.Process) -> AsyncIterator[dict[str, Any]]:
    """What comes back, until the last answer."""
    last = ""
    while asked.stdout is not None and last != "GetFiles":
        try:
            packed = await asked.stdout.readuntil(b",")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as fault:
            raise PagefindFailed(f"Pagefind ended before its work ({fault})") from fault
        payload = json.loads(base64.b64decode(packed[:-1]))["payload"]
        last = payload["type"]
        if last == "Error":
            raise PagefindFailed(f"Pagefind told of trouble: {payload.get('message')}")
        yield payload
