"""Which words say nothing, and which only look as if they did."""

from __future__ import annotations

import pytest

from nstgov.rules.hollow_texts import find_hollow, says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "…", "---", "?!", "👍", "- [ ]", "x", "xxx", "X X X", "TBD", "tbd.", "To be decided", "N/A", "n.a.",
        "none", "**None**", "just because", "Because!", "why not?", "See above", "TODO: write this",
        "TBD (Ana writes it)", "Lorem ipsum dolor sit amet", "bla bla bla", "no reasons", "kommt noch",
        "k. A.", "à définir", "Porque sí.", "pendiente", "porque não", "perché no?", "n.v.t.",
        "brak", "нет", "потому что", "لا يوجد", "कोई नहीं", "无", "略", "なし", "없음",
    ],
)  # fmt: skip
def test_words_that_fill_a_line_say_nothing(text: str) -> None:
    """Placeholders of many languages, signs without a word and one letter over and over."""
    assert says_nothing(text)
    found = find_hollow(text, {})
    assert found is not None
    assert found.severity is None


@pytest.mark.parametrize(
    "text",
    [
        "Todo el barrio necesita sombra en verano.", "Because trees give shade, and we have none.",
        "Nobody that we can see.", "None of us can sleep while the van reverses.",
        "Nothing has been mended here since the flood.",
        "No child should have to cross the main road.", "Text messages reach nobody over eighty here.",
        "为了孩子们的安全", "हमारे बच्चों को छाया चाहिए", "-" * 400 + " We need shade, because it is hot here.",
        "Important letters are lost, because the boxes stand open.", "أطفالنا بحاجة إلى الظل في الصيف",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_placeholder_says_something(text: str) -> None:
    """What a text begins with does not make it empty."""
    assert not says_nothing(text)
    assert find_hollow(text, {}) is None


@pytest.mark.parametrize(
    ("text", "other", "is_copy"),
    [
        ("A tree in front of every house", "A tree in front of every house", True),
        ("a tree, in front of  EVERY **house**!", "A tree in front of every house", True),
        ("A tree in front of every second house", "A tree in front of every house", False),
        ("In front of every house a tree", "A tree in front of every house", False),
        ("Shade for everybody on the street. " * 40, "Shade for everybody on the street. " * 40, True),
        ("Shade for everybody on the street. " * 40 + "Now.", "Shade for everybody on the street. " * 40, False),
    ],
)
def test_a_copy_has_the_same_words_in_the_same_order(text: str, other: str, *, is_copy: bool) -> None:
    """Signs, blanks and letter case do not make a text another one; a word more does."""
    found = find_hollow(text, {"title": other})
    assert (found is not None and found.like == "title") is is_copy


@pytest.mark.parametrize(
    ("text", "is_short"),
    [("It is too hot here.", True), ("It is too hot here!!", False), ("街上太热了", True), ("街上太热没有树", False)],
)
def test_a_very_short_text_is_worth_advice_only(text: str, *, is_short: bool) -> None:
    """Under twenty characters; where one sign holds a word, it counts for three."""
    found = find_hollow(text, {})
    assert (found is not None and found.severity == "advice") is is_short


def test_a_text_that_only_says_nothing_is_shown_in_short() -> None:
    """However long a filler is, the message stays readable."""
    found = find_hollow("Lorem ipsum " * 5000, {})
    assert found is not None
    assert found.what == 'says only "Lorem ipsum Lorem ipsum Lorem ipsum Lor…"'
