"""Where records lie together, and what follows when more is found at fault in them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.records import Misfit, Movement, Record, Uncounted, Void, VoidOutcome
from tests.building import asks, at, circle, closes, joins
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


@given(movements(), st.integers(0, 99))
def test_folders_are_as_if_all_were_sorted_anew(whole: Movement, seed: int) -> None:
    """Whatever voids take out of count, and whichever records others stand for; with all voids gone again, too."""
    chosen = random.Random(seed)  # noqa: S311 - for tests
    paths = sorted(whole.records)
    before = _list_all(whole)
    voidings = dict(map(_void, chosen.sample(paths, k=min(4, len(paths)))))
    others = [replace(whole.records[path], lang="xx") for path in chosen.sample(paths, k=min(3, len(paths)))]
    mixed = {**whole.records, **{one.file: one for one in others}}
    voided, changed = whole.with_voidings(voidings), whole.with_records(others)
    assert _list_all(voided) == _list_all(Movement(whole.records.values(), whole.sha256, whole.misfits, voidings))
    assert _list_all(voided.with_records(())) == _list_all(Movement(whole.records.values(), misfits=whole.misfits))
    assert _list_all(changed) == _list_all(Movement(mixed.values(), misfits=whole.misfits))
    assert _list_all(voided.with_records(others).with_voidings(voidings)) == _list_all(
        Movement(mixed.values(), misfits=whole.misfits, voidings=voidings)
    )
    assert _list_all(whole) == before


def test_only_the_folder_of_what_is_voided_is_another_one() -> None:
    """All others are the same things, which is why a void in a large record costs little; a founding costs all."""
    asking = asks("oak", at(4))
    whole = Movement((*RECORDS, asking))
    voided = whole.with_voidings(dict([_void(asking.file)]))
    assert asking not in voided.circles["oak"].acts
    assert voided.circles["elm"] is whole.circles["elm"]
    assert asking in whole.circles["oak"].acts
    assert "oak" not in whole.with_voidings(dict([_void(RECORDS[0].file)])).circles


def _void(path: str) -> tuple[str, VoidOutcome]:
    void = Void(file=f"{path}.void.yml", beside=path, date=at(9), because="So.", voices={})
    return void.file, VoidOutcome(void, "counts")


def _list_all(movement: Movement) -> tuple[object, ...]:
    kinds = sorted({type(record) for record in movement.records.values()}, key=lambda kind: kind.__name__)
    folders = movement.circles, movement.proposals, movement.decisions, movement.regions, movement.ground_rules
    return (
        *([*held.items()] for held in folders), movement.beside, movement.translations, movement.settings,
        movement.introduced, movement.people, movement.further_circles, movement.voided, movement.misfits,
        [*movement.records.items()], [*movement.counted_records()], [[*movement.find_all(kind)] for kind in kinds],
        movement.derived, movement.kept,
    )  # fmt: skip


def _list_folders(movement: Movement) -> tuple[object, ...]:
    return movement.circles, movement.proposals, movement.decisions, {k: v for k, v in movement.beside.items() if v}
