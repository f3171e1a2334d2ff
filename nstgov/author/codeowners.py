"""CODEOWNERS: whom the forge tells about a change of a circle's records, and about a change of the judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.lifecycle import KEEPER, all_terms, is_open, members_on
from nstgov.lifecycle.accounts import account_of
from nstgov.records import Movement

_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
MACHINERY = ("/.github/", "/.gitlab/", "/.forgejo/", "/.gitlab-ci.yml", "/.gitattributes", "/nstgov.yml", "/site/")


def codeowners(movement: Movement, day: date) -> str:
    """
    The body of CODEOWNERS on a day; empty where no account is known.

    Each circle's folder names its members' accounts; what judges and shows the record names the keepers'.
    """
    lines = [*_circles(movement, day), *_keepers(movement, day)]
    if not lines:
        return ""
    return "\n".join(["# Whom the forge tells; nobody named here has more say than anybody else.", *lines, ""])


def _circles(movement: Movement, day: date) -> Iterator[str]:
    for circle, known in sorted(movement.circles.items(), key=lambda one: one[1].founding.file):
        accounts = _accounts(movement, members_on(movement, circle, day), day)
        if accounts and is_open(movement, circle, day):
            yield f"/{known.founding.file.rpartition('/')[0]}/ {' '.join(accounts)}"


def _keepers(movement: Movement, day: date) -> Iterator[str]:
    keepers = {term.person for term in all_terms(movement).values() if term.role == KEEPER and term.span.holds(day)}
    if accounts := _accounts(movement, keepers, day):
        yield from (f"{path} {' '.join(accounts)}" for path in MACHINERY)


def _accounts(movement: Movement, people: Iterable[str], day: date) -> list[str]:
    return sorted(f"@{account}" for person in people if (account := _account(movement, person, day)))


def _account(movement: Movement, person: str, day: date) -> str | None:
    """The account that a person gave last, where it has the form of one."""
    given = account_of(movement, person, day)
    return given.account if given and _ACCOUNT.fullmatch(given.account) else None
