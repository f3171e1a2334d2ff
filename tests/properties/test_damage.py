"""What is lost or damaged never makes a decision valid that was not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tests.properties.hasty import hasty
from tests.properties.judging import counts_as_valid
from tests.properties.oracle import Oracle
from tests.properties.tale import Tale

MANY = 2 * settings().max_examples
DAMAGES: tuple[Callable[[str], str | bytes], ...] = (
    lambda text: text[:0],
    lambda text: text[: len(text) // 2],
    lambda text: "<<<<<<< ours\n" + text,
    lambda text: text.encode("utf-16"),
    lambda text: text.replace('"', "'", 3),
    lambda text: text.replace("e", "é"),
    lambda text: text.replace('"voices"', '"voicse"').replace('"affects"', '"afects"').replace('"raised"', '"risen"'),
    lambda text: text.replace("2026-", "2O26-"),
    lambda text: text.replace("consent", "yes"),
    lambda text: text.replace(": ", ": [", 1),
)
"""What may become of a file's text: bytes that are no text, half of it, other keys and values."""


@pytest.mark.long
@settings(max_examples=MANY)
@given(hasty(), st.data())
def test_damaging_a_file_makes_no_decision_valid(tale: Tale, data: st.DataObject) -> None:
    """Where something is lacking, the check does not fall silent because a file cannot be read any more."""
    assume(Oracle(tale.files).lacking("trees"))
    files: dict[str, str | bytes] = {**tale.texts()}
    path, damage = data.draw(st.sampled_from(sorted(files))), data.draw(st.sampled_from(DAMAGES))
    files[path] = damage(str(files[path]))
    assume(files[path] != tale.texts()[path])
    assert not counts_as_valid(files, "trees")


@pytest.mark.long
@settings(max_examples=MANY)
@given(hasty(), st.data())
def test_losing_a_file_makes_no_decision_valid_that_lacks_something(tale: Tale, data: st.DataObject) -> None:
    """What remains is judged as if nothing else had ever been there; that a file went is for the history to show."""
    path = data.draw(st.sampled_from(sorted(tale.files)))
    left = {name: keys for name, keys in tale.files.items() if name != path}
    lacking = Oracle(left).lacking("trees")
    event("valid" if not lacking else "lacking")
    if lacking:
        assert not counts_as_valid({name: text for name, text in tale.texts().items() if name != path}, "trees")
