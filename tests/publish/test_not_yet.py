"""A site as of an earlier day leads only to what was there, also from pages that were written later."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nstgov.publish.building import build_site
from nstgov.publish.engine.link_check import BrokenLink, remove_links
from tests.record import ROOT, example_record, movement_from, tree_of

EARLY = date(2026, 2, 1)


@pytest.mark.long
def test_the_example_can_be_seen_as_it_was_early_on(tmp_path: Path) -> None:
    """Its first page names what came later, without a link, and every link of the whole site leads somewhere."""
    built = build_site(movement_from(tree_of(example_record())), EARLY, tmp_path / "site", own_pages=ROOT / "site")
    assert built.is_sound
    assert not (tmp_path / "site/proposals/bench-at-the-ferry").exists()
    first = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "A bench at the ferry still looks for people." in first
    assert "bench-at-the-ferry" not in first


@pytest.mark.long
def test_what_is_nowhere_on_record_is_still_a_broken_link(tmp_path: Path) -> None:
    """Only what is to come is no fault: a name that was mistyped is told."""
    own = tmp_path / "site"
    own.mkdir()
    (own / "index.md").write_text("A [bench](proposals/bench-at-the-fery/).\n", encoding="utf-8")
    built = build_site(movement_from(tree_of(example_record())), EARLY, tmp_path / "made", own_pages=own)
    assert built.broken == (BrokenLink("index.html", "proposals/bench-at-the-fery/"),)


def test_only_such_links_are_taken_and_their_words_stay() -> None:
    """Whatever stands within a link stays; others are left alone, one that does not end too."""
    later = {"proposals/bench"}
    assert remove_links(later, 'A <a class="x" href="../proposals/bench/v1/#text">fine <em>bench</em></a>.') == (
        "A fine <em>bench</em>."
    )
    for kept in (
        '<a href="../proposals/bench-2/">b</a>',
        '<a href="https://example.org/proposals/bench/">b</a>',
        '<a href="../proposals/bench/">b',
        "proposals/bench/",
    ):
        assert remove_links(later, kept) == kept
