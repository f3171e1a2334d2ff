"""`nstgov schema KIND --example`: a record to begin from, with a remark for each key."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.records.layout import KINDS
from nstgov.store.strict_yaml import read_yaml
from tests.commands import Nst
from tests.record import ROOT

OF_REGIONS = ("region", "region-snapshot", "region-leaves")
"""Kinds of which the worked example has none: `nstgov federate` writes them, and the guide of regions shows them."""
WRITTEN = [kind.name for kind in KINDS if kind.name not in ("signature", "confirmation", *OF_REGIONS)]


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_kind_that_people_write_has_an_example_that_is_a_record(nst: Nst, tmp_path: Path, kind: str) -> None:
    """It reads as the very record of the worked example, and each of its keys has a remark."""
    told = nst("schema", kind, "--example", cwd=tmp_path)
    assert told.code == 0
    path = told.out.partition("# This one is ")[2].partition("\n")[0]
    assert read_yaml(told.out).value == read_yaml((ROOT / path).read_text(encoding="utf-8")).value
    lines = told.out.split("\n")
    keys = [at for at, line in enumerate(lines) if line.partition(":")[0].isidentifier() and ":" in line]
    assert keys
    assert all(lines[at - 1].startswith("# ") for at in keys)
    assert "(for example" not in told.out or kind in ("ground-rules", "settings", "translation")


@pytest.mark.parametrize("kind", ["", "signature", "confirmation", "region", "rond"])
def test_where_there_is_no_example_the_next_step_is_told(nst: Nst, tmp_path: Path, kind: str) -> None:
    """Without a kind, for one that nobody writes by hand, and for a misspelt one."""
    told = nst("schema", *([kind] if kind else []), "--example", cwd=tmp_path)
    assert (told.code, "Next:" in told.err) == (2, True)
