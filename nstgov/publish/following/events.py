"""
What happened, in the order in which it landed: the one source of all feeds (M13, M15).

A happening is a record, or a day that came by itself: a decision lapsed, a term is over. Its name is the record's path,
and never changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from heapq import merge
from typing import NamedTuple, TypeVar

from nstgov.lifecycle import OPEN, collect_all_terms, decisions_on, newest_version
from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.circle_states import yield_circles_above
from nstgov.lifecycle.derived import derive_once
from nstgov.publish.dependencies import is_of_words, recall_from_acts
from nstgov.publish.views.order_of_one_day import order_within_day
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import (
    Act,
    Circle,
    Confirmation,
    Movement,
    Record,
    Settings,
    Signature,
    TakesIn,
)
from nstgov.records.record_days import own_day
from nstgov.store.cache import bundle_number

T = TypeVar("T")
MOST = 1000
"""Entries that a feed of the whole movement has at most."""
ONE_DAY = timedelta(days=1)
LAPSED, OVER = "lapsed", "over"
_FOLDERS = ("proposals", "decisions")


class RecordEvent(NamedTuple):
    """
    Something that happened: when it landed, its place among what landed, and its name.

    Where nothing is known of its landing, the day that the record itself speaks of stands for it. `own` is that day,
    and `rank` says what follows what on it, for records that landed in one change. `name` is the path of the record,
    and for what came by itself also `#lapsed` or `#over`. Of two the greater one is the later.
    """

    when: date
    place: int
    own: date
    rank: tuple[int, int, int]
    name: str

    @property
    def path(self) -> str:
        """The path of the record."""
        return self.name.partition("#")[0]

    @property
    def by_itself(self) -> str:
        """`lapsed` or `over` for what came by itself; else nothing."""
        return self.name.partition("#")[2]


@derive_once
def get_record_events(scene: Snapshot) -> RecordEvents:
    """Everything that happened in a scene, gathered once for all who ask."""
    return RecordEvents(scene)


class RecordEvents:
    """Everything that happened up to a day, the latest first; gathered once for all feeds."""

    def __init__(self, scene: Snapshot) -> None:
        self.scene = scene
        self._bundles: dict[int, dict[str, _CircleEvents]] = {}

    @cached_property
    def list_landed(self) -> tuple[RecordEvent, ...]:
        """Every record that landed, the proofs beside them included."""
        return _put_in_order(self._of_acts.landed, self._words)

    @cached_property
    def list_events(self) -> tuple[RecordEvent, ...]:
        """What happened: without settings and proofs, with what came by itself."""
        return _put_in_order(self._of_acts.events, self._loud(self._words))

    @cached_property
    def newest_landed(self) -> tuple[RecordEvent, ...]:
        """The newest of every record that landed, as many as a feed may have and perhaps more."""
        return _put_in_order(self.newest_acts.landed, self._words)

    @cached_property
    def newest_events(self) -> tuple[RecordEvent, ...]:
        """The newest of what happened, in the same way."""
        return _put_in_order(self.newest_acts.events, self._loud(self._words))

    @cached_property
    def newest_acts(self) -> NewestActs:
        """The newest of what happened but for calls for help, as an earlier build gathered it from the same, or now."""
        return self._recall("newest", lambda: NewestActs(self._of_acts.landed[:MOST], self._of_acts.events[:MOST]))

    @cached_property
    def _words(self) -> tuple[RecordEvent, ...]:
        """That circles asked for help, and what lies beside that."""
        records = self.scene.movement.records
        known = (self._make_event(record) for path, record in records.items() if is_of_words(path))
        return tuple(one for one in known if one)

    @cached_property
    def _words_by_circle(self) -> dict[str, tuple[RecordEvent, ...]]:
        return self._group_by_circle(self._loud(self._words))

    def _loud(self, landed: Iterable[RecordEvent]) -> tuple[RecordEvent, ...]:
        """Without settings and proofs."""
        records, quiet = self.scene.movement.records, (Settings, Signature, Confirmation)
        return tuple(one for one in landed if not isinstance(records[one.name], quiet))

    def _recall(self, name: str, make: Callable[[], T]) -> T:
        """What an earlier build gathered of all but calls for help from the same, or what is gathered now."""
        return recall_from_acts(self.scene, f"events {name}", make)

    def _find_of_circle(self, id_: str) -> _CircleEvents:
        """What happened to a circle but for calls for help; kept by the bundle, so that few of them need be read."""
        number = bundle_number(id_)
        if number not in self._bundles:
            self._bundles[number] = self._recall(str(number), lambda: self._bundled_circles[number])
        return self._bundles[number].get(id_, _CircleEvents((), ()))

    @cached_property
    def _bundled_circles(self) -> dict[int, dict[str, _CircleEvents]]:
        concerning, affecting = self._of_acts.by_circle, self._of_acts.by_circle_affected
        found: dict[int, dict[str, _CircleEvents]] = defaultdict(dict)
        for circle in {**concerning, **affecting}:
            events = _CircleEvents(concerning.get(circle, ()), affecting.get(circle, ()))
            found[bundle_number(circle)][circle] = events
        return found

    @cached_property
    def _of_acts(self) -> _ActEvents:
        """What happened but for calls for help."""
        records = self.scene.movement.records
        known = (self._make_event(record) for path, record in records.items() if not is_of_words(path))
        landed = _put_in_order((one for one in known if one), ())
        events = _put_in_order(self._loud(landed), tuple(_find_automatic_events(self.scene)))
        return _ActEvents(landed, events, self._group_by_circle(events), self._group_by_circle_affected(events))

    def _group_by_circle(self, events: Iterable[RecordEvent]) -> dict[str, tuple[RecordEvent, ...]]:
        found: dict[str, list[RecordEvent]] = defaultdict(list)
        for one in events:
            record = self.scene.movement.records[one.path]
            for circle in find_circles_concerned(self.scene.movement, record, self.scene.day):
                found[circle].append(one)
        return {circle: tuple(of_circle) for circle, of_circle in found.items()}

    def _group_by_circle_affected(self, events: Iterable[RecordEvent]) -> dict[str, tuple[RecordEvent, ...]]:
        """What happened to proposals and decisions, by the circles they name as affected."""
        found: dict[str, list[RecordEvent]] = defaultdict(list)
        for one in events:
            root, id_, *_ = (*one.path.split("/", 2), "")
            for circle in _find_affected(self.scene.movement, id_, self.scene.day) if root in _FOLDERS else ():
                found[circle].append(one)
        return {circle: tuple(of_circle) for circle, of_circle in found.items()}

    def list_for_circle(self, id_: str) -> tuple[RecordEvent, ...]:
        """What concerns one circle: what it did, what it is asked, what touches it or a circle that holds it."""
        above = yield_circles_above(self.scene.movement, id_, self.scene.day)
        touching = [affecting for circle in above if (affecting := self._find_of_circle(circle).affecting)]
        own, words = self._find_of_circle(id_).concerning, self._words_by_circle.get(id_, ())
        own = _put_in_order(own, words) if words else own
        return tuple(dict.fromkeys(merge(own, *touching, reverse=True))) if touching else tuple(own)

    def is_from_elsewhere(self, one: RecordEvent, circle: str) -> bool:
        """Whether something was brought to others or decided by them, and not by or to a circle itself."""
        root, id_, *_ = (*one.path.split("/", 2), "")
        return root in _FOLDERS and circle not in _find_own_circles(self.scene.movement, id_, self.scene.day)

    def _make_event(self, record: Record) -> RecordEvent | None:
        """A record's happening; None while its day has not come, or where no day is known at all."""
        own = day_told(self.scene.movement, record)
        if OPEN > own > self.scene.day:
            return None
        when, place = find_landing_day(self.scene, record.file, own)
        return (
            RecordEvent(when, place, own, order_within_day(self.scene.movement, record), record.file)
            if when < OPEN
            else None
        )


class NewestActs(NamedTuple):
    """The newest of what happened but for calls for help: all of it, and without proofs."""

    landed: tuple[RecordEvent, ...]
    events: tuple[RecordEvent, ...]


class _CircleEvents(NamedTuple):
    """What concerns a circle, and what names it as affected."""

    concerning: tuple[RecordEvent, ...]
    affecting: tuple[RecordEvent, ...]


class _ActEvents(NamedTuple):
    """What happened, all of it and without proofs, and the same by circle: what concerns it, and what affects it."""

    landed: tuple[RecordEvent, ...]
    events: tuple[RecordEvent, ...]
    by_circle: dict[str, tuple[RecordEvent, ...]]
    by_circle_affected: dict[str, tuple[RecordEvent, ...]]


def _put_in_order(some: Iterable[RecordEvent], more: tuple[RecordEvent, ...]) -> tuple[RecordEvent, ...]:
    """The latest first."""
    return tuple(sorted((*some, *more), reverse=True))


def day_told(movement: Movement, record: Record) -> date:
    """The day that a record, or what it stands beside or with, bears; `OPEN` where none can be told."""
    return own_day(movement, record) or OPEN


def find_landing_day(scene: Snapshot, path: str, own: date) -> tuple[date, int]:
    """The day on which a record landed and its place among all; its own day where the history is not known."""
    landing = scene.landed.get(path)
    return (landing.day, landing.place) if landing is not None and landing.day < OPEN else (own, 0)


def find_circles_concerned(movement: Movement, record: Record, day: date) -> Iterable[str]:
    """The circles that a record concerns: whose act it is, who is asked, whom it touches."""
    if isinstance(beside := getattr(record, "beside", None), str):
        target = movement.records.get(beside)
        return find_circles_concerned(movement, target, day) if target else ()
    if isinstance(record, Circle | Act):
        return (record.circle, record.takes_in) if isinstance(record, TakesIn) else (record.circle,)
    root, id_, *_ = (*record.file.split("/", 2), "")
    own = getattr(record, "circle", None)
    found = dict.fromkeys((own,) if isinstance(own, str) else ())
    return found | dict.fromkeys(_find_folder_circles(movement, id_, day) if root in _FOLDERS else ())


@derive_once
def _find_folder_circles(movement: Movement, id_: str, day: date) -> tuple[str, ...]:
    """The circles of a proposal, of its decision, or of an election."""
    return (*_find_own_circles(movement, id_, day), *_find_affected(movement, id_, day))


@derive_once
def _find_own_circles(movement: Movement, id_: str, day: date) -> tuple[str, ...]:
    """The circles that a proposal asks, that made its decision or answer for it, or that held an election."""
    return tuple(_yield_own_circles(movement, id_, day))


def _yield_own_circles(movement: Movement, id_: str, day: date) -> Iterator[str]:
    proposal, decided = movement.proposals.get(id_), movement.decisions.get(id_)
    version = newest_version(proposal, day) if proposal else None
    if version:
        yield from version.asks
    if decided and decided.decision:
        yield from decided.decision.circles
        yield from circles_answering(movement, decided.decision, day)
    if decided and decided.election:
        yield decided.election.circle


@derive_once
def _find_affected(movement: Movement, id_: str, day: date) -> tuple[str, ...]:
    """The circles that the newest version of a proposal names as affected, each once."""
    folder = movement.proposals.get(id_)
    version = newest_version(folder, day) if folder else None
    return tuple(dict.fromkeys(version.affects)) if version else ()


def _find_automatic_events(scene: Snapshot) -> Iterator[RecordEvent]:
    """What came without anybody's doing: decisions that lapsed, terms that are over."""
    for id_, state in decisions_on(scene.movement, scene.day).items():
        decision = scene.movement.decisions[id_].decision
        if decision and state.stage in ("lapsed", "renewed") and decision.sunset == state.last_day:
            yield _make_automatic_event(state.last_day, f"{decision.file}#{LAPSED}")
    for id_, term in collect_all_terms(scene.movement).items():
        election = scene.movement.decisions[id_].election
        if election and term.span.last < scene.day and not term.span.is_empty():
            yield _make_automatic_event(term.span.last, f"{election.file}#{OVER}")


def _make_automatic_event(last: date, name: str) -> RecordEvent:
    """What came by itself on the day after a last day, before anything else of that day."""
    return RecordEvent(last + ONE_DAY, 0, last + ONE_DAY, (-1, 0, 0), name)
