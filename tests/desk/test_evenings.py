"""A circle decides in one evening, and nobody in it knows git."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from nstgov.store.tree import read_folder
from tests.commands import Nst, committed, git_in
from tests.desk.conftest import StartDesk
from tests.desk.evening import DAY, EXPECTED, live_through_evening, open_phone
from tests.record import check_files

MOST_TAPS = 110
"""Taps of an evening of six people, two rounds, a decision, an election and a newcomer; typing left out."""


def test_an_evening_at_the_desk_ends_as_one_change(
    browser: Browser, start_desk: StartDesk, movement: Path, nst: Nst
) -> None:
    """By touch at 375 px: founded, proposed, objected to, improved, decided, chosen, joined; saved, committed, shown."""
    first = committed(movement)
    desk = start_desk(movement)
    page = open_phone(browser)
    page.goto(desk.entrance)
    hand = live_through_evening(page, desk.address)
    hand.tap(page.get_by_role("button", name="Save all of it"))
    expect(page.get_by_text("Saved. It lies in this folder")).to_be_visible(timeout=30_000)
    hand.tap(page.get_by_role("link", name="See what was saved"))
    hand.tap(page.get_by_role("button", name="Make one change of it"))
    expect(page.get_by_text("Committed on the branch main.")).to_be_visible(timeout=60_000)
    assert git_in(movement, "rev-list", "--count", f"{first}..main") == "1"
    assert set(git_in(movement, "diff", "--name-only", first, "main").split()) == EXPECTED
    assert git_in(movement, "status", "--porcelain") == ""
    assert check_files({file.path: file.data for file in read_folder(movement).files}).counts["error"] == 0
    assert nst("check", "--as-of", DAY, cwd=movement).code == 0
    page.goto(f"{desk.address}decisions/a-bench-at-the-corner/")
    expect(page.get_by_role("heading", name="A bench at the corner")).to_be_visible(timeout=60_000)
    page.context.close()
    print(f"taps {hand.taps}, letters {hand.letters}, screens {len(hand.screens)}")
    assert hand.taps <= MOST_TAPS
