"""
Which keys are whose, and when (M3, M9).

A key is judged by the order in which things landed, not by days that somebody typed: it counts in what landed after the
record that gave it, and no longer in what landed after the act that ended it. Where the history is not known, the days
in the records stand for that order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.editions import edition_spans
from nstgov.records import Circle, Joins, Movement, PersonChange, Record, Where, bare_key
from nstgov.records.record_days import day_of

NOW = 2**62
"""Where what is landing now stands on main: behind everything that has landed."""
Lack = Literal["", "not theirs yet", "ended", "compromised"]
"""Why a key did not count when something landed."""


class HeldKey(NamedTuple):
    """A key of somebody: given by a record on a day; ended, or compromised, by a later act (None: neither yet)."""

    person: str
    key: str
    given: Where
    day: date
    ended: PersonChange | None = None
    compromised: PersonChange | None = None


def landing_position(movement: Movement, file: str) -> int:
    """Where a file landed on main, counted from the first commit; `NOW` of what is landing now."""
    return (movement.landed or {}).get(file, NOW)


@derive_once
def keys_held(movement: Movement) -> dict[str, tuple[HeldKey, ...]]:
    """By person, the keys that were ever theirs, in the order in which they were given."""
    found: dict[str, list[HeldKey]] = defaultdict(list)
    for given in sorted(
        _yield_given_keys(movement), key=lambda held: landing_order(movement, held.given.file, held.day)
    ):
        found[given.person].append(given)
    acts = movement.find_sound(PersonChange, "person", "ends", "compromised")
    for act in sorted(acts, key=lambda act: landing_order(movement, act.file, act.date)):
        found[act.person] = [_apply_act(movement, held, act) for held in found[act.person]]
    return {person: tuple(held) for person, held in found.items()}


def landing_order(movement: Movement, file: str, day: date) -> tuple[int, date, str]:
    """What sorts acts as they landed on main; those that landed together by the day they speak of."""
    return landing_position(movement, file), day, file


def _yield_given_keys(movement: Movement) -> Iterator[HeldKey]:
    for circle in movement.find_sound(Circle, "members"):
        for person, founder in circle.members.items():
            for at, key in enumerate(founder.keys):
                yield HeldKey(person, bare_key(key), circle.locate("members", person, "keys", at), circle.opened)
    for joins in movement.find_sound(Joins, "keys", "person"):
        for at, key in enumerate(joins.keys):
            yield HeldKey(joins.person, bare_key(key), joins.locate("keys", at), joins.date)
    for change in movement.find_sound(PersonChange, "adds", "person"):
        if change.adds:
            yield HeldKey(change.person, bare_key(change.adds), change.locate("adds"), change.date)


def _apply_act(movement: Movement, held: HeldKey, act: PersonChange) -> HeldKey:
    """A key as an act leaves it: an act ends what was given before, so that a key may be given anew later."""
    is_before = landing_order(movement, held.given.file, held.day) < landing_order(movement, act.file, act.date)
    if is_before and act.compromised and bare_key(act.compromised) == held.key and held.compromised is None:
        return held._replace(compromised=act)
    if is_before and act.ends and bare_key(act.ends) == held.key and held.ended is None:
        return held._replace(ended=act)
    return held


@derive_once
def collect_every_key(movement: Movement) -> dict[str, frozenset[str]]:
    """By person, all keys that were ever theirs."""
    return {person: frozenset(held.key for held in keys) for person, keys in keys_held(movement).items()}


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


def find_key_lack(movement: Movement, person: str, key: str, file: str, day: date) -> Lack:
    """
    Why a key was not somebody's when a file landed; empty when it was.

    `day` is that of the record that the file speaks for; it counts where the history is not known.
    """
    lacks = [_find_lack(movement, held, file, day) for held in keys_held(movement).get(person, ()) if held.key == key]
    return min(lacks, key=_MILDEST.index, default="not theirs yet")


_MILDEST: tuple[Lack, ...] = ("", "ended", "compromised", "not theirs yet")


def _find_lack(movement: Movement, held: HeldKey, file: str, day: date) -> Lack:
    if movement.landed is not None and landing_position(movement, held.given.file) >= landing_position(movement, file):
        return "not theirs yet"
    if held.compromised and _is_later(movement, file, day, held.compromised):
        return "compromised"
    if held.ended and _is_later(movement, file, day, held.ended):
        return "ended"
    return ""


def _is_later(movement: Movement, file: str, day: date, act: PersonChange) -> bool:
    """Whether a file landed after an act."""
    if movement.landed is None:
        return OPEN > day > act.date
    return landing_position(movement, file) > landing_position(movement, act.file)


class RegistrarKey(NamedTuple):
    """A key that attests what the forge saw: whose, and from which to which edition of the ground rules it counts."""

    name: str
    key: str
    edition: int


@derive_once
def _list_registrar_keys(movement: Movement) -> tuple[RegistrarKey, ...]:
    return tuple(
        RegistrarKey(registrar.name, bare_key(registrar.key), edition.number)
        for edition, span in edition_spans(movement)
        if not span.is_empty() and movement.is_sound(edition, "registrars")
        for registrar in edition.registrars
    )


@derive_once
def registrar_keys(movement: Movement) -> dict[str, frozenset[str]]:
    """By the name of a registrar, all keys that an edition of the ground rules ever gave it."""
    found: dict[str, set[str]] = defaultdict(set)
    for registrar in _list_registrar_keys(movement):
        found[registrar.name].add(registrar.key)
    return {name: frozenset(keys) for name, keys in found.items()}


def registrars_now(movement: Movement) -> tuple[tuple[str, str], ...]:
    """The registrars of the newest edition that a decision carries, each with their key."""
    newest = max(_yield_edition_numbers(movement), default=0)
    return tuple((held.name, held.key) for held in _list_registrar_keys(movement) if held.edition == newest)


def find_registrar_lack(movement: Movement, name: str, key: str, file: str, day: date) -> Lack:
    """
    Why a key was not a registrar's when a file landed; empty when it was.

    It counts from the edition that gives it until another one without it has taken that one's place.
    """
    given = {held.edition for held in _list_registrar_keys(movement) if (held.name, held.key) == (name, key)}
    if movement.landed is None:
        spans = [span for edition, span in edition_spans(movement) if edition.number in given]
        return "" if day == OPEN or any(day <= span.last for span in spans) else "ended"
    here = landing_position(movement, file)
    landed = [edition for edition in _yield_edition_numbers(movement) if _edition_position(movement, edition) < here]
    if landed and max(landed) in given:
        return ""
    return "ended" if given & set(landed) else "not theirs yet"


def _yield_edition_numbers(movement: Movement) -> Iterable[int]:
    return (edition.number for edition, span in edition_spans(movement) if not span.is_empty())


def _edition_position(movement: Movement, number: int) -> int:
    """Where an edition came to hold: with the decision that adopted it."""
    edition = movement.ground_rules[number]
    decided = movement.decisions.get(edition.adopted_by or "")
    files: list[Record] = [edition]
    files += [decided.decision] if decided and decided.decision else []
    return max(landing_position(movement, record.file) for record in files)


def day_known(record: Record | None) -> date:
    """The day that a record bears; `OPEN` where it names none, or none that can be read."""
    return day_of(record) or OPEN
