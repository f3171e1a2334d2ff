"""Whose act it is: each kind of record at each proof, brought by strangers and by those whose act it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from nstgov.proof import verify
from tests.acts.judging import STOPPED, Case, Judge, list_cases

CASES = list_cases()
QUICK = [case for case in CASES if case.is_quick]
LONGER = [case for case in CASES if not case.is_quick]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """The repository; what is verified once is not verified again, since that is a pure function."""
    with pytest.MonkeyPatch.context() as patch:
        known = cache(verify.verify_signature)
        patch.setattr(verify, "verify_signature", lambda *of, keys=None: known(*of[:3], frozenset(keys or of[3])))
        yield Judge(tmp_path_factory.mktemp("acts"))


def hold_case(judge: Judge, case: Case) -> None:
    """What is to be so of a case: a stranger's changes nothing, and its people's does what it says."""
    scenario, found = case.scenario, judge.judge(case)
    if case.way == "forged":
        assert found.errors, found.said
    elif not case.is_hostile:
        assert (found.errors, found.others - scenario.may_say) == (frozenset(), frozenset()), found.said
        takes_effect = bool(scenario.effect) and case.proof in scenario.at
        assert any(key.startswith(scenario.effect) for key in found.differs) == takes_effect, found.differs
    elif case.expected in STOPPED:
        assert case.expected in found.errors, found.said
    else:
        assert found.errors == frozenset(), found.said
        assert {case.expected} - {""} <= found.others, found.said
        assert found.differs == ()


@pytest.mark.sampled(5)
@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_whose_act_it_is(judge: Judge, case: Case) -> None:
    """What is brought or entered by a stranger is stopped, or lands without effect; its people's takes effect."""
    hold_case(judge, case)


@pytest.mark.long
@pytest.mark.parametrize("case", LONGER, ids=lambda case: case.name)
def test_whose_act_it_is_with_every_proof(judge: Judge, case: Case) -> None:
    """The same where others must have heard it, an account confirm it, or a key sign it; forged proof is an error."""
    hold_case(judge, case)
