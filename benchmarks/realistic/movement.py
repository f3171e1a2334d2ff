"""The whole movement: circles on as many levels as it takes, streamed circle by circle, and written into a folder."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.realistic.friends import Friends, Sent
from benchmarks.realistic.scene import LAST, MOST_DAYS, REGISTRAR, REPOSITORY_ID, START, MadeFile, Scene, iso
from benchmarks.realistic.signing import write_key_line
from benchmarks.realistic.upper import Top, Upper

LAST_DAY = START + timedelta(days=LAST)
"""The day of the newest records: ask for stages as of this day."""
LEVELS = ("friend", "village", "town", "regional", "national", "continental", "global")
COMMON_LEVELS = ("global", "regional", "continental", "town", "national", "village")
"""The levels above the lowest one, in the order in which a growing movement needs them."""
GOOD, FEW = 8, 5
"""Circles that meet in one; and so few that each sends two."""
_BEFORE = (START - date(1970, 1, 1)).days * 86_400 - 43_200
"""The second at which the settings land: noon of the day before."""
RECORDS_OF_A_CIRCLE = 22.6
"""Records that come with one circle on the lowest level, on average, those above it included."""
LEAST_CIRCLES = 12
"""With fewer circles on the lowest level not every story is told."""


class Level(NamedTuple):
    """A level above the lowest one: its circles, and how many circles below are to meet in them."""

    circles: list[Upper]
    below: int

    def find_group(self, number: int) -> int:
        """The number of the circle in which the circle below with that number meets."""
        return number * len(self.circles) // self.below

    def count_sent(self, number: int) -> int:
        """How many the circle below with that number sends: one, or two where few meet, and now and then."""
        size = self.below / len(self.circles)
        return 2 if size <= FEW or (number % 4 == 0 and size <= GOOD + 1) else 1


def make_realistic(records: int, seed: int = 1, *, has_region: bool = True) -> Iterator[MadeFile]:
    """
    About so many records (from 300 on), circle by circle; the same bytes for the same number and seed.

    Files of one evening of one circle bear the same second in `landed`: they land together. Without `has_region` no
    other repository ever joins: most movements have none below them.
    """
    friends = max(LEAST_CIRCLES, round(records / RECORDS_OF_A_CIRCLE))
    levels = _make_levels(seed, friends)
    top = levels[-1].circles[0]
    names = _name_levels(len(levels))
    yield MadeFile("nstgov.yml", _render_settings(records), _BEFORE)
    yield MadeFile("ground-rules/1.yml", _render_edition(top.id, names, "", iso(0)), _BEFORE + 3600)
    for level in levels[::-1]:
        for circle in level.circles:
            circle.begin()
            yield from _take_files(circle)
    sent = yield from _tell_friends(seed, friends, levels[0], names[0])
    for level, above in zip(levels, (*levels[1:], None), strict=True):
        sent = yield from _tell_level(level, above, sent)
    if isinstance(top, Top):
        top.govern(lambda day, id_: _render_edition(top.id, names, id_, day), has_region=has_region)
        yield from _take_files(top)


def _make_levels(seed: int, friends: int) -> list[Level]:
    """The circles above the lowest level, as many as it takes to come to one; made from the top down."""
    counts = [friends]
    while counts[-1] > 1:
        counts.append(-(-counts[-1] // GOOD))
    names = _name_levels(len(counts) - 1)
    levels: list[Level] = []
    for height in range(len(counts) - 1, 0, -1):
        above = levels[-1] if levels else None
        make = Upper if above else Top
        parents = [
            above.circles[n * len(above.circles) // counts[height]] if above else None for n in range(counts[height])
        ]
        circles = [make(seed, height, number, names[height], parents[number]) for number in range(counts[height])]
        levels.append(Level(circles, counts[height - 1]))
    return levels[::-1]


def _name_levels(above: int) -> tuple[str, ...]:
    """The names of the lowest level and so many above it, from below."""
    chosen = {"friend", *COMMON_LEVELS[:above]}
    return tuple(level for level in LEVELS if level in chosen)


def _tell_friends(seed: int, count: int, level: Level, name: str) -> Generator[MadeFile, None, list[Sent]]:
    sent: list[Sent] = []
    before: Friends | None = None
    for number in range(count):
        parent = level.circles[level.find_group(number)]
        circle = Friends(seed, number, name, parent, level.count_sent(number))
        sent.append(circle.tell(before))
        yield from _take_files(circle)
        before = circle
    return sent


def _tell_level(level: Level, above: Level | None, below: Sequence[Sent]) -> Generator[MadeFile, None, list[Sent]]:
    groups: list[list[Sent]] = [[] for _ in level.circles]
    for number, one in enumerate(below):
        groups[level.find_group(number)].append(one)
    sent: list[Sent] = []
    for number, circle in enumerate(level.circles):
        sent.append(circle.tell(groups[number], above.count_sent(number) if above else 0))
        yield from _take_files(circle)
    return sent


def _take_files(circle: Scene) -> Iterator[MadeFile]:
    """The files that a circle has made, which are forgotten there."""
    yield from circle.files
    circle.files = []


def _render_settings(records: int) -> bytes:
    return f"format: 1\ntitle: A generated movement\nabout: About {records} records.\nlanguages: [en]\n".encode()


def _render_edition(top: str, levels: Sequence[str], adopted_by: str, day: str) -> bytes:
    """An edition of the ground rules; the second one looks at quiet proposals sooner."""
    proof = ", ".join(f"{level}: declared" for level in levels)
    return f"""movement: A generated movement
repository_id: {REPOSITORY_ID}
from: {day}
{f"adopted_by: {adopted_by}" if adopted_by else "promises: [Nobody is forced; nobody is thrown away.]"}
levels: [{", ".join(levels)}]
top: {top}
circle_size: {{least: 4, good: 8, most: 12}}
authors: {{least: 4}}
representatives: {{least: 1, most: 2}}
longest_sunset_days: {MOST_DAYS}
reconsider_within_days: 30
answer_objection_within_days: 30
quiet_after_days: {45 if adopted_by else 60}
away: {{most_days: 90, least_voices: 4}}
proof: {{{proof}}}
registrars: [{{name: {REGISTRAR}, key: {write_key_line(REGISTRAR)}}}]
""".encode()


def write_realistic(folder: Path, records: int, seed: int = 1, *, has_region: bool = True) -> int:
    """
    Write a realistic movement of about so many records into a folder; the number of files.

    When each would have landed is kept as the time of the file: `commit_history` asks for it.
    """
    made, known = 0, set[str]()
    for path, data, landed in make_realistic(records, seed, has_region=has_region):
        place = f"{folder}/{path}"
        parent = place.rpartition("/")[0]
        if parent not in known:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - a million files: `os` is several times as fast
            known.add(parent)
        with open(place, "wb") as file:  # noqa: PTH123 - as above
            file.write(data)
        os.utime(place, (landed, landed))
        made += 1
    return made
