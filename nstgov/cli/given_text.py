"""Texts that a command is given: in a file, or piped in."""

from __future__ import annotations

from pathlib import Path

import click

from nstgov.cli.errors import WrongUse

LONGEST_TEXT = 1 << 20
"""Bytes of a text that are read."""


def read_given_text(file: str, longest: int = LONGEST_TEXT) -> str:
    """
    The text in a file, or for `-` what is piped in; a mark at its beginning that only names the encoding is left out.

    `longest` counts bytes. Raises WrongUse where there is no such file, where it is longer, and where it is no text in
    UTF-8: a name with a wrong letter in it would stay on record.
    """
    if file != "-" and not Path(file).is_file():
        raise WrongUse(f"no file lies at {file}", "Name a file that holds the text.")
    with click.open_file(file, "rb") as source:
        data: bytes = source.read(longest + 1)
    if len(data) > longest:
        raise WrongUse(f"this text is too long: more than {longest >> 10} KiB", "Take it in several parts.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise WrongUse(f"this is no text in UTF-8: line {line} cannot be read", _PLAIN) from None
    if "\0" in text:
        raise WrongUse("this is no text", _PLAIN)
    return text


_PLAIN = "Save it as plain text, in UTF-8."
