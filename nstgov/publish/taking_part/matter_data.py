"""What a form needs to know of what lies before a circle: proposals, objections, decisions, terms, ideas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from nstgov.lifecycle import (
    DecisionState,
    ProposalState,
    action_on,
    away_on,
    circles_of,
    decisions_on,
    find_testing_circles,
    newest_version,
    objection_on,
    proposals_on,
)
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.newest import authors_of_any
from nstgov.lifecycle.objection_stages import objectors_on
from nstgov.lifecycle.proposal_stages import ideas_on
from nstgov.publish.dependencies import recall_from_acts
from nstgov.publish.taking_part.circle_offers import (
    describe_members,
    find_ready_day,
    find_unreachable_from,
    list_claims,
    list_terms,
)
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Idea, ObjectionFolder, Outside, Version, name_of

OVER = frozenset({"decided", "withdrawn", "set aside", "imported"})
"""Stages of a proposal at which nobody is asked about it any more."""


def list_open_versions(scene: Snapshot) -> Iterator[tuple[str, Version]]:
    """The newest version of every proposal that is still to be decided, by the proposal's id."""
    for id_, state in proposals_on(scene.movement, scene.day).items():
        if state.version and state.stage not in OVER:
            yield id_, state.version


class MatterData:
    """What forms need to know of every matter that a circle has before it or has decided, gathered once."""

    def __init__(self, scene: Snapshot) -> None:
        """Begin; each kind is gathered when it is first asked for."""
        self.scene = scene
        self.movement = scene.movement
        self.day = scene.day
        self._proposals: dict[str, dict[str, Any]] = {}
        self._decisions: dict[str, dict[str, Any]] = {}

    @cached_property
    def _proposal_states(self) -> dict[str, ProposalState]:
        return proposals_on(self.movement, self.day)

    @cached_property
    def _decision_states(self) -> dict[str, DecisionState]:
        return decisions_on(self.movement, self.day)

    def list_proposals(self, circle: str) -> list[dict[str, Any]]:
        """The proposals that a circle is asked about, or whose people they touch."""
        return [self._describe_known_proposal(id_) for id_ in self._proposals_by_circle.get(circle, ())]

    @cached_property
    def _proposals_by_circle(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id_, state in self._proposal_states.items():
            if state.version is not None:
                for circle in dict.fromkeys((*state.version.asks, *state.version.affects)):
                    found[circle].append(id_)
        return found

    def _describe_known_proposal(self, id_: str) -> dict[str, Any]:
        if id_ not in self._proposals:
            state = self._proposal_states[id_]
            self._proposals[id_] = self._describe_proposal(id_, state, state.version) if state.version else {}
        return self._proposals[id_]

    def list_decisions(self, circle: str) -> list[dict[str, Any]]:
        """The decisions of a circle, those in force first."""
        return [self._describe_known_decision(*one) for one in self._decisions_by_circle.get(circle, ())]

    @cached_property
    def _decisions_by_circle(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        """By circle, the ids of its decisions, each with all circles that answer for it."""
        return recall_from_acts(self.scene, "decisions by circle", self._group_decisions)

    def _group_decisions(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for id_, _ in sorted(self._decision_states.items(), key=lambda pair: (not pair[1].in_force, pair[0])):
            decision = self.movement.decisions[id_].decision
            answering = tuple(open_answering(self.movement, decision, self.day)) if decision else ()
            for circle in answering:
                found[circle].append((id_, answering))
        return found

    def _describe_known_decision(self, id_: str, answering: tuple[str, ...]) -> dict[str, Any]:
        if id_ not in self._decisions:
            self._decisions[id_] = self._describe_decision(id_, answering)
        return self._decisions[id_]

    def _describe_decision(self, id_: str, answering: tuple[str, ...]) -> dict[str, Any]:
        folder, state = self.movement.decisions[id_], self._decision_states[id_]
        proposal, decision = self.movement.proposals.get(id_), folder.decision
        version = newest_version(proposal, self.day) if proposal else None
        return {
            "id": id_, "title": self.scene.link_decision(id_).name, "stage": state.stage, "holds": state.in_force,
            **self._describe_file(decision.file if decision else ""), "until": state.last_day.isoformat(),
            "since": decision.decided.isoformat() if decision else "", "asks": list(answering),
            "affects": list(version.affects) if version else [], "deciders": self._list_deciders(answering),
            "ended": folder.ended is not None,
            "judged_by": list(version.judged_by) if version else [],
            "tasks": [task.what for task in version.tasks] if version else [],
            "objections": self._describe_objections(folder.objections.values()),
        }  # fmt: skip

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
