"""No input keeps a reader, a finder or a renderer busy longer than its size tells: counted in steps."""

from __future__ import annotations

import pytest

from benchmarks.hostile_inputs import DAY, Prepare, make_tree, yield_cases
from benchmarks.hostile_shapes import ACCEPTED
from nstgov.check import check_tree
from tests.work import steps

SIZE = 2500
"""Bytes of the smallest input; two more are twice and four times as large."""
LONG = 200_000
"""The same for two texts that are compared: of a few thousand words each is held against all, beyond that none is."""
FEW = 400
"""Steps between two sizes below which a ratio tells nothing: what takes so few for kilobytes does not look at each."""
CASES = dict(yield_cases())


@pytest.mark.sampled(5)
@pytest.mark.parametrize("name", CASES)
def test_twice_as_much_takes_at_most_twice_as_long(name: str) -> None:
    """
    What an input's second half adds takes twice the steps of what its second quarter adds, and not four times.

    Where the strict reader takes over in between, since an input has become too large for the quick one, the next
    doubling tells; what grows faster than its input is seen in both.
    """
    prepare: Prepare = CASES[name]
    size = LONG if name.startswith("pair") else SIZE
    prepare(SIZE)()  # what is made once for all inputs (tables of letters, patterns, readers) is made before
    first, second, third = (steps(prepare(size * times)) for times in (1, 2, 4))
    if third - second > max(FEW, 2.6 * (second - first)):
        first, second, third = second, third, steps(prepare(size * 8))
    assert third - second <= max(FEW, 2.6 * (second - first))


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_called_accepted_breaks_no_rule(name: str) -> None:
    """So that the largest records that may land are looked at too, and not only those that are refused early."""
    for size in (SIZE, 20 * SIZE):
        found = check_tree(make_tree(ACCEPTED[name](size)), DAY).diagnostics
        assert not [one for one in found if one.severity == "error"]
