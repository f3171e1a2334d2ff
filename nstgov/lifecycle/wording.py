"""How findings put numbers and lists into words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_MOST_LISTED = 8


def format_count(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts: "one author", "three authors", "27 days"."""
    return f"{format_number(number)} {one if number == 1 else many or one + 's'}"


def format_number(number: int) -> str:
    """A number as a word up to twelve, and in digits beyond."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def format_list(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: "ana-ruiz, ben-okafor and chi-tran"; of a long row the first ones, and how many more."""
    every = list(words)
    shown = every
    if len(every) > _MOST_LISTED:
        shown = [*every[: _MOST_LISTED - 1], f"{len(every) - _MOST_LISTED + 1} more"]
    return f" {last} ".join(part for part in (", ".join(shown[:-1]), shown[-1] if shown else "") if part)


def choose_verb_form(subject: Collection[object], one: str, many: str) -> str:
    """The form of a verb that fits how many there are."""
    return one if len(subject) == 1 else many
