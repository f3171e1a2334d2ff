"""What, of all that had landed, an outcome may hang on: rather too much than too little (M8, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nstgov.lifecycle.endings import changes_entered, targets_of
from nstgov.lifecycle.stays import collect_namings
from nstgov.records import Decision, Election, Ended, GroundRules, Movement, Record, Review, Version


class LandedScope:
    """
    Whether a landed record may concern an outcome.

    It does where it speaks of the same proposal or decision or of one that would be changed; where it is an act or an
    election of one of the circles concerned, of those below, or of those above; and where the ground rules change.
    """

    def __init__(self, movement: Movement) -> None:
        """Gather which circle ever stood above which."""
        self.movement = movement
        self.above: dict[str, set[str]] = defaultdict(set)
        self.below: dict[str, set[str]] = defaultdict(set)
        for namings in collect_namings(movement).values():
            for naming in namings:
                self.above[naming.child].add(naming.parent)
                self.below[naming.parent].add(naming.child)
        versions = (v for folder in movement.proposals.values() for v in folder.versions.values())
        self.of_ground_rules = frozenset(version.proposal for version in versions if version.kind == "ground rules")
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def concerns(self, landed: Record, outcome: Record) -> bool:
        """Whether a landed record may change what an outcome lacks."""
        ids, circles = self._known.get(outcome.file) or self._known.setdefault(outcome.file, self.find_scope(outcome))
        root, id_ = landed.file.split("/")[:2]
        if isinstance(landed, GroundRules) or (root in ("proposals", "decisions") and id_ in self.of_ground_rules):
            return True
        if root in ("proposals", "decisions") and id_ in ids:
            return True
        circle = self._circle_of(landed)
        return circle is not None and (circle in circles or not ids.isdisjoint(self.of_ground_rules))

    def _circle_of(self, record: Record) -> str | None:
        if isinstance(record, Ended | Review | Election):
            folder = self.movement.decisions.get(record.file.split("/")[1])
            return folder.election.circle if folder and folder.election else None
        circle = getattr(record, "circle", None)
        return circle if record.file.startswith("circles/") and isinstance(circle, str) else None

    def find_scope(self, outcome: Record) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of proposals and decisions, and the circles, of which something may concern an outcome."""
        root, id_ = outcome.file.split("/")[:2]
        if root == "circles":
            return frozenset(), self._reach({str(getattr(outcome, "circle", ""))})
        ids, circles = {id_}, set[str]()
        proposal, made = self.movement.proposals.get(id_), self.movement.decisions.get(id_)
        for version in proposal.versions.values() if proposal else ():
            circles.update((*version.asks, *version.affects))
            ids |= self._changed_by(version)
        if made and made.decision:
            circles.update(made.decision.circles)
        if made and made.election:
            circles.add(made.election.circle)
            ids |= {made.election.succeeds or id_}
        circles |= {circle for one in ids for circle in self._circles_deciding(one)}
        return frozenset(ids), self._reach(circles)

    def _changed_by(self, version: Version) -> set[str]:
        """What a version would change, and whatever else changes that."""
        targets = {target for _, _, target in targets_of(version)}
        rivals = (change.by for target in targets for change in changes_entered(self.movement).get(target, ()))
        return targets.union(rivals)

    def _circles_deciding(self, id_: str) -> Iterable[str]:
        folder = self.movement.decisions.get(id_)
        decision: Decision | None = folder.decision if folder else None
        return decision.circles if decision else ()

    def _reach(self, circles: set[str]) -> frozenset[str]:
        return frozenset(_all_along(circles, self.below) | _all_along(circles, self.above))


def _all_along(start: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    """Some circles, and all that are reached from them along some ways."""
    found, left = set(start), list(start)
    while left:
        more = ways.get(left.pop(), set()) - found
        found |= more
        left += more
    return found
