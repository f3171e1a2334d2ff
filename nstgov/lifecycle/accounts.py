"""Whose account on the forge is whose, as the record says (M3, M9)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.keys import landing_position
from nstgov.lifecycle.spans import OPEN, derive_once
from nstgov.records import Movement, PersonChange


class GivenAccount(NamedTuple):
    """The name of somebody's account, and the file that gives it."""

    account: str
    file: str


@derive_once
def _collect_account_acts(movement: Movement) -> dict[str, tuple[PersonChange, ...]]:
    """By person, their acts that give an account, in the order of their days."""
    found: dict[str, list[PersonChange]] = {}
    for act in sorted(
        movement.find_sound(PersonChange, "account", "date", "person"), key=lambda act: (act.date, act.file)
    ):
        if act.account:
            found.setdefault(act.person, []).append(act)
    return {person: tuple(acts) for person, acts in found.items()}


def find_account(movement: Movement, person: str, day: date = OPEN) -> GivenAccount | None:
    """The account that somebody gave last up to a day; None where they gave none."""
    for act in reversed(_collect_account_acts(movement).get(person, ())):
        if act.date <= day and act.account:
            return GivenAccount(act.account, act.file)
    known = movement.people.get(person)
    return GivenAccount(known.account, known.introduced.file) if known and known.account else None


def find_people_by_login(movement: Movement, login: str) -> tuple[str, ...]:
    """Everybody whose account has that name now; letter case makes no difference on a forge."""
    return _index_by_login(movement).get(login.casefold(), ())


@derive_once
def _index_by_login(movement: Movement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for person in movement.people:
        if given := find_account(movement, person):
            login = given.account.casefold()
            found[login] = (*found.get(login, ()), person)
    return found


def has_given_account_later(movement: Movement, person: str, file: str) -> bool:
    """Whether somebody gave their present account in a change that landed after a file; unknown counts as no."""
    given = find_account(movement, person)
    if given is None or movement.landed is None:
        return False
    return landing_position(movement, given.file) > landing_position(movement, file)
