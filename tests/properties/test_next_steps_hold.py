"""What is asked for, the judge accepts: no step that `next`, `status` or `why` name leads into a finding."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from nstgov.lifecycle import decision_on
from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.moves import on_day
from tests.properties.stories import wild
from tests.properties.taking_steps import awaited, taken
from tests.properties.tale import Tale
from tests.properties.test_earlier_days import day_of
from tests.record import check_files, movement_from, tree_of

EXAMPLES = settings().max_examples


def until_day(tale: Tale, number: int, *, is_decided: bool) -> Tale:
    """A story as it stands on a day: what came later is left out, and the decision too where told."""
    tale.files = {
        path: keys
        for path, keys in tale.files.items()
        if day_of(path, keys) <= on_day(number) and (is_decided or not path.startswith("decisions/trees/"))
    }
    return tale


def errors_of(tale: Tale) -> Counter[tuple[str, str]]:
    """The errors in a story, by code and file."""
    found = check_files(tale.texts()).diagnostics
    return Counter((one.code, one.place.file) for one in found if one.severity == "error")


@pytest.mark.long
@settings(max_examples=2 * EXAMPLES)
@given(st.one_of(honest(), hasty(), wild()), st.sampled_from((11, 13, 15, 17, 19, 20, 25, 48)), st.booleans())
def test_each_step_that_is_awaited_may_be_taken_as_it_is_asked(tale: Tale, number: int, is_decided: bool) -> None:
    """Written down on that day by all whose step it is, it brings no error; a decision that is asked for is valid."""
    tale = until_day(tale, number, is_decided=is_decided)
    before, movement = errors_of(tale), movement_from(tree_of(tale.texts()))
    if any(code.startswith("Y") for code, _ in before):
        return
    for step in awaited(movement, number):
        event(step.what)
        kept = dict(tale.files)
        written = taken(tale, movement, step, number)
        tale.files = {**written, **kept}
        assert not errors_of(tale) - before, (step, written)
        if step.what == "decide":
            state = decision_on(movement_from(tree_of(tale.texts())), step.of.partition("/")[2], on_day(number))
            assert state is not None
            assert state.stage != "not valid"
        tale.files = kept
