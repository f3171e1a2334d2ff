"""A circle decides in one evening, and nobody in it knows git."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from nstgov.author.editor_schemas import name_schema
from nstgov.lifecycle import decision_on, objection_on
from nstgov.publish.building import build_site
from nstgov.publish.server import serve_folder
from nstgov.store.tree import read_folder
from tests.commands import Nst, committed, git_in
from tests.desk.conftest import StartDesk
from tests.desk.desking import lay_out_movement
from tests.desk.evening import (
    DAY,
    EXPECTED,
    FIVE,
    IDS,
    NOON,
    Fingers,
    begin_proposal,
    found_circle,
    live_through_evening,
    open_phone,
)
from tests.publish.everybody import can_be_read
from tests.record import TODAY, check_files, example_record, movement_from, spots, tree_of

MOST_TAPS = 110
"""Taps of an evening of six people, two rounds, a decision, an election and a newcomer; typing left out."""


@pytest.mark.long
def test_an_evening_at_the_desk_ends_as_one_change(
    browser: Browser, start_desk: StartDesk, movement: Path, nst: Nst
) -> None:
    """By touch at 375 px: founded, proposed, improved, decided, chosen, joined; saved, committed, shown."""
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
    assert_objection_met(movement)
    page.goto(f"{desk.address}decisions/a-bench-at-the-corner/")
    expect(page.get_by_role("heading", name="A bench at the corner")).to_be_visible(timeout=60_000)
    page.context.close()
    assert hand.taps <= MOST_TAPS


def assert_objection_met(root: Path) -> None:
    """What Eli said in the round is an objection of its own, which the second version names, and Eli calls met."""
    movement = movement_from(read_folder(root))
    folder = movement.proposals["a-bench-at-the-corner"]
    objection = folder.objections["no-way-for-a-pram"]
    state = objection_on(movement, objection, date.fromisoformat(DAY))
    assert state is not None
    assert state.stage == "resolved"
    assert objection.versions[1].from_round == f"{DAY}.oak-street"
    assert folder.versions[2].integrates == ("no-way-for-a-pram",)
    decided = decision_on(movement, "a-bench-at-the-corner", date.fromisoformat(DAY))
    assert decided is not None
    assert decided.in_force
    for file in read_folder(root).files:
        if file.path.startswith(("circles/", "proposals/", "decisions/")):
            assert file.data.decode().startswith(name_schema(file.path)), file.path


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The static site of a movement in which nobody has begun yet, in three languages."""
    root = lay_out_movement(tmp_path_factory.mktemp("plain") / "movement")
    files = {file.path: file.data for file in read_folder(root).files}
    files["nstgov.yml"] = b"format: 1\ntitle: A beginning\nabout: We begin.\nlanguages: [en, es, ar]\n"
    place = tmp_path_factory.mktemp("plain-site")
    assert build_site(movement_from(tree_of(files)), date.fromisoformat(DAY), place).is_sound
    with serve_folder(place, port=0) as address:
        yield address


@pytest.mark.long
def test_an_evening_on_the_site_ends_as_one_text_that_is_taken(
    browser: Browser, plain_site: str, movement: Path, nst: Nst, tmp_path: Path
) -> None:
    """The same without a desk: one text, as a mail carries it, is put on record by `nstgov take`, and is clean."""
    page = open_phone(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    hand = live_through_evening(page, plain_site)
    bundle = page.locator("#bundle").text_content() or ""
    with page.expect_download() as kept:
        hand.tap(page.get_by_role("link", name="Keep it as a file"))
    assert kept.value.path().read_text(encoding="utf-8") == bundle
    page.context.close()
    assert [one for one in asked if not one.startswith((f"GET {plain_site}", "GET blob:"))] == []
    letter = tmp_path / "letter.txt"
    quoted = "".join(f"> {line}\n" for line in bundle.splitlines())
    letter.write_text(f"Hello Chi,\nthis was our evening:\n\n{quoted}\nGreetings, Ana\n", encoding="utf-8")
    done = nst("take", letter, "--as-of", DAY, cwd=movement)
    assert done.code == 0, done.text
    assert {file.path for file in read_folder(movement).files} - {"nstgov.yml", "ground-rules/1.yml"} == EXPECTED
    assert nst("check", "--as-of", DAY, cwd=movement).code == 0
    assert_objection_met(movement)
    assert hand.taps <= MOST_TAPS


@pytest.mark.long
def test_an_evening_that_is_interrupted_goes_on_where_it_was(browser: Browser, plain_site: str) -> None:
    """Closed in the middle of a round, or of an objection, it stands there again, with every word that was said."""
    page = open_phone(browser)
    page.goto(f"{plain_site}take-part/meeting/")
    hand = Fingers(page)
    found_circle(hand)
    begin_proposal(hand)
    hand.say("ben-okafor", "object", "A pram does not pass.")
    again = page.context.new_page()
    page.close()
    again.clock.set_fixed_time(NOON)
    again.goto(f"{plain_site}take-part/meeting/")
    expect(again.get_by_text("You are where you were.")).to_be_visible()
    expect(again.locator(".meeting h2")).to_have_text("Can you live with it?")
    row = again.locator('.voice[data-person="ben-okafor"]')
    expect(row.locator("textarea")).to_have_value("A pram does not pass.")
    hand = Fingers(again)
    for person in (one for one in IDS if one != "ben-okafor"):
        hand.say(person, "consent")
    hand.go_on()
    hand.write("Title", "No way for a pram")
    again.reload()
    expect(again.get_by_label("Title")).to_have_value("No way for a pram")
    expect(again.get_by_label("What are the reasons?")).to_have_value("A pram does not pass.")
    again.on("dialog", lambda asked: asked.accept())
    again.get_by_role("button", name="Begin a new meeting").tap()
    expect(again.locator(".meeting h2")).to_have_text("Which circle meets?")
    again.reload()
    expect(again.locator(".meeting h2")).to_have_text("Which circle meets?")
    again.context.close()


@pytest.mark.long
def test_where_nothing_can_be_kept_it_is_told_and_the_evening_goes_on(browser: Browser, plain_site: str) -> None:
    """A private window or a full store: the page says not to close it, and leads on."""
    page = open_phone(browser)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    page.goto(f"{plain_site}take-part/meeting/")
    hand = Fingers(page)
    expect(page.get_by_text("do not close this page")).to_be_visible()
    found_circle(hand)
    expect(page.locator(".meeting h2")).to_have_text("What comes next?")
    page.context.close()


@pytest.mark.long
def test_one_phone_goes_around_and_shows_what_is_spoken_about(browser: Browser, plain_site: str) -> None:
    """Each one answers alone, with the text before their eyes, and nobody's word shows before all were asked."""
    page = open_phone(browser)
    page.goto(f"{plain_site}take-part/meeting/")
    hand = Fingers(page)
    found_circle(hand)
    begin_proposal(hand)
    hand.press("Pass the phone around")
    for number, name in enumerate(FIVE):
        hand.press(f"I am {name}")
        dialog = page.locator("dialog")
        expect(dialog).to_contain_text("A bench of oak stands at the corner")
        hand.tap(dialog.locator(".said-object" if number == 1 else ".said-consent"))
        if number == 1:
            dialog.locator("input.control, textarea").fill("A pram does not pass.")
        hand.press("Done; hide what I said")
        expect(dialog).not_to_contain_text("A pram")
    hand.press("Show what everyone said")
    expect(page.locator("dialog")).to_contain_text("A pram does not pass.")
    hand.press("Write it into the form")
    hand.go_on()
    expect(page.locator(".meeting h2")).to_have_text("What stands in the way")
    hand.press("We leave it for another day")
    expect(page.locator(".meeting [role=alert]")).to_contain_text("Ben Okafor: Why is it important?")
    hand.press("The sentence in the round is enough")
    hand.go_on("We leave it for another day")
    hand.press("We look back, and end")
    hand.go_on()
    expect(page.locator("#bundle")).to_contain_text("A pram does not pass.")
    assert "/objections/" not in (page.locator("#bundle").text_content() or "")
    page.context.close()


@pytest.mark.long
def test_a_text_that_was_spoken_about_stays_as_it_was(browser: Browser, plain_site: str) -> None:
    """Before anybody has spoken one can go back and write; afterwards the way back ends at the text, as it was read."""
    page = open_phone(browser)
    page.goto(f"{plain_site}take-part/meeting/")
    hand = Fingers(page)
    found_circle(hand)
    begin_proposal(hand)
    back = page.get_by_role("button", name="Back", exact=True)
    for _ in range(3):
        back.tap()
    expect(page.locator(".meeting h2")).to_have_text("A bench at the corner")
    expect(back).to_be_visible()
    for _ in range(3):
        hand.go_on()
    hand.say("ana-ruiz", "consent")
    for _ in range(3):
        back.tap()
    expect(page.locator(".meeting h2")).to_have_text("A bench at the corner")
    expect(back).to_have_count(0)
    page.context.close()


@pytest.mark.long
def test_another_window_on_a_wall_follows(browser: Browser, plain_site: str) -> None:
    """What is done on the table shows on the wall, in the same browser; the big view is the wall's own."""
    page = open_phone(browser)
    page.goto(f"{plain_site}take-part/meeting/")
    wall = page.context.new_page()
    wall.goto(f"{plain_site}take-part/meeting/")
    wall.get_by_role("button", name="Big view").tap()
    found_circle(Fingers(page))
    expect(wall.locator(".meeting h2")).to_have_text("What comes next?")
    expect(wall.locator("html")).to_have_class(re.compile(r"\bwall\b"))
    expect(page.locator("html")).not_to_have_class(re.compile(r"\bwall\b"))
    page.context.close()


@pytest.mark.long
@pytest.mark.parametrize("language", ["", "ar/"], ids=["en", "ar"])
def test_everybody_can_read_each_screen_of_a_meeting(browser: Browser, plain_site: str, language: str) -> None:
    """axe-core finds nothing on the first screens at 375 px, in light, in the dark and from right to left."""
    page = open_phone(browser)
    page.goto(f"{plain_site}{language}take-part/meeting/")
    expect(page.locator(".meeting h2")).to_be_visible()
    can_be_read(page)
    page.locator(".meeting button.quiet").first.tap()
    expect(page.locator(".meeting textarea").first).to_be_visible()
    can_be_read(page)
    page.emulate_media(color_scheme="dark")
    can_be_read(page, dark=True)
    page.context.close()


@pytest.mark.long
def test_a_wall_shows_it_large(browser: Browser, plain_site: str) -> None:
    """The big view has letters of twice the size, and nothing around; the same button ends it."""
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.goto(f"{plain_site}take-part/meeting/")
    size = "parseFloat(getComputedStyle(document.querySelector('.meeting h2')).fontSize)"
    expect(page.locator(".meeting h2")).to_be_visible()
    before = page.evaluate(size)
    page.get_by_role("button", name="Big view").click()
    assert page.evaluate(size) >= 2 * before
    expect(page.locator("header.top")).to_be_hidden()
    page.get_by_role("button", name="Clocks").click()
    page.get_by_role("button", name="Big view").click()
    assert page.evaluate(size) == before
    page.context.close()


@pytest.mark.long
def test_what_is_due_comes_first_and_is_taken_up(browser: Browser, tmp_path: Path) -> None:
    """A circle of the worked example finds its agenda, and a proposal on record is heard by its very bytes."""
    place = tmp_path / "site"
    assert build_site(movement_from(tree_of(example_record())), TODAY, place).is_sound
    with serve_folder(place, port=0) as address:
        page = open_phone(browser)
        page.clock.set_fixed_time(f"{TODAY}T12:00:00Z")
        page.goto(f"{address}take-part/meeting/?circle=rope-walk")
        hand = Fingers(page)
        expect(page.locator(".meeting select")).to_have_value("rope-walk")
        hand.go_on()
        if not page.get_by_label("Who writes down what is said?").input_value():
            hand.choose("Who writes down what is said?", "carla-santos")
        hand.go_on()
        expect(page.locator(".meeting h2")).to_have_text("What is due")
        for box in page.locator(".ticks input:checked").all():
            if "heat-refuge" not in (box.get_attribute("value") or ""):
                box.uncheck()
        hand.go_on()
        for _ in range(3):
            hand.go_on()
        people = [one.get_attribute("data-person") or "" for one in page.locator(".voice[data-person]").all()]
        for person in people:
            hand.say(person, "consent")
        hand.go_on()
        hand.press("Go on" if page.get_by_role("button", name="Go on", exact=True).count() else "It is decided")
        hand.press("We look back, and end")
        hand.go_on()
        made = page.locator(".records li").evaluate_all(
            "all => all.map(it => [...it.querySelectorAll('code')].map(code => code.textContent))"
        )
        page.context.close()
    added = dict(made)
    assert [path for path in added if path.startswith("proposals/heat-refuge/rounds/")]
    assert spots(check_files({**example_record(), **added})) == spots(check_files(example_record()))
