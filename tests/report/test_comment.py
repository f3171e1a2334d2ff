"""The comment on a proposed change: kind, plain, and harmless whatever it is made from."""

from __future__ import annotations

from typing import Any

import pytest

from nstgov.report.comment import MARK, Unfit, comment, no_verdict
from nstgov.report.comment_words import LANGUAGES
from nstgov.rules import RULES


def finding(code: str, message: str = "Something is missing", **more: Any) -> dict[str, Any]:
    """One finding as `check --format json` prints it."""
    given = {"code": code, "severity": "error", "file": "a.yml", "line": 3, "column": 1, "message": message}
    return {**given, "help": "Add it.", **more}


def test_what_keeps_the_rules_is_thanked_for() -> None:
    """Without findings: thanks, that it can land, and nothing that is asked."""
    said = comment({"findings": []})
    assert said.startswith(f"{MARK}\n**Thank you. Every rule of consent is kept.**")
    assert "can land" in said
    assert "missing" not in said


def test_one_missing_thing_is_told_with_how_to_mend_it_and_what_happens_next() -> None:
    """What is right comes first, then the one thing, then the way on."""
    said = comment({"findings": [finding("C05")]})
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
    said = comment({"findings": found})
    assert said.index("First") < said.index("Second") < said.index("Remark")
    assert said.count("<details>") == said.count("</details>") == 2


@pytest.mark.parametrize("code", ["P01", "O01"])
def test_nobody_has_to_wait_for_four(code: str) -> None:
    """Where authors are missing, it is offered to keep it as an idea that looks for people."""
    assert "idea.yml" in comment({"findings": [finding(code)]})
    assert "idea.yml" not in comment({"findings": [finding("P02")]})


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
    told = comment({"findings": [finding("P02", hostile, help=hostile, file=hostile)]})
    for said in (told, no_verdict(hostile)):
        assert hostile not in said
        assert said.count("</details>") == 0
        assert "\n# " not in said


@pytest.mark.parametrize(
    "unfit", [None, [], {}, {"findings": None}, {"findings": [1]}, {"findings": [{"code": 1}]}, {"findings": [{}]},
              {"findings": [finding("P02", line="3")]}]
)  # fmt: skip
def test_what_is_no_verdict_is_refused(unfit: Any) -> None:
    """What another workflow hands over may have been made by anybody."""
    with pytest.raises(Unfit):
        comment(unfit)


def test_it_stays_within_what_a_forge_takes() -> None:
    """Thousands of findings with long texts make no comment over 64 KiB."""
    many = [finding("P02", "x" * 900, line=line) for line in range(5000)]
    assert len(comment({"findings": many}).encode()) < 65536


def test_every_language_tells_of_every_family() -> None:
    """A family of rules that judges changes has words for when nothing was found."""
    families = {rule.code[0] for rule in RULES if rule.lane == "change"} - {"L"}
    assert all(families <= set(words.families) for words in LANGUAGES.values())
