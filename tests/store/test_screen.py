"""What is seen in the bytes before anything parses them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.store.byte_screen import decode_text, find_hidden_character


def flaws(data: bytes) -> list[tuple[str, tuple[int, int]]]:
    """The codes and places of what is seen."""
    return [(flaw.rule, flaw.place) for flaw in decode_text(data)[1]]


@pytest.mark.parametrize(
    ("data", "place", "word"),
    [
        (b"name: Jos\xe9", (1, 10), "0xe9"),
        (b"a: b\nc: \xff", (2, 4), "0xff"),
        ("a: b".encode("utf-16"), (1, 1), "UTF-16"),
        ("a: b".encode("utf-16-be"), None, ""),
        (b"a: \xed\xa0\x80", (1, 4), "0xed"),
        (b"a: \xc0\xaf", (1, 4), "0xc0"),
        (b"a: \xf5\x80\x80\x80", (1, 4), "0xf5"),
        (b"\xe2\x82", (1, 1), "0xe2"),
    ],
)
def test_bytes_that_are_no_utf8_are_named(data: bytes, place: tuple[int, int] | None, word: str) -> None:
    """Other encodings, overlong forms, surrogates and half a letter; UTF-16 without a mark shows as zero bytes."""
    text, seen = decode_text(data)
    if place is None:
        assert [flaw.rule for flaw in seen] == ["Y07"]
        return
    assert text == ""
    assert [(flaw.rule, flaw.place) for flaw in seen] == [("Y01", place)]
    assert word in seen[0].message


@pytest.mark.parametrize("size", [256 * 1024, 256 * 1024 + 1, 300 * 1024])
def test_a_record_has_at_most_256_kib(size: int) -> None:
    """The last byte that fits is read; of more, nothing is."""
    text, seen = decode_text(b"#" * size)
    assert [flaw.rule for flaw in seen] == (["Y08"] if size > 256 * 1024 else [])
    assert bool(text) == (size <= 256 * 1024)


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\u00ad", "\u061c",
     "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\u3164",
     "\ufe00", "\ufeff", "\ufff9", "\U000e0041", "\r"],
    ids=lambda sign: f"U+{ord(sign):04X}",
)  # fmt: skip
def test_what_cannot_be_seen_is_seen_here(sign: str) -> None:
    """Control characters, overrides, invisible ones and marks of byte order, wherever they stand, once for a file."""
    assert flaws(f"a: b\nc: d{sign}e{sign}\n".encode()) == [("Y07", (2, 5))]
    assert flaws(f"{sign}a: b\n".encode()) == [("Y07", (1, 1))]
    assert find_hidden_character(f"d{sign}e") is not None


@pytest.mark.parametrize(
    "text", ["a:\tb\n", "حمید\u200cکریمی", "👩\u200d🌾", "✊\ufe0f", "한지우", "Sầu Đông", "ዳዊት", "𝛼", ""]
)
def test_what_scripts_need_is_no_finding(text: str) -> None:
    """Tabs, joiners between letters, emoji and every script are welcome."""
    assert flaws(text.encode()) == []
    assert find_hidden_character(text) is None


def test_windows_line_ends_are_told_once_and_by_their_name() -> None:
    """A lone carriage return is another thing: it hides what follows on the same line."""
    windows = decode_text(b"a: b\r\nc: d\r\n")[1]
    assert [flaw.message for flaw in windows] == [
        "a carriage return (a Windows line end) stands in the text (the first of 2 such characters)"
    ]
    lone = decode_text(b"a: b\rc: d\n")[1]
    assert "begins no new line" in lone[0].message
    assert lone[0].help == windows[0].help


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n", (2, 1)),
        ("a: |\n  b\n  <<<<<<< HEAD\n  c\n", (3, 3)),
        ("a: b\n>>>>>>> other\n", (2, 1)),
        ("<<<<<<<\n", (1, 1)),
        ("a: b\r\n<<<<<<< HEAD\r\n", (2, 1)),
    ],
)
def test_a_conflict_marker_that_was_left_is_found_first(text: str, place: tuple[int, int]) -> None:
    """At the beginning of a line, and indented in a block, where YAML would take it for text."""
    assert flaws(text.encode())[0] == ("Y01", place)


@pytest.mark.parametrize("text", ["a: b <<<<<<< c", "<<<<<<<< eight", "<<<<<< six", "=======\n", "a: |\n  =======\n"])
def test_what_is_no_conflict_marker_is_left_alone(text: str) -> None:
    """In the middle of a line, longer, shorter, or a line under a heading."""
    assert flaws(text.encode()) == []


def test_a_letter_in_pieces_is_found_in_the_first_line_that_has_one() -> None:
    """Text is NFC, so that what looks the same is the same."""
    assert flaws("a: é\nb: e\u0301\nc: e\u0301".encode()) == [("Y07", (2, 4))]
    assert flaws("é".encode()) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_screened(data: bytes) -> None:
    """Nothing is raised, and every place that is named exists."""
    text, seen = decode_text(data)
    lines = data.decode("utf-8", "replace").split("\n")
    assert all(1 <= flaw.place[0] <= len(lines) and flaw.place[1] >= 1 for flaw in seen)
    assert text == "" or text.encode() == data


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: o" + "\u0301\u0323" * 16, [("Y08", (1, 5))]),
        ("a: b\nc: \u6728" + "\u0323" * 31, [("Y08", (2, 5))]),
        ("a: \u0e17\u0e35\u0e48" + "\u0e17\u0e35\u0e48" * 40, []),
        ("a: " + "\u6728" * 4000, []),
        ("a: \u0f40\u0f71\u0f72\u0f7e", []),
    ],
)
def test_no_letter_carries_more_signs_than_any_script_has(text: str, found: list[tuple[str, tuple[int, int]]]) -> None:
    """To put thousands of signs in order takes long; those that people write are few, in long words too."""
    assert flaws(text.encode()) == found
