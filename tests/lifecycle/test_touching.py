"""What is brought or decided elsewhere and touches a circle."""

from __future__ import annotations

from datetime import date

import pytest

from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.touching import find_touching
from tests.record import TODAY, example_record, movement_from, tree_of

WHOLE = movement_from(tree_of(example_record()))


def test_a_proposal_to_the_circle_above_touches_every_circle_it_names() -> None:
    """Rope Walk is affected by what Old Harbour is asked, and is not asked itself."""
    assert find_touching(WHOLE, "rope-walk", TODAY).proposals == ("repair-cafe-2027", "night-bus")
    assert "repair-cafe-2027" not in find_touching(WHOLE, "mill-lane", TODAY).proposals


def test_what_affects_a_wide_circle_touches_all_below_it() -> None:
    """Who is within the circle that a proposal names is touched, however deep."""
    assert "night-bus" in find_touching(WHOLE, "mill-lane", TODAY).proposals
    assert "nobody-left-behind" not in WHOLE.proposals
    named = {id_ for id_ in policies_of(WHOLE, "mill-lane", TODAY) if "everyone" in _circles_of(id_)}
    assert named
    assert named <= set(find_touching(WHOLE, "mill-lane", TODAY).decisions)


def test_what_a_circle_is_asked_or_decided_is_its_own_business() -> None:
    """Nothing stands in both: what touches a circle from elsewhere was not made by it."""
    for circle in WHOLE.circles:
        found = find_touching(WHOLE, circle, TODAY)
        for id_ in found.proposals:
            newest = max(WHOLE.proposals[id_].versions.values(), key=lambda version: version.number)
            assert circle not in newest.asks
        assert not {id_ for id_ in found.decisions if circle in _circles_of(id_)}


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 9, 1), TODAY])
def test_the_latest_stands_first_and_what_is_over_is_not_named(day: date) -> None:
    """A proposal that was decided or taken back is no longer something to speak to."""
    for circle in WHOLE.circles:
        found = find_touching(WHOLE, circle, day)
        assert set(found.decisions) <= set(policies_of(WHOLE, circle, day))
        assert not set(found.proposals) & set(found.decisions)


def test_a_circle_that_is_not_on_record_is_touched_by_nothing() -> None:
    """No name, however strange, makes this fail."""
    assert find_touching(WHOLE, "no-such-circle", TODAY) == ((), ())


def _circles_of(id_: str) -> tuple[str, ...]:
    made = WHOLE.decisions[id_].decision
    return tuple(made.circles) if made else ()
