"""The comment on a proposed change: kind, plain, and harmless whatever it is made from."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Any

import pytest

from nstgov.languages import Words
from nstgov.report import comment as commenting
from nstgov.report import comment_words as say
from nstgov.report.comment import MARK, MalformedInput, render_comment, render_no_verdict
from nstgov.rules import RULES
from tests.commands import Nst


def finding(code: str, message: str = "Something is missing", **more: Any) -> dict[str, Any]:
    """One finding as `check --format json` prints it."""
    given = {"code": code, "severity": "error", "file": "a.yml", "line": 3, "column": 1, "message": message}
    return {**given, "help": "Add it.", **more}


def test_what_keeps_the_rules_is_thanked_for() -> None:
    """Without findings: thanks, that it can land, and nothing that is asked."""
    said = render_comment({"findings": []})
    assert said.startswith(f"{MARK}\n**Thank you. Every rule of consent is kept.**")
    assert "can land" in said
    assert "missing" not in said


def test_one_missing_thing_is_told_with_how_to_mend_it_and_what_happens_next() -> None:
    """What is right comes first, then the one thing, then the way on."""
    said = render_comment({"findings": [finding("C05")]})
    right, missing, onward = (
        said.index(words) for words in ("Already right", "One thing is missing", "What happens next")
    )
    assert right < missing < onward
    assert "Add it" in said
    assert "the rounds" not in said
    assert "the decisions" in said


def test_of_many_things_one_is_named_first() -> None:
    """What cannot be read comes before everything else, since the rest may follow from it; remarks come last."""
    found = [finding("P02", "Second"), finding("Y01", "First"), finding("P09", "Remark", severity="advice")]
    said = render_comment({"findings": found})
    assert said.index("First") < said.index("Second") < said.index("Remark")
    assert said.count("<details>") == said.count("</details>") == 2


@pytest.mark.parametrize("code", ["P01", "O01"])
def test_nobody_has_to_wait_for_four(code: str) -> None:
    """Where authors are missing, it is offered to keep it as an idea that looks for people."""
    assert "idea.yml" in render_comment({"findings": [finding(code)]})
    assert "idea.yml" not in render_comment({"findings": [finding("P02")]})


@pytest.mark.parametrize(
    "hostile",
    [
        "@everyone look",
        "<script>alert(1)</script>",
        "![x](http://evil.example/x.png)",
        "</details>\n# Loud",
        "\x1b[31m",
    ],
)
def test_text_from_a_record_is_only_text(hostile: str) -> None:
    """Nobody is called, nothing is loaded, nothing breaks out of its place, in a message, a path or a remedy."""
    told = render_comment({"findings": [finding("P02", hostile, help=hostile, file=hostile)]})
    for said in (told, render_no_verdict(hostile)):
        assert hostile not in said
        assert said.count("</details>") == 0
        assert "\n# " not in said


@pytest.mark.parametrize(
    "unfit", [None, [], {}, {"findings": None}, {"findings": [1]}, {"findings": [{"code": 1}]}, {"findings": [{}]},
              {"findings": [finding("P02", line="3")]}]
)  # fmt: skip
def test_what_is_no_verdict_is_refused(unfit: Any) -> None:
    """What another workflow hands over may have been made by anybody."""
    with pytest.raises(MalformedInput):
        render_comment(unfit)


@pytest.mark.parametrize("text", ["x" * 900, "&" * 900, "@" * 900, "\N{CJK UNIFIED IDEOGRAPH-4E00}" * 900])
@pytest.mark.usefixtures("several")
def test_it_stays_within_what_a_forge_takes(text: str) -> None:
    """Thousands of findings with long texts make no comment over 64 Ki characters, in however many languages."""
    many = [finding("P02", text, line=line, help=text, file=text) for line in range(5000)]
    assert len(render_comment({"findings": many}, ["en", "xx", "ar"])) < 65536
    assert "P02" in render_comment({"findings": many})


def test_every_family_has_words() -> None:
    """A family of rules that judges changes has words for when nothing was found."""
    families = {rule.code[0] for rule in RULES if rule.lane == "change"} - {"L"}
    assert families <= set(say.FAMILIES)


class Invented(gettext.NullTranslations):
    """A language in which every sentence is the English one between brackets."""

    def gettext(self, message: str) -> str:
        """The sentence between brackets."""
        return f"[{message}]"

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 (as gettext has it)
        """The word between brackets."""
        return f"[{message}]"


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are words in English, in an invented language, and in one that runs from right to left; in no other."""

    def words_of(language: str) -> Words:
        return Words(language, Invented() if language in ("xx", "ar") else gettext.NullTranslations())

    monkeypatch.setattr(commenting, "words_of", words_of)


@pytest.mark.usefixtures("several")
def test_the_first_language_is_open_and_the_others_are_folded_beneath() -> None:
    """The person reads the language of the movement first; whoever reads another one opens it."""
    said = render_comment({"findings": [finding("P01")]}, ["xx", "en", "zz"])
    opened, folded = said.split("<details>")
    assert opened.startswith(f"{MARK}\n[Thank you")
    assert "<summary>English</summary>" in folded
    assert "Thank you for bringing this" in folded
    assert said.count("<details>") == said.count("</details>") == 1


@pytest.mark.usefixtures("several")
def test_a_rule_is_told_in_each_language_and_what_it_found_as_the_rule_says_it() -> None:
    """The rule's sentence is looked up; the message about this file stays, and stands once in each language."""
    said = render_comment({"findings": [finding("P01", "Three authors")]}, ["en", "xx"])
    sentence = "A proposal comes from at least four people"
    assert f"- {sentence}" in said
    assert f"\\[{sentence}" in said
    assert said.count("Three authors") == 2


@pytest.mark.usefixtures("several")
def test_a_language_that_runs_from_right_to_left_does() -> None:
    """Its words stand in a block that says so, as the first language and folded."""
    for languages in (["ar", "en"], ["en", "ar"]):
        for said in (render_comment({"findings": []}, languages), render_no_verdict("Cannot judge: x", languages)):
            assert '<div dir="rtl">\n\n' in said
            assert said.count("<div") == said.count("</div>")


@pytest.mark.parametrize("languages", [[], ["zz"], ["zz", "en"], ["en", "zz"]])
@pytest.mark.usefixtures("several")
def test_where_there_are_no_words_it_is_said_in_english_and_once(languages: list[str]) -> None:
    """A language without a catalogue does not repeat the English words."""
    said = render_comment({"findings": []}, languages)
    assert said.count("Every rule of consent is kept") == 1
    assert "<details>" not in said


@pytest.mark.usefixtures("several")
def test_the_command_speaks_the_languages_that_the_settings_name(nst: Nst, example: Path) -> None:
    """What nstgov.yml names where it is started counts; settings that cannot be read mean English."""
    (example / "verdict.json").write_text('{"findings": []}')
    for settings, summaries in (("format: 1\ntitle: A\nlanguages: [xx, en]\n", 1), ("languages: [xx", 0)):
        (example / "nstgov.yml").write_text(settings)
        done = nst("forge", "comment", ".", cwd=example)
        assert (done.code, done.out.count("<summary>")) == (0, summaries)
        assert done.out.startswith(f"{MARK}\n**[Thank" if summaries else f"{MARK}\n**Thank you")
