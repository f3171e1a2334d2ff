"""How a record that a form made goes on its way, and what the page is without a script."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from nstgov.author.letterbox import Letter, read_letters
from nstgov.publish.taking_part.forges import describe_forge
from tests.publish.acts_filled import CASES
from tests.publish.conftest import PHONE, BuiltSite
from tests.publish.forms import fill, made, open_form
from tests.record import example_record

HOSTILE_FORMS = (
    ("round", "circle=rope-walk&proposal=heat-refuge"),
    ("new-version", "circle=rope-walk&proposal=heat-refuge"),
    ("review", "circle=three-bridges&decision=street-trees"),
    ("election", "circle=tide-house"),
)


@pytest.mark.long
def test_the_forge_opens_with_everything_filled_in(phone: Page, three_languages: BuiltSite) -> None:
    """Where the record lies at GitHub, one button leads to its new-file page with the path and the very text."""
    case = next(case for case in CASES if case.act == "voice")
    open_form(phone, three_languages.address, case.act, case.query)
    link = phone.get_by_role("link", name="Put it on record at GitHub")
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.netloc, address.path) == ("github.com", "/v/r/new/main")
    path, text, _ = made(phone)
    assert parse_qs(address.query) == {"filename": [path], "value": [text]}
    assert "noopener" in (link.get_attribute("rel") or "")


@pytest.mark.long
def test_what_is_too_long_for_an_address_is_copied(phone: Page, three_languages: BuiltSite) -> None:
    """A record whose address would have more than 8,000 bytes is pasted into the forge's form, which the page opens."""
    case = next(case for case in CASES if case.act == "propose")
    open_form(phone, three_languages.address, case.act, case.query)
    fill(phone, case.fills)
    expect(phone.get_by_role("link", name="Put it on record at GitHub")).to_be_visible()
    fill(phone, {"text": "Schöne Bäume. " * 600})
    expect(phone.get_by_role("link", name="Put it on record at GitHub")).to_have_count(0)
    expect(phone.locator(".result")).to_contain_text("copy and paste")
    expect(phone.get_by_role("link", name="Copy all of it, and open the form to paste it into")).to_have_attribute(
        "href", re.compile(r"^https://github\.com/v/r/issues/new\?template=nstgov-records\.yml&title=[^&]*$")
    )


def test_before_anything_is_sent_it_says_that_everyone_reads_it(phone: Page, site: BuiltSite) -> None:
    """Beside the ways to send stands that everyone can read it and that it stays; and nothing is sent by itself."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    case = next(case for case in CASES if case.act == "voice")
    open_form(phone, site.address, case.act, case.query)
    expect(phone.locator(".result .public")).to_contain_text("Everyone can read this, and it stays.")
    assert any(f"/take-part/{case.act}/" in one for one in asked)
    assert [one for one in asked if not one.startswith(f"GET {site.address}")] == []


@pytest.mark.long
def test_without_a_script_the_template_is_on_screen(browser: Browser, site: BuiltSite) -> None:
    """With JavaScript off, each page shows the record's template and where the file goes."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    for case in CASES:
        page.goto(f"{site.address}take-part/{case.act}/")
        expect(page.locator(".by-hand pre")).to_be_visible()
        expect(page.locator(".by-hand figcaption")).to_contain_text(".yml")
    context.close()


def test_only_these_pages_ask_for_the_scripts(site: BuiltSite) -> None:
    """The scripts lie with the site, and only the pages of taking part ask for them."""
    assert 'src="../../assets/take-part.js"' in site.page("take-part/round")
    assert "take-part.js" not in site.page("proposals/heat-refuge")
    assert Path(site.folder / "assets/take-part/yaml.js").is_file()


@pytest.mark.long
def test_it_can_be_sent_to_the_circle_as_text(browser: Browser, site: BuiltSite) -> None:
    """On a phone that can share, the record goes on as readable text; elsewhere it is copied, and that is told."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script("navigator.share = async (given) => { window.handed = given; }")
    page = context.new_page()
    open_form(page, site.address, "voice", "circle=rope-walk&proposal=heat-refuge&person=otto-virtanen&says=consent")
    page.get_by_role("button", name="Send to our circle").click()
    path, text, _ = made(page)
    assert read_letters(page.evaluate("window.handed.text")) == (Letter(path, text),)
    page.goto(f"{site.address}circles/rope-walk/")
    page.get_by_role("button", name="Send to our circle").click()
    handed = page.evaluate("window.handed.text")
    assert "A cool room for hot days" in handed
    assert f"{site.address}circles/rope-walk/" in handed
    context.close()


def test_a_file_at_hand_is_held_against_the_record(phone: Page, site: BuiltSite) -> None:
    """Choosing the proposal's file works out its SHA-256 here, and tells whether it is the text on record."""
    open_form(phone, site.address, "voice", "circle=rope-walk&proposal=heat-refuge&person=otto-virtanen")
    phone.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    choose = phone.get_by_label("Work it out from a file")
    told = example_record()["proposals/heat-refuge/v1.yml"].encode()
    choose.set_input_files({"name": "v1.yml", "mimeType": "text/yaml", "buffer": told})
    expect(phone.locator("#form")).to_contain_text("This agrees with the file you chose.")
    choose.set_input_files({"name": "v1.yml", "mimeType": "text/yaml", "buffer": told + b"\n"})
    expect(phone.locator("#form")).to_contain_text("The file you chose is another text")


@pytest.mark.long
def test_names_from_the_record_run_nothing(browser: Browser, hostile_site: BuiltSite) -> None:
    """In a movement whose every text tries to run something, the forms show these texts and nothing of them runs."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("console", lambda message: said.append(message.text))
    for act, query in HOSTILE_FORMS:
        open_form(page, hostile_site.address, act, query)
        assert page.locator("#form script, #form img, #form iframe, #form svg").count() == 0
    assert said == []
    context.close()


@pytest.mark.long
def test_a_form_in_another_language_makes_the_same_record(phone: Page, three_languages: BuiltSite) -> None:
    """From right to left too, a form finds the data at the site's root and makes the very same file."""
    case = next(case for case in CASES if case.act == "voice")
    open_form(phone, three_languages.address, case.act, case.query)
    in_english = made(phone)
    open_form(phone, f"{three_languages.address}ar/", case.act, case.query)
    assert phone.locator("#form").evaluate("it => getComputedStyle(it).direction") == "rtl"
    assert made(phone) == in_english
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.long
@pytest.mark.parametrize(
    ("repository", "button", "place", "filled_in"),
    [
        (
            "https://codeberg.org/v/r",
            "Put it on record at the forge",
            "/v/r/_new/main/{folder}/",
            ("filename", "value"),
        ),
        ("https://gitlab.com/v/r", "Open the page for a new file at GitLab", "/v/r/-/new/main", ("file_name",)),
        ("https://git.example.org/v/r", "Open the public record", "/v/r", ()),
    ],
)
def test_each_forge_gets_what_it_takes(
    phone: Page, site: BuiltSite, repository: str, button: str, place: str, filled_in: tuple[str, ...]
) -> None:
    """Forgejo's page is filled in whole, GitLab's with the name alone, and any other forge by copy and paste."""

    def elsewhere(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "forge": describe_forge(repository)})

    case = next(case for case in CASES if case.act == "voice")
    phone.route("**/take-part/data/index.json", elsewhere)
    open_form(phone, site.address, case.act, case.query)
    phone.unroute("**/take-part/data/index.json")
    path, text, _ = made(phone)
    address = urlsplit(phone.get_by_role("link", name=button).get_attribute("href") or "")
    folder, _, name = path.rpartition("/")
    known = {"filename": [name], "value": [text], "file_name": [path]}
    assert address.path == place.format(folder=folder)
    assert parse_qs(address.query) == {key: known[key] for key in filled_in}
    assert phone.get_by_role("button", name="Copy the text").is_visible()
