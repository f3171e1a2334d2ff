"""Whose account on the forge is whose, as the record says (M3, M9)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.keys import position
from nstgov.lifecycle.spans import OPEN, remembered
from nstgov.records import Movement, PersonChange


class Given(NamedTuple):
    """The name of somebody's account, and the file that gives it."""

    account: str
    file: str


@remembered
def _acts(movement: Movement) -> dict[str, tuple[PersonChange, ...]]:
    """By person, their acts that give an account, in the order of their days."""
    found: dict[str, list[PersonChange]] = {}
    for act in sorted(movement.sound(PersonChange, "account", "date", "person"), key=lambda act: (act.date, act.file)):
        if act.account:
            found.setdefault(act.person, []).append(act)
    return {person: tuple(acts) for person, acts in found.items()}


def account_of(movement: Movement, person: str, day: date = OPEN) -> Given | None:
    """The account that somebody gave last up to a day; None where they gave none."""
    for act in reversed(_acts(movement).get(person, ())):
        if act.date <= day and act.account:
            return Given(act.account, act.file)
    known = movement.people.get(person)
    return Given(known.account, known.introduced.file) if known and known.account else None


def people_with(movement: Movement, login: str) -> tuple[str, ...]:
    """Everybody whose account has that name now; letter case makes no difference on a forge."""
    return _by_login(movement).get(login.casefold(), ())


@remembered
def _by_login(movement: Movement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for person in movement.people:
        if given := account_of(movement, person):
            login = given.account.casefold()
            found[login] = (*found.get(login, ()), person)
    return found


def gave_later(movement: Movement, person: str, file: str) -> bool:
    """Whether somebody gave their present account in a change that landed after a file; unknown counts as no."""
    given = account_of(movement, person)
    if given is None or movement.landed is None:
        return False
    return position(movement, given.file) > position(movement, file)
