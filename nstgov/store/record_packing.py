"""
How what was read of files goes from one process to another: as the bytes of a pickle, made the short way.

Frozen types hand over the values of their slots, and nothing else about themselves. That halves what packing and
unpacking cost.
Only ever unpack what a fork of this process has packed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import IO, Any

from nstgov.records.frozen import is_frozen

Reduce = Callable[[Any], tuple[Any, ...]]
"""Tells pickle how one object is made again: a function and its arguments."""

MOST_REMEMBERED = 1500
"""After so many things the packer forgets which it has packed: what stood in two of them is two from then on."""


class _Reductions(dict[type, Reduce]):
    """By type, how its objects are reduced; worked out when the first of a type is packed."""

    def __missing__(self, type_: type) -> Reduce:
        names = [field.name for field in fields(type_)] if is_frozen(type_) else []
        if not names:
            raise KeyError(type_)
        read_values = attrgetter(*names)

        def reduce_many(one: Any) -> tuple[Any, ...]:
            return _restore_slots, (type_, *read_values(one))

        def reduce_one(one: Any) -> tuple[Any, ...]:
            return _restore_slots, (type_, read_values(one))

        self[type_] = found = reduce_one if len(names) == 1 else reduce_many
        return found


def _restore_slots(type_: type, *values: Any) -> Any:
    one: Any = object.__new__(type_)
    one.__setstate__(values)
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
