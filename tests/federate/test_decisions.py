"""A decision that affects circles of many repositories: who took part, and where exactly somebody was missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.federation_records import DECISION, Size, write_federation
from tests.commands import Nst
from tests.federate.generated import look, look_as_data

THIRTY_SEVEN = Size(above=4, regions=9, friends=8)
"""Four repositories of nine regions each: with the one in which some meet, 37 are named in the decision."""


@pytest.fixture
def short_of_one(tmp_path: Path, own_cache: Path) -> Path:
    """One region of the second repository sends somebody whose term ended nine days before the decision."""
    place = tmp_path / "federation"
    assert not own_cache.exists()
    write_federation(place, Size(above=2, regions=2, friends=8, sends=2), ended="above-1--region-1")
    return place


@pytest.mark.long
def test_the_exact_gap_is_named_where_a_term_had_run_out(short_of_one: Path, nst: Nst) -> None:
    """The decision says in whose record, in which circle, and whose term had ended when; all others took part."""
    code, report = look_as_data(nst, short_of_one)
    assert code == 1
    (found,) = report["findings"]
    assert (found["repository"], found["code"], found["file"]) == ("", "F18", f"decisions/{DECISION}/decision.yml")
    assert found["message"] == (
        "above-1--region-1--level-1-0 is affected and took no part: on 2026-03-10 region-1--level-1-0 had nobody in "
        "meeting of above-1, where the term of region-1--p-1-0 ended on 2026-03-01"
    )
    (decision,) = report["decisions"]
    assert len(decision["took_part"]) == 4
    assert [gap["circle"] for gap in decision["gaps"]] == ["above-1--region-1--level-1-0"]
    (stuck,) = report["stuck"]
    assert stuck == ["above-1", "region-1--level-1-0", "meeting", "nobody sent", "", 64]
    assert report["heard"] == {"circle": "everyone", "circles": 30, "people": 192}
    assert "4 of 5 took part" in look(nst, short_of_one, "status").out


@pytest.mark.exhaustive
@pytest.mark.parametrize("ended", ["", "above-3--region-8"])
def test_a_decision_that_affects_37_regions(ended: str, tmp_path: Path, own_cache: Path, nst: Nst) -> None:
    """Where each of the 37 took part it is valid; where one representative's term had run out, that one is named."""
    place = tmp_path / "federation"
    assert not own_cache.exists()
    write_federation(place, THIRTY_SEVEN, ended=ended)
    code, report = look_as_data(nst, place)
    (decision,) = report["decisions"]
    assert len(decision["took_part"]) == 37 - bool(ended)
    assert (code, len(report["findings"])) == ((1, 1) if ended else (0, 0))
    if ended:
        message = report["findings"][0]["message"]
        assert "region-8--level-1-0 had nobody in meeting of above-3" in message
        assert message.endswith("where the term of region-8--p-0-0 ended on 2026-03-01")
