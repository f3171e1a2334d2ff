"""Which landed decisions an act may concern, by the circle in which it happens (M13)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate

from nstgov.lifecycle import OPEN
from nstgov.lifecycle.landing_places import NOW
from nstgov.records import Act, Changes, Circle, Decision, Election, Ended, Movement, Record
from nstgov.rules.history.act_days import SPEAKING_ACTS, DatedAct

Made = Decision | Election
_ANYWHERE = ""
"""Stands for every circle: what changes the ground rules may concern all decisions."""


class LandedDecisions:
    """
    The decisions and elections of a history, by the circles whose members they needed.

    What happens in a circle reaches those above it, into which it sends somebody, and none beside it. So an act
    concerns the decisions of its own circle and of those above; what speaks to a proposal, the decision on that alone.
    """

    def __init__(self, movement: Movement, landed: Mapping[str, int]) -> None:
        """Sort the decisions that can be read, by where they landed."""
        self._movement = movement
        self._landed = landed
        self._parents = _collect_parents(movement)
        self._above: dict[str, tuple[str, ...]] = {}
        self._made: dict[str, list[Made]] = defaultdict(list)
        for made in _yield_made(movement, landed):
            for circle in {_ANYWHERE, *_find_circles(movement, made)}:
                self._made[circle].append(made)

    def list_before(self, act: DatedAct) -> list[Made]:
        """The decisions of the day of an act, or of a later one, that it may concern and that had landed before it."""
        place = self._landed.get(act.record.file)
        if place is None:
            return []
        return [
            made
            for circle in self._find_reached(act.record)
            for made in self._made.get(circle, ())
            if made.day >= act.day and self._landed[made.file] < place and self._may_concern(act.record, made)
        ]

    def list_outrun(self, acts: Iterable[DatedAct]) -> Iterator[Made]:
        """The decisions that bear a day before that of one of these acts, which may concern them and landed earlier."""
        first: dict[str, list[tuple[int, date]]] = defaultdict(list)
        for act in acts:
            for circle in self._find_reached(act.record):
                first[circle].append((self._landed.get(act.record.file, NOW), act.day))
        farthest = {circle: _list_farthest(sorted(known)) for circle, known in first.items()}
        for made in self._made[_ANYWHERE]:
            place = self._landed[made.file]
            for circle in _find_circles(self._movement, made):
                known = farthest.get(circle, ())
                count = bisect_left(known, (place, date.min))
                if count and known[count - 1][1] > made.day:
                    yield made
                    break

    def _may_concern(self, record: Record, made: Made) -> bool:
        if isinstance(record, SPEAKING_ACTS):
            return isinstance(made, Decision) and record.file.split("/")[1] == made.decision
        return True

    def _find_reached(self, record: Record) -> tuple[str, ...]:
        """The circles that an act may reach."""
        if isinstance(record, Act | Circle | Election):
            return self._list_above(record.circle)
        folder = self._movement.decisions.get(record.file.split("/")[1])
        if isinstance(record, SPEAKING_ACTS):
            return tuple(folder.decision.circles[:1]) if folder and folder.decision else ()
        if isinstance(record, Ended) and folder and folder.election:
            return self._list_above(folder.election.circle)
        return (_ANYWHERE,) if _is_about_ground_rules(self._movement, record) else ()

    def _list_above(self, circle: str) -> tuple[str, ...]:
        """A circle and all that were ever above it."""
        if circle not in self._above:
            found = [circle]
            for one in found:
                found += [parent for parent in self._parents.get(one, ()) if parent not in found]
            self._above[circle] = tuple(found)
        return self._above[circle]


def _list_farthest(known: list[tuple[int, date]]) -> list[tuple[int, date]]:
    """Places in order, each with the latest day of all acts up to it."""
    return list(accumulate(known, lambda last, one: (one[0], max(last[1], one[1]))))


def _collect_parents(movement: Movement) -> dict[str, set[str]]:
    """By circle, every circle that it ever named as its parent."""
    found: dict[str, set[str]] = defaultdict(set)
    named: list[Circle | Changes] = [*movement.find_all(Circle), *movement.find_all(Changes)]
    for record in named:
        if record.parent:
            found[record.circle].add(record.parent)
    return found


def _yield_made(movement: Movement, landed: Mapping[str, int]) -> Iterator[Made]:
    made: list[Made] = [*movement.find_sound(Decision, "decided", "circles", "version")]
    made += movement.find_sound(Election, "held", "circle")
    return (one for one in made if one.file in landed and one.file not in movement.voided and one.day < OPEN)


def _find_circles(movement: Movement, made: Made) -> set[str]:
    if isinstance(made, Election):
        return {made.circle}
    folder = movement.proposals.get(made.decision)
    version = folder.versions.get(made.version) if folder else None
    return {*made.circles, *(version.affects if version else ())}


def _is_about_ground_rules(movement: Movement, record: Record) -> bool:
    folder = movement.proposals.get(record.file.split("/")[1])
    return folder is not None and any(version.kind == "ground rules" for version in folder.versions.values())
