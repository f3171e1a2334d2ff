"""Whatever is on record, every question is answered, and in whichever order the records were given."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nstgov.records import Movement
from tests.building import circle
from tests.lifecycle.odd import movements
from tests.lifecycle.plausible import BEGINNING
from tests.lifecycle.questions import functions, questions


@pytest.mark.long
@given(movements())
def test_no_question_raises_on_any_movement(whole: Movement) -> None:
    """Rings, blanks, unknown names, days at the ends of time: each function answers something."""
    assert [ask() for _, ask in questions(whole)]


@pytest.mark.long
@settings(max_examples=settings().max_examples // 4)
@given(movements(), st.integers(0, 9))
def test_the_order_of_records_changes_nothing(whole: Movement, seed: int) -> None:
    """The same records given in another order are answered alike, to the last letter."""
    records = list(whole.records.values())
    random.Random(seed).shuffle(records)  # noqa: S311 - chance for tests, not for secrets
    other = Movement(records, misfits=whole.misfits)
    for (name, ask), (_, again) in zip(questions(whole), questions(other), strict=True):
        assert ask() == again(), name


def test_hardly_any_function_is_not_asked() -> None:
    """Only what takes something that another function has worked out is left to that function to ask."""
    asked = {question.partition("(")[0] for question, _ in questions(Movement([circle("oak"), *BEGINNING]))}
    assert len(functions().keys() - asked) < len(functions()) / 4
