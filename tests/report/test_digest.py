"""`nstgov digest`: what happened and what comes, as one letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands import Nst

WHEN = ("--as-of", "2026-11-23", "--since", "2026-11-10")


def test_what_happened_is_told_by_day_and_what_comes_at_the_end(nst: Nst, example: Path) -> None:
    """The earliest day first, each thing with its page; nothing of before the first day or after the last."""
    told = json.loads(nst("digest", *WHEN, "--format", "json", cwd=example).out)
    days = [part["day"] for part in told["happened"]]
    assert (days[0], days[-1]) == ("10 November 2026", "22 November 2026")
    assert days == sorted(days, key=lambda day: int(day.split()[0]))
    assert all(one["address"].startswith("https://example.org/aldermere/") for one in told["coming"])
    assert told["coming"][0]["day"] == "30 November 2026"
    text = nst("digest", *WHEN).out
    assert "Weavers' Yard was heard on: A shared laundry in the yard's cellar" in text
    assert "What comes next\n- 30 November 2026: An objection waits to be met" in text


def test_one_circle_is_told_only_what_concerns_it(nst: Nst, example: Path) -> None:
    """A circle's digest leaves out what others did that does not touch it."""
    told = nst("digest", "three-bridges", *WHEN, cwd=example).out
    assert "Three Bridges tested an objection" in told
    assert "Weavers' Yard was heard on" not in told


def test_a_quiet_time_is_told_as_one(nst: Nst, example: Path) -> None:
    """Where nothing happened it says so, and still what comes next."""
    told = nst("digest", "--as-of", "2026-11-23", "--since", "2026-11-23", "--format", "html", cwd=example).out
    assert "<p>Nothing happened in this time.</p>" in told
    assert "<h2>What comes next</h2>" in told


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_what_a_record_says_stays_words(nst: Nst, example: Path, form: str) -> None:
    """A title with tags, links and names in it is shown as it is: no element, no link of its own, nobody called."""
    path = example / "proposals" / "heat-refuge" / "v1.yml"
    text = path.read_text(encoding="utf-8")
    hostile = "<img src=x onerror=alert(1)> [press](https://evil.example/) @everybody `code`"
    path.write_text(re.sub(r"^title: .*$", f'title: "{hostile}"', text, flags=re.MULTILINE), encoding="utf-8")
    told = nst("digest", *WHEN, "--format", form, cwd=example).out
    assert "press" in told
    assert "<img" not in told
    assert form == "html" or "](https://evil" not in told
    assert '="https://evil' not in told
    assert form == "html" or "@everybody" not in told


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-31"])
def test_the_first_and_the_last_days_of_the_calendar_are_days_too(nst: Nst, example: Path, day: str) -> None:
    """Nothing is looked for before the calendar begins, or after it ends."""
    assert nst("digest", "--as-of", day, cwd=example).code == 0


def test_a_circle_or_language_that_is_not_there_is_told(nst: Nst, example: Path) -> None:
    """Both end with 2 and the next step."""
    near = nst("digest", "three-bridge", *WHEN, cwd=example)
    assert (near.code, "Did you mean three-bridges?" in near.err) == (2, True)
    spoken = nst("digest", "--language", "xx", *WHEN)
    assert (spoken.code, "It speaks: " in spoken.err) == (2, True)
