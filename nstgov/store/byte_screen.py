"""
What is seen in the bytes of a file before anything parses them.

Some characters hide a key on one displayed line, or turn a text around: they are found here, where the parser can
not yet have been misled by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nstgov.store.content import LARGEST, size_of_content
from nstgov.store.strict_yaml import Flaw, Place

MOST_SIGNS = 30
"""Signs on one letter in any text that people write (Unicode UAX 15, stream-safe text)."""
_UNUSUAL_RUN = re.compile(rf"[^\x00-\u02ff]{{{MOST_SIGNS},}}")
"""So many letters and signs without a plain one between them."""
_LONG_RUN = b"\x80" * (2 * MOST_SIGNS)
"""Each of those has at least two bytes."""
_FLAT = bytes(range(0x80)) + b"\x80" * 0x80
"""Makes one byte of all that are not ASCII."""
_ASCII = bytes(range(0x80))
_SUSPECT = bytes(range(0x09)) + bytes(range(0x0B, 0x20)) + b"\x7f"
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)


def decode_text(data: bytes) -> tuple[str, list[Flaw]]:
    """
    The text of a file and the flaws seen in it; an empty text where it cannot be read at all.

    A flaw with rule Y01 or Y08 means that the text must not be parsed.
    """
    if len(data) > LARGEST:
        return "", [_report_too_large(size_of_content(data))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return "", [_report_not_utf8(data, fault.start)]
    if _is_plain_text(data, text):
        return text, []
    if (pile := find_piled_signs(text)) is not None:
        message = f"more than {MOST_SIGNS} signs stand on one letter"
        return "", [Flaw("Y08", (), _find_position(text, pile), message, "Write the letter with the signs it needs.")]
    return text, [*_find_conflicts(text), *_find_hidden(data, text), *_find_not_composed(text)]


def _is_plain_text(data: bytes, text: str) -> bool:
    """
    Whether a look at the bytes tells that none of the flaws below can be there; most records are such.

    What the bytes of ASCII cannot hold is looked for in the rest alone, which is short in most languages.
    """
    if "<<<<<<<" in text or ">>>>>>>" in text or len(data.translate(None, _SUSPECT)) != len(data):
        return False
    if len(data) == len(text):
        return True
    if _LONG_RUN in data.translate(_FLAT):
        return False
    rest = data.translate(None, _ASCII).decode()
    return _HIDDEN.search(rest) is None and unicodedata.is_normalized("NFC", text)


def find_piled_signs(text: str) -> int | None:
    """Where more signs stand on one letter than any script has; None where none do. To put them in order takes long."""
    for run in () if text.isascii() else _UNUSUAL_RUN.finditer(text):
        signs = 0
        for at, character in enumerate(run.group()):
            signs = signs + 1 if unicodedata.combining(character) else 0
            if signs > MOST_SIGNS:
                return run.start() + at - signs + 1
    return None


def find_hidden_character(value: str) -> str | None:
    """The name of the first control or invisible character in a value, or None."""
    if value.isascii() and value.isprintable():
        return None
    found = _HIDDEN.search(value)
    return _name_character(found.group()) if found else None


def _report_too_large(size: int) -> Flaw:
    message = f"the file has {size // 1024} KiB; a record has at most {LARGEST // 1024}"
    return Flaw("Y08", (), (1, 1), message, "Keep the record short, and link to what is longer.")


def _report_not_utf8(data: bytes, start: int) -> Flaw:
    before = data[:start]
    place = before.count(b"\n") + 1, start - (before.rfind(b"\n") + 1) + 1
    what = "it looks like UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else f"byte {data[start]:#04x} is not UTF-8"
    return Flaw("Y01", (), place, f"this text is not UTF-8: {what}", "Save the file again with the encoding UTF-8.")


def _find_conflicts(text: str) -> Iterator[Flaw]:
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    if found := _CONFLICT.search(text):
        message = "a conflict marker was left in the file"
        help_ = "Keep the lines that are right, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>."
        yield Flaw(
            "Y01",
            (),
            _find_position(text, found.start() + len(found.group()) - len(found.group().lstrip())),
            message,
            help_,
        )


def _find_hidden(data: bytes, text: str) -> Iterator[Flaw]:
    if len(data) == len(text) and len(data.translate(None, _SUSPECT)) == len(data):
        return
    first = _HIDDEN.search(text)
    if first is None:
        return
    found = len(_HIDDEN.findall(text))
    count = "" if found == 1 else f" (the first of {found} such characters)"
    sign = "\r\n" if text[first.start() : first.start() + 2] == "\r\n" else first.group()
    yield Flaw(
        "Y07",
        (),
        _find_position(text, first.start()),
        f"{_name_character(sign)} stands in the text{count}",
        _suggest_remedy(sign),
    )


def _find_not_composed(text: str) -> Iterator[Flaw]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            composed = unicodedata.normalize("NFC", line)
            column = (
                next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), len(composed)) + 1
            )
            message = "a letter is written in pieces (not NFC), so two texts could look alike and differ"
            yield Flaw("Y07", (), (number, column), message, "Type the letter again, or save the text in the form NFC.")
            return


def _name_character(character: str) -> str:
    if character in _CALLED:
        return _CALLED[character]
    return f"an invisible character (U+{ord(character):04X} {unicodedata.name(character, 'control')})"


_CALLED = {
    "\r\n": "a carriage return (a Windows line end)",
    "\r": "a carriage return, which begins no new line on most screens,",
    "\x00": "a zero byte",
    "\ufeff": "an invisible byte order mark",
}


def _suggest_remedy(character: str) -> str:
    return "Save the file with plain line ends (LF)." if character[0] == "\r" else "Remove it; it cannot be seen."


def _find_position(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
