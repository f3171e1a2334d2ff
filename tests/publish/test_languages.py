"""A site in several languages: one tree each, every page with the way to itself in the others."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from markupsafe import Markup

from nstgov.languages import direction_of, words_of
from nstgov.publish.engine.gate import HERE
from nstgov.publish.fragments import PageLanguage, join_list, render_lang_attributes
from nstgov.publish.site import read_site
from nstgov.publish.text.dates import find_language_name, format_day, format_month
from nstgov.records import Movement
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree, read_folder
from tests.publish.conftest import BuiltSite
from tests.record import ROOT

TODAY = date(2026, 11, 23)


def _movement(languages: str) -> Movement:
    files = [file for file in read_folder(ROOT).files if file.path != "nstgov.yml"]
    settings = f"format: 1\ntitle: Aldermere\nsite: https://example.org/\nlanguages: [{languages}]\n"
    return read_movement(Tree((*files, StoredFile("nstgov.yml", "file", settings.encode())), None))


@pytest.fixture
def three(three_languages: BuiltSite) -> Path:
    """The worked example in English, Spanish and Arabic, with a few pages of its own, not all of them translated."""
    built = three_languages.built
    assert built.is_sound, (built.broken[:5], built.missing[:5], built.unexpected[:5])
    return three_languages.folder


@pytest.mark.long
def test_every_page_is_there_in_every_language(three: Path) -> None:
    """The first language lies at the root, each other one whole in a folder of its own."""
    pages = {file.relative_to(three).as_posix() for file in three.rglob("*.html")}
    first = {page for page in pages if not page.startswith(("es/", "ar/")) and page != "404.html"}
    assert {page for page in pages if page.startswith("es/")} == {f"es/{page}" for page in first}
    assert {page for page in pages if page.startswith("ar/")} == {f"ar/{page}" for page in first}


@pytest.mark.long
@pytest.mark.parametrize("page", ["", "circles/", "circles/rope-walk/", "guides/object-well/"])
def test_a_page_says_its_language_and_leads_to_itself_in_the_others(three: Path, page: str) -> None:
    """`lang` and `dir` are those of the tree, and the menu of languages leads to the very same page there."""
    depth = page.count("/")
    root = "../" * depth or "./"
    for prefix, language, direction in (("", "en", "ltr"), ("es/", "es", "ltr"), ("ar/", "ar", "rtl")):
        html = (three / prefix / page / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in html
        assert f'<body dir="{direction}"' in html
        for other in {"en", "es", "ar"} - {language}:
            top = ("../" * depth + "../") if prefix else root
            place = top + ("" if other == "en" else f"{other}/") + page
            known = {place, place.removeprefix("./"), place + "./"}
            assert any(f'href="{address}" lang="{other}"' in html for address in known), (page, language, other)


@pytest.mark.long
def test_search_machines_are_told_of_the_other_languages(three: Path) -> None:
    """A page names its own address and those of the same page in each language."""
    html = (three / "es" / "circles" / "rope-walk" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://valley.example/es/circles/rope-walk/">' in html
    assert '<link rel="alternate" hreflang="ar" href="https://valley.example/ar/circles/rope-walk/">' in html
    assert '<link rel="alternate" hreflang="en" href="https://valley.example/circles/rope-walk/">' in html


@pytest.mark.long
def test_a_page_written_in_another_language_says_so(three: Path) -> None:
    """What nobody has translated is shown as it is, with its language and its direction."""
    foreign = '<div lang="en" dir="ltr">'
    for language in ("es", "ar"):
        assert foreign in (three / language / "wool" / "index.html").read_text(encoding="utf-8")
        assert foreign not in (three / language / "guides" / "object-well" / "index.html").read_text(encoding="utf-8")
    assert foreign not in (three / "wool" / "index.html").read_text(encoding="utf-8")
    home = (three / "es" / "index.html").read_text(encoding="utf-8")
    assert "Nuestras palabras." in home
    assert "Our own words." in (three / "ar" / "index.html").read_text(encoding="utf-8")
    assert '<div class="own-words" id="new-here">' in home


def test_texts_on_record_say_their_language_where_it_is_not_the_pages() -> None:
    """A text without `lang` is in the site's first language; on a page in another one that is said."""
    assert render_lang_attributes(None, PageLanguage("en", "en")) == ""
    assert render_lang_attributes("es", PageLanguage("es", "en")) == ""
    assert render_lang_attributes(None, PageLanguage("ar", "en")) == ' lang="en" dir="ltr"'
    assert render_lang_attributes("ar", PageLanguage("en", "en")) == ' lang="ar" dir="rtl"'


def test_days_and_lists_are_written_as_the_language_writes_them() -> None:
    """Days, months and rows of names follow Unicode's CLDR; a language that it does not know reads as English."""
    day = date(2027, 5, 1)
    assert format_day(day) == "1 May 2027"
    assert format_day(day, "es") == "1 de mayo de 2027"
    assert "مايو" in format_day(day, "ar")
    assert format_day(day, "tlh") == "1 May 2027"
    assert format_month(day, "es") == "mayo de 2027"
    names = [Markup("Ana"), Markup("Ben"), Markup("Chi")]
    assert join_list(names) == "Ana, Ben and Chi"
    assert join_list(names, "es") == "Ana, Ben y Chi"
    assert join_list(names[:2], "es") == "Ana y Ben"


def test_languages_are_called_by_their_own_names() -> None:
    """A reader finds their language by the name that they know."""
    assert [find_language_name(tag) for tag in ("en", "es", "ar", "x-none")] == [
        "English",
        "Español",
        "العربية",
        "x-none",
    ]


def test_the_direction_of_a_language_is_known() -> None:
    """Arabic, Hebrew and their kin run from right to left, unless written in Latin letters."""
    assert [direction_of(tag) for tag in ("ar", "he-il", "en", "es", "ku-latn")] == ["rtl", "rtl", "ltr", "ltr", "ltr"]
    assert words_of("ar").direction == "rtl"


def test_a_language_that_stands_twice_is_made_once() -> None:
    """Two equal languages in the settings give one tree."""
    assert read_site(_movement("en, es, en"), TODAY).languages == ("en", "es")


def test_templates_translate_nothing_but_their_own_words() -> None:
    """`_()` takes what it is given for HTML: words from the record go through the filter `said`, which escapes."""
    templates = sorted((HERE / "templates").glob("*.html"))
    found = [
        f"{template.name}: {call}"
        for template in templates
        for call in re.findall(r"\b(?:_|n?gettext|pgettext)\((?![\"'])[^)]*\)", template.read_text(encoding="utf-8"))
    ]
    assert templates
    assert not found


@pytest.mark.parametrize("template", sorted(file.name for file in (HERE / "templates").glob("*.html")))
def test_a_sentence_about_a_number_takes_its_form_from_the_number(template: str) -> None:
    """What decides between one and many is a number, never a day or a door that stands first in the sentence."""
    assert _decided_by_what_is_called((HERE / "templates" / template).read_text("utf-8")) == []


def test_a_sentence_that_takes_its_form_from_something_else_would_be_seen() -> None:
    """What stands first in a sentence decides in Jinja2, unless a number is named; the test above tells them apart."""
    rest = "{{ who }}{% pluralize %}{{ who }}s{% endtrans %}"
    assert _decided_by_what_is_called("{% trans who=door.name() %}" + rest) == [1]
    assert _decided_by_what_is_called("{% trans count=many|length, who=door.name() %}" + rest) == []


def _decided_by_what_is_called(source: str) -> list[int]:
    """The lines of sentences whose form is decided by something that a template calls."""
    parsed = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    # jinja2 keeps what is called in a variable of this name
    return [
        call.lineno
        for call in parsed.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name.endswith("ngettext")
        and isinstance(call.args[-1], nodes.Name) and call.args[-1].name == "_trans"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "spoken"), [("de", "en"), ("es", "es"), ("es-mx", "es-mx"), ("en-gb", "en-gb"), ("xx-yy", "en")]
)
def test_a_page_is_in_the_language_of_its_words(language: str, spoken: str) -> None:
    """Where nobody has translated them yet it is English and says so; texts on record keep their own language."""
    site = read_site(_movement(language), TODAY)
    assert (site.language, site.spoken) == (language, spoken)
    assert render_lang_attributes(None, PageLanguage(site.spoken, site.languages[0])) == (
        "" if language == spoken else f' lang="{language}"'
    )
