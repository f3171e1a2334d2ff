"""Whatever is on record, every question is answered, and in whichever order the records were given."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from nstgov.records import Movement
from tests.lifecycle.odd import movements
from tests.lifecycle.questions import INNER, functions, questions


@given(movements())
def test_no_question_raises_on_any_movement(whole: Movement) -> None:
    """Rings, blanks, unknown names, days at the ends of time: each function answers something."""
    for _, ask in questions(whole):
        ask()


@given(movements(), st.integers(0, 9))
def test_the_order_of_records_changes_nothing(whole: Movement, seed: int) -> None:
    """The same records given in another order are answered alike, to the last letter."""
    records = list(whole.records.values())
    random.Random(seed).shuffle(records)  # noqa: S311 - chance for tests, not for secrets
    other = Movement(records, misfits=whole.misfits)
    for (name, ask), (_, again) in zip(questions(whole), questions(other), strict=True):
        assert ask() == again(), name


def test_what_is_not_asked_is_there() -> None:
    """The names of inner functions are those of functions, so that none is left out by a slip."""
    assert set(functions()) >= INNER
    assert len(functions()) > 80
