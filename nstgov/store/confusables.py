"""
Names that could be taken for another's: words of mixed scripts, and names that look alike (Unicode TS 39).

The tables are those of the library confusable-homoglyphs (alike_letters.json); they are read when a name needs them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from nstgov.records.circles import Changes, Circle, PersonChange
from nstgov.records.decisions import Election
from nstgov.records.folders import name_key
from nstgov.records.movement import Movement
from nstgov.records.proposals import Idea, Objection, Version
from nstgov.records.record import Author, Outside, Record
from nstgov.records.record_index import Misfit
from nstgov.records.values import Where

_UNSEEN = re.compile("[\u200c\u200d\ufe0f]")
"""Signs that some scripts need between letters and that nobody sees between others."""
_NEUTRAL = frozenset({"COMMON", "INHERITED"})
_TOGETHER = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
)
"""Scripts that one word may join, as Japanese, Korean and Chinese do every day (Unicode TS 39, highly restrictive)."""
_BETWEEN_PARTS = re.compile("[-\u00ad\u058a\u05be\u1806\u2010-\u2015\u2e3a\u2e3b\u30a0\ufe58\ufe63\uff0d]")
"""Hyphens and dashes: what stands before and after one is read by itself."""


def find_mixed_word(name: str) -> str | None:
    """The first word, or part of a hyphenated one, whose letters are of scripts that nobody writes in one word."""
    if name.isascii():
        return None
    parts = (part for word in name.split() for part in _BETWEEN_PARTS.split(word))
    return next((part for part in parts if _is_mixed(part)), None)


@lru_cache(maxsize=4096)
def _is_mixed(word: str) -> bool:
    """Whether a word mixes scripts; first names and family names come again and again."""
    if word.isascii():
        return False
    scripts = {find_script(character) for character in word} - _NEUTRAL
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


class LetterTables(NamedTuple):
    """Each letter's plainest look-alike, as `str.translate` takes it, and the scripts by where they start."""

    plainest: dict[int, int]
    starts: list[int]
    scripts: list[str]


@cache
def load_letter_tables() -> LetterTables:
    """The tables of letters, read when the first name needs them."""
    tables = json.loads(Path(__file__).with_name("alike_letters.json").read_bytes())
    names = tables["names"]
    scripts = [names[number] for number in tables["scripts"]]
    return LetterTables(str.maketrans(tables["letters"], tables["plainest"]), tables["starts"], scripts)


def find_script(character: str) -> str:
    """The script of a character in capitals, as Unicode names it; COMMON and INHERITED belong to any."""
    tables = load_letter_tables()
    return tables.scripts[bisect_right(tables.starts, ord(character)) - 1]


_PLAINEST_ASCII = str.maketrans("01`l|", "OI'II")
"""What the tables say of plain letters and signs: most names need no table of all scripts."""


def compute_skeleton(name: str) -> str:
    """What is left of a name when everything that looks the same is written the same."""
    seen = " ".join(_UNSEEN.sub("", name).split())
    if seen.isascii():
        return seen.translate(_PLAINEST_ASCII).replace("rn", "m")
    return seen.translate(load_letter_tables().plainest).replace("rn", "m")


class GivenName(NamedTuple):
    """A name as a record gives it, and whose it is: a person's id, or the name itself of somebody outside."""

    whose: str
    name: str
    at: Where


def yield_names_of_people(movement: Movement) -> Iterator[GivenName]:
    """Every name that a record gives to a person, those first that introduce somebody."""
    for person in movement.people.values():
        file, keys = person.introduced
        yield GivenName(person.id, person.name, Where(file, keys if keys[-1] == "name" else (*keys, "name")))
    for act in movement.find_all(PersonChange):
        if act.name:
            yield GivenName(act.person, act.name, act.locate("name"))
    for record, key, authors in _yield_authored(movement):
        for at, author in enumerate(authors):
            if isinstance(author, Outside) and author.name:
                yield GivenName(author.name, author.name, record.locate(key, at, "name"))


def _yield_authored(movement: Movement) -> Iterator[tuple[Record, str, tuple[Author, ...]]]:
    """Each record that people outside every circle may stand behind, with the key under which they do."""
    for version in movement.find_all(Version):
        yield version, "authors", version.authors
    for objection in movement.find_all(Objection):
        yield objection, "authors", objection.authors
    for idea in movement.find_all(Idea):
        yield idea, "by", idea.by


def find_lookalikes(names: Iterable[GivenName]) -> Iterator[Misfit]:
    """A finding for each name that differs from another person's and yet looks the same."""
    seen: dict[str, GivenName] = {}
    for named in names:
        first = seen.setdefault(compute_skeleton(named.name), named)
        if first.whose != named.whose and name_key(first.name) != name_key(named.name):
            message = f'the name "{named.name}" looks like "{first.name}", the name of somebody else'
            help_ = "Write the name in the letters of its own script, or add something that tells the two apart."
            yield Misfit("Y07", named.at, message, help_, (first.at,), faults=False)


def yield_names_of_circles(movement: Movement) -> Iterator[tuple[str, Where]]:
    """Every name that a record gives to a circle."""
    records: tuple[Circle | Changes, ...] = (*movement.find_all(Circle), *movement.find_all(Changes))
    for record in records:
        if record.name:
            yield record.name, record.locate("name")


def find_mixed_scripts(names: Iterable[tuple[str, Where]]) -> Iterator[Misfit]:
    """A finding for each name of which a word mixes scripts."""
    for name, at in names:
        if word := find_mixed_word(name):
            message = f'"{word}" mixes scripts that are not written in one word, so it could pass for another name'
            help_ = "Write the word in the letters of one script, or put a hyphen between its parts."
            yield Misfit("Y07", at, message, help_, faults=False)


ROLES = ("representative", "facilitator", "secretary", "keeper")
"""The roles that mean the same in every circle."""


def find_deceptive_roles(movement: Movement) -> Iterator[Misfit]:
    """A finding for each role that looks like one that means something, and is another word: Keeper, KEEPER."""
    known = {compute_skeleton(role): role for role in ROLES}
    for election in movement.find_all(Election):
        if election.role in ROLES:
            continue
        plain = unicodedata.normalize("NFKC", election.role)
        seen = {compute_skeleton(plain.casefold()), compute_skeleton(plain).casefold()}
        if role := next((known[one] for one in seen if one in known), None):
            message = f'"{election.role}" looks like the role {role}, and is written otherwise'
            help_ = f"Write {role}, in small letters, or give the role a name of its own."
            yield Misfit("Y07", election.locate("role"), message, help_)


def find_deceptive_names(movement: Movement) -> Iterator[Misfit]:
    """The findings about names: of mixed scripts, or that look like another person's or like a role that all know."""
    plain, mixed = list[GivenName](), list[GivenName]()
    for named in yield_names_of_people(movement):
        (mixed if find_mixed_word(named.name) else plain).append(named)
    yield from find_mixed_scripts((*((named.name, named.at) for named in mixed), *yield_names_of_circles(movement)))
    yield from find_lookalikes(plain)
    yield from find_deceptive_roles(movement)
