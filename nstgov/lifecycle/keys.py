"""
Which keys are whose, and when (M3, M9).

A key is judged by the order in which things landed, not by days that somebody typed: it counts in what landed after the
record that gave it, and no longer in what landed after the act that ended it. Where the history is not known, the days
in the records stand for that order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.identity_acts import identity_ledger
from nstgov.lifecycle.identity_facts import HeldKey
from nstgov.lifecycle.landing_places import has_landed_before, landing_position
from nstgov.lifecycle.region_keys import region_keys
from nstgov.lifecycle.registrars import KeyLack
from nstgov.records import Circle, Joins, Movement, PersonChange, Record, RegionSnapshot, bare_key


@derive_once
def keys_held(movement: Movement) -> dict[str, tuple[HeldKey, ...]]:
    """By person, the keys that were ever theirs, in the order in which they were given; each by an act that counts."""
    return identity_ledger(movement).keys


@derive_once
def collect_every_key(movement: Movement) -> dict[str, frozenset[str]]:
    """By person, all keys that any record gives them, whether or not it counts: one of them may have signed."""
    found: dict[str, set[str]] = defaultdict(set)
    for circle in movement.find_sound(Circle, "members"):
        for person, founder in circle.members.items():
            found[person].update(map(bare_key, founder.keys))
    for joins in movement.find_sound(Joins, "keys", "person"):
        found[joins.person].update(map(bare_key, joins.keys))
    for change in movement.find_sound(PersonChange, "adds", "person"):
        found[change.person].update([bare_key(change.adds)] if change.adds else [])
    for person, held in region_keys(movement).items():
        found[person].update(one.key for one in held)
    return {person: frozenset(keys) for person, keys in found.items() if keys}


def keys_now(movement: Movement) -> Iterator[HeldKey]:
    """The keys that count from now on, in the order of the people."""
    for _, keys in sorted(keys_held(movement).items()):
        yield from (held for held in keys if held.ended is None and held.compromised is None)


def keys_for(movement: Movement, person: str, record: Record) -> frozenset[str]:
    """The keys with which somebody may sign a record now: an act that ends a key is the last that it signs."""
    return frozenset(
        held.key
        for held in keys_held(movement).get(person, ())
        if held.ended in (None, record) and held.compromised in (None, record) and held.given.file != record.file
    )


def find_key_lack(movement: Movement, person: str, key: str, file: str, day: date) -> KeyLack:
    """
    Why a key was not somebody's when a file landed; empty when it was.

    `day` is that of the record that the file speaks for; it counts where the history is not known.
    """
    lacks = [_find_lack(movement, held, file, day) for held in keys_held(movement).get(person, ()) if held.key == key]
    return min(lacks, key=_MILDEST.index, default="not theirs yet")


_MILDEST: tuple[KeyLack, ...] = ("", "ended", "compromised", "not theirs yet")


def _find_lack(movement: Movement, held: HeldKey, file: str, day: date) -> KeyLack:
    if not has_landed_before(movement, held.given.file, file):
        return "not theirs yet"
    if held.compromised and _is_later(movement, file, day, held.compromised):
        return "compromised"
    if held.ended and _is_later(movement, file, day, held.ended):
        return "ended"
    return ""


def _is_later(movement: Movement, file: str, day: date, act: PersonChange | RegionSnapshot) -> bool:
    """Whether a file landed after an act."""
    if movement.landed is None:
        return OPEN > day > act.date
    return landing_position(movement, file) > landing_position(movement, act.file)
