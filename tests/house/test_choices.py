"""The pages that say why it is built this way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.record import ROOT

CHOICES = sorted((ROOT / "docs/adr").glob("0*.md"))


@pytest.mark.parametrize("page", CHOICES, ids=lambda page: page.stem)
def test_a_choice_is_told_on_one_short_page(page: Path) -> None:
    """At most 45 lines: what was in the way, what we do, what follows; numbered as its file, with a day."""
    lines = page.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 45
    assert lines[0].startswith(f"# {int(page.name[:4])}. ")
    assert re.match(r"20[0-9]{2}-[0-9]{2}-[0-9]{2} · ", lines[2])
    assert [line[3:] for line in lines if line.startswith("## ")] == [
        "What was in the way",
        "What we do",
        "What follows",
    ]


def test_every_choice_is_in_the_table_of_contents() -> None:
    """The list names each page, once and in order."""
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((0[^)]+)\)", index) == [page.name for page in CHOICES]
