"""The catalogues: every sentence is there in every language, with the same places to be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from nstgov.languages import CATALOGUES, words_of
from tests.record import ROOT
from tools.catalogues import make_catalogue_files

LANGUAGES = ("ar", "es")
HELD = re.compile(r"%\(\w+\)[sd]|%[sd]|</?[a-z]+[^>]*>|`[^`]*`")
"""What a translation has to hold as it is: places to be filled, marks of HTML, pieces of code."""


def _messages(language: str) -> Iterator[Message]:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        yield from (message for message in read_po(file, locale=language) if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    """No sentence is left in English, in any of the forms that the language has for numbers."""
    left = [
        message.id
        for message in _messages(language)
        if not (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_what_the_sentence_holds(language: str) -> None:
    """Places to be filled, marks and code are the same; only a form for one, two or none may leave the number out."""
    wrong = [message.id for message in _messages(language) if not _is_faithful(message)]
    assert wrong == []


def _is_faithful(message: Message) -> bool:
    if isinstance(message.id, str):
        return sorted(HELD.findall(message.id)) == sorted(HELD.findall(str(message.string)))
    allowed = set(HELD.findall(" ".join(message.id)))
    asked = set(HELD.findall(message.id[1]))
    forms = [set(HELD.findall(form)) for form in message.string or ()]
    return all(form <= allowed for form in forms) and forms[-1] == asked


def test_the_catalogues_are_up_to_date() -> None:
    """They hold the sentences that are said today, and what the program reads is made from what people wrote."""
    stale = [file.name for file, data in make_catalogue_files() if Path(file).read_bytes() != data]
    assert stale == []


def test_what_is_there_is_known() -> None:
    """Each catalogue can be read; a regional form takes the general one's words, an unknown language English."""
    assert sorted(file.stem for file in CATALOGUES.glob("*.mo")) == sorted(LANGUAGES)
    assert words_of("es-mx").gettext("Decisions") == words_of("es").gettext("Decisions") != "Decisions"
    assert words_of("tlh").gettext("Decisions") == "Decisions"
    assert words_of("ar").ngettext("%(num)d more", "%(num)d more", 2) != words_of("ar").ngettext(
        "%(num)d more", "%(num)d more", 11
    )


def test_sentences_are_said_under_the_names_that_the_gathering_knows() -> None:
    """Under another name than `ngettext` and `_`, a sentence about a number would never reach a translator."""
    hidden = [
        f"{file.name}: {line.strip()}"
        for file in sorted((ROOT / "nstgov").rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bngettext$", line.strip()) and not re.match(r"(?:\w+, )?ngettext = ", line.strip())
    ]
    assert hidden == []
