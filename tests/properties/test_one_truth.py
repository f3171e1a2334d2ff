"""One answer to one question: the judge, the proof and the stage never differ, whatever is on record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.properties.agreeing import answers_in
from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.merging import merged
from tests.properties.stories import wild
from tests.properties.tale import Tale
from tests.properties.tampering import tampered
from tests.properties.test_damage import DAMAGES

EXAMPLES = settings().max_examples


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.one_of(honest(), hasty(), tampered(), wild(), merged()))
def test_the_judge_the_proof_and_the_stage_agree(tale: Tale) -> None:
    """Of honest, hasty, tampered and wild stories, and of two changes that were each right on their own."""
    for answers in answers_in(tale.texts()):
        assert answers.agree, answers


@pytest.mark.long
@settings(max_examples=EXAMPLES)
@given(st.one_of(honest(), hasty()), st.data())
def test_they_agree_also_where_a_file_is_damaged(tale: Tale, data: st.DataObject) -> None:
    """A file that cannot be read, or says something else, is no reason to differ."""
    files: dict[str, str | bytes] = {**tale.texts()}
    path, damage = data.draw(st.sampled_from(sorted(files))), data.draw(st.sampled_from(DAMAGES))
    files[path] = damage(str(files[path]))
    for answers in answers_in(files):
        assert answers.agree, answers
