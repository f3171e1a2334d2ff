"""Numbers and strings as SSH writes them (RFC 4251, section 5), read strictly."""

from __future__ import annotations

from typing import NamedTuple

_HIGHEST_BIT = 0x80


class SignatureError(Exception):
    """A signature or a key that proves nothing; the message says why, in words for people."""


class StringAndRest(NamedTuple):
    """A string, and what follows it."""

    value: bytes
    rest: bytes


def read_string(data: bytes) -> StringAndRest:
    """The string that stands first. Raises Refused when the bytes end before it does."""
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 + size:
        raise SignatureError("it is cut short")
    return StringAndRest(data[4 : 4 + size], data[4 + size :])


def read_strings(data: bytes, count: int) -> tuple[list[bytes], bytes]:
    """So many strings, and what follows them."""
    found = []
    for _ in range(count):
        value, data = read_string(data)
        found.append(value)
    return found, data


def read_exactly(data: bytes, count: int) -> list[bytes]:
    """So many strings, and nothing behind them."""
    found, rest = read_strings(data, count)
    if rest:
        raise SignatureError("something follows where it should end")
    return found


def read_number(data: bytes) -> int:
    """A positive number in its shortest form."""
    shortest = not data or data[0] or (len(data) > 1 and data[1] & _HIGHEST_BIT)
    if not shortest or not data or data[0] & _HIGHEST_BIT:
        raise SignatureError("a number in it has another form")
    return int.from_bytes(data, "big")


def write_string(value: bytes) -> bytes:
    """A string with its length before it."""
    return len(value).to_bytes(4, "big") + value
