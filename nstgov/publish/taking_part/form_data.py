"""What a form needs to know of a circle: who is in it, what lies before it, what was decided. Small files, one each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from nstgov.lifecycle import (
    away_on,
    circle_on,
    collect_all_terms,
    decisions_on,
    find_testing_circles,
    ground_rules_on,
    newest_version,
    objection_on,
    proposals_on,
)
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.newest import authors_of_any
from nstgov.lifecycle.objection_stages import objectors_on
from nstgov.lifecycle.proposal_stages import ideas_on
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import ObjectionFolder, Outside, Version
from nstgov.store.shape import shape_of

BRANCH = "main"
"""The branch that new records go to; the forge makes a branch of its own from it for whoever may not write there."""
LONGEST = 8000
"""Bytes of an address that forges and browsers still take; beyond, it goes by copy and paste."""
_FORGEJO = ("codeberg.org", "forgejo", "gitea")
"""What the host of a Forgejo or Gitea is called; both fill `filename` and `value` in (Gitea's pull request 16556)."""


def describe_forge(repository: str | None) -> dict[str, str | int]:
    """
    The kind of forge, its page of the repository, and the address of its new-file page.

    `kind` is github, forgejo, gitlab (it fills in the name, not the text), other, or none without a repository.
    """
    if not repository:
        return {"kind": "none", "page": "", "new": "", "longest": LONGEST}
    page = repository.rstrip("/").removesuffix(".git")
    kind = _find_forge_kind(urlsplit(page).hostname or "")
    return {"kind": kind, "page": page, "new": page + _NEW.get(kind, ""), "longest": LONGEST}


_NEW = {"github": f"/new/{BRANCH}", "forgejo": f"/_new/{BRANCH}/", "gitlab": f"/-/new/{BRANCH}"}


def _find_forge_kind(host: str) -> str:
    if host in ("github.com", "www.github.com"):
        return "github"
    if any(name in host for name in _FORGEJO):
        return "forgejo"
    return "gitlab" if "gitlab" in host else "other"


OVER = frozenset({"decided", "withdrawn", "set aside", "imported"})
"""Stages of a proposal at which nobody is asked about it any more."""
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

    def describe_movement(self) -> dict[str, Any]:
        """What holds for the whole movement."""
        rules = ground_rules_on(self.movement, self.day)
        return {
            "made": self.day.isoformat(),
            "authors": rules.authors.least,
            "longest_sunset_days": rules.longest_sunset_days,
            "levels": list(rules.levels),
            "edition": rules.number,
            "circles": len(self.movement.circles),
            "forge": describe_forge(self.scene.site.repository),
        }

    def list_open_circles(self) -> list[dict[str, str]]:
        """Every circle that is not closed: for who has to choose one."""
        return [self._describe_circle_folder(id_) for id_ in sorted(self.movement.circles) if self._is_open(id_)]

    def describe_circle(self, id_: str) -> dict[str, Any] | None:
        """One circle; None before it has begun."""
        state = circle_on(self.movement, id_, self.day)
        if state is None:
            return None
        away = away_on(self.movement, id_, self.day)
        around = [other for other in (id_, state.parent, *self.children.get(id_, ())) if other]
        return {
            **self._describe_circle_folder(id_),
            "level": state.level,
            "parent": state.parent or "",
            "sent": bool(self.children.get(id_)),
            "members": [self._describe_member(person, away) for person in state.members],
            "circles": [self._describe_circle_folder(other) for other in around if other in self.movement.circles],
            "proposals": self.proposals_by_circle.get(id_, []),
            "decisions": self.decisions_by_circle.get(id_, []),
            "terms": self.terms_by_circle.get(id_, []),
            "records": self._list_record_paths(id_),
        }

    def describe_people(self) -> dict[str, dict[str, tuple[str, str]]]:
        """By the first two signs of an id, everybody on record whose id begins so: their name and their home."""
        found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for id_, person in sorted(self.movement.people.items()):
            found[id_[:2]][id_] = (self.scene.name_person(id_), person.home)
        return found

    def list_open_versions(self) -> Iterator[tuple[str, Version]]:
        """The newest version of every proposal that is still to be decided."""
        for id_, state in proposals_on(self.movement, self.day).items():
            if state.version and state.stage not in OVER:
                yield id_, state.version

    @cached_property
    def proposals_by_circle(self) -> dict[str, list[dict[str, Any]]]:
        """By circle, the proposals that it is asked about, or whose people they touch."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for id_, state in proposals_on(self.movement, self.day).items():
            if state.version is not None:
                told = self._describe_proposal(id_, state.version, state.stage)
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
            told = {
                "id": id_, "title": self.scene.link_decision(id_).name, "stage": state.stage,
                **self._describe_file(folder.decision.file), "until": state.last_day.isoformat(),
                "judged_by": list(version.judged_by) if version else [],
                "tasks": [task.what for task in version.tasks] if version else [],
                "objections": self._describe_objections(folder.objections.values()),
            }  # fmt: skip
            for circle in open_answering(self.movement, folder.decision, self.day):
                found[circle].append(told)
        return found

    @cached_property
    def terms_by_circle(self) -> dict[str, list[dict[str, str]]]:
        """By circle, the terms that run or are to come."""
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for id_, term in sorted(collect_all_terms(self.movement).items()):
            if term.span.last >= self.day:
                election = self.movement.decisions[id_].election
                found[term.circle].append(
                    {"id": id_, "role": term.role, **self._describe_person(term.person),
                     "until": term.span.last.isoformat(),
                     **self._describe_file(election.file if election else "")})  # fmt: skip
        return found

    def list_ideas(self) -> list[dict[str, str]]:
        """All ideas that look for people; none of them belongs to a circle yet."""
        return [{"path": looking.idea.of, "title": looking.idea.title} for looking in ideas_on(self.movement, self.day)]

    def _is_open(self, id_: str) -> bool:
        state = circle_on(self.movement, id_, self.day)
        return state is not None and state.stage != "closed"

    def _describe_circle_folder(self, id_: str) -> dict[str, str]:
        folder = self.movement.circles[id_].founding.file.rpartition("/")[0]
        return {"id": id_, "name": self.scene.link_circle(id_).name, "folder": folder}

    def _describe_person(self, person: str) -> dict[str, str]:
        return {"person": person, "name": self.scene.name_person(person)}

    def _describe_member(self, person: str, away: frozenset[str]) -> dict[str, Any]:
        told: dict[str, Any] = {"id": person, "name": self.scene.name_person(person)}
        return {**told, "away": True} if person in away else told

    def _describe_file(self, path: str) -> dict[str, str]:
        return {"path": path, "sha256": self.movement.sha256.get(path, "")}

    def _describe_proposal(self, id_: str, version: Version, stage: str) -> dict[str, Any]:
        folder = self.movement.proposals[id_]
        return {
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

    def _describe_authors(self, authors: Iterable[str | Outside]) -> list[dict[str, Any]]:
        return [
            {"name": one.name, "outside": True} if isinstance(one, Outside)
            else {"id": one, "name": self.scene.name_person(one)} for one in authors
        ]  # fmt: skip

    def _describe_objections(self, folders: Iterable[ObjectionFolder]) -> list[dict[str, Any]]:
        found = []
        for folder in folders:
            state = objection_on(self.movement, folder, self.day)
            if state is not None and state.version is not None:
                found.append(
                    {"id": folder.id, "path": f"{folder.target}/objections/{folder.id}", "title": state.version.title,
                     "stage": state.stage, "version": state.version.number,
                     "authors": self._describe_authors(objectors_on(self.movement, folder, self.day)),
                     "tested by": list(find_testing_circles(self.movement, folder, self.day))})  # fmt: skip
        return found

    def _list_record_paths(self, id_: str) -> list[str]:
        """The paths of a circle's records and of what lies before it, its own first."""
        folders = [self.movement.circles[id_].founding.file.rpartition("/")[0]]
        folders += [f"proposals/{told['id']}" for told in self.proposals_by_circle.get(id_, ()) if not told["over"]]
        folders += [f"decisions/{told['id']}" for told in self.decisions_by_circle.get(id_, ())]
        folders += [f"decisions/{told['id']}" for told in self.terms_by_circle.get(id_, ())]
        found = (file.path for folder in dict.fromkeys(folders) for file in self.scene.list_files(folder))
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
