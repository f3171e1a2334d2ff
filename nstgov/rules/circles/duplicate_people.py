"""Family A: each person is entered once (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.records import (
    Circle,
    CircleFolder,
    Founder,
    GroundRules,
    Joins,
    Movement,
    PersonChange,
    Where,
    bare_key,
    name_key,
)
from nstgov.rules.rule import rule


class IdentityEntry(NamedTuple):
    """Something by which a person can be told from others, as a record gives it on a day."""

    day: date
    person: str
    value: str
    at: Where


@rule("A05", idea="M3 M9")
def one_person_twice(movement: Movement) -> Iterator[Finding]:
    """
    Each person is entered once.

    Four people stand behind a proposal, and one person under two names would be half of them. Mostly it is an
    accident: two secretaries enter the same newcomer, or somebody comes back after a year and gets a new id. So one
    account belongs to one person, and so does one key; and in one circle two people do not have the same name. Where
    two really do, as mothers and daughters may, a letter or a number tells them apart for everybody else too. The name
    of an account that somebody gave up by naming another is free again from that day. A registrar, who attests what the
    forge saw, is nobody among the members: neither key nor id may be one of theirs.

    Bad, the same account:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    account: KwameMensah  # <- A05
    voices: {aroha-ngata: consent}
    ```
    Good, her own:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    account: aroha-at-the-mill
    voices: {aroha-ngata: consent}
    ```
    Good, one that he gave up before:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.kwame-mensah.yml"
    account: kwame-of-the-mill
    voices: {kwame-mensah: consent}
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    account: KwameMensah
    voices: {aroha-ngata: consent}
    ```
    Bad, the same key, whatever stands behind it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBh8D8gRK5LZXsglB6m7+fsgEH+p6S+2Zf2L0f03sdMI aroha's laptop  # <- A05
    voices: {aroha-ngata: consent}
    ```
    Good, a key of her own:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEqv0nG1JtbQ4XhYw9rH2uUyQm3ZkT5pS7oVd8xLfB6c aroha's laptop
    voices: {aroha-ngata: consent}
    ```
    Bad, the same name in one circle:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ana-popescu-2.yml"
    name: Ana Popescu  # <- A05
    voices: {ana-popescu-2: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, her aunt, told apart:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ana-m-popescu.yml"
    name: Ana M. Popescu
    voices: {ana-m-popescu: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    """
    yield from _accounts_shared(sorted(_yield_accounts(movement), key=_entry_order))
    key = "this key belongs to {other} already, and here to {person}"
    keys = (*_yield_keys(movement), *_yield_registrar_keys(movement))
    yield from _check_shared(keys, key, "Give a key that only this person holds, or leave it out.")
    id_ = '"{value}" stands for {other} already, and here for {person}'
    yield from _check_shared(_yield_registrar_names(movement), id_, "Choose another one: a signature names it.")
    name = "{other} in this circle has the same name: {value}"
    help_ = "If they are one person, keep one id; if two, add to the name what tells them apart."
    for folder in movement.circles.values():
        yield from _check_shared(_yield_names(movement, folder), name, help_)


def _accounts_shared(entered: list[tuple[str, IdentityEntry]]) -> Iterator[Finding]:
    """A finding for each account that another person holds on the day it is given; who names another gives one up."""
    given: dict[str, list[tuple[str, IdentityEntry]]] = {}
    for key, entry in entered:
        given.setdefault(entry.person, []).append((key, entry))
    holding: dict[str, list[tuple[IdentityEntry, date | None]]] = {}
    told: set[tuple[str, str]] = set()
    for key, entry in entered:
        others = ((o, until) for o, until in holding.get(key, ()) if o.person != entry.person)
        other = next(((o, until) for o, until in others if until is None or until > entry.day), None)
        holding.setdefault(key, []).append((entry, _given_up(key, entry, given[entry.person])))
        if other is not None and (key, entry.person) not in told:
            told.add((key, entry.person))
            yield _same_account(entry, *other)


def _given_up(key: str, entry: IdentityEntry, theirs: Iterable[tuple[str, IdentityEntry]]) -> date | None:
    """The day on which somebody names another account than that of an entry; None where they have not."""
    return next((later.day for other, later in theirs if other != key and later.day > entry.day), None)


def _same_account(entry: IdentityEntry, other: IdentityEntry, until: date | None) -> Finding:
    message = f"the account {entry.value} is that of {other.person}, and here of {entry.person}"
    help_ = "Give the account of the person themselves, or leave it out."
    if until is not None:
        message = f"the account {entry.value} was that of {other.person} until {until}, and here it is {entry.person}'s"
        help_ = f"Enter it from {until} on, or leave it out."
    return Finding(entry.at, message, help_, (other.at,))


def _entry_order(pair: tuple[str, IdentityEntry]) -> tuple[date, str, str]:
    _, entry = pair
    return entry.day, entry.at.file, str(entry.at.keys)


def _check_shared(entered: Iterable[tuple[str, IdentityEntry]], message: str, help_: str) -> Iterator[Finding]:
    """A finding for each entry whose value, compared by its key, is another person's, who was entered earlier."""
    first: dict[str, IdentityEntry] = {}
    told: set[tuple[str, str]] = set()
    for key, entry in sorted(entered, key=_entry_order):
        other = first.setdefault(key, entry)
        if other.person != entry.person and (key, entry.person) not in told:
            told.add((key, entry.person))
            said = message.format(value=entry.value, other=other.person, person=entry.person)
            yield Finding(entry.at, said, help_, (other.at,))


def yield_founders(movement: Movement, *reads: str) -> Iterator[tuple[Circle, str, Founder]]:
    """Everybody a circle begins with, where that could be read."""
    for circle in movement.find_sound(Circle, "members", *reads):
        for person, founder in circle.members.items():
            yield circle, person, founder


def _yield_accounts(movement: Movement) -> Iterator[tuple[str, IdentityEntry]]:
    for circle, person, founder in yield_founders(movement):
        if founder.account:
            at = circle.locate("members", person, "account")
            yield founder.account.casefold(), IdentityEntry(circle.opened, person, founder.account, at)
    acts: list[Joins | PersonChange] = [*movement.find_sound(Joins, "account", "person")]
    acts += movement.find_sound(PersonChange, "account", "person")
    for act in acts:
        if act.account:
            yield act.account.casefold(), IdentityEntry(act.date, act.person, act.account, act.locate("account"))


def _yield_keys(movement: Movement) -> Iterator[tuple[str, IdentityEntry]]:
    for circle, person, founder in yield_founders(movement):
        for at, key in enumerate(founder.keys):
            yield bare_key(key), IdentityEntry(circle.opened, person, key, circle.locate("members", person, "keys", at))
    for joins in movement.find_sound(Joins, "keys", "person"):
        for at, key in enumerate(joins.keys):
            yield bare_key(key), IdentityEntry(joins.date, joins.person, key, joins.locate("keys", at))
    for change in movement.find_sound(PersonChange, "adds", "person"):
        if change.adds:
            yield bare_key(change.adds), IdentityEntry(change.date, change.person, change.adds, change.locate("adds"))


_REGISTRAR = "a registrar"
"""Whoever attests what the forge saw, by whichever name an edition of the ground rules gives."""


def _yield_registrar_keys(movement: Movement) -> Iterator[tuple[str, IdentityEntry]]:
    for edition in movement.find_sound(GroundRules, "registrars"):
        for at, registrar in enumerate(edition.registrars):
            where = edition.locate("registrars", at, "key")
            yield bare_key(registrar.key), IdentityEntry(edition.from_, _REGISTRAR, registrar.key, where)


def _yield_registrar_names(movement: Movement) -> Iterator[tuple[str, IdentityEntry]]:
    """The names of registrars, and those people on record whose id is one of them."""
    for edition in movement.find_sound(GroundRules, "registrars"):
        for at, registrar in enumerate(edition.registrars):
            where = edition.locate("registrars", at, "name")
            yield registrar.name, IdentityEntry(edition.from_, _REGISTRAR, registrar.name, where)
            if known := movement.people.get(registrar.name):
                introduced = movement.records[known.introduced.file]
                day = introduced.opened if isinstance(introduced, Circle) else getattr(introduced, "date", date.max)
                yield registrar.name, IdentityEntry(day, known.id, known.id, known.introduced)


def _yield_names(movement: Movement, folder: CircleFolder) -> Iterator[tuple[str, IdentityEntry]]:
    """The names by which a circle's own members are entered in it, or were before they came."""
    founding = folder.founding
    entered: dict[str, tuple[date, Where]] = {}
    if movement.is_sound(founding, "members"):
        for person, founder in founding.members.items():
            keys = ("name",) if founder.name else ()
            entered[person] = founding.opened, founding.locate("members", person, *keys)
    for act in folder.acts:
        if isinstance(act, Joins) and movement.is_sound(act, "name", "person"):
            entered.setdefault(act.person, (act.date, act.locate("name" if act.name else "home")))
    for person, (day, at) in entered.items():
        known = movement.people.get(person)
        if known is not None:
            yield name_key(known.name), IdentityEntry(day, person, known.name, at)
    for act in folder.acts:
        if isinstance(act, PersonChange) and act.name and act.person in entered and movement.is_sound(act, "name"):
            yield name_key(act.name), IdentityEntry(act.date, act.person, act.name, act.locate("name"))
