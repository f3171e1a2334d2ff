"""Whose account on the forge is whose, as the record says (M3, M9)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.identity_acts import is_change_counted
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.landing_places import landing_position
from nstgov.lifecycle.membership import members_on
from nstgov.records import Decision, Movement, PersonChange, Record
from nstgov.records.mentions import find_people_named


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
        if act.account and is_change_counted(movement, act):
            found.setdefault(act.person, []).append(act)
    return {person: tuple(acts) for person, acts in found.items()}


def find_account(movement: Movement, person: str, day: date = OPEN) -> GivenAccount | None:
    """The account that somebody gave last up to a day; None where they gave none."""
    for act in reversed(_collect_account_acts(movement).get(person, ())):
        if act.date <= day and act.account:
            return GivenAccount(act.account, act.file)
    known = movement.people.get(person)
    return GivenAccount(known.account, known.introduced.file) if known and known.account else None


def can_speak_themselves(movement: Movement, person: str) -> bool:
    """Whether somebody has given an account or a key, with which they can bring or prove what is theirs."""
    known = movement.people.get(person)
    return known is not None and bool(find_account(movement, person) or keys_held(movement).get(person))


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


def find_named_people(movement: Movement, record: Record) -> frozenset[str]:
    """
    The people whom a record names, in whatever part.

    A decision, which is a receipt, names hardly anybody; it speaks for the members of the circles that decided, and for
    the authors.
    """
    found = set(_collect_names_in(movement, record))
    if isinstance(record, Decision):
        version = version_of(movement, record)
        found |= _collect_names_in(movement, version) if version else set()
        for circle in record.circles:
            found.update(members_on(movement, circle, record.decided))
    return frozenset(found)


def _collect_names_in(movement: Movement, record: Record) -> set[str]:
    return {name for _, name in find_people_named(record, movement.people.__contains__)}


@derive_once
def _collect_given_names(movement: Movement) -> dict[str, tuple[tuple[date, str], ...]]:
    """By person, the days on which they gave a new name, in order."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for act in movement.find_sound(PersonChange, "name", "date", "person"):
        if act.name and is_change_counted(movement, act):
            found[act.person].append((act.date, act.name))
    return {person: tuple(sorted(given)) for person, given in found.items()}


def list_names(movement: Movement, person: str) -> tuple[str, ...]:
    """Every name that somebody on record ever had, the first one first."""
    known = movement.people.get(person)
    later = (name for _, name in _collect_given_names(movement).get(person, ()))
    return (*((known.name,) if known else ()), *later)


def name_on(movement: Movement, person: str, day: date) -> str:
    """A person's name on a day; of somebody whom no record introduces, the word that stands for them."""
    given = [name for since, name in _collect_given_names(movement).get(person, ()) if since <= day]
    known = movement.people.get(person)
    return given[-1] if given else known.name if known else person
