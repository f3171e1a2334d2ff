"""
What a forge tells of a proposed change, and who said yes to it with their own account (M9).

It reads what GitHub sends with an event, and what its API answers, which have the same form. All of it is taken only
in the form it should have: what is about another repository, another branch, another commit or no person is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nstgov.records.proof_facts import ProposedChange, SeenConsent, Stage
from nstgov.report.comment import MalformedInput

PUSHED = "synchronize"
"""The forge's own word for a push to a proposed change."""
BY_OPENING = ("opened", PUSHED)
"""What its own author does to a proposed change when they put it there as it now is."""
CONSENTS = "approved"
"""The forge's own word for a review that says yes."""
_PERSON = "User"
"""The forge's own word for an account of a person; those of programs and organisations are called otherwise."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}")
_MOST = 2**53


class NoConsentSeen(Exception):
    """Somebody did something that is no yes of their own; the message says what, for the log."""


def read_proposed_change(told: Any, repository: str) -> ProposedChange:
    """
    The proposed change that an event is about.

    `repository` is where this runs, as owner/name. Raises Unfit where the event is not about a change proposed there,
    and SaysNothing where it is proposed to another branch than the default one.
    """
    pull = _read_map(told, "pull_request")
    base = _read_map(pull, "base")
    here = _read_map(told, "repository")
    if not _REPOSITORY.fullmatch(repository) or {_repository_name(here), _repository_name(_read_map(base, "repo"))} != {
        repository.casefold()
    }:
        raise MalformedInput("this is about another repository")
    if _read_text(base, "ref") != _read_text(here, "default_branch"):
        raise NoConsentSeen("it is proposed to another branch than the one that holds the record")
    number = _read_number(pull, "number")
    if told.get("number", number) != number:
        raise MalformedInput("it names two proposed changes")
    commit = _read_commit(_read_map(pull, "head"), "sha")
    if pull.get("merged_at"):
        return ProposedChange(number, commit, "landed", _read_commit(pull, "merge_commit_sha"))
    pushed_onto = _read_commit(told, "before") if told.get("action") == PUSHED and "review" not in told else ""
    stage: Stage = "open" if pull.get("state") == "open" else "closed"
    return ProposedChange(number, commit, stage, pushed_onto=pushed_onto)


def read_seen_consent(told: Any, repository: str) -> SeenConsent:
    """
    Who said yes to a proposed change at the commit it is at: by putting it there, or by a review.

    Raises Unfit where that cannot be told from it, and SaysNothing where nobody did.
    """
    change = read_proposed_change(told, repository)
    who = _find_reviewer(told, change) if "review" in told else _find_opener(told)
    account, login = _read_number(who, "id"), _read_text(who, "login")
    if who.get("type") != _PERSON:
        raise NoConsentSeen("the account is not one of a person")
    if not _LOGIN.fullmatch(login):
        raise MalformedInput("the account has a name that none can have")
    if "sender" in told and _read_number(_read_map(told, "sender"), "id") != account:
        raise NoConsentSeen("somebody else did this for them")
    return SeenConsent(login, account, change)


def _find_opener(told: Any) -> Mapping[str, Any]:
    if told.get("action") not in BY_OPENING:
        raise NoConsentSeen("nobody says yes by this")
    if "sender" not in told:
        raise MalformedInput("it does not tell who did this")
    return _read_map(_read_map(told, "pull_request"), "user")


def _find_reviewer(told: Any, change: ProposedChange) -> Mapping[str, Any]:
    review = _read_map(told, "review")
    if told.get("action") != "submitted" or str(review.get("state")).casefold() != CONSENTS:
        raise NoConsentSeen("the review is not a yes, or not one any more")
    if _read_commit(review, "commit_id") != change.commit:
        raise NoConsentSeen("the review is of an older commit; what has changed since was not seen")
    return _read_map(review, "user")


def build_event(pull: Any, review: Any) -> dict[str, Any]:
    """What the forge's API answers about a change and one review of it, in the form of an event."""
    if _last_segment(_read_text(review, "pull_request_url")) != str(_read_number(pull, "number")):
        raise MalformedInput("the review is of another proposed change")
    repository = _read_map(_read_map(pull, "base"), "repo")
    return {"action": "submitted", "pull_request": pull, "review": review, "repository": repository}


def _last_segment(url: str) -> str:
    return url.rpartition("/")[2]


def _repository_name(repository: Mapping[str, Any]) -> str:
    return _read_text(repository, "full_name").casefold()


def _read_map(value: Any, name: str) -> Mapping[str, Any]:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping):
        raise MalformedInput(f"no {name.replace('_', ' ')} is named")
    return found


def _read_text(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, str) or not found:
        raise MalformedInput(f"no {name.replace('_', ' ')} is named")
    return found


def _read_number(value: Any, name: str) -> int:
    found = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < _MOST:
        raise MalformedInput(f"no {name} is named")
    return found


def _read_commit(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not _COMMIT.fullmatch(found):
        raise MalformedInput("no commit is named")
    return found
