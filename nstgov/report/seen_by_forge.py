"""
What a forge tells of a proposed change, and who said yes to it with their own account (M9).

It reads what GitHub sends with an event, and what its API answers, which have the same form. All of it is taken only
in the form it should have: what is about another repository, another branch, another commit or no person is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nstgov.records.seen import Proposed, Seen
from nstgov.report.comment import Unfit

BY_OPENING = ("opened", "synchronize")
"""What its own author does to a proposed change when they put it there as it now is."""
CONSENTS = "approved"
"""The forge's own word for a review that says yes."""
_PERSON = "User"
"""The forge's own word for an account of a person; those of programs and organisations are called otherwise."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}")
_MOST = 2**53


class SaysNothing(Exception):
    """Somebody did something that is no yes of their own; the message says what, for the log."""


def proposed(told: Any, repository: str) -> Proposed:
    """
    The proposed change that an event is about.

    `repository` is where this runs, as owner/name. Raises Unfit where the event is not about a change proposed there,
    and SaysNothing where it is proposed to another branch than the default one.
    """
    pull = _map(told, "pull_request")
    base = _map(pull, "base")
    here = _map(told, "repository")
    if not _REPOSITORY.fullmatch(repository) or {_in(here), _in(_map(base, "repo"))} != {repository.casefold()}:
        raise Unfit("this is about another repository")
    if _text(base, "ref") != _text(here, "default_branch"):
        raise SaysNothing("it is proposed to another branch than the one that holds the record")
    number = _number(pull, "number")
    if told.get("number", number) != number:
        raise Unfit("it names two proposed changes")
    commit = _commit(_map(pull, "head"), "sha")
    if pull.get("merged_at"):
        return Proposed(number, commit, "landed", _commit(pull, "merge_commit_sha"))
    return Proposed(number, commit, "open" if pull.get("state") == "open" else "closed")


def seen(told: Any, repository: str) -> Seen:
    """
    Who said yes to a proposed change at the commit it is at: by putting it there, or by a review.

    Raises Unfit where that cannot be told from it, and SaysNothing where nobody did.
    """
    change = proposed(told, repository)
    who = _reviewer(told, change) if "review" in told else _opener(told)
    account, login = _number(who, "id"), _text(who, "login")
    if who.get("type") != _PERSON:
        raise SaysNothing("the account is not one of a person")
    if not _LOGIN.fullmatch(login):
        raise Unfit("the account has a name that none can have")
    if "sender" in told and _number(_map(told, "sender"), "id") != account:
        raise SaysNothing("somebody else did this for them")
    return Seen(login, account, change)


def _opener(told: Any) -> Mapping[str, Any]:
    if told.get("action") not in BY_OPENING:
        raise SaysNothing("nobody says yes by this")
    if "sender" not in told:
        raise Unfit("it does not tell who did this")
    return _map(_map(told, "pull_request"), "user")


def _reviewer(told: Any, change: Proposed) -> Mapping[str, Any]:
    review = _map(told, "review")
    if told.get("action") != "submitted" or str(review.get("state")).casefold() != CONSENTS:
        raise SaysNothing("the review is not a yes, or not one any more")
    if _commit(review, "commit_id") != change.commit:
        raise SaysNothing("the review is of an older commit; what has changed since was not seen")
    return _map(review, "user")


def asked_again(pull: Any, review: Any) -> dict[str, Any]:
    """What the forge's API answers about a change and one review of it, in the form of an event."""
    if _last(_text(review, "pull_request_url")) != str(_number(pull, "number")):
        raise Unfit("the review is of another proposed change")
    repository = _map(_map(pull, "base"), "repo")
    return {"action": "submitted", "pull_request": pull, "review": review, "repository": repository}


def _last(url: str) -> str:
    return url.rpartition("/")[2]


def _in(repository: Mapping[str, Any]) -> str:
    return _text(repository, "full_name").casefold()


def _map(value: Any, name: str) -> Mapping[str, Any]:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping):
        raise Unfit(f"no {name.replace('_', ' ')} is named")
    return found


def _text(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, str) or not found:
        raise Unfit(f"no {name.replace('_', ' ')} is named")
    return found


def _number(value: Any, name: str) -> int:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < _MOST:
        raise Unfit(f"no {name} is named")
    return found


def _commit(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not _COMMIT.fullmatch(found):
        raise Unfit("no commit is named")
    return found
