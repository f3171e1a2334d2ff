"""What a form needs to know of a circle: who is in it, what stands around it, what was put on record; a file each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nstgov.lifecycle import (
    away_on,
    circle_on,
    circles_of,
    ground_rules_on,
    highest_circles,
    link_on,
    members_on,
)
from nstgov.lifecycle.history_scope import is_invented
from nstgov.publish.taking_part.circle_offers import (
    describe_members,
    find_level_rank,
    find_ruled_day,
    find_settled_day,
    list_able_circles,
    list_waiting_children,
    list_ways_up,
    list_welcoming,
)
from nstgov.publish.taking_part.described_records import describe_record
from nstgov.publish.taking_part.forges import describe_forge
from nstgov.publish.taking_part.matter_data import MatterData
from nstgov.publish.views.person_views import collect_people
from nstgov.publish.views.snapshot import Snapshot

MOST_HIGHEST = 50
"""Circles that stand highest; ground rules are asked of all of them, and with more nobody fills in a form for that."""
GOES_ON = ("action", "invitation")
"""Kinds of proposals beside which people still put something on record once they are decided."""
MOST_TO_CHOOSE_FROM = 500
"""With more circles nobody chooses from a list of them, so it tells no more than their names."""
MOST_RECORDS = 400
"""Paths of records in one circle's file; older ones are typed."""


class CircleData:
    """What forms need to know of every circle, gathered once."""

    def __init__(self, scene: Snapshot, children: Mapping[str, Sequence[str]]) -> None:
        """`children` are, by circle, those that name it as their parent."""
        self.scene = scene
        self.children = children
        self.movement = scene.movement
        self.day = scene.day
        self.matters = MatterData(scene)

    def describe_movement(self) -> dict[str, Any]:
        """What holds for the whole movement."""
        rules = ground_rules_on(self.movement, self.day)
        highest = highest_circles(self.movement, self.day)
        return {
            "size": [rules.circle_size.least, rules.circle_size.most],
            "seats": rules.representatives.most,
            "people": bool(collect_people(self.scene)),
            "invented": is_invented(self.movement),
            "away": rules.away.most_days if rules.away else 0,
            "ruled": find_ruled_day(self.movement, self.day),
            "highest": [self._describe_circle_folder(one) for one in highest[:MOST_HIGHEST]],
            "made": self.day.isoformat(),
            "authors": rules.authors.least,
            "longest_sunset_days": rules.longest_sunset_days,
            "levels": list(rules.levels),
            "edition": rules.number,
            "circles": len(self.movement.circles),
            "forge": describe_forge(self.scene.site.repository),
        }

    def list_open_circles(self) -> list[dict[str, Any]]:
        """Every circle that is not closed: for who has to choose one."""
        open_ones = [id_ for id_ in sorted(self.movement.circles) if self._is_open(id_)]
        if len(open_ones) > MOST_TO_CHOOSE_FROM:
            return [self._describe_circle_folder(id_) for id_ in open_ones]
        ways = list_ways_up(self.movement, open_ones, self.day)
        return [{**self._describe_neighbour(id_), "above": list(ways[id_][1:])} for id_ in open_ones]

    def describe_circle(self, id_: str) -> dict[str, Any] | None:
        """One circle; None before it has begun."""
        state = circle_on(self.movement, id_, self.day)
        if state is None:
            return None
        day, children = self.day, tuple(self.children.get(id_, ()))
        around = [one for one in (id_, state.parent, *children) if one in self.movement.circles]
        told = [*self.matters.list_proposals(id_), *self.matters.list_decisions(id_)]
        named = dict.fromkeys((*around, *(one for each in told for one in (*each["affects"], *each["asks"]))))
        ways = list_ways_up(self.movement, named, day)
        members = describe_members(self.scene, id_, away_on(self.movement, id_, day))
        concerned = [*named, *(one for way in ways.values() for one in way)]
        return {
            **self._describe_circle_folder(id_),
            "level": state.level,
            "rank": find_level_rank(self.movement, id_, day),
            "parent": state.parent or "",
            "waits": self._is_waiting(id_, state.parent),
            "sent": bool(children),
            "opened": self.movement.circles[id_].founding.opened.isoformat(),
            "settled": self._find_settled_day(id_).isoformat(),
            "members": members,
            "circles": [self._describe_neighbour(one) for one in around],
            "ways": ways,
            "able": list_able_circles(self.movement, concerned, day),
            "welcome": list_welcoming(self.movement, id_, day),
            "waiting": list_waiting_children(self.movement, children, day),
            "proposals": self.matters.list_proposals(id_),
            "decisions": self.matters.list_decisions(id_),
            "terms": self.matters.terms_by_circle.get(id_, []),
            "records": self._list_record_paths(id_),
        }

    def _is_waiting(self, id_: str, parent: str | None) -> bool:
        """Whether a circle names a parent that has members and has not taken it in, so that it can send nobody yet."""
        is_linked = link_on(self.movement, id_, self.day) is not None
        return parent is not None and not is_linked and bool(members_on(self.movement, parent, self.day))

    def _describe_neighbour(self, id_: str) -> dict[str, Any]:
        rank, peopled = find_level_rank(self.movement, id_, self.day), bool(members_on(self.movement, id_, self.day))
        return {**self._describe_circle_folder(id_), "rank": rank, "peopled": peopled}

    def _find_settled_day(self, id_: str) -> date:
        """Since when nothing has changed of what a circle's own files and what lies before it tell."""
        paths = [path for folder in self._list_folders(id_) for path in self.scene.list_paths(folder)]
        known = (self.movement.records.get(path) for path in paths)
        return find_settled_day(self.movement, id_, (one for one in known if one is not None), self.day)

    def describe_records(self, id_: str) -> list[dict[str, Any]]:
        """The newest records of a circle and of what lies before it: what each is, of which day, and whom it names."""
        paths = (file.path for folder in self._list_folders(id_) for file in self.scene.list_files(folder))
        told = [describe_record(self.scene, path) for path in list(paths)[:MOST_RECORDS]]
        return sorted((one for one in told if one), key=lambda one: (one["day"], one["path"]), reverse=True)

    def _list_folders(self, id_: str) -> list[str]:
        """The folders of a circle and of what lies before it, its own first."""
        own = self.movement.circles[id_].founding.file.rpartition("/")[0]
        mine = self.matters.list_proposals(id_)
        live = [f"proposals/{told['id']}" for told in mine if not told["over"] or told["kind"] in GOES_ON]
        made = [*self.matters.list_decisions(id_), *self.matters.terms_by_circle.get(id_, ())]
        return list(dict.fromkeys((own, *live, *(f"decisions/{told['id']}" for told in made))))

    def describe_people(self) -> dict[str, dict[str, tuple[str, str, list[str]]]]:
        """By the first two signs of an id, everybody whose id begins so: name, home, the circles they sit in."""
        found: dict[str, dict[str, tuple[str, str, list[str]]]] = defaultdict(dict)
        for id_, person in sorted(self.movement.people.items()):
            found[id_[:2]][id_] = (
                self.scene.name_person(id_),
                person.home,
                list(circles_of(self.movement, id_, self.day)),
            )
        return found

    def describe_names(self) -> dict[str, dict[str, str]]:
        """By the first two signs of an id, what is named so already: circle, proposal, election, each in one word."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        elections = [id_ for id_, folder in self.movement.decisions.items() if folder.election]
        named: dict[str, Iterable[str]] = {
            "circle": self.movement.circles,
            "proposal": self.movement.proposals,
            "election": elections,
        }
        for sort, ids in named.items():
            for id_ in sorted(ids):
                known = found[id_[:2]].get(id_)
                found[id_[:2]][id_] = f"{known} {sort}" if known else sort
        return {beginning: dict(sorted(names.items())) for beginning, names in sorted(found.items())}

    def _is_open(self, id_: str) -> bool:
        state = circle_on(self.movement, id_, self.day)
        return state is not None and state.stage != "closed"

    def _describe_circle_folder(self, id_: str) -> dict[str, str]:
        folder = self.movement.circles[id_].founding.file.rpartition("/")[0]
        return {"id": id_, "name": self.scene.link_circle(id_).name, "folder": folder}

    def _list_record_paths(self, id_: str) -> list[str]:
        """The paths of a circle's records and of what lies before it, its own first."""
        found = (file.path for folder in self._list_folders(id_) for file in self.scene.list_files(folder))
        return list(found)[:MOST_RECORDS]
