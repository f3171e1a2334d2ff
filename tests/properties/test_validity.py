"""No decision counts as valid that lacks what the founding ideas ask of it, whatever else is on record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.judging import counts_as_valid, errors_in
from tests.properties.oracle import Oracle
from tests.properties.stories import wild
from tests.properties.tale import Tale
from tests.properties.tampering import tampered

EXAMPLES = settings().max_examples
"""Some in a plain run, very many under `make fuzz`."""


@pytest.mark.long
@settings(max_examples=3 * EXAMPLES)
@given(st.one_of(hasty(), hasty(), tampered(), wild()))
def test_nothing_makes_a_decision_valid_that_lacks_consent(tale: Tale) -> None:
    """Without consent to that very version, with an objection, without a sunset or an affected circle: never valid."""
    _is_not_valid_if_anything_lacks(tale)


@pytest.mark.long
@settings(max_examples=8 * EXAMPLES)
@given(st.one_of(hasty(), hasty(), tampered(), wild()))
def test_nothing_at_all_makes_a_decision_valid_that_lacks_consent(tale: Tale) -> None:
    """The same for other and for more stories."""
    _is_not_valid_if_anything_lacks(tale)


def _is_not_valid_if_anything_lacks(tale: Tale) -> None:
    if lacking := Oracle(tale.files).lacking("trees"):
        assert not counts_as_valid(tale.texts(), "trees"), lacking


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(honest())
def test_nothing_is_found_where_everybody_did_as_they_should(tale: Tale) -> None:
    """An honest story is valid for the oracle and for the check, and no error is found anywhere in it."""
    _is_valid_and_without_a_finding(tale)


@pytest.mark.long
@settings(max_examples=3 * EXAMPLES)
@given(honest())
def test_nothing_at_all_is_found_where_everybody_did_as_they_should(tale: Tale) -> None:
    """The same for other and for more stories."""
    _is_valid_and_without_a_finding(tale)


def _is_valid_and_without_a_finding(tale: Tale) -> None:
    assert not Oracle(tale.files).lacking("trees")
    assert not errors_in(tale.texts())
    assert counts_as_valid(tale.texts(), "trees")
