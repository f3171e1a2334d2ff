"""What a workflow is handed by another one or by a forge: taken only in the form it should have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nstgov.report.comment import MARK, MalformedInput

OUR_NAME = "github-actions[bot]"
"""The account in whose name workflows write on GitHub."""
_MOST = 2**53
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def read_change(about: Any) -> tuple[int, str]:
    """The number of the pull request and its commit, from the judge's about.json. Raises Unfit."""
    number, commit = _read_number(about, "number", "pull request"), about.get("head")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise MalformedInput("no commit is named")
    return number, commit


def read_review(about: Any) -> tuple[int, int]:
    """The numbers of a pull request and of a review of it; the forge is then asked what they are. Raises Unfit."""
    return _read_number(about, "number", "pull request"), _read_number(about, "review", "review")


def _read_number(about: Any, key: str, what: str) -> int:
    number = about.get(key) if isinstance(about, Mapping) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < _MOST:
        raise MalformedInput(f"no {what} is named")
    return number


def find_our_comment(pages: Any) -> int | None:
    """The number of the first comment that a workflow here wrote for nstgov, among pages of comments."""
    return next((one["id"] for one in _yield_ours(pages, "id") if one["body"].startswith(MARK)), None)


def find_our_issues(pages: Any) -> list[Mapping[str, Any]]:
    """The issues that a workflow here opened, among pages of issues; pull requests are none."""
    return [one for one in _yield_ours(pages, "number") if "pull_request" not in one]


def _yield_ours(pages: Any, number: str) -> Iterator[Mapping[str, Any]]:
    """What our own account wrote: anybody else can begin a text with the same mark."""
    if not isinstance(pages, list):
        raise MalformedInput("this is no list of pages")
    for one in (one for page in pages for one in (page if isinstance(page, list) else ())):
        if isinstance(one, Mapping) and isinstance(one.get("body"), str) and isinstance(one.get(number), int):
            author = one.get("user")
            if isinstance(author, Mapping) and author.get("login") == OUR_NAME:
                yield one
