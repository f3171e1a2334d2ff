"""Cutting a row of pages: the same for the same pages, within bounds, and hardly moved by a change."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from nstgov.publish.search.shards import split_addresses

SMALLEST, LARGEST = 16, 64


def _cut(row: list[str]) -> list[tuple[str, ...]]:
    return [tuple(part) for part in split_addresses(row, SMALLEST, LARGEST)]


def _row(count: int) -> list[str]:
    return [f"decisions/{number:06}/index.html" for number in range(count)]


@given(st.lists(st.text(max_size=8), max_size=600, unique=True))
def test_every_page_is_in_one_part_of_a_bounded_size(row: list[str]) -> None:
    """In order and whole; no part is larger than one and a half of the largest, and only the last is small."""
    parts = _cut(row)
    assert [one for part in parts for one in part] == row
    assert all(SMALLEST // 2 <= len(part) <= LARGEST * 3 // 2 for part in parts[:-1])
    assert all(0 < len(part) <= SMALLEST * 3 // 2 for part in parts[-1:])
    assert _cut(list(row)) == parts


def test_parts_get_smaller_towards_the_young_end() -> None:
    """The oldest parts are large, and what is left at the end is cut ever smaller."""
    sizes = [len(part) for part in _cut(_row(1000))]
    assert min(sizes[:8]) >= LARGEST // 2
    assert sum(sizes[-3:]) <= 3 * LARGEST
    assert sizes[-1] <= SMALLEST * 3 // 2


def test_one_page_more_anywhere_changes_hardly_any_part() -> None:
    """Of a thousand pages put in anywhere, each alone, most change one part, and on the whole hardly more."""
    row, chance = _row(1000), Random(1)  # noqa: S311 (it keeps no secret)
    known, changed = set(_cut(row)), []
    for number in range(1000):
        at = chance.randrange(len(row) + 1)
        parts = _cut([*row[:at], f"late/{number}", *row[at:]])
        changed.append(len([part for part in parts if part not in known]))
    assert min(changed) == 1
    assert changed.count(1) > 900
    assert sum(changed) / len(changed) < 1.2


def test_growing_page_by_page_leaves_the_old_alone() -> None:
    """As pages are added at the end, each is looked at again a few times only, however long the row gets."""
    looked, known = 0, set[tuple[str, ...]]()
    row = _row(1500)
    for count in range(1, len(row) + 1):
        parts = set(_cut(row[:count]))
        looked += sum(len(part) for part in parts - known)
        known = parts
    assert looked / len(row) < LARGEST
