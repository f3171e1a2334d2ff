"""Which decisions hold in a circle."""

from __future__ import annotations

from datetime import date

import pytest

from nstgov.lifecycle import decisions_on, is_open, version_of, yield_circle_and_above
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.records import Movement, Record
from tests.building import at, circle, decision, ended, movement, takes_in, version
from tests.record import TODAY, example_record, movement_from, tree_of

TOWN = [circle("town", at(0), "zoe", level="regional"), takes_in("town", at(0), "oak"), takes_in("town", at(0), "elm")]
CIRCLES = [*TOWN, circle("oak", at(0), "ana", parent="town"), circle("elm", at(0), "eva", parent="town")]


def _made(id_: str, asks: str, affects: str, day: int = 2) -> list[Record]:
    return [version(id_, 1, at(1), asks, affects=affects), decision(id_, at(day), asks)]


def test_a_circles_own_and_what_is_decided_above_for_it_hold_there() -> None:
    """Own decisions, and those that affect it or what it is within, the oldest first; not those of its neighbour."""
    records = [*_made("own", "oak", "oak", 4), *_made("wide", "town", "town", 3), *_made("elms", "elm", "elm")]
    records += _made("for-oak", "town", "oak", 5)
    whole = movement(CIRCLES, records)
    assert policies_of(whole, "oak", at(9)) == ("wide", "own", "for-oak")
    assert policies_of(whole, "elm", at(9)) == ("elms", "wide")


def test_what_is_over_holds_no_more() -> None:
    """A decision that was let go holds up to its last day."""
    whole = movement(CIRCLES, _made("own", "oak", "oak"), [ended("own", at(6))])
    assert [policies_of(whole, "oak", at(day)) for day in (1, 2, 6, 7)] == [(), ("own",), ("own",), ()]


def _by_looking(movement: Movement, circle_: str, day: date) -> set[str]:
    """The same, asked of every decision by itself."""
    found = set()
    for id_, state in decisions_on(movement, day).items():
        made = movement.decisions[id_].decision
        consented = version_of(movement, made) if made else None
        if made and consented and state.in_force:
            touches = set(yield_circle_and_above(movement, circle_, day)) & set(consented.affects)
            if is_open(movement, circle_, day) and (circle_ in made.circles or touches):
                found.add(id_)
    return found


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 7, 1), TODAY])
def test_the_index_finds_what_a_look_at_every_decision_finds(day: date) -> None:
    """In the worked example, for every circle on several days, nothing is missing and nothing too much."""
    whole = movement_from(tree_of(example_record()))
    found = {circle_: set(policies_of(whole, circle_, day)) for circle_ in whole.circles}
    assert found == {circle_: _by_looking(whole, circle_, day) for circle_ in whole.circles}
    assert any(found.values())
