"""What comes to light while one record is shaped: misfits, and the names it mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from nstgov.store.strict_yaml import Keys


class Misshapen(NamedTuple):
    """A value that does not fit: the rule's code, the keys that lead to it, message and help."""

    rule: str
    keys: Keys
    message: str
    help: str


class Mention(NamedTuple):
    """A name that a record mentions, where, and what it may stand for."""

    keys: Keys
    name: str
    to: tuple[str, ...]


class ShapeNotes:
    """Collects what comes to light while one record is shaped."""

    __slots__ = ("meant", "mentions", "misshapen")

    def __init__(self) -> None:
        """Begin with nothing found; `meant` holds the keys that a mistyped key was probably meant to be."""
        self.misshapen: list[Misshapen] = []
        self.mentions: list[Mention] = []
        self.meant: set[Keys] = set()

    def add_misfit(self, rule: str, keys: Keys, message: str, help_: str) -> None:
        """Note a value that does not fit."""
        self.misshapen.append(Misshapen(rule, keys, message, help_))


Convert = Callable[[Any, Keys, ShapeNotes], Any]
"""Turns a plain value into a typed one; what does not fit is noted in the sheet."""


def describe_sort(value: Any) -> str:
    """What a plain value is, in words."""
    return "a map" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a single word or text"
