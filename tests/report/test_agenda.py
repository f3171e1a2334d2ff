"""`nstgov agenda`: the next meeting in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from nstgov.lifecycle.agenda import LONGEST_MINUTES, AgendaPoint, Sort, plan_meeting
from nstgov.lifecycle.next_steps import What
from nstgov.report.agenda import _HEADINGS
from tests.commands import Nst
from tests.record import ROOT


def test_every_point_has_a_heading_of_its_own_in_the_command_and_on_the_page() -> None:
    """No sort of point and no step is told under the heading of another."""
    kinds = [*get_args(What), *(sort for sort in get_args(Sort) if sort != "step")]
    assert [kind for kind in kinds if kind not in _HEADINGS] == []
    assert len({_HEADINGS[kind] for kind in kinds}) == len(set(kinds))
    page = (ROOT / "nstgov/publish/templates/agenda.html").read_text(encoding="utf-8")
    shown = re.findall(r"{% trans %}(.*?){% endtrans %}", page.partition("endmacro -%}\n{%- macro point")[0])
    assert set(shown) == set(_HEADINGS.values())


@pytest.mark.long
def test_a_circles_next_meeting_is_told_in_order_with_its_people(nst: Nst, example: Path) -> None:
    """Arriving, each point with its minutes and last day, looking back; the people with their roles."""
    told = nst("agenda", "three-bridges", "--on", "2026-11-23", cwd=example)
    assert told.code == 0
    assert [line.partition(".")[0] for line in told.out.splitlines() if line[:1].isdigit()] == ["1", "2", "3"]
    assert "Find a way with those who objected (30 minutes)" in told.out
    assert "by 2026-11-30" in told.out
    assert "- [ ] Zeynep Yıldız (facilitator)" in told.out
    data = json.loads(nst("agenda", "three-bridges", "--as-of", "2026-11-23", "--format", "json").out)
    assert (data["minutes"], [point["point"] for point in data["points"]]) == (50, ["resolve"])


@pytest.mark.long
@pytest.mark.parametrize(("circle", "hint"), [("three-bridge", "Did you mean three-bridges?"), ("zz", "nstgov status")])
def test_a_circle_that_is_not_there_is_told_with_what_is_near(nst: Nst, example: Path, circle: str, hint: str) -> None:
    """A mistyped id ends with 2 and the nearest one; a closed circle has no next meeting."""
    told = nst("agenda", circle, cwd=example)
    assert (told.code, hint in told.err) == (2, True)
    assert nst("agenda", "pier-three", "--on", "2026-11-23").code == 2


def test_a_meeting_ends_before_it_tires() -> None:
    """What goes beyond two hours waits, in order; the first point is taken however long it is."""
    points = [AgendaPoint("lapses", minutes, of=str(minutes)) for minutes in (30, 40, 50, 5)]
    plan = plan_meeting(points)
    assert ([starts for starts, _ in plan.points], plan.later, plan.minutes) == ([10, 40], tuple(points[2:]), 90)
    assert plan_meeting([AgendaPoint("lapses", 500)]).later == ()
    assert plan.minutes <= LONGEST_MINUTES
