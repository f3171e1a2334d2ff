"""Where records lie together, and what follows when more is found at fault in them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.records import Misfit, Movement, Record, Uncounted
from tests.building import at, circle, closes, joins
from tests.lifecycle.odd import movements

RECORDS = (circle("oak"), circle("elm"), joins("oak", at(3), "eve"), closes("elm", at(5)))


def _find(record: Record, key: str = "") -> Misfit:
    return Misfit("Y04", record.locate(key) if key else record.locate(), "no", "")


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_a_movement_of_which_more_is_at_fault_is_as_if_that_had_been_known(number: int) -> None:
    """The same folders, people, faults and answers, whichever record is at fault, a closing among them."""
    first = Movement(RECORDS, misfits=[_find(RECORDS[0], "aim")])
    before = {id_: [*folder.acts] for id_, folder in first.circles.items()}
    first.derived["asked"] = True
    more = [_find(RECORDS[number])]
    found, known = first.with_more_misfits(more), Movement(RECORDS, misfits=[_find(RECORDS[0], "aim"), *more])
    assert found.misfits == known.misfits
    assert found.circles == known.circles
    assert found.introduced == known.introduced
    assert [found.is_sound(one) for one in RECORDS] == [known.is_sound(one) for one in RECORDS]
    assert [found.find_first_fault(one) for one in RECORDS] == [known.find_first_fault(one) for one in RECORDS]
    assert found.derived == {}
    assert {id_: folder.acts for id_, folder in first.circles.items()} == before
    assert first.is_whole(RECORDS[1])


@given(movements(), st.integers(0, 9))
def test_what_nothing_follows_from_is_left_out_of_folders_that_are_its_own(whole: Movement, seed: int) -> None:
    """The same whether folders are copied or sorted anew; the movement that was asked stays as it was."""
    paths = random.Random(seed).sample(sorted(whole.records), k=min(5, len(whole.records)))  # noqa: S311 - for tests
    out = {path: Uncounted(path, "not proven") for path in paths}
    before = _list_folders(Movement(whole.records.values(), misfits=whole.misfits))
    copied = whole.without_effect_of(out)
    assert _list_folders(copied) == _list_folders(copied.without_effect_of(out))
    assert _list_folders(whole) == before
    assert copied.uncounted == out
    assert copied.people == whole.people


def _list_folders(movement: Movement) -> tuple[object, ...]:
    return movement.circles, movement.proposals, movement.decisions, {k: v for k, v in movement.beside.items() if v}
