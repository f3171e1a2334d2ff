"""Short names for names in any script: one table of letters, and one answer in imports and in forms."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from nstgov.languages.short_names import LETTERS, short_name
from nstgov.store.scalars import is_id
from nstgov.store.strict_yaml import read_yaml
from tests.publish.conftest import BuiltSite
from tests.publish.forms import id_of, made, open_form
from tests.record import ROOT

NAMES = {
    "Łukasz Żak": "lukasz-zak",
    "Bjørn Sæther": "bjorn-saether",
    "Đorđe Đurić": "dorde-duric",
    "Þóra Jónsdóttir": "thora-jonsdottir",
    "Groß Maß": "gross-mass",
    "Ümit Yılmaz": "umit-yilmaz",
    "İstanbul": "istanbul",
    "Владимир Иванов": "vladimir-ivanov",
    "Ольга Щукина": "olga-shchukina",
    "Γιώργος": "giorgos",
    "田中 愛子": "tian-zhong-ai-zi",
    "王小明": "wang-xiao-ming",
    "김민수": "gim-min-su",
    "さくら": "sakura",
    "がく": "gaku",
    "محمد علي": "mhmd-ly",
    "मोहन दास": "mohan-das",
    "নন্দিনী": "nandini",
    "நந்தினி": "nantini",
    "გიორგი": "giorgi",
    "Գևորգ": "gevorg",
    "O'Brien": "obrien",
    "Nguyễn Văn Đức": "nguyen-van-duc",
    "T-shirt ☕ club": "t-shirt-club",
    "Ｆｕｌｌ": "full",
    "٣": "3",
    "%%": "",
    "a<b ~c": "a-b-c",
    "y" * 80: "y" * 60,
}
SCRIPT = (ROOT / "nstgov/publish/theme/assets/take-part/short-names.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_a_name_in_any_script_has_a_short_name_in_latin_letters(name: str, expected: str) -> None:
    """What is left is an id, or too short to be one."""
    assert short_name(name) == expected
    assert is_id(expected) or len(expected) < 2


def test_forms_and_imports_give_the_same_short_names(phone: Page) -> None:
    """The script and the program say the same of every name, once the table has been read."""

    def answer(route: Route) -> None:
        body = LETTERS.read_text(encoding="utf-8") if route.request.url.endswith("letters.json") else "<p>here</p>"
        route.fulfill(body=body, content_type="application/json" if "letters" in route.request.url else "text/html")

    phone.route("http://names.test/**", answer)
    phone.goto("http://names.test/")
    found = phone.evaluate(
        """async ([source, names]) => {
            const made = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
            const waiting = names.filter((name) => made.needsLetters(name));
            await made.readLetters("http://names.test/");
            return { waiting, said: names.map((name) => made.shortName(name)), still: names.some(made.needsLetters) };
        }""",
        [SCRIPT, list(NAMES)],
    )
    assert found["said"] == [short_name(name) for name in NAMES]
    assert "Łukasz Żak" in found["waiting"]
    assert "O'Brien" not in found["waiting"]
    assert not found["still"]


def test_a_newcomer_whose_name_is_on_record_is_asked_about(phone: Page, site: BuiltSite) -> None:
    """Another short name is offered with the question, and neither for a name that nobody has yet."""
    phone.goto(f"{site.address}take-part/joins/?circle=rope-walk")
    phone.locator("#" + id_of("name")).fill("Ana Popescu")
    expect(phone.locator("#" + id_of(":newcomer"))).to_have_value("ana-popescu-2")
    expect(phone.locator("#namesake")).to_contain_text(re.compile("Ana Popescu of weavers-yard is on record"))
    phone.locator("#" + id_of("name")).fill("Ольга Щукина")
    expect(phone.locator("#" + id_of(":newcomer"))).to_have_value("olga-shchukina")
    expect(phone.locator("#namesake")).to_have_count(0)


def test_a_founder_whose_name_is_on_record_is_asked_about(phone: Page, site: BuiltSite) -> None:
    """In the list of those who begin a circle too; the same person brings their home and no second short name."""
    open_form(phone, site.address, "circle")
    adder = phone.get_by_role("textbox", name="The name of somebody who founds it")
    members = phone.locator("#" + id_of("members"))
    for count, name in enumerate(("Ana Popescu", "Ольга Щукина"), 1):
        adder.fill(name)
        adder.press("Enter")
        expect(members.locator(".entry")).to_have_count(count)
    expect(members).to_contain_text("Ana Popescu of weavers-yard is on record. Is this the same person?")
    assert list(read_yaml(made(phone).text).value["members"]) == ["ana-popescu-2", "olga-shchukina"]
    members.get_by_role("button", name="Yes, the same person").click()
    assert read_yaml(made(phone).text).value["members"]["ana-popescu"] == {"home": "weavers-yard"}
    expect(members).not_to_contain_text("Is this the same person?")


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "author"),
    [
        ("Ana Popescu", "ana-popescu"),
        ("ana-popescu", "ana-popescu"),
        ("Omar Said", {"name": "Omar Said", "outside": True}),
    ],
)
def test_members_of_other_circles_object_as_members(
    phone: Page, site: BuiltSite, typed: str, author: str | dict[str, object]
) -> None:
    """Typed by name or by id they are found on record; whoever is not is from outside."""
    open_form(phone, site.address, "objection", "circle=rope-walk&target=proposals/heat-refuge")
    group = phone.locator("#" + id_of("authors"))
    group.locator(".adder input").fill(typed)
    group.locator(".adder button").click()
    expect(group.locator(".ticks input:checked")).to_have_count(1)
    authors = read_yaml(made(phone).text).value["authors"]
    assert [one if isinstance(one, str) else {**one, "outside": one["outside"] == "true"} for one in authors] == [
        author
    ]
