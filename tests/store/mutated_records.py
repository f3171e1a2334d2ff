"""Records with a few things in them changed, as slips, wild texts and marks of YAML would change them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.record import example_record

PIECES = (
    "", " ", "  ", "\n", "\n\n", "\t", ":", ": ", "- ", "-", "? ", ",", "#", " #", "  # a word", "&", "&a ", "*a",
    "!", "!!str ", "! ", "%", "%YAML 1.1\n", "---", "--- ", "...\n", "|", "|+\n", ">-\n", "'", '"', "''", '""',
    "\\", "\\n", "\\u200b", "\\x41", "\\0", "[", "]", "{", "}", "{}", "[]", "<<: ", "~", "null", "true", "no", "1",
    "042", "1e3", "2026-02-30", "2026-05-01", "\u00e9", "e\u0301", "\u200b", "\u00a0", "\u2028", "\x85", "\r", "\r\n",
    "\ufeff", "\x07", "\u65e5", "\U0001f600", "@", "`", "=", "says: ", "consent", "object", "name: ", "lang: en\n",
    "entered_by: x\n", "x: y\n", "voices: {}\n", "\n  a: b", "x" * 400, "- - - ", "- a\n", "'a': b\n", '"a": b\n',
    "a" + "\u0301" * 40, "<<<<<<< ours\n", "a: &b c\n", "d: *b\n", "{a: b, a: c}",
)  # fmt: skip
"""What is put in: marks of YAML, values of another sort, signs that nobody sees, slips."""


def yield_mutated_records(seed: int, number: int) -> Iterator[tuple[str, str]]:
    """So many records of the worked example, by path and text, each with one to three things changed."""
    random = Random(seed)  # noqa: S311 (it keeps no secret)
    paths = sorted(path for path in example_record() if path.endswith(".yml"))
    for _ in range(number):
        path = random.choice(paths)
        yield path, change_text(example_record()[path], random)


def change_text(text: str, random: Random) -> str:
    """A text with one to three things changed in it."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice((_put_in, _put_in, _cut_out, _replace_word, _repeat_line, _swap_lines, _indent_line))(
            text, random
        )
    return text


def _put_in(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(PIECES) + text[at:]


def _cut_out(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.choice((1, 1, 2, 5, 30)) :]


def _replace_word(text: str, random: Random) -> str:
    words = text.split(" ")
    words[random.randrange(len(words))] = random.choice(PIECES)
    return " ".join(words)


def _repeat_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return "\n".join(lines)


def _swap_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _indent_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice((" " + lines[at], "  " + lines[at], lines[at][1:], lines[at].strip()))
    return "\n".join(lines)
