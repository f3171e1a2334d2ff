"""Every step on a page: on the day it happened, in the order of that day, and "landed" only where it differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from nstgov.publish.site import read_site
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.views.timeline import build_timeline
from nstgov.records import Movement
from nstgov.store.landings import Landing
from tests.building import a_test, circle, day, decision, held, movement, objection, resolved, review, said, version
from tests.publish.telling import told

ON = "2026-05-04"
OAK = circle("oak", "2026-01-01", "ana ben chi dee")


def evening() -> Movement:
    """Proposed, objected to, improved and decided on one day, and looked at once more at the end of it."""
    return movement(
        OAK, version("trees", 1, ON), held("trees", ON, said("ana ben chi", "dee")),
        objection("proposals/trees", "roots", ON), a_test("proposals/trees", "roots", ON, "stands"),
        version("trees", 2, ON, text="Plant two.", integrates="roots"),
        replace(resolved("proposals/trees", "roots", ON), version=2),
        held("trees", ON, said("ana ben chi dee"), 2, n=2), decision("trees", ON, number=2), review("trees", ON),
    )  # fmt: skip


def steps(whole: Movement, folder: str) -> list[tuple[str, int | None]]:
    """What happened in a folder, the first step first."""
    scene = Snapshot(whole, day(ON), read_site(whole, day(ON)))
    return [(one.what, one.number) for one in reversed(build_timeline(scene, folder))]


def test_an_evening_is_told_as_it_went() -> None:
    """Each version with what was said to it; the decision at the end, on the page of the proposal too."""
    assert steps(evening(), "proposals/trees") == [
        ("version", 1), ("objection", 1), ("test", None), ("round", 1), ("version", 2), ("resolution", 2),
        ("round", 2), ("decision", 2),
    ]  # fmt: skip
    assert steps(evening(), "decisions/trees") == [("decision", 2), ("review", None)]


def test_when_something_landed_is_said_only_where_that_was_another_day() -> None:
    """Of what landed on the day on which it happened nobody needs to be told so."""
    whole = evening()
    same, later = Landing("c" * 40, day(ON), 0), Landing("d" * 40, day(ON) + timedelta(3), 1)
    landed = dict.fromkeys(whole.records, same) | {"proposals/trees/v2.yml": later}
    text = told(whole, "proposals/trees", ON, landed)
    every = text[text.index('id="steps"') : text.index("</ol>", text.index('id="steps"'))]
    assert every.count("on record since") == 1
