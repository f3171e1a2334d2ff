"""What a form needs to know of a circle: who is in it, what lies before it, what was decided. Small files, one each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from nstgov.lifecycle import (
    ProposalState,
    action_on,
    away_on,
    circle_on,
    circles_of,
    decisions_on,
    find_testing_circles,
    ground_rules_on,
    highest_circles,
    link_on,
    members_on,
    newest_version,
    objection_on,
    proposals_on,
)
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.history_scope import is_invented
from nstgov.lifecycle.newest import authors_of_any
from nstgov.lifecycle.objection_stages import objectors_on
from nstgov.lifecycle.proposal_stages import ideas_on
from nstgov.publish.taking_part.circle_offers import (
    describe_members,
    find_level_rank,
    find_ready_day,
    find_ruled_day,
    find_settled_day,
    find_unreachable_from,
    list_able_circles,
    list_claims,
    list_terms,
    list_waiting_children,
    list_ways_up,
    list_welcoming,
)
from nstgov.publish.taking_part.described_records import describe_record
from nstgov.publish.taking_part.forges import describe_forge
from nstgov.publish.views.person_views import collect_people
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Idea, ObjectionFolder, Outside, Version, name_of
from nstgov.store.field_shape import shape_of

OVER = frozenset({"decided", "withdrawn", "set aside", "imported"})
"""Stages of a proposal at which nobody is asked about it any more."""
MOST_HIGHEST = 50
"""Circles that stand highest; ground rules are asked of all of them, and with more nobody fills in a form for that."""
GOES_ON = ("action", "invitation")
"""Kinds of proposals beside which people still put something on record once they are decided."""
MOST_TO_CHOOSE_FROM = 500
"""With more circles nobody chooses from a list of them, so it tells no more than their names."""
MOST_RECORDS = 400
"""Paths of records in one circle's file; older ones are typed."""


def list_open_versions(scene: Snapshot) -> Iterator[tuple[str, Version]]:
    """The newest version of every proposal that is still to be decided, by the proposal's id."""
    for id_, state in proposals_on(scene.movement, scene.day).items():
        if state.version and state.stage not in OVER:
            yield id_, state.version


class CircleData:
    """What forms need to know of every circle, gathered once."""

    def __init__(self, scene: Snapshot, children: Mapping[str, Sequence[str]]) -> None:
        """`children` are, by circle, those that name it as their parent."""
        self.scene = scene
        self.children = children
        self.movement = scene.movement
        self.day = scene.day

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
        told = [*self.proposals_by_circle.get(id_, ()), *self.decisions_by_circle.get(id_, ())]
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
            "proposals": self.proposals_by_circle.get(id_, []),
            "decisions": self.decisions_by_circle.get(id_, []),
            "terms": self.terms_by_circle.get(id_, []),
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
        mine = self.proposals_by_circle.get(id_, ())
        live = [f"proposals/{told['id']}" for told in mine if not told["over"] or told["kind"] in GOES_ON]
        made = [*self.decisions_by_circle.get(id_, ()), *self.terms_by_circle.get(id_, ())]
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

    @cached_property
    def proposals_by_circle(self) -> dict[str, list[dict[str, Any]]]:
        """By circle, the proposals that it is asked about, or whose people they touch."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for id_, state in proposals_on(self.movement, self.day).items():
            if state.version is not None:
                told = self._describe_proposal(id_, state, state.version)
                for circle in dict.fromkeys((*state.version.asks, *state.version.affects)):
                    found[circle].append(told)
        return found

    @cached_property
    def decisions_by_circle(self) -> dict[str, list[dict[str, Any]]]:
        """By circle, its decisions, those in force first."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        states = decisions_on(self.movement, self.day)
        for id_, state in sorted(states.items(), key=lambda pair: (not pair[1].in_force, pair[0])):
            folder = self.movement.decisions[id_]
            proposal = self.movement.proposals.get(id_)
            version = newest_version(proposal, self.day) if proposal else None
            if folder.decision is None:
                continue
            answering = tuple(open_answering(self.movement, folder.decision, self.day))
            told = {
                "id": id_, "title": self.scene.link_decision(id_).name, "stage": state.stage, "holds": state.in_force,
                **self._describe_file(folder.decision.file), "until": state.last_day.isoformat(),
                "since": folder.decision.decided.isoformat(), "asks": list(answering),
                "affects": list(version.affects) if version else [], "deciders": self._list_deciders(answering),
                "ended": folder.ended is not None,
                "judged_by": list(version.judged_by) if version else [],
                "tasks": [task.what for task in version.tasks] if version else [],
                "objections": self._describe_objections(folder.objections.values()),
            }  # fmt: skip
            for circle in answering:
                found[circle].append(told)
        return found

    def _list_deciders(self, circles: Sequence[str]) -> list[dict[str, Any]]:
        """Where several circles decide together, the members of all of them; those of one alone are its own."""
        if len(circles) < 2:
            return []
        everybody = (
            one
            for circle in circles
            for one in describe_members(self.scene, circle, away_on(self.movement, circle, self.day))
        )
        return list({one["id"]: one for one in everybody}.values())

    @cached_property
    def terms_by_circle(self) -> dict[str, list[dict[str, Any]]]:
        """By circle, the terms that run or are to come."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for id_, circle, role, person, first, last, is_followed in list_terms(self.movement, self.day):
            folder = self.movement.decisions[id_]
            found[circle].append({
                "id": id_, "role": role, **self._describe_person(person), "from": first.isoformat(),
                "until": last.isoformat(), "followed": is_followed, "ended": folder.ended is not None,
                **self._describe_file(folder.election.file if folder.election else ""),
                "since": folder.election.held.isoformat() if folder.election else "",
            })  # fmt: skip
        return found

    def list_ideas(self) -> list[dict[str, str]]:
        """All ideas that look for people; none of them belongs to a circle yet."""
        return [self._describe_idea(looking.idea) for looking in ideas_on(self.movement, self.day)]

    def _describe_idea(self, idea: Idea) -> dict[str, Any]:
        folder = self.movement.find_target(idea.of)
        objection = None
        if "/objections/" in idea.of:
            target = self.movement.find_target(idea.of.partition("/objections/")[0])
            objection = target.objections.get(idea.of.rpartition("/")[2]) if target else None
        stands = objection or folder
        more = [one.person for one in getattr(stands, "stands_with", ())]
        return {"path": idea.of, "title": idea.title, "behind": [*map(name_of, idea.by), *more]}

    def _is_open(self, id_: str) -> bool:
        state = circle_on(self.movement, id_, self.day)
        return state is not None and state.stage != "closed"

    def _describe_circle_folder(self, id_: str) -> dict[str, str]:
        folder = self.movement.circles[id_].founding.file.rpartition("/")[0]
        return {"id": id_, "name": self.scene.link_circle(id_).name, "folder": folder}

    def _describe_person(self, person: str) -> dict[str, str]:
        return {"person": person, "name": self.scene.name_person(person)}

    def _describe_file(self, path: str) -> dict[str, str]:
        return {"path": path, "sha256": self.movement.sha256.get(path, "")}

    def _describe_proposal(self, id_: str, state: ProposalState, version: Version) -> dict[str, Any]:
        folder, stage = self.movement.proposals[id_], state.stage
        ready = find_ready_day(self.movement, state, self.day)
        return {
            "since": version.submitted.isoformat(), "ready": ready.isoformat() if ready else "",
            "committed": self._describe_committed(id_), "deciders": self._list_deciders(version.asks),
            "closed": folder.closed is not None, "behind": [name_of(one) for one in version.authors],
            "id": id_, "title": version.title, "kind": version.kind, "stage": stage, "over": stage in OVER,
            "version": version.number, **self._describe_file(version.file),
            "sunset": version.sunset.isoformat() if version.sunset else "",
            "asks": list(version.asks), "affects": list(version.affects),
            "authors": self._describe_authors(authors_of_any(one for _, one in sorted(folder.versions.items()))),
            "guests": [{"id": guest.guest, "name": guest.name} for guest in version.invites],
            "objections": self._describe_objections(folder.objections.values()),
            "said": sorted({f"{held.held.isoformat()}.{held.circle}/{person}" for held in folder.rounds
                            if held.version == version.number
                            for person, voice in held.voices.items() if voice.says == "object"}),
        }  # fmt: skip

    def _describe_committed(self, id_: str) -> dict[str, str]:
        """Who has committed to an action, and in which circle."""
        action = action_on(self.movement, id_, self.day)
        return dict(action.committed) if action else {}

    def _describe_authors(self, authors: Iterable[str | Outside]) -> list[dict[str, Any]]:
        return [
            {"name": one.name, "outside": True} if isinstance(one, Outside)
            else {"id": one, "name": self.scene.name_person(one),
                  **({"sits": True} if circles_of(self.movement, one, self.day) else {})} for one in authors
        ]  # fmt: skip

    def _describe_objections(self, folders: Iterable[ObjectionFolder]) -> list[dict[str, Any]]:
        found = []
        for folder in folders:
            state = objection_on(self.movement, folder, self.day)
            if state is not None and state.version is not None:
                newest = state.version
                found.append(
                    {"raised": newest.raised.isoformat(), "met": list_claims(self.movement, folder, newest, self.day),
                     "against": newest.against.version or 0, "first": self._find_first_raised(folder),
                     "unreachable": find_unreachable_from(newest).isoformat(),
                     "behind": list(map(name_of, newest.authors)),
                     "id": folder.id, "path": f"{folder.target}/objections/{folder.id}", "title": state.version.title,
                     "stage": state.stage, "version": state.version.number,
                     "authors": self._describe_authors(objectors_on(self.movement, folder, self.day)),
                     "tested by": list(find_testing_circles(self.movement, folder, self.day))})  # fmt: skip
        return found

    def _find_first_raised(self, folder: ObjectionFolder) -> str:
        """The first day on which an objection was raised, of which version soever."""
        return min(one.raised for one in folder.versions.values()).isoformat()

    def _list_record_paths(self, id_: str) -> list[str]:
        """The paths of a circle's records and of what lies before it, its own first."""
        found = (file.path for folder in self._list_folders(id_) for file in self.scene.list_files(folder))
        return list(found)[:MOST_RECORDS]


def convert_to_plain(thing: Any) -> Any:
    """The same as nested dicts, lists, texts, numbers and yes or no; what is empty or left out is not there."""
    if is_dataclass(thing) and not isinstance(thing, type):
        told = (
            (field.key, convert_to_plain(getattr(thing, field.attribute))) for field in shape_of(type(thing)).values()
        )
        return {key: value for key, value in told if value not in (None, (), [], {})}
    if isinstance(thing, tuple):
        return [convert_to_plain(one) for one in thing]
    if isinstance(thing, Mapping):
        return {key: convert_to_plain(value) for key, value in thing.items()}
    return thing.isoformat() if isinstance(thing, date) else thing
