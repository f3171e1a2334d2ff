"""What is known of people's keys and accounts, and why an act about them does not count (M3, M9)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.landing_places import landing_position
from nstgov.lifecycle.stays import list_own_stays
from nstgov.records import (
    Away,
    Back,
    Circle,
    Confirmation,
    Joins,
    Movement,
    PersonChange,
    RegionSnapshot,
    Voices,
    Where,
    bare_key,
)
from nstgov.records.values import ProofLevel

IdentityAct = Circle | Joins | PersonChange
Reason = Literal["elsewhere", "no key", "no account", "first", "too few", "awaits proof"]
LEAST_WITNESSES = 2
"""How many others who were there make a voice heard."""


class HeldKey(NamedTuple):
    """
    A key of somebody: given by a record on a day; ended, or compromised, by a later act (None: neither yet).

    `is_vouched` tells that everybody at their home said yes to it, or that it was given by one to which they had; where
    more than *declared* is asked, no other one proves anything.
    """

    person: str
    key: str
    given: Where
    day: date
    ended: PersonChange | RegionSnapshot | None = None
    compromised: PersonChange | None = None
    is_vouched: bool = True


class IdentityLack(NamedTuple):
    """
    Why an act about somebody's key, account or name does not count.

    `elsewhere`: not in their home. `no key`, `no account`: they have one, and it is not given by that; `first`: it is
    their first above declared; and in each of these neither by everybody at home, of whom `missing` are left out.
    `too few`: by everybody, who are fewer than the least. `awaits proof`: by everybody, and what `missing` said is to
    be proven as well as `asked`.
    """

    record: IdentityAct
    person: str
    reason: Reason
    home: str
    missing: tuple[str, ...] = ()
    asked: ProofLevel = "declared"


class BoundAccount(NamedTuple):
    """The numeric account by which somebody confirms on a forge, and the confirmation by which it became theirs."""

    number: int
    since: str
    is_vouched: bool


def end_key(held: HeldKey, act: PersonChange) -> HeldKey:
    """A key as an act leaves it: an act ends what was given before, so that a key may be given anew later."""
    if act.compromised and bare_key(act.compromised) == held.key and held.compromised is None:
        return held._replace(compromised=act)
    if act.ends and bare_key(act.ends) == held.key and held.ended is None:
        return held._replace(ended=act)
    return held


def has_consent_in(voices: Voices, person: str) -> bool:
    """Whether somebody consents in some voices."""
    return person in voices and voices[person].says == "consent"


@derive_once
def list_own_members(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """Founders and joiners of a circle who are there on a day, without those whom other circles send."""
    folder = movement.circles.get(circle)
    return tuple(stay.person for stay in list_own_stays(folder) if stay.span.has_day(day)) if folder else ()


@derive_once
def list_present_members(movement: Movement, circle: str, day: date) -> tuple[str, ...]:
    """A circle's own members on a day, without those who are away from it."""
    away: set[str] = set()
    folder = movement.circles.get(circle)
    allowed = ground_rules_on(movement, day).away is not None
    for act in folder.acts if folder and allowed else ():
        if isinstance(act, Away) and act.date <= day <= act.until and is_own_word(act):
            away.add(act.person)
        elif isinstance(act, Back) and act.date <= day:
            away.discard(act.person)
    return tuple(person for person in list_own_members(movement, circle, day) if person not in away)


@derive_once
def collect_account_owners(movement: Movement) -> dict[tuple[str, int], str]:
    """By forge and number of an account, the person who confirmed with it first: one account is one person's."""
    found: dict[tuple[str, int], str] = {}
    confirmations = movement.find_sound(Confirmation, "forge", "account")
    for one in sorted(confirmations, key=lambda one: (landing_position(movement, one.file), one.file)):
        found.setdefault((one.forge.casefold(), one.account), one.person)
    return found
