"""What GitHub sends with an event, from files in the form of its documented schema, with a change here and there."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

OPENED, PUSHED, CLOSED = "pull_request.opened", "pull_request.synchronize", "pull_request.closed"
REVIEWED = "pull_request_review.submitted"
OTHERS = ("issues.opened", "issue_comment.created")
REPOSITORY = "our/valley"
ACCOUNTS = {"ana": 1001, "ben": 1002, "chi": 1003, "dee": 1004}
"""The numbers of accounts; their names are `<person>-of-oak`."""


@cache
def _kept(name: str) -> str:
    return (Path(__file__).parent / "payloads" / f"{name}.json").read_text(encoding="utf-8")


def payload(name: str, **instead: Any) -> Any:
    """
    A payload, with other values in some places.

    A place is named by its keys with `__` between them: `pull_request__head__sha="…"`; `...` takes a key away.
    `who` stands for the key of an account.
    """
    told = json.loads(_kept(name))
    for place, value in instead.items():
        *folders, last = ("user" if key == "who" else key for key in place.split("__"))
        at = told
        for folder in folders:
            at = at[folder]
        if value is ...:
            at.pop(last, None)
        else:
            at[last] = copy.deepcopy(value)
    return told


def account(person: str, **instead: Any) -> dict[str, Any]:
    """The account of somebody of Oak."""
    about = {"login": f"{person}-of-oak", "id": ACCOUNTS.get(person, 6666), "type": "User"}
    return {**about, **instead}
