"""Frozen types are dataclasses in all but how they come to their methods."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from nstgov.records.frozen import frozen, frozen_in_order, is_frozen


@frozen
class Base:
    """What others take up."""

    file: str
    lang: str | None = None


@frozen
class Named(Base):
    """A type with a default, one that is made anew, and a value that has to be given."""

    name: str
    voices: Mapping[str, int] = field(default_factory=dict)


@frozen_in_order
class Pair:
    """A type whose values may be given in order."""

    first: int
    second: int = 2


@frozen_in_order
class Other:
    """The same values, and another type."""

    first: int
    second: int = 2


@frozen_in_order
class Mark:
    """A type without any value."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What the library makes of the same."""

    first: int
    second: int = 2


def test_values_are_given_by_name_and_what_is_left_out_has_its_default() -> None:
    """A default that is made anew is another object each time."""
    one, other = Named(file="a.yml", name="Ana"), Named(name="Ana", file="a.yml")
    assert (one.file, one.lang, one.name, one.voices) == ("a.yml", None, "Ana", {})
    assert one == other
    assert one.voices is not other.voices
    assert [given.name for given in fields(Named)] == ["file", "lang", "name", "voices"]


@pytest.mark.parametrize(
    ("ordered", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"first": 1}), ((), {"first": 1, "third": 3})]
)
def test_values_that_do_not_fit_are_refused_as_by_the_library(ordered: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Too few, too many, one twice, one that is none of the type's."""
    for type_ in (Pair, Usual):
        with pytest.raises(TypeError):
            type_(*ordered, **named)
    with pytest.raises(TypeError):
        Named("a.yml", name="Ana")  # type: ignore[call-arg]


def test_equality_and_hashes_go_by_the_type_and_all_values() -> None:
    """Nothing of another type is equal, whatever it holds."""
    assert Pair(1) == Pair(first=1, second=2) != Pair(1, 3)
    assert hash(Pair(1)) == hash(Pair(1, 2))
    others: tuple[object, ...] = (Other(1), Usual(1), (1, 2), None)
    assert all(Pair(1) != other for other in others)
    assert Mark() == Mark()
    assert len({Pair(1), Pair(1, 2), Other(1), Mark(), Mark()}) == 3


def test_nothing_can_be_set_or_deleted() -> None:
    """Neither a field nor anything else."""
    one: Any = Pair(1)
    for name in ("first", "third"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.first
    assert not hasattr(one, "__dict__")


def test_the_library_takes_them_for_dataclasses() -> None:
    """They are shown, replaced, copied and pickled as such."""
    types: tuple[type, ...] = (Pair, Named, Mark)
    assert all(map(is_dataclass, types))
    assert repr(Pair(1)) == repr(Usual(1)).replace("Usual", "Pair")
    assert replace(Pair(1), second=5) == Pair(1, 5)
    some: tuple[object, ...] = (Pair(1), Named(file="a.yml", name="Ana", voices={"ana": 1}), Mark())
    for one in some:
        assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == copy.copy(one) == one  # noqa: S301
    assert is_frozen(Pair)
    assert not is_frozen(Usual)
