"""Shells: what MkDocs Material renders once, and records are stamped into."""

from __future__ import annotations

import pytest

from nstgov.publish.shell import Shell, slot, without_slots


def test_stamping_fills_every_slot() -> None:
    """A slot that stands twice is filled twice, and all else stays as it was rendered."""
    shell = Shell.of(f"<title>{slot('title')}</title><h1>{slot('title')}</h1>{slot('content')}.")
    assert shell.pieces[1::2] == ("title", "title", "content")
    assert shell.stamp({"title": "A", "content": "B"}) == "<title>A</title><h1>A</h1>B."


def test_a_value_that_looks_like_a_slot_stays_a_text() -> None:
    """Slots are found in the shell, before any value of a record is in it."""
    assert Shell.of(f"{slot('title')}|{slot('content')}").stamp({"title": slot("content"), "content": "B"}) == (
        f"{slot('content')}|B"
    )
    assert len(Shell.of(without_slots(f"A {slot('title')}")).pieces) == 1


def test_a_slot_without_a_value_is_a_failure() -> None:
    """A page with a hole in it is never made."""
    with pytest.raises(KeyError):
        Shell.of(slot("title")).stamp({})
