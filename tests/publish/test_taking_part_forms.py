"""Taking part in a real browser: what the forms make, the judge takes, whatever people write into them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, ViewportSize, expect

from nstgov.publish.building import build
from nstgov.publish.serving import serving
from nstgov.store.screen import decoded, hidden_in
from nstgov.store.strict_yaml import read
from tests.publish.acts_filled import CASES, Case
from tests.publish.conftest import BuiltSite
from tests.publish.forms import fill, id_of, made, open_form
from tests.record import TODAY, check_files, example_record, movement_from, spots, tree_of

PHONE: ViewportSize = {"width": 375, "height": 800}
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12)  # noqa: DTZ001 - the reader's own day
HOSTILE_LINE = "\"><img src=x onerror=window.ran=1> ': - # {[&*!|>%@`]} \u202e\u200b e\u0301 صباح 🌱 --- \\ \\x00"
HOSTILE_TEXT = (
    "--- # : no\n<<<<<<< HEAD\n  'indented' \"quoted\"   \n\t- tab\n\n# heading: yes\n"
    "</script><script>window.ran=1</script>\n| > & * ! % @ `\u0085next\u2028line\r\nwindows \u202eback\u202c e\u0301 "
    "👩‍👩‍👧 مرحبا \\n \\\\ ...\n>>>>>>> main\n..."
)
"""What no reader may misread, and no page run."""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone on the day on which the story of the worked example stands."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    yield page
    context.close()


@pytest.fixture(scope="module")
def at_github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of the worked example, if its record lay at GitHub."""
    folder = tmp_path_factory.mktemp("at-github")
    settings_ = example_record()["nstgov.yml"].replace("https://example.org/aldermere.git", "https://github.com/v/r")
    movement = movement_from(tree_of({**example_record(), "nstgov.yml": settings_}))
    with serving(folder, port=0) as address:
        yield BuiltSite(folder, build(movement, TODAY, folder, address=address), address)


def _added(path: str, text: str, case: Case) -> set[tuple[str, str, int]]:
    """What the judge finds once the record lies in the worked example, and did not find before."""
    return spots(check_files({**example_record(), **case.also, path: text})) - _before()


@cache
def _before() -> set[tuple[str, str, int]]:
    return spots(check_files(example_record()))


@pytest.mark.parametrize("case", CASES, ids=[case.act for case in CASES])
def test_what_a_form_makes_the_judge_takes(phone: Page, site: BuiltSite, case: Case) -> None:
    """Filled in as a circle would, every form makes a record in which the judge finds nothing at all."""
    open_form(phone, site.address, case.act, case.query)
    fill(phone, case.fills)
    path, text, missing = made(phone)
    assert missing == ()
    assert _added(path, text, case) == set(), text


@pytest.mark.parametrize("case", CASES, ids=[case.act for case in CASES])
def test_hostile_words_stay_words(phone: Page, site: BuiltSite, case: Case) -> None:
    """Whatever is written into the fields stands in the record as it was meant; nothing is misread, nothing runs."""
    open_form(phone, site.address, case.act, case.query)
    fill(phone, case.fills)
    expected = dict(_with_hostile_words(phone, case))
    path, text, _ = made(phone)
    assert decoded(text.encode())[1] == []
    reading = read(text)
    assert reading.flaws == []
    for way, words in expected.items():
        assert _at(reading.value, way) == words
    assert [spot for spot in _added(path, text, case) if spot[0].startswith("Y")] == [], text
    assert phone.evaluate("window.ran") is None


def _with_hostile_words(page: Page, case: Case) -> Iterator[tuple[str, Any]]:
    """Write hostile words into every text of the form; what the record should then say, by way."""
    for way in case.fills:
        control = page.locator("#" + id_of(way))
        kind = control.evaluate("it => it.tagName")
        if kind == "TEXTAREA":
            control.fill(HOSTILE_TEXT)
            yield way, _lines(HOSTILE_TEXT) if way == "judged_by" else _meant(HOSTILE_TEXT) + "\n"
        elif way in ("title", "name", "place", "invites.0.name"):
            control.fill(HOSTILE_LINE)
            yield way, _meant(HOSTILE_LINE)


def _meant(text: str) -> str:
    """A text without what cannot be seen, composed, with plain line ends and no blanks at their ends."""
    plain = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or not hidden_in(sign) or sign == "\t")
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", plain).split("\n")).strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _meant(text).split("\n") if line.strip()]


def _at(value: Any, way: str) -> Any:
    if way.startswith("voices."):
        return value["voices"][way.split(".")[1]][way.split(".")[2]]
    for key in way.split("."):
        value = value[int(key)] if key.isdigit() else value[key]
    return value


MADE_OF = """async ([address, texts]) => {
    const { yamlOf } = await import(address + "assets/take-part/yaml.js");
    const inner = new Map(texts.map((text, at) => ["k" + at, text]));
    const names = new Map(texts.filter((text) => text.length < 300).map((text) => [text, "x"]));
    const all = [["list", texts], ["map", inner], ["maps", [inner]], ["by name", names]];
    return yamlOf(new Map(all.filter(([, value]) => value.length || value.size)));
}"""


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"[ \n:#'\"|>\-a\\]{0,9}"),
        min_size=1,
        max_size=12,
    )
)
def test_any_text_comes_back_as_it_was(phone: Page, site: BuiltSite, texts: list[str]) -> None:
    """Whatever a text is, the strict reader reads it back from the YAML of the forms: as value, in lists, in maps."""
    if "take-part/round" not in phone.url:
        open_form(phone, site.address, "round")
    yaml = phone.evaluate(MADE_OF, [site.address, texts])
    reading = read(yaml)
    numbered = {f"k{at}": text for at, text in enumerate(texts)}
    assert reading.flaws == []
    assert reading.value["list"] == texts
    assert reading.value["map"] == numbered
    assert reading.value["maps"] == [numbered]
    assert set(reading.value.get("by name", {})) == {text for text in texts if len(text.encode("utf-16-le")) // 2 < 300}


def test_what_cannot_be_seen_is_left_out(phone: Page, site: BuiltSite) -> None:
    """The form leaves out just those signs that the judge would find hidden in a file: all of Unicode is compared."""
    open_form(phone, site.address, "round")
    left_out = phone.evaluate(
        """async (address) => {
            const { clean } = await import(address + "assets/take-part/yaml.js");
            const found = [];
            for (let code = 0; code <= 0x10ffff; code += 1) {
                if (code < 0xd800 || code > 0xdfff) {
                    if (!clean("a" + String.fromCodePoint(code) + "b").replace(/^a|b$/g, "")) found.push(code);
                }
            }
            return found;
        }""",
        site.address,
    )
    hidden = {code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF and hidden_in(chr(code))}
    assert set(left_out) == hidden - {0x0D}


def test_the_forge_opens_with_everything_filled_in(phone: Page, at_github: BuiltSite) -> None:
    """Where the record lies at GitHub, one button leads to its new-file page with the path and the very text."""
    case = next(case for case in CASES if case.act == "voice")
    open_form(phone, at_github.address, case.act, case.query)
    link = phone.get_by_role("link", name="Put it on record at GitHub")
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.netloc, address.path) == ("github.com", "/v/r/new/main")
    path, text, _ = made(phone)
    assert parse_qs(address.query) == {"filename": [path], "value": [text]}
    assert "noopener" in (link.get_attribute("rel") or "")


def test_what_is_too_long_for_an_address_is_copied(phone: Page, at_github: BuiltSite) -> None:
    """A record whose address would have more than 8,000 bytes goes by copy and paste, and the page says how."""
    case = next(case for case in CASES if case.act == "propose")
    open_form(phone, at_github.address, case.act, case.query)
    fill(phone, case.fills)
    expect(phone.get_by_role("link", name="Put it on record at GitHub")).to_be_visible()
    fill(phone, {"text": "Schöne Bäume. " * 600})
    expect(phone.get_by_role("link", name="Put it on record at GitHub")).to_have_count(0)
    expect(phone.locator(".result")).to_contain_text("copy and paste")
    expect(phone.get_by_role("link", name="Open the public record")).to_have_attribute(
        "href", "https://github.com/v/r/new/main"
    )


def test_before_anything_is_sent_it_says_that_everyone_reads_it(phone: Page, site: BuiltSite) -> None:
    """Beside the ways to send stands that everyone can read it and that it stays; and nothing is sent by itself."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    case = next(case for case in CASES if case.act == "voice")
    open_form(phone, site.address, case.act, case.query)
    expect(phone.locator(".result .public")).to_contain_text("Everyone can read this, and it stays.")
    assert [one for one in asked if not one.startswith(f"GET {site.address}")] == []


def test_without_a_script_the_template_is_on_screen(browser: Browser, site: BuiltSite) -> None:
    """With JavaScript off, each page shows the record's template and where the file goes."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    for case in CASES:
        page.goto(f"{site.address}take-part/{case.act}/")
        expect(page.locator(".by-hand pre")).to_be_visible()
        expect(page.locator(".by-hand figcaption")).to_contain_text(".yml")
    context.close()


@pytest.mark.parametrize("case", CASES, ids=[case.act for case in CASES])
def test_everybody_can_use_the_forms(phone: Page, site: BuiltSite, case: Case) -> None:
    """axe-core finds nothing on any form at 375 px, all of it unfolded; and nothing is wider than the screen."""
    open_form(phone, site.address, case.act, case.query)
    phone.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    found = Axe().run(phone, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(it["id"], it["nodes"][0]["html"][:200]) for it in found] == []
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_voice_can_be_given_with_the_keyboard_alone(phone: Page, site: BuiltSite) -> None:
    """With Tab, arrows and typing one reaches every choice, and what is missing leads to its field."""
    open_form(phone, site.address, "voice", "circle=rope-walk&proposal=heat-refuge&person=otto-virtanen")
    phone.get_by_role("link", name="What does each one say?").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Who carries the chairs?")
    phone.keyboard.press("Tab")
    assert made(phone).missing == ()
    assert read(made(phone).text).value["voices"] == {
        "otto-virtanen": {"says": "consent", "concern": "Who carries the chairs?"}
    }


def test_the_template_can_be_copied_to_a_file_that_a_person_may_fill_in(site: BuiltSite) -> None:
    """The scripts lie beside the pages, and only on these pages are they asked for."""
    assert 'src="../../assets/take-part.js"' in site.page("take-part/round")
    assert "take-part.js" not in site.page("proposals/heat-refuge")
    assert Path(site.folder / "assets/take-part/yaml.js").is_file()
