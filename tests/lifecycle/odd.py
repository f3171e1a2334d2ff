"""
Movements as odd as they come: records of every kind, with rings, blanks, unknown names and days at the ends of time.

Each record is made from one number, so that a movement that breaks something shrinks to the few records that do.
"""

from __future__ import annotations

import random
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from nstgov import records as r
from nstgov.records.values import Ref
from tests.building import at

CIRCLES = (*["oak", "town"] * 4, "elm", "everyone", "nowhere", "")
PEOPLE = (*["ana", "ben"] * 3, "chi", "nobody yet", "")
DAYS = (*[at(n) for n in range(6)] * 2, date.min, date.max)
DECISIONS = ("p", "q", "e", "f", "none")
NAMED: Mapping[str, tuple[Any, ...]] = {
    "circle": CIRCLES, "takes_in": CIRCLES, "parent": CIRCLES, "top": ("everyone", "oak"), "person": PEOPLE,
    "guest": PEOPLE, "signer": PEOPLE, "proposal": ("p", "q"), "decision": DECISIONS, "election": ("e", "f", "p"),
    "target": ("proposals/p", "decisions/p", "decisions/e", "proposals/none"), "objection": ("no", "never"),
    "of": ("proposals/p", "proposals/r", "proposals/p/objections/no", "decisions/p/objections/no"),
    "role": (*["representative"] * 4, "facilitator", ""), "language": ("es",), "adopted_by": (*DECISIONS, None),
    "sunset": (*DAYS, None), "review": (*DAYS, None), "levels": (("friend", "regional"), ("friend",), ()),
    "level": ("friend", "regional", "nowhere", ""), "movement": ("Next Step",),
}  # fmt: skip
REFERRED = {
    "person": PEOPLE, "circle": CIRCLES, "decision": DECISIONS, "election": ("e", "f", "p"), "level": ("friend", ""),
    "nobody": ("nobody yet",), "outside": ("Omar Said",), "round": ("2026-01-02.oak", ""), "objection": ("no",),
    "voice": ("2026-01-02.oak/ana",), "proposal": ("p", "q"),
}  # fmt: skip
KINDS = (
    *[r.Circle, r.Election, r.Version, r.Round] * 5,
    *[r.Joins, r.Leaves, r.Changes, r.TakesIn, r.Decision, r.Objection, r.Test, r.Away, r.GroundRules, r.Disputed] * 3,
    *[kind.type for kind in r.KINDS],
)


@cache
def _hints(type_: Any) -> Mapping[str, Any]:
    return get_type_hints(type_, include_extras=True)


def _made(type_: Any, chance: random.Random, **given: Any) -> Any:
    names = [field.name for field in fields(type_) if field.name not in given]
    return type_(**{name: _value(name, _hints(type_)[name], chance) for name in names}, **given)


def _value(name: str, hint: Any, chance: random.Random) -> Any:
    return chance.choice(NAMED[name]) if name in NAMED else _of_type(hint, chance)


def _of_type(hint: Any, chance: random.Random) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        pools = [REFERRED[to] for mark in inner[1:] if isinstance(mark, Ref) for to in mark.to]
        return chance.choice(chance.choice(pools)) if pools else _of_type(inner[0], chance)
    if origin in (Union, types.UnionType):
        return _of_type(chance.choice(inner), chance)
    if origin is Literal:
        return chance.choice((*inner, *inner, ""))
    if origin is tuple:
        return tuple(_of_type(inner[0], chance) for _ in range(chance.choice((0, 1, 2))))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {_of_type(inner[0], chance): _of_type(inner[1], chance) for _ in range(chance.choice((0, 1, 3)))}
    return _made(hint, chance) if is_dataclass(hint) else _PLAIN[hint](chance)


_PLAIN: Mapping[Any, Callable[[random.Random], Any]] = {
    date: lambda chance: chance.choice(DAYS),
    str: lambda chance: chance.choice(("text", "")),
    int: lambda chance: chance.choice((0, 1, 1, 2, 4, 10**6)),
    bool: lambda chance: chance.choice((True, False)),
    type(None): lambda _: None,
}


@cache
def record(number: int) -> r.Record:
    """The record that a number stands for."""
    chance = random.Random(number)  # noqa: S311 - chance for tests, not for secrets
    type_ = chance.choice(KINDS)
    return _made(type_, chance, file=f"records/{type_.__name__}/{number}.yml")  # type: ignore[no-any-return]


def _beside(records: list[r.Record]) -> list[r.Record]:
    """Let what stands beside a record stand beside one that comes before it: names only grow, so there is no ring."""
    made: list[r.Record] = []
    for number, one in enumerate(records):
        before = made[random.Random(number).randrange(number)].file if made else "nothing"  # noqa: S311 - as above
        made.append(replace(one, beside=before) if hasattr(one, "beside") else one)  # type: ignore[call-arg]
    return made


FAULTY = ("", "circle", "held", "voices", "parent", "date", "version", "members", "term")


@st.composite
def movements(draw: st.DrawFn) -> r.Movement:
    """A movement of odd records, of which some cannot be read in places."""
    size = draw(st.sampled_from((4, 20, 70)))
    numbers = draw(st.lists(st.integers(0, 50_000), min_size=size // 2, max_size=size, unique=True))
    made = _beside([record(number) for number in numbers])
    some = st.tuples(st.sampled_from(made), st.sampled_from(FAULTY))
    faults = draw(st.lists(some, max_size=5))
    misfits = [r.Misfit("Y04", one.locate(key) if key else one.locate(), "", "") for one, key in faults]
    return r.Movement(made, misfits=misfits)
