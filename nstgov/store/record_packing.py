"""
How what was read of files goes from one process to another: as the bytes of a pickle, made the short way.

A record refuses that anything sets its fields, and says so in Python for each of them; so dataclasses hand over the
values of their slots, and these are set through the slots themselves. That halves what packing and unpacking cost.
Only ever unpack what a fork of this process has packed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType
from typing import IO, Any

Reduce = Callable[[Any], tuple[Any, ...]]
"""Tells pickle how one object is made again: a function and its arguments."""

MOST_REMEMBERED = 1500
"""After so many things the packer forgets which it has packed: what stood in two of them is two from then on."""


class _Reductions(dict[type, Reduce]):
    """By type, how its objects are reduced; worked out when the first of a type is packed."""

    def __missing__(self, type_: type) -> Reduce:
        if not _has_slots_alone(type_):
            raise KeyError(type_)
        names = [field.name for field in fields(type_)]
        read_values = attrgetter(*names)

        def reduce_many(one: Any) -> tuple[Any, ...]:
            return _restore_slots, (type_, *read_values(one))

        def reduce_one(one: Any) -> tuple[Any, ...]:
            return _restore_slots, (type_, read_values(one))

        self[type_] = found = reduce_one if len(names) == 1 else reduce_many
        return found


def _has_slots_alone(type_: type) -> bool:
    """Whether all that an object of the type holds are the fields of a dataclass, each in a slot."""
    if not is_dataclass(type_) or not fields(type_) or type_.__dictoffset__:
        return False
    return all(isinstance(getattr(type_, field.name, None), MemberDescriptorType) for field in fields(type_))


@cache
def _list_setters(type_: type) -> list[Callable[[Any, Any], None]]:
    return [getattr(type_, field.name).__set__ for field in fields(type_)]


def set_slots(one: Any, values: Iterable[Any]) -> None:
    """Give a new object of a dataclass its values, in the order of its fields, without asking each whether it may."""
    type_: type = type(one)
    for set_value, value in zip(_list_setters(type_), values, strict=True):
        set_value(one, value)


def _restore_slots(type_: type, *values: Any) -> Any:
    one: Any = object.__new__(type_)
    set_slots(one, values)
    return one


def pack_lists(lists: Iterable[list[Any]], stream: IO[bytes]) -> None:
    """Write lists into a stream one after the other; what stands in earlier ones too is mostly not told again."""
    reductions = _Reductions()
    packed, pickler = MOST_REMEMBERED, pickle.Pickler(stream)
    for things in lists:
        if packed >= MOST_REMEMBERED:
            packed, pickler = 0, pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
            pickler.dispatch_table = reductions
        pickler.dump(things)
        packed += len(things)


def unpack_lists(stream: IO[bytes]) -> Iterator[list[Any]]:
    """The lists that a fork of this process has packed into a stream. Raises an error where that is broken off."""
    packed, unpickler = MOST_REMEMBERED, pickle.Unpickler(stream)  # noqa: S301 (written by a fork of this process)
    while True:
        if packed >= MOST_REMEMBERED:  # the packer forgot then too
            packed, unpickler = 0, pickle.Unpickler(stream)  # noqa: S301
        things = unpickler.load()
        yield things
        packed += len(things)
