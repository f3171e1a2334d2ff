"""What changed between two texts, word by word."""

from __future__ import annotations

import pytest

from nstgov.publish.text.as_read import read_as_text
from nstgov.publish.text.diff import CONTEXT, MOST_PAIRS, DiffPart, compare_texts
from tests.work import steps


def _marked(before: str, after: str) -> str:
    """The difference as one text: `[-out-]`, `{+in+}`, `…` for a gap."""
    shown = {"out": "[-{}-]", "in": "{{+{}+}}", "same": "{}", "gap": "…", "renumbered": "<{}>"}
    return "".join(shown[piece.how].format(piece.text) for piece in compare_texts(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Plant a lime tree.", "Plant a lime tree.", ""),
        ("Plant a lime\ntree.", "Plant a\nlime tree.", ""),
        ("Forty lime trees", "Forty trees", "Forty [-lime-] trees"),
        ("one two three", "one 2 three", "one [-two-] {+2+} three"),
        ("1. A\n2. B", "1. A\n2. New\n3. B", "1. A\n{+2. New\n+}<3.> B"),
        ("1. A\n2. Old\n3. B", "1. A\n2. B", "1. A\n[-2. Old\n-]<2.> B"),
        ("1. A\n3. B", "1. A\n2. B", "1. A\n<2.> B"),
        ("in 2. B", "in 3. B", "in [-2.-] {+3.+} B"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("a b c d e f", "x b y d e f", "[-a b c-] {+x b y+} d e f"),
        ("木を一本植える", "木を二本植える", "木を[-一-]{+二+}本植える"),
    ],
)
def test_a_difference_is_told_word_by_word(before: str, after: str, expected: str) -> None:
    """What went stands before what came; line ends within a paragraph and blanks say nothing."""
    assert _marked(before, after) == expected


def test_nothing_is_lost_and_nothing_is_made_up() -> None:
    """What stayed and came is the new text, what stayed and went is the old one."""
    before = "We meet in the hall.\n\nEverybody brings a cup, and a chair."
    after = "We meet in the yard.\n\nEverybody brings a cup.\n\nWhoever has none asks Ana."
    pieces = compare_texts(before, after)
    assert " ".join("".join(p.text for p in pieces if p.how != "out").split()) == " ".join(after.split())
    assert " ".join("".join(p.text for p in pieces if p.how != "in").split()) == " ".join(before.split())


def test_what_stayed_far_from_a_change_is_left_out() -> None:
    """So many words on each side are shown, and a gap for the rest."""
    words = [f"w{n}" for n in range(100)]
    pieces = compare_texts(" ".join([*words, "old"]), " ".join([*words, "new"]))
    assert pieces[0] == DiffPart("gap", "")
    assert len(pieces[1].text.split()) == CONTEXT
    assert [piece.text for piece in pieces[2:]] == ["old", "new"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 30_000, "b " + "a " * 29_000 + "c"),
        ("a\n\n" * 20_000, "b\n\n" + "a\n\n" * 19_000),
        (" ".join(str(n % 150) for n in range(2990)), "x " + " ".join(str(n % 149) for n in range(2990)) + " y"),
        (" ".join(str(n * 7919 % 9973) for n in range(9000)), " ".join(str(n * 6271 % 9973) for n in range(9000))),
        ("a" + " " * 500_000 + "b", "a c"),
        ("".join(f"{n} a " for n in range(1500)), "".join(f"{n} b " for n in range(1500))),
        (" ".join(str(n) for n in range(2990)), " ".join(str(n) for n in range(2990, 0, -1))),
        ("a b " * 1490, "b a " * 1490 + "c"),
    ],
)
def test_no_text_takes_long(before: str, after: str) -> None:
    """Words that repeat, and texts as long as any that are read: far fewer steps than there are pairs of words."""
    found: list[DiffPart] = []
    assert steps(lambda: found.extend(compare_texts.__wrapped__(before, after)), most=6 * MOST_PAIRS) > len(found)
    assert found


def test_a_long_text_with_many_changes_is_still_told_word_by_word() -> None:
    """What people change in a text of many pages is far from too much work."""
    words = [f"{n * n % 389}x{n % 7}" if n % 3 else "the" for n in range(2900)]
    changed = ["new" if n % 40 == 0 else word for n, word in enumerate(words)]
    pieces = compare_texts(" ".join(words), " ".join(changed))
    assert sum(piece.how == "in" for piece in pieces) == len(range(0, 2900, 40))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("We *water* the `trees`.", "We water the trees."),
        ("One line\nof two.\n\nAnother.", "One line of two.\n\nAnother."),
        ("* A\n* B\n  1. C\n  2. D", "- A\n- B\n1. C\n2. D"),
        ("# Head\n\n> quoted", "Head\n\nquoted"),
        ("[here](https://valley.example/a)", "here (https://valley.example/a)"),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A | B\n\n1 | 2"),
    ],
)
def test_texts_are_compared_as_they_are_read(typed: str, read: str) -> None:
    """Of a text in Markdown its words are compared as readers see them, with numbers of items and where links lead."""
    shown = [" ".join(line.split()) for line in read_as_text(typed).splitlines() if line.strip()]
    assert shown == [line for line in read.splitlines() if line]
