"""CODEOWNERS: whom the forge tells about a change of a circle's records, and about a change of the judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nstgov.lifecycle import KEEPER, collect_all_terms, is_open, members_on
from nstgov.lifecycle.people import find_account
from nstgov.records import Movement

_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
MACHINERY = ("/.github/", "/.gitlab/", "/.forgejo/", "/.gitlab-ci.yml", "/.gitattributes", "/nstgov.yml", "/site/")


def render_codeowners(movement: Movement, day: date) -> str:
    """
    The body of CODEOWNERS on a day; empty where no account is known.

    Each circle's folder names its members' accounts; what judges and shows the record names the keepers'.
    """
    lines = [*_yield_circle_owners(movement, day), *_yield_keeper_owners(movement, day)]
    if not lines:
        return ""
    return "\n".join(["# Whom the forge tells; nobody named here has more say than anybody else.", *lines, ""])


def _yield_circle_owners(movement: Movement, day: date) -> Iterator[str]:
    for circle, known in sorted(movement.circles.items(), key=lambda one: one[1].founding.file):
        accounts = _list_accounts(movement, members_on(movement, circle, day), day)
        if accounts and is_open(movement, circle, day):
            yield f"/{known.founding.file.rpartition('/')[0]}/ {' '.join(accounts)}"


def _yield_keeper_owners(movement: Movement, day: date) -> Iterator[str]:
    keepers = {
        term.person for term in collect_all_terms(movement).values() if term.role == KEEPER and term.span.has_day(day)
    }
    if accounts := _list_accounts(movement, keepers, day):
        yield from (f"{path} {' '.join(accounts)}" for path in MACHINERY)


def _list_accounts(movement: Movement, people: Iterable[str], day: date) -> list[str]:
    return sorted(f"@{account}" for person in people if (account := _find_account(movement, person, day)))


def _find_account(movement: Movement, person: str, day: date) -> str | None:
    """The account that a person gave last, where it has the form of one."""
    given = find_account(movement, person, day)
    return given.account if given and _ACCOUNT.fullmatch(given.account) else None
