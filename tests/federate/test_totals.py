"""Folding numbers upwards: in whichever groups they are added, they are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.federate.totals import Totals, add_totals, fold_totals

NUMBERS = st.integers(0, 10**10)
COUNTS = st.dictionaries(st.sampled_from(["in force", "lapsed", "quiet"]), st.integers(1, 10**6)).map(
    lambda counted: tuple(sorted(counted.items()))
)
TOTALS = st.builds(Totals, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, COUNTS, COUNTS, COUNTS)


@pytest.mark.long
@given(TOTALS, TOTALS, TOTALS)
def test_adding_is_associative_and_in_any_order(first: Totals, second: Totals, third: Totals) -> None:
    """Two regions folded first and a third added, or the other way round: the same, and nothing added is nothing."""
    assert add_totals(add_totals(first, second), third) == add_totals(first, add_totals(second, third))
    assert add_totals(first, second) == add_totals(second, first)
    assert add_totals(first, Totals()) == first


@given(st.lists(TOTALS, max_size=8), st.integers(0, 8))
def test_a_fold_of_parts_is_the_fold_of_all(totals: list[Totals], cut: int) -> None:
    """What two machines folded of their parts adds up to what one has folded of all."""
    parts = [fold_totals(totals[:cut]), fold_totals(totals[cut:])]
    assert fold_totals(parts) == fold_totals(totals)
