"""
Who is answered at the desk: the browser that was given the token, on this machine, from the desk's own pages.

A page elsewhere may let its name lead here (DNS rebinding), send forms here, or read what is answered; another program
on this machine may serve pages under the same host. Each is turned away before anything is looked at.
"""

from __future__ import annotations

import hmac
import json
import secrets
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nstgov.publish.site_files import FRESH, is_own_host, refuse_other_name

LONGEST_BODY = 1 << 20
"""Bytes that a page may send in one go: all records of an evening are a tenth of it."""
ASKED_FOR = "token"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
"""What every answer carries besides the policy in the page itself: the stricter of both holds."""


class Guard:
    """An ASGI application before another one, which hears of nothing that is turned away here."""

    def __init__(self, within: ASGIApp, token: str, port: int) -> None:
        """`token` is what the printed address carries; the cookie that it is exchanged for is another secret."""
        self._within, self._token = within, token
        self._cookie, self._secret = f"nstgov-desk-{port}", secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to what lies behind."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answer = self._turn_away(request) or self._exchange_token(request)
        if answer is None and not self._is_known(request):
            answer = _ask_for_token()
        if answer is None and request.method == "POST":
            answer = _turn_away_write(request)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        await self._within(scope, receive, _with_headers(send))

    def _turn_away(self, request: Request) -> Response | None:
        """What is no question of this machine's own browser."""
        if not is_own_host(request.headers.get("host", "")) or len(request.headers.getlist("host")) != 1:
            return refuse_other_name()
        if request.method not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("The desk does not know this.\n", 405, {**FRESH, "Allow": "GET, HEAD, POST"})
        site, how = request.headers.get("sec-fetch-site", "none"), request.headers.get("sec-fetch-mode", "navigate")
        comes_along = site in ("same-origin", "none") or (request.method != "POST" and how == "navigate")
        return None if comes_along else refuse("another page asked for this", "Open the desk by itself.", 403)

    def _exchange_token(self, request: Request) -> Response | None:
        """The token in an address becomes a cookie that no script reads, and goes out of the address."""
        given = request.query_params.get(ASKED_FOR)
        if given is None or request.method != "GET" or not _is_same(given, self._token):
            return None
        left = [(name, value) for name, value in request.query_params.multi_items() if name != ASKED_FOR]
        path = "/" + str(request.scope["path"]).lstrip("/\\")
        answer = RedirectResponse(path + (f"?{urlencode(left)}" if left else ""), 303, FRESH)
        answer.set_cookie(self._cookie, self._secret, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, request: Request) -> bool:
        return _is_same(request.cookies.get(self._cookie, ""), self._secret)


def _is_same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def _ask_for_token() -> Response:
    said = "This is a desk. Open it by the address that `nstgov desk` printed in its terminal.\n"
    return PlainTextResponse(said, 403, FRESH)


def _turn_away_write(request: Request) -> Response | None:
    """A write comes from one of the desk's own pages, as JSON, and is not endless."""
    if request.headers.get("origin") != f"http://{request.headers['host']}":
        return refuse("another page sent this", "Open the desk by itself, and send it from there.", 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refuse("this is sent in a way that the desk does not read", "Use the desk's own pages.", 415)
    size = request.headers.get("content-length", "0")
    if not size.isascii() or not size.isdigit() or len(size) > 12 or int(size) > LONGEST_BODY:
        return refuse("this is more than the desk takes in one go", "Save it in several parts.", 413)
    return None


class TooLong(Exception):
    """More was sent than is read."""


async def read_json(request: Request) -> Any:
    """What a page sent. Raises TooLong, and ValueError for what is no JSON."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise TooLong
    try:
        return json.loads(bytes(body))
    except RecursionError:
        raise ValueError("nested too deep") from None


def refuse(message: str, remedy: str, status: int) -> Response:
    """A refusal in words, and the next step."""
    return JSONResponse({"trouble": message, "next": remedy}, status, FRESH)


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return send_with_headers
