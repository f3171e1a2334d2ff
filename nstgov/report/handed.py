"""What a workflow is handed by another one or by a forge: taken only in the form it should have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nstgov.report.comment import MARK, Unfit

OUR_NAME = "github-actions[bot]"
"""The account in whose name workflows write on GitHub."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def change_named(about: Any) -> tuple[int, str]:
    """The number of the pull request and its commit, from the judge's about.json. Raises Unfit."""
    number, commit = (about.get("number"), about.get("head")) if isinstance(about, Mapping) else (None, None)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**9:
        raise Unfit("no pull request is named")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise Unfit("no commit is named")
    return number, commit


def our_comment(pages: Any) -> int | None:
    """The number of the first comment that a workflow here wrote for nstgov, among pages of comments."""
    return next((one["id"] for one in _by_us(pages, "id") if one["body"].startswith(MARK)), None)


def our_issues(pages: Any) -> list[Mapping[str, Any]]:
    """The issues that a workflow here opened, among pages of issues; pull requests are none."""
    return [one for one in _by_us(pages, "number") if "pull_request" not in one]


def _by_us(pages: Any, number: str) -> Iterator[Mapping[str, Any]]:
    """What our own account wrote: anybody else can begin a text with the same mark."""
    if not isinstance(pages, list):
        raise Unfit("this is no list of pages")
    for one in (one for page in pages for one in (page if isinstance(page, list) else ())):
        if isinstance(one, Mapping) and isinstance(one.get("body"), str) and isinstance(one.get(number), int):
            author = one.get("user")
            if isinstance(author, Mapping) and author.get("login") == OUR_NAME:
                yield one
