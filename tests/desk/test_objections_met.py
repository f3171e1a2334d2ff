"""An objection from an earlier evening is met in the meeting, where whoever raised it sits at the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nstgov.author.new_movement import build_new_movement
from nstgov.lifecycle import decision_on, objection_on
from nstgov.publish.building import build_site
from nstgov.publish.server import serve_folder
from tests.acts.beginning import OAK, consent, filed, held, proposal
from tests.desk.evening import DAY, Fingers, open_phone
from tests.history.forge import digest
from tests.record import check_files, movement_from, spots, tree_of

CIRCLE = filed(
    "circles/oak/circle.yml", name="Oak Street", level="friend", aim="Neighbours who look after each other.",
    opened="2026-11-05", secretary="chi", members={who: {"name": who.title()} for who in OAK}, voices=consent(OAK),
    entered_by="chi",
)  # fmt: skip
BENCH = proposal("bench", "A bench at the corner", "2026-11-20")
SPOKEN = held(BENCH, "2026-11-20", **{**consent(OAK[:4]), "eva": {"says": "object", "because": "No pram passes."}})
RAISED = filed(
    "proposals/bench/objections/prams/v1.yml", title="No way for a pram", authors=["eva"], raised="2026-11-20",
    from_round="2026-11-20.oak", against={"version": 1, "sha256": digest(BENCH.text)},
    important="Two families would step onto the road every day.", reasons="The bench leaves half a metre.",
    would_consent_if="A bench that leaves two metres.", entered_by="chi",
)  # fmt: skip


def left_for_another_day() -> dict[str, str]:
    """What is on record after an evening that left its proposal, and an objection to it, for another day."""
    begun = build_new_movement("A beginning", "9f0c6a0b1c2d3e4f5a6b7c8d9e0f1a2b", date(2026, 11, 1))
    return {**begun, **{one.path: one.text for one in (CIRCLE, BENCH, SPOKEN, RAISED)}}


def take_up_objection(page: Page, address: str) -> Fingers:
    """The circle meets again, and comes to what stands in the way."""
    page.goto(f"{address}take-part/meeting/?circle=oak")
    hand = Fingers(page)
    expect(page.locator(".meeting select")).to_have_value("oak")
    for _ in range(3):
        hand.go_on()
    expect(page.locator("section.meeting")).to_contain_text("No way for a pram")
    hand.go_on("What stands in the way")
    hand.go_on("We change the text")
    return hand


def list_made_records(hand: Fingers) -> dict[str, str]:
    """The evening ends; the records on its list, by path."""
    hand.press("We look back, and end")
    hand.go_on()
    made: list[tuple[str, str]] = hand.page.locator(".records li").evaluate_all(
        "all => all.map(it => [...it.querySelectorAll('code')].map(code => code.textContent))"
    )
    return dict(made)


def speak_and_go_on(hand: Fingers) -> None:
    """Everyone can live with the text, as it was read."""
    for person in OAK:
        hand.say(person, "consent")
    hand.go_on()


def leave_something_open(hand: Fingers) -> None:
    """The first change is not enough, so nothing is decided, and the way leads back to the text."""
    hand.write("What exactly is proposed?", "A bench at the corner, one metre from the wall.")
    hand.press("Go on")
    expect(hand.page.locator(".meeting [role=alert]")).to_contain_text("No way for a pram: How was its need met?")
    hand.say("eva", "object")
    for _ in range(4):
        hand.go_on()
    speak_and_go_on(hand)
    expect(hand.page.locator(".meeting h2")).to_have_text("Not decided yet")
    hand.go_on("What stands in the way")
    hand.go_on("We change the text")


def meet_objection(hand: Fingers) -> None:
    """The second change is, and everyone can live with it."""
    hand.write("What exactly is proposed?", "A bench at the corner, two metres from the wall.")
    hand.write("How was its need met?", "Two metres are wider than any pram.")
    hand.say("eva", "consent")
    hand.go_on()
    expect(hand.page.locator(".news")).to_contain_text("Two metres are wider than any pram.")
    for _ in range(3):
        hand.go_on()
    speak_and_go_on(hand)
    hand.go_on("It is decided")


@pytest.mark.long
def test_an_objection_of_an_earlier_evening_is_met(browser: Browser, tmp_path: Path) -> None:
    """What remains keeps the decision away and leads back to the text; once nothing does, all of it is sound."""
    before, day = left_for_another_day(), date.fromisoformat(DAY)
    assert build_site(movement_from(tree_of(before)), day, tmp_path / "site").is_sound
    with serve_folder(tmp_path / "site", port=0) as address:
        page = open_phone(browser)
        hand = take_up_objection(page, address)
        leave_something_open(hand)
        meet_objection(hand)
        added = list_made_records(hand)
        page.context.close()
    assert spots(check_files({**before, **added}, day)) == spots(check_files(before, day))
    movement = movement_from(tree_of({**before, **added}))
    folder = movement.proposals["bench"]
    state = objection_on(movement, folder.objections["prams"], day)
    decided = decision_on(movement, "bench", day)
    assert state is not None
    assert state.resolution is not None
    assert (state.stage, state.resolution.version, "prams" in folder.versions[3].integrates) == ("resolved", 3, True)
    assert decided is not None
    assert decided.in_force
