"""Shells: what MkDocs Material renders once, and records are stamped into."""

from __future__ import annotations

import pytest

from nstgov.publish.engine.page_shell import PageShell, escape_slots, mark_slot


def test_stamping_fills_every_slot() -> None:
    """A slot that stands twice is filled twice, and all else stays as it was rendered."""
    shell = PageShell.parse_shell(
        f"<title>{mark_slot('title')}</title><h1>{mark_slot('title')}</h1>{mark_slot('content')}."
    )
    assert shell.pieces[1::2] == ("title", "title", "content")
    assert shell.fill_slots({"title": "A", "content": "B"}) == "<title>A</title><h1>A</h1>B."


def test_a_value_that_looks_like_a_slot_stays_a_text() -> None:
    """Slots are found in the shell, before any value of a record is in it."""
    assert PageShell.parse_shell(f"{mark_slot('title')}|{mark_slot('content')}").fill_slots(
        {"title": mark_slot("content"), "content": "B"}
    ) == (f"{mark_slot('content')}|B")
    assert len(PageShell.parse_shell(escape_slots(f"A {mark_slot('title')}")).pieces) == 1


def test_a_slot_without_a_value_is_a_failure() -> None:
    """A page with a hole in it is never made."""
    with pytest.raises(KeyError):
        PageShell.parse_shell(mark_slot("title")).fill_slots({})
