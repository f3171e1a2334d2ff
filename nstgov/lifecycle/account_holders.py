"""
Whose account on the forge it is that did something there (M3, M9).

The number of an account stays with it; its name may be given up and taken by somebody else. So a number that somebody
has confirmed with before is theirs, whatever the account is called now; and where no number is known, the name that
they gave on record tells, unless they have confirmed with another number.
"""

from __future__ import annotations

from typing import NamedTuple

from nstgov.lifecycle.identity_facts import collect_account_owners
from nstgov.lifecycle.landing_places import landing_position
from nstgov.lifecycle.people import find_people_by_login, has_given_account_later
from nstgov.records import Bringer, Confirmation, Movement


class AccountHolder(NamedTuple):
    """The person whose account it is (None: that cannot be told), and, where it cannot, why."""

    person: str | None
    lack: str = ""


def find_account_holder(movement: Movement, account: Bringer) -> AccountHolder:
    """Whose an account is, as everything on record says."""
    called = find_people_by_login(movement, account.login) if account.login else ()
    owners = sorted(_find_owners(movement, account))
    if len(owners) == 1 and set(called) <= {*owners}:
        return AccountHolder(owners[0])
    if owners and called:
        bears = f"now it bears {called[0] if called[0] != owners[0] else called[-1]}'s name"
        return AccountHolder(None, f"with this account {owners[0]} has confirmed before, and {bears}")
    if owners or len(called) != 1:
        whose = "more than one person" if owners or called else "nobody"
        return AccountHolder(None, f"the account {account.login or account.account} is {whose}'s here")
    return _check_number(movement, account, called[0])


def _find_owners(movement: Movement, account: Bringer) -> set[str]:
    """Who has confirmed with the number; where it is not told on which forge, on any."""
    forge = account.forge.casefold()
    return {
        person
        for (place, number), person in collect_account_owners(movement).items()
        if number == account.account and forge in ("", place)
    }


def _check_number(movement: Movement, account: Bringer, person: str) -> AccountHolder:
    """Whether an account is somebody's whose name it bears: not where they have confirmed with another one since."""
    confirmed = movement.find_sound(Confirmation, "forge", "account", "person")
    before = [one for one in confirmed if one.person == person and _is_on_forge(one, account)]
    last = max(before, key=lambda one: (landing_position(movement, one.file), one.file), default=None)
    if last and last.account != account.account and not has_given_account_later(movement, person, last.file):
        lack = f"{person} has confirmed with another account before, and this one only bears its name"
        return AccountHolder(None, lack)
    return AccountHolder(person)


def _is_on_forge(confirmation: Confirmation, account: Bringer) -> bool:
    return account.forge.casefold() in ("", confirmation.forge.casefold())
