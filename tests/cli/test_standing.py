"""`nstgov status`."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from nstgov.cli.options import today_everywhere
from tests.commands import Nst
from tests.record import example_record

DAY = ("--as-of", "2026-11-23")


@pytest.mark.long
def test_the_whole_movement_is_shown_by_circle(nst: Nst, example: Path) -> None:
    """Every circle that has not closed stands in the tree, with what it waits for."""
    shown = nst("status", *DAY, cwd=example)
    assert shown.code == 0
    data = json.loads(nst("status", *DAY, "--format", "json").out)
    for circle in data["circles"]:
        assert (circle["id"] in shown.out) == (circle["stage"] != "closed")
    assert "waits for the voice of" in shown.out
    assert "Proposals under way" in shown.out
    assert "Decisions in force" in shown.out


@pytest.mark.long
def test_one_circle_proposal_or_decision_is_shown_by_its_id(nst: Nst, example: Path) -> None:
    """A circle tells its members, a proposal its voices, a decision its last day."""
    circle = nst("status", "mill-lane", *DAY, cwd=example).out
    assert "representative:" in circle
    assert "parent circle: three-bridges" in circle
    assert "still to be heard" in nst("status", "night-bus", *DAY).out
    assert "in force until" in nst("status", "tool-library", *DAY).out
    assert "a later decision took its place" in nst("status", "meeting-house-key", *DAY).out


def test_another_day_gives_another_answer(nst: Nst, example: Path) -> None:
    """As of an earlier day a decision was still a proposal; before everything, it was not there."""
    assert "decided" not in nst("status", "tool-library", "--as-of", "2026-02-20", cwd=example).out
    early = nst("status", "tool-library", "--as-of", "2020-01-01")
    assert early.code == 2
    assert "Look at a later day" in early.err


def test_an_unknown_id_is_answered_with_what_is_near(nst: Nst, example: Path) -> None:
    """A mistyped id ends with 2 and the nearest one."""
    wrong = nst("status", "mil-lane", cwd=example)
    assert (wrong.code, "Did you mean mill-lane?" in wrong.err) == (2, True)


def test_broken_records_do_not_keep_the_rest_from_being_shown(nst: Nst, example: Path) -> None:
    """With one unreadable file the standing is shown, and that it may be incomplete."""
    (example / "circles" / "everyone" / "circle.yml").write_bytes(b"\xff")
    shown = nst("status", *DAY, cwd=example)
    assert shown.code == 0
    assert "may be incomplete" in shown.err


def test_a_name_cannot_move_the_cursor(nst: Nst, example: Path) -> None:
    """Control characters in a name are shown as a replacement sign."""
    path = next(p for p in example_record() if p.endswith("mill-lane/circle.yml"))
    text = (example / path).read_text()
    name = next(line for line in text.splitlines() if line.startswith("name: "))
    (example / path).write_text(text.replace(name, 'name: "Mill\\e[2JLane"', 1))
    assert "\x1b" not in nst("status", *DAY, cwd=example).out


@pytest.mark.long
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
def test_today_is_the_same_on_every_machine(
    nst: Nst, example: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Where no day is given it is that of UTC, wherever a machine stands; so a last day is over for all at once."""
    of_utc = date(*time.gmtime()[:3])
    as_said = nst("status", "--as-of", of_utc.isoformat(), cwd=example).out
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert today_everywhere() == of_utc
        assert nst("status").out == as_said
    finally:
        monkeypatch.undo()
        time.tzset()
