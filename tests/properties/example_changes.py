"""Some of what the worked example tells next, told as it was or otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from nstgov.records.record_days import own_day
from tests.record import example_record, movement_from, tree_of

UNKNOWN = date(2000, 1, 1)


class ExampleChange:
    """Some of what the worked example tells next, on a day of its story, told as it was or otherwise."""

    def __init__(self, seed: int, files: Mapping[str, str]) -> None:
        """The same change for the same seed."""
        self.chance = random.Random(seed)  # noqa: S311 - for chance, not for secrets
        self.files = files
        self.days = days_in(tuple(sorted(files.items())))
        self.all_days = sorted({day for day in self.days.values() if day > UNKNOWN})
        self.day = self.chance.choice(self.all_days[:-1])
        self.landed = {p: t for p, t in files.items() if self.days[p] < self.day or self._is_by_chance(p)}
        self.added = {path: files[path] for path in self._choose()}
        if self.chance.random() < 0.5:
            # it lands late: what was done since stands already
            since = self.day + timedelta(self.chance.choice((10, 60, 200)))
            self.landed |= {path: text for path, text in files.items() if self.days[path] < since}
            self.landed = {path: text for path, text in self.landed.items() if path not in self.added}
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            self._tell_otherwise()
        latest = max(self.days.get(path, self.day) for path in (*self.landed, *self.added))
        self.lands = max(latest, self.day) + timedelta(self.chance.choice((0, 0, 1, 20)))

    def _is_by_chance(self, path: str) -> bool:
        return path == "nstgov.yml" or (self.days[path] == self.day and self.chance.random() < 0.3)

    def _choose(self) -> set[str]:
        later = [path for path in self.files if path not in self.landed]
        until = self.day + timedelta(self.chance.choice((0, 3, 30)))
        near = [path for path in later if self.days[path] <= until] or later
        root = self.chance.choice(("", "proposals/", "decisions/", "circles/"))
        near = [path for path in near if path.startswith(root)] or near
        first = self.chance.choice(near)
        alike = [path for path in near if path.split("/")[1:2] == first.split("/")[1:2]]
        return {first, *self.chance.sample(alike, min(len(alike), self.chance.choice((0, 0, 0, 1, 2, 5))))}

    def _tell_otherwise(self) -> None:
        path = self.chance.choice(sorted(self.added) or [""])
        text = self.added.pop(path, "")
        change = self.chance.choice(
            (self._swap_word, self._swap_word, self._swap_day, self._drop_line, self._turn_word)
        )
        path, text = change(path, text)
        if path and path not in self.landed:
            self.added[path] = text

    def _swap_word(self, path: str, text: str) -> tuple[str, str]:
        words = sorted(ids_in(tuple(sorted(self.files))))
        here = [word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]
        old, new = self.chance.choice(here or [""]), self.chance.choice(words)
        return path, re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text, count=1) if old else text

    def _swap_day(self, path: str, text: str) -> tuple[str, str]:
        other = self.chance.choice(self.all_days).isoformat()
        form = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
        if self.chance.random() < 0.5:
            return re.sub(form, other, path, count=1), text
        return path, re.sub(form, other, text, count=1)

    def _drop_line(self, path: str, text: str) -> tuple[str, str]:
        lines = text.splitlines(keepends=True)
        at = self.chance.randrange(len(lines) or 1)
        return path, "".join(lines[:at] + lines[at + 1 :])

    def _turn_word(self, path: str, text: str) -> tuple[str, str]:
        old, new = self.chance.choice((("consent", "object"), ("object", "consent"), ("\n", "\nodd: 1\n")))
        return path, text.replace(old, new, self.chance.choice((1, -1)))


@cache
def days_in(files: tuple[tuple[str, str], ...]) -> dict[str, date]:
    """By path, the day of each record."""
    movement = movement_from(tree_of(dict(files)))
    records = ((path, movement.records.get(path)) for path, _ in files)
    return {path: (own_day(movement, record) if record else None) or UNKNOWN for path, record in records}


@cache
def ids_in(paths: tuple[str, ...]) -> frozenset[str]:
    """The ids of people, circles, proposals and decisions in the worked example."""
    movement = movement_from(tree_of({path: text for path, text in example_record().items() if path in paths}))
    return frozenset({*movement.circles, *movement.proposals, *movement.decisions, *movement.people})


@cache
def told_story() -> dict[str, str]:
    """The worked example as if it were no invented one, so that its history is judged too."""
    files = dict(example_record())
    files["ground-rules/1.yml"] = re.sub(r"(?m)^example:.*\n", "", files["ground-rules/1.yml"])
    return files


@cache
def plain_story() -> dict[str, str]:
    """The same without proofs, regions, what was taken out and later ground rules: as most movements begin."""
    beside = re.compile(r".*\.(?:sig|confirmation\.yml|void\.yml|withheld\.yml)(?:\..*)?|.*ground-rules[-/][2-9].*")
    files = {path: text for path, text in told_story().items() if not beside.fullmatch(path)}
    return files | {
        "ground-rules/1.yml": re.sub(r"(?m)^(?:proof|registrars):.*\n(?:  .*\n)*", "", files["ground-rules/1.yml"])
    }
