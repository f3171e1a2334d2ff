"""
Names that could be taken for another's: words of mixed scripts, and names that look alike (Unicode TS 39).

The tables are those of the library confusable-homoglyphs; it is loaded only when a name needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from nstgov.records.folders import Person
from nstgov.records.movement import Misfit
from nstgov.records.words import Where

_NEUTRAL = frozenset({"COMMON", "INHERITED"})
_TOGETHER = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)
"""Scripts that one word of Japanese, Korean or Chinese may join (Unicode TS 39, highly restrictive)."""


def mixed_word(name: str) -> str | None:
    """The first word of a name that joins letters of several scripts, or None."""
    return None if name.isascii() else next((word for word in name.split() if _is_mixed(word)), None)


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    from confusable_homoglyphs import categories

    scripts = {alias.upper() for alias in categories.unique_aliases(word)} - _NEUTRAL
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


@cache
def _plainest(character: str) -> str:
    """One letter for all that look like it: the plainest of them."""
    from confusable_homoglyphs import confusables

    alike = (entry["c"] for entry in confusables.confusables_data.get(character, ()))
    return min((character, *(other for other in alike if len(other) == 1)), key=lambda c: (not c.isascii(), not c.isalpha(), c))


def skeleton(name: str) -> str:
    """What is left of a name when everything that looks the same is written the same."""
    return "".join(_plainest(character) for character in name).replace("rn", "m")


def alike(people: Iterable[Person]) -> Iterator[Misfit]:
    """A finding for each person whose name differs from another's and yet looks the same."""
    seen: dict[str, Person] = {}
    for person in people:
        first = seen.setdefault(skeleton(person.name), person)
        if first.id != person.id and first.name != person.name:
            message = f'the name "{person.name}" looks like that of {first.id}, "{first.name}", and is another'
            help_ = "Write the name in the letters of its own script, or add something that tells the two apart."
            yield Misfit("Y07", _name_at(person), message, help_, (_name_at(first),), faults=False)


def mixed(names: Iterable[tuple[str, Where]]) -> Iterator[Misfit]:
    """A finding for each name of which a word mixes scripts."""
    for name, at in names:
        if word := mixed_word(name):
            message = f'"{word}" mixes letters of several scripts, so it could pass for another name'
            yield Misfit("Y07", at, message, "Write each word in the letters of one script.", faults=False)


def _name_at(person: Person) -> Where:
    file, keys = person.introduced
    return Where(file, keys if keys and keys[-1] == "name" else (*keys, "name"))
