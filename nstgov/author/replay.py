"""
A history in which every act lands on the day that it bears: for an invented movement, whose story nobody lived (M13).

What was written in one week can so be looked at as if it had come day by day, in pages, feeds and `nstgov audit`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.editions import FOUNDING
from nstgov.records import GroundRules, Movement, Record, Version, Withheld
from nstgov.records.record_days import own_day

WHO = "Whoever tells this story <story@example.org>"
"""In whose name an invented history is committed."""


class Landed(NamedTuple):
    """What lands together: the day, what to say of it, and the files by their paths."""

    day: date
    words: str
    files: Mapping[str, bytes]


def landings_replayed(movement: Movement, files: Mapping[str, bytes]) -> tuple[Landed, ...]:
    """
    The files of a movement in the order in which its acts happened, those of one day together.

    First comes all that is no act, on the day of the first of them: machinery and acts never land together.
    """
    days: dict[date, dict[str, bytes]] = defaultdict(dict)
    around: dict[str, bytes] = {}
    for path, data in sorted(files.items()):
        record = movement.records.get(path)
        day = landing_day(movement, record) if record is not None else OPEN
        (days[day] if day < OPEN else around)[path] = data
    acts = [Landed(day, _words(day, days[day]), days[day]) for day in sorted(days)]
    first = acts[0].day if acts else date(2000, 1, 1)
    return (Landed(first, "What the record stands on", around), *acts) if around else tuple(acts)


def landing_day(movement: Movement, record: Record) -> date:
    """
    The day on which a record can have landed, by what it says; `OPEN` where nothing tells one.

    Nothing lands before the movement began: history from elsewhere was brought here then.
    """
    founding = movement.ground_rules.get(FOUNDING)
    began = founding.from_ if founding is not None else date.min
    day = max(own_day(movement, record) or OPEN, began)
    if isinstance(record, GroundRules):
        return min(_yield_proposing_days(movement, record), default=day)
    if isinstance(record, Withheld):
        folder = movement.decisions.get(record.decision)
        decided = folder.decision.decided if folder and folder.decision else day
        return max(day, decided) if day < OPEN else day
    return day


def _yield_proposing_days(movement: Movement, edition: GroundRules) -> Iterator[date]:
    """The days of the versions that would adopt an edition, which is added together with them."""
    for version in movement.find_all(Version):
        if version.edition is not None and version.edition.number == edition.number:
            yield version.submitted


def _words(day: date, files: Mapping[str, bytes]) -> str:
    return f"{day}: {next(iter(files)) if len(files) == 1 else f'{len(files)} records'}"


def history_as_stream(landings: tuple[Landed, ...], branch: str = "main") -> bytes:
    """The landings as `git fast-import` reads them: one commit each, at noon of UTC on its day."""
    return b"".join(_commit(landed, branch, mark) for mark, landed in enumerate(landings, 1))


def _commit(landed: Landed, branch: str, mark: int) -> bytes:
    noon = int(datetime(landed.day.year, landed.day.month, landed.day.day, 12, tzinfo=UTC).timestamp())
    lines = [f"commit refs/heads/{branch}", f"mark :{mark}", f"committer {WHO} {noon} +0000"]
    head = "\n".join(lines).encode() + b"\n" + _data(landed.words.encode())
    came_from = f"from :{mark - 1}\n".encode() if mark > 1 else b""
    files = (f"M 100644 inline {_quote_path(path)}\n".encode() + _data(data) for path, data in landed.files.items())
    return head + came_from + b"".join(files)


def _data(content: bytes) -> bytes:
    return f"data {len(content)}\n".encode() + content + b"\n"


def _quote_path(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
