"""What the forms make, the judge takes, whatever people write into them: in a real browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from nstgov.store.byte_screen import decode_text, find_hidden_character
from nstgov.store.strict_yaml import read_yaml
from tests.publish.acts_filled import CASES, Case
from tests.publish.conftest import BuiltSite
from tests.publish.everybody import can_be_read
from tests.publish.forms import control_of, fill, made, open_form
from tests.record import check_files, example_record, spots

HOSTILE_LINE = "\"><img src=x onerror=window.ran=1> ': - # {[&*!|>%@`]} \u202e\u200b e\u0301 صباح 🌱 --- \\ \\x00"
HOSTILE_TEXT = (
    "--- # : no\n<<<<<<< HEAD\n  'indented' \"quoted\"   \n\t- tab\n\n# heading: yes\n"
    "</script><script>window.ran=1</script>\n| > & * ! % @ `\u0085next\u2028line\r\nwindows \u202eback\u202c e\u0301 "
    "👩‍👩‍👧 مرحبا \\n \\\\ ...\n>>>>>>> main\n..."
)
"""What no reader may misread, and no page run."""

OFTEN = ("propose", "round")
"""The acts that are filled in with hostile words whenever tests are run; the longer tests do so with all."""


def _added(path: str, text: str, case: Case) -> set[tuple[str, str, int]]:
    """What the judge finds once the record lies in the worked example, and did not find before."""
    return spots(check_files({**example_record(), **case.also, path: text})) - _before()


@cache
def _before() -> set[tuple[str, str, int]]:
    return spots(check_files(example_record()))


EVERY_WEEK = ("round", "voice", "propose", "joins")
"""The acts whose forms are filled in whenever tests are run; the longer tests fill in all others too."""


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.act, marks=() if case.act in EVERY_WEEK else pytest.mark.long) for case in CASES],
)
def test_what_a_form_makes_the_judge_takes(phone: Page, site: BuiltSite, case: Case) -> None:
    """Filled in as a circle would, every form makes a record in which the judge finds nothing; everybody can use it."""
    open_form(phone, site.address, case.act, case.query)
    can_be_read(phone)
    fill(phone, case.fills)
    path, text, missing = made(phone)
    assert missing == ()
    assert _added(path, text, case) == set(), text


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.act, marks=[] if case.act in OFTEN else pytest.mark.long) for case in CASES],
)
def test_hostile_words_stay_words(phone: Page, site: BuiltSite, case: Case) -> None:
    """Whatever is written into the fields stands in the record as it was meant; nothing is misread, nothing runs."""
    open_form(phone, site.address, case.act, case.query)
    fill(phone, case.fills)
    expected = dict(_with_hostile_words(phone, case))
    path, text, _ = made(phone)
    assert decode_text(text.encode())[1] == []
    reading = read_yaml(text)
    assert reading.flaws == []
    for way, words in expected.items():
        assert _at(reading.value, way) == words
    assert [spot for spot in _added(path, text, case) if spot[0].startswith("Y")] == [], text
    assert phone.evaluate("window.ran") is None


def _with_hostile_words(page: Page, case: Case) -> Iterator[tuple[str, Any]]:
    """Write hostile words into every text of the form; what the record should then say, by way."""
    for way in case.fills:
        control = control_of(page, way)
        kind = control.evaluate("it => it.tagName")
        if kind == "TEXTAREA":
            control.fill(HOSTILE_TEXT)
            yield way, _lines(HOSTILE_TEXT) if way == "judged_by" else _meant(HOSTILE_TEXT) + "\n"
        elif way in ("title", "name", "place", "invites.0.name"):
            control.fill(HOSTILE_LINE)
            yield way, _meant(HOSTILE_LINE)


def _meant(text: str) -> str:
    """A text without what cannot be seen, composed, with plain line ends and no blanks at their ends."""
    plain = "".join(
        sign for sign in text.replace("\r\n", "\n") if sign == "\n" or not find_hidden_character(sign) or sign == "\t"
    )
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


@pytest.mark.long
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
        open_form(phone, site.address, "round", "circle=rope-walk&proposal=heat-refuge")
    yaml = phone.evaluate(MADE_OF, [site.address, texts])
    reading = read_yaml(yaml)
    numbered = {f"k{at}": text for at, text in enumerate(texts)}
    assert reading.flaws == []
    assert reading.value["list"] == texts
    assert reading.value["map"] == numbered
    assert reading.value["maps"] == [numbered]
    assert set(reading.value.get("by name", {})) == {text for text in texts if len(text.encode("utf-16-le")) // 2 < 300}


@pytest.mark.long
def test_what_cannot_be_seen_is_left_out(phone: Page, site: BuiltSite) -> None:
    """The form leaves out just those signs that the judge would find hidden in a file: all of Unicode is compared."""
    open_form(phone, site.address, "round", "circle=rope-walk&proposal=heat-refuge")
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
    hidden = {code for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF and find_hidden_character(chr(code))}
    assert set(left_out) == hidden - {0x0D}
