"""
Frozen types: what `@dataclass(frozen=True, slots=True)` makes, but all of them share their methods.

`dataclass` writes up to eight methods for each type and has Python compile them; for a hundred types that takes longer
than to judge a change. In all else they are dataclasses: `fields`, `replace` and `is_dataclass` take them for what they
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NamedTuple, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(type_: type[T]) -> type[T]:
    """A frozen type whose values are given by their names."""
    return _share_methods(dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(type_))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_in_order(type_: type[T]) -> type[T]:
    """A frozen type whose values may be given in the order of its fields."""
    return _share_methods(dataclass(init=False, repr=False, eq=False, slots=True)(type_))


class _Slots(NamedTuple):
    """
    The slots of a type: by name in order, how one is filled, and what stands where no value is given.

    `made` are the defaults that are made anew for each object.
    """

    fill: dict[str, Callable[[Any, Any], None]]
    defaults: dict[str, Any]
    made: tuple[tuple[str, Callable[[], Any]], ...]


def _share_methods(type_: type[T]) -> type[T]:
    known = fields(cast("Any", type_))
    names = [one.name for one in known]
    shared: dict[str, Any] = {
        "_slots": _Slots(
            {name: getattr(type_, name).__set__ for name in names},
            {one.name: one.default for one in known if one.default is not MISSING},
            tuple((one.name, one.default_factory) for one in known if one.default_factory is not MISSING),
        ),
        "_read_values": attrgetter(*names or ["__class__"]),
        "__init__": _fill_slots,
        "__repr__": _show,
        "__eq__": _is_equal,
        "__hash__": _hash_values,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": _list_values,
        "__setstate__": _restore_values,
    }
    for name, one in shared.items():
        setattr(type_, name, one)
    return type_


def is_frozen(type_: type) -> bool:
    """Whether a type was declared here, so that its objects are nothing but their slots."""
    return "_slots" in vars(type_)


def _fill_slots(self: Any, /, *ordered: Any, **given: Any) -> None:
    """Give a new object its values. Raises TypeError where one is missing, or is none of the type's."""
    fill, defaults, made = self._slots
    values = {**defaults, **given}
    if ordered:
        named = dict(zip(self.__match_args__, ordered, strict=False))
        if len(named) < len(ordered) or not given.keys().isdisjoint(named):
            raise TypeError(f"{type(self).__name__} takes no such values")
        values.update(named)
    for name, make in made:
        if name not in values:
            values[name] = make()
    if values.keys() != fill.keys():
        wrong = ", ".join(sorted(values.keys() ^ fill.keys()))
        raise TypeError(f"{type(self).__name__} lacks, or does not have: {wrong}")
    for name, fill_slot in fill.items():
        fill_slot(self, values[name])


def _show(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._slots.fill)
    return f"{type(self).__qualname__}({shown})"


def _is_equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    read_values = self._read_values
    return read_values(self) == read_values(other)


def _hash_values(self: Any) -> int:
    return hash(self._read_values(self))


def _refuse_setting(_self: Any, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _list_values(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self._slots.fill]


def _restore_values(self: Any, values: Iterable[Any]) -> None:
    for fill_slot, value in zip(self._slots.fill.values(), values, strict=True):
        fill_slot(self, value)
