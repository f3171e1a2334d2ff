"""What people in a generated movement are called and what they write, in nine languages and six scripts."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "en", "en", "es", "en", "ar", "de", "hi", "zh", "ru", "sw")
"""Languages of texts, those more often that come more often."""
_SCRIPTS = {"en": "latin", "es": "latin", "de": "latin", "sw": "latin", "ar": "arabic", "ru": "cyrillic",
            "hi": "devanagari", "zh": "han"}  # fmt: skip
_OTHERS = ("latin", "latin", "latin", "greek", "arabic", "cyrillic", "devanagari", "han")
_WORDS = Path(__file__).parent / "words"
Names = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Given and family names of a script, each as written and as an id says it."""


class FullName(NamedTuple):
    """A person's name, and what their id begins with."""

    written: str
    id: str


def _read_lines(name: str) -> list[str]:
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _read_sentences(language: str) -> dict[str, tuple[str, ...]]:
    """By section (need, reasons, …) the sentences of a language."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in _read_lines(language):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found.setdefault(section, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


@cache
def _read_names() -> dict[str, Names]:
    found = {}
    for line in _read_lines("names"):
        script, _, both = line.partition(": ")
        given, family = (tuple(_read_pair(word) for word in part.split()) for part in both.split(" | "))
        found[script] = (given, family)
    return found


def _read_pair(word: str) -> tuple[str, str]:
    written, _, id_ = word.partition("=")
    return written, id_


@cache
def _read_places() -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, _, second = " ".join(_read_lines("places")).partition(" | ")
    return tuple(first.split()), tuple(second.split())


def choose_place(chance: random.Random) -> str:
    """The name of a place, as `Oak Street`."""
    first, second = _read_places()
    return f"{chance.choice(first)} {chance.choice(second)}"


class Wording:
    """What is said in one circle: its language, its place, and chance."""

    def __init__(self, chance: random.Random, language: str, place: str) -> None:
        """Begin with the language most people speak there."""
        self.chance, self.language, self.place = chance, language, place

    def choose_name(self) -> FullName:
        """Somebody's name; four in five are written as the language of the circle is."""
        script = _SCRIPTS[self.language] if self.chance.random() < 0.8 else self.chance.choice(_OTHERS)
        given, family = _read_names()[script]
        (first, first_id), (last, last_id) = self.chance.choice(given), self.chance.choice(family)
        written = f"{last}{first}" if script == "han" else f"{first} {last}"
        return FullName(written, f"{first_id}-{last_id}")

    def write_line(self, section: str, language: str = "") -> str:
        """One sentence of a section."""
        line = self.chance.choice(_read_sentences(language or self.language)[section])
        return line.replace("{place}", self.place).replace("{n}", str(self.chance.randint(2, 60)))

    def choose_title(self) -> tuple[str, str]:
        """What an id says of a title, and the title."""
        slug, _, title = self.write_line("title").partition(" | ")
        return slug, title

    def write_prose(self, section: str, language: str = "") -> str:
        """A text: mostly of one to four sentences, seldom of some kilobytes."""
        drawn = self.chance.random()
        if drawn < 0.22:
            return self.write_line(section, language)
        count = self.chance.randint(2, 4) if drawn < 0.55 else self.chance.randint(5, 14)
        if drawn < 0.955:
            return "\n".join(self.write_line(section, language) for _ in range(count))
        return "\n\n".join(self._write_part(section, language, part) for part in range(self.chance.randint(6, 20)))

    def _write_part(self, section: str, language: str, part: int) -> str:
        lines = [self.write_line(section, language) for _ in range(self.chance.randint(2, 5))]
        if part % 3 == 1:
            return "\n".join(f"- {line}" for line in lines)
        return "\n".join([f"## {part // 3 + 1}. {self.place}", "", *lines] if part % 3 == 0 else lines)
