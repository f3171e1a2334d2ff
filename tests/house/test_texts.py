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
from tools.catalogues import make_catalogue_files, tell_untranslated

LANGUAGES = tuple(sorted(file.stem for file in CATALOGUES.glob("*.po")))
HELD = re.compile(r"%\(\w+\)[sd]|%[sd]|</?[a-z]+[^>]*>|`[^`]*`")
"""What a translation has to hold as it is: places to be filled, marks of HTML, pieces of code."""


def _messages(language: str) -> Iterator[Message]:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        yield from (message for message in read_po(file, locale=language) if message.id)


def test_what_is_still_in_english_is_told_and_only_a_release_waits_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever adds a rule needs no Arabic: the sentence is named, the tests pass, and `make dist` ends with it."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "es.po").write_text(f'{head}msgid "Decisions"\nmsgstr "Decisiones"\n', encoding="utf-8")
    assert tell_untranslated(tmp_path) == 0
    new = "".join(f'msgid "A new sentence {n}."\nmsgstr ""\n\n' for n in range(5))
    (tmp_path / "ar.po").write_text(f"{head}{new}", encoding="utf-8")
    capsys.readouterr()
    assert tell_untranslated(tmp_path) == 1
    told = capsys.readouterr().out
    assert "ar: still in English: A new sentence 0." in told
    assert "2 more; `make texts-complete` lists them" in told
    assert "es:" not in told
    assert "\ndist: .venv/ready-for-work texts-complete " in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_what_the_sentence_holds(language: str) -> None:
    """Places to be filled, marks and code are the same; only a form for one, two or none may leave the number out."""
    wrong = [message.id for message in _messages(language) if _is_there(message) and not _is_faithful(message)]
    assert wrong == []


def _is_there(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _is_faithful(message: Message) -> bool:
    if isinstance(message.id, str):
        return sorted(HELD.findall(message.id)) == sorted(HELD.findall(str(message.string)))
    allowed = set(HELD.findall(" ".join(message.id)))
    asked = set(HELD.findall(message.id[1]))
    forms = [set(HELD.findall(form)) for form in message.string or ()]
    return all(form <= allowed for form in forms) and forms[-1] == asked


@pytest.mark.long
def test_the_catalogues_are_up_to_date() -> None:
    """They hold the sentences that are said today, and what the program reads is made from what people wrote."""
    stale = [file.name for file, data in make_catalogue_files() if Path(file).read_bytes() != data]
    assert stale == []


def test_what_is_there_is_known() -> None:
    """Each catalogue can be read; a regional form takes the general one's words, an unknown language English."""
    assert sorted(file.stem for file in CATALOGUES.glob("*.mo")) == sorted(LANGUAGES)
    assert {"ar", "es"} <= {*LANGUAGES}
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
