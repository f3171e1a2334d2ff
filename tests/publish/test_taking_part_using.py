"""Everybody can use the forms: on a phone, with the keyboard alone, one phone for a whole circle."""

from __future__ import annotations

from hashlib import sha256

import pytest
from playwright.sync_api import Page, Route, expect

from nstgov.store.strict_yaml import read_yaml
from tests.publish.conftest import BuiltSite
from tests.publish.everybody import can_be_read
from tests.publish.forms import fill, id_of, made, open_form
from tests.record import TODAY, check_files, example_record, spots


@pytest.mark.long
def test_a_voice_can_be_given_with_the_keyboard_alone(phone: Page, site: BuiltSite) -> None:
    """With Tab, arrows and typing one reaches every choice, and what is missing leads to its field."""
    open_form(phone, site.address, "voice", "circle=rope-walk&proposal=heat-refuge&person=otto-virtanen")
    phone.get_by_role("link", name="What do you say?").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Who carries the chairs?")
    phone.keyboard.press("Tab")
    assert made(phone).missing == ()
    assert read_yaml(made(phone).text).value["voices"] == {
        "otto-virtanen": {"says": "consent", "concern": "Who carries the chairs?"}
    }


def test_a_form_asks_one_thing_after_the_other(phone: Page, site: BuiltSite) -> None:
    """Opened without anything chosen, a form asks first for what all else hangs on, and then shows the rest."""
    phone.goto(f"{site.address}take-part/voice/?says=concern")
    phone.locator("#" + id_of(":circle")).select_option("rope-walk")
    phone.locator("#" + id_of(":proposal")).select_option("heat-refuge")
    phone.locator("#" + id_of(":person")).select_option("otto-virtanen")
    expect(phone.get_by_label("… and I have a worry")).to_be_checked()
    phone.get_by_label("Which worry?").fill("Who carries the chairs?")
    assert made(phone).missing == ()
    assert read_yaml(made(phone).text).value["voices"]["otto-virtanen"]["concern"] == "Who carries the chairs?"


@pytest.mark.long
def test_a_round_goes_around_with_one_phone(phone: Page, site: BuiltSite) -> None:
    """Each one answers alone and hides it; only when all were asked does it show, and then it stands in the record."""
    open_form(phone, site.address, "round", "circle=old-harbour&proposal=night-bus")
    phone.get_by_role("button", name="Pass the phone around").click()
    phone.get_by_role("button", name="I am Chidi Eze").click()
    phone.get_by_label("I can't live with this yet").last.check()
    phone.get_by_label("Why not yet? (Chidi Eze)").last.fill("The last boat comes at midnight.")
    phone.get_by_role("button", name="Done; hide what I said").click()
    expect(phone.locator("dialog")).not_to_contain_text("midnight")
    while phone.get_by_role("button", name="is not here").count():
        phone.get_by_role("button", name="is not here").click()
    phone.get_by_role("button", name="Show what everyone said").click()
    expect(phone.locator("dialog")).to_contain_text("The last boat comes at midnight.")
    phone.get_by_role("button", name="Write it into the form").click()
    said = read_yaml(made(phone).text).value["voices"]
    assert said["chidi-eze"] == {"says": "object", "because": "The last boat comes at midnight."}
    assert said["maja-horvat"] == "absent"


@pytest.mark.long
def test_nominations_go_around_with_one_phone(phone: Page, site: BuiltSite) -> None:
    """Everyone writes whom they nominate and why before anybody sees another's; then all stand in the record."""
    open_form(phone, site.address, "election", "circle=old-harbour&role=secretary")
    phone.get_by_role("button", name="Pass the phone around").first.click()
    for _ in range(6):
        phone.get_by_role("button", name="I am ").click()
        expect(phone.locator("dialog")).not_to_contain_text("She listens")
        phone.get_by_label("Whom?").select_option("maja-horvat")
        phone.locator("dialog textarea").fill("She listens until the end.")
        phone.get_by_role("button", name="Done; hide what I said").click()
    phone.get_by_role("button", name="Show what everyone said").click()
    expect(phone.locator("dialog")).to_contain_text("Read the reasons aloud.")
    phone.get_by_role("button", name="Write it into the form").click()
    said = read_yaml(made(phone).text).value["nominations"]
    assert len(said) == 6
    assert said["chidi-eze"] == {"for": "maja-horvat", "because": "She listens until the end."}


@pytest.mark.long
def test_everybody_can_use_one_phone(phone: Page, site: BuiltSite) -> None:
    """axe-core finds nothing while the phone goes around, at 375 px."""
    open_form(phone, site.address, "round", "circle=old-harbour&proposal=night-bus")
    phone.get_by_role("button", name="Pass the phone around").click()
    phone.get_by_role("button", name="I am Chidi Eze").click()
    can_be_read(phone)


@pytest.mark.long
def test_it_is_told_beside_the_field_what_is_wrong(phone: Page, site: BuiltSite) -> None:
    """Each thing that goes wrong is told in words beside its field, and the record cannot be sent before."""
    open_form(phone, site.address, "propose", "circle=rope-walk")
    wrong = {
        "text": ("TBD", "These words only fill the line."),
        "sunset": ("2031-01-01", "Choose a last day within"),
        "review": ("2032-01-01", "Choose a day on which it still holds"),
        "title": ("x" * 400, "This is too long."),
        ":new-proposal": ("Not An Id", "small letters and digits"),
        "discussion": ("javascript:alert(1)", "This should be an address that begins with https://"),
    }
    fill(phone, {way: words for way, (words, _) in wrong.items()})
    phone.locator("#" + id_of("need")).focus()
    for way, (_, says) in wrong.items():
        expect(phone.locator(f"#{id_of(way)}-fault")).to_contain_text(says)
    fill(phone, {":new-proposal": "street-trees", "authors": ["Carla Santos", "Hugo Martens"]})
    expect(phone.locator(f"#{id_of('authors')}-fault")).to_contain_text("4 are needed; so far there are 2.")
    expect(phone.get_by_role("button", name="Copy the text")).to_have_count(0)


@pytest.mark.long
def test_in_a_large_movement_one_names_ones_circle(phone: Page, site: BuiltSite) -> None:
    """Where there are very many circles no list of them is loaded: one names one's own, and goes on as ever."""
    asked: list[str] = []

    def large(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "circles": 100_000})

    phone.route("**/take-part/data/index.json", large)
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{site.address}take-part/voice/?proposal=heat-refuge&person=otto-virtanen&says=consent")
    phone.locator("#" + id_of(":circle")).fill("rope-walk")
    phone.keyboard.press("Tab")
    phone.wait_for_selector("#made")
    assert made(phone).missing == ()
    phone.goto(f"{site.address}take-part/circle/")
    phone.locator("#" + id_of(":parent")).fill("old-harbour")
    phone.keyboard.press("Tab")
    expect(phone.locator("#made-path")).to_contain_text("circles/old-harbour/")
    phone.unroute("**/take-part/data/index.json")
    assert not any(url.endswith("circles.json") for url in asked)


def test_another_circle_has_other_proposals(phone: Page, site: BuiltSite) -> None:
    """Whoever turns to another circle chooses a proposal of that one; what was chosen before is not taken along."""
    open_form(phone, site.address, "voice", "circle=rope-walk&proposal=heat-refuge&person=otto-virtanen&says=consent")
    phone.locator("#" + id_of(":circle")).select_option("old-harbour")
    phone.locator("#" + id_of(":proposal")).select_option("night-bus")
    phone.locator("#" + id_of(":person")).select_option("maja-horvat")
    assert made(phone).path == f"proposals/night-bus/rounds/{TODAY}.old-harbour.maja-horvat.yml"
    assert (
        read_yaml(made(phone).text).value["sha256"]
        == sha256(example_record()["proposals/night-bus/v1.yml"].encode()).hexdigest()
    )


@pytest.mark.long
def test_nothing_that_was_written_is_lost(phone: Page, site: BuiltSite) -> None:
    """What somebody wrote stays while rows and people are added to the form."""
    open_form(phone, site.address, "review", "circle=three-bridges&decision=street-trees")
    fill(phone, {"helped": "Ninety-three are green.", "readings.0.found": "93 of 100", "result": "keep"})
    phone.locator("#" + id_of("readings")).get_by_role("button", name="Add one more").click()
    fill(phone, {"readings.3.of": "benches", "readings.3.found": "four"})
    phone.locator("#" + id_of("voices.kwame-mensah.says")).select_option("absent")
    said = read_yaml(made(phone).text).value
    assert said["helped"] == "Ninety-three are green."
    assert [reading["found"] for reading in said["readings"]] == ["93 of 100", "four"]
    assert said["result"] == "keep"
    assert said["voices"] == {"kwame-mensah": "absent"}


@pytest.mark.long
def test_a_picnic_takes_a_few_taps(phone: Page, site: BuiltSite) -> None:
    """A small proposal: a title, four short texts, four ticks; days and the rest stand there or are one tap away."""
    open_form(phone, site.address, "propose", "circle=rope-walk")
    words = {
        "title": "Picnic on Sunday",
        "need": "We have not sat together since the harvest.",
        "reasons": "The weather holds, and there is shade under the limes.",
        "text": "On Sunday at noon we eat together under the limes; everybody brings something.",
    }
    fill(phone, words)
    phone.get_by_role("button", name="in a month").first.click()
    phone.get_by_role("button", name="how many took part").click()
    phone.get_by_role("button", name="We see nobody whom it hurts").click()
    fill(phone, {"authors": ["Carla Santos", "Hugo Martens", "Otto Virtanen", "Salma Rahman"]})
    path, text, missing = made(phone)
    assert missing == ()
    assert path == "proposals/picnic-on-sunday/v1.yml"
    assert (read_yaml(text).value["sunset"], read_yaml(text).value["review"]) == ("2026-12-23", "2026-12-08")
    assert spots(check_files({**example_record(), path: text})) == spots(check_files(example_record()))


def test_the_first_press_of_a_button_counts(phone: Page, site: BuiltSite) -> None:
    """A finger or the Tab key that comes straight from a field finds the button still there, and it does its work."""
    open_form(phone, site.address, "asks", "circle=rope-walk")
    phone.locator("#" + id_of("for")).fill("Somebody who can mend a roof.")
    button = phone.get_by_role("button", name="Copy the text")
    button.scroll_into_view_if_needed()
    phone.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    spot = button.bounding_box()
    assert spot is not None
    phone.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
    assert phone.evaluate("window.copied") == made(phone).text
    phone.locator("#" + id_of("for")).fill("Somebody who can mend a roof, and a ladder.")
    while phone.evaluate("document.activeElement.textContent") != "Copy the text":
        phone.keyboard.press("Tab")
        assert phone.evaluate("document.activeElement !== document.body")
    phone.keyboard.press("Enter")
    assert "and a ladder." in phone.evaluate("window.copied")


def test_whoever_stands_with_an_idea_needs_no_reason(phone: Page, site: BuiltSite) -> None:
    """The file says at least who wrote it, so it is never empty, and it passes the check."""
    open_form(
        phone, site.address, "stand-with", "circle=tide-house&idea=proposals/bench-at-the-ferry&person=sarah-levi"
    )
    path, text, missing = made(phone)
    assert missing == ()
    assert spots(check_files({**example_record(), path: text})) == spots(check_files(example_record()))
