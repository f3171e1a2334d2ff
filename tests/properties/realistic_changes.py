"""Random changes of a movement as it might be: evenings, early or late, whole or spoiled, or rewriting the past."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from random import Random
from typing import NamedTuple

from benchmarks.realistic import make_realistic

SMALL = 300
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


class Evening(NamedTuple):
    """The files that landed together, by their paths, and the day on which they did."""

    texts: dict[str, str]
    day: date


@cache
def list_evenings() -> tuple[Evening, ...]:
    """The smallest realistic movement, evening by evening."""
    files = sorted(make_realistic(SMALL), key=lambda file: (file.landed, file.path))
    return tuple(
        Evening({file.path: file.data.decode() for file in together}, datetime.fromtimestamp(at, UTC).date())
        for at, together in groupby(files, key=lambda file: file.landed)
    )


class RealisticChange:
    """
    What one change does: `landed` is there, `added` comes to it, `altered` is rewritten (None: removed) on a day.

    `places` tells by path in which order what is there had landed.
    """

    def __init__(self, seed: int) -> None:
        """Draw a change."""
        self._draw = Random(seed)  # noqa: S311 (a test draws the same change for a number)
        evenings = list_evenings()
        at = self._draw.randrange(len(evenings) // 10, len(evenings))
        later = at + 1 + self._draw.choice((0, 0, 0, 1, 5, 40))
        before = (*evenings[:at], *evenings[at + 1 : later])
        self.lands = evenings[min(later, len(evenings)) - 1].day
        self.landed = {path: text for evening in before for path, text in evening.texts.items()}
        self.places = {path: place for place, evening in enumerate(before) for path in evening.texts}
        self.added = dict(evenings[at].texts)
        self.altered: dict[str, str | None] = {}
        for _ in range(self._draw.choice((0, 1, 1, 2))):
            self._draw.choice((self._rewrite, self._remove, self._move, self._spoil, self._leave_out))()

    def _choose_act(self) -> str:
        """A landed act, mostly one of the last that landed."""
        acts = [path for path in self.landed if "/" in path and not path.startswith(("ground-rules/", "regions/"))]
        return self._draw.choice(acts[-30:] if self._draw.random() < 0.7 else acts)

    def _rewrite(self) -> None:
        path = self._choose_act()
        self.altered[path] = self._spoil_text(self.landed[path])

    def _remove(self) -> None:
        self.altered[self._choose_act()] = None

    def _move(self) -> None:
        path = self._choose_act()
        self.altered[path] = None
        self.added[re.sub(r"(\d)(\D*)\.yml", lambda m: f"{(int(m[1]) + 1) % 10}{m[2]}.yml", path, count=1)] = (
            self.landed[path]
        )
        self.added = {path: text for path, text in self.added.items() if path not in self.landed}

    def _spoil(self) -> None:
        for path in self._draw.sample(sorted(self.added), min(len(self.added), 1)):
            self.added[path] = self._spoil_text(self.added[path])

    def _leave_out(self) -> None:
        """One file of the evening is forgotten, or stands at a path that nobody expects."""
        for path in self._draw.sample(sorted(self.added), min(len(self.added) - 1, 1)):
            text = self.added.pop(path)
            if self._draw.random() < 0.3:
                self.added[f"{path.rpartition('/')[0]}/x{path.rpartition('/')[2]}"] = text

    def _spoil_text(self, text: str) -> str:
        """A file with something more, another day, another person, half of it, or no YAML at all."""
        people = re.findall(r"[a-z]+-[a-z]+-[0-9a-z]+", "".join(self.added.values())) or ["nobody"]
        day = f"202{self._draw.choice('567')}-0{self._draw.randint(1, 9)}-11"
        return self._draw.choice(
            (
                f"{text}# more\n",
                _DAY.sub(day, text, count=1),
                re.sub(r"[a-z]+-[a-z]+-[0-9a-z]+", self._draw.choice(people), text, count=1),
                text[: len(text) // 2],
                text.replace("consent", "object", 1),
                "it: [is broken\n",
            )
        )

    def list_landed(self) -> Mapping[str, int]:
        """By path, the place at which each file landed."""
        return self.places
