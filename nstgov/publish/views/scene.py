"""
What all views share: the movement on one day, and the doors from one thing to another.

A door is a name and the address of a page from the site's root. It never fails: what is not on record has a name and
leads nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from nstgov.findings import Diagnostic
from nstgov.languages import Words, words_of
from nstgov.lifecycle import circle_on, decision_on, newest_version, objection_on, proposal_on
from nstgov.lifecycle.people_on import name_on
from nstgov.lifecycle.spans import remembered
from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.site import Site
from nstgov.publish.stamps import Stamps
from nstgov.records import Disputed, Movement, ObjectionFolder, Outside, Translation
from nstgov.store.landings import Landing


class Door(NamedTuple):
    """The name of something, the address of its page from the site's root (None: it has none), the name's language."""

    name: str
    href: str | None
    lang: str | None = None


class File(NamedTuple):
    """
    A file of the record: its path, its SHA-256, its address on the forge, and whether it could be read whole.

    `landed` tells when it came to stand as it is (None: the history is not known), `withheld` whether a decision hides
    its texts.
    """

    path: str
    sha256: str | None
    source: str | None
    readable: bool
    landed: Landing | None = None
    withheld: bool = False


def newest(files: Iterable[File]) -> Landing | None:
    """The landing of the file that came last; None where the landing of one of them is not known."""
    landings = [file.landed for file in files]
    known = [landing for landing in landings if landing is not None]
    return max(known, key=lambda landing: landing.place) if known and len(known) == len(landings) else None


class Prose(NamedTuple):
    """A text in Markdown and its language, where that is not the page's."""

    text: str
    lang: str | None = None


def prose(text: str | None, lang: str | None) -> Prose | None:
    """A text as a view carries it; None where there is none."""
    return Prose(text, lang) if text and text.strip() else None


class Scene:
    """
    A movement on a day, as the site shows it.

    `landed` tells by path when each record landed, as far as is known; `findings` what the rules find in it.
    """

    def __init__(
        self,
        movement: Movement,
        day: date,
        site: Site,
        landed: Mapping[str, Landing] | None = None,
        findings: tuple[Diagnostic, ...] = (),
    ) -> None:
        self.movement = movement
        self.day = day
        self.site = site
        self.landed: Mapping[str, Landing] = landed or {}
        self.findings = findings
        self.words: Words = words_of(site.language)
        self.derived: dict[object, Any] = {}

    def person(self, who: str | Outside) -> str:
        """A person's name on this day; people outside are named as they stand."""
        return who.name if isinstance(who, Outside) else name_on(self.movement, who, self.day)

    def people(self, who: Iterable[str | Outside]) -> tuple[str, ...]:
        """Several people's names."""
        return tuple(self.person(one) for one in who)

    @remembered
    def circle(self, id_: str) -> Door:
        """The door to a circle, by the name it has on this day."""
        state = circle_on(self.movement, id_, self.day)
        if state is None:
            return Door(id_, None)
        return Door(state.name or id_, f"circles/{id_}/", self.movement.circles[id_].founding.lang)

    def circles(self, ids: Iterable[str]) -> tuple[Door, ...]:
        """The doors to several circles."""
        return tuple(self.circle(id_) for id_ in ids)

    @remembered
    def proposal(self, id_: str) -> Door:
        """The door to a proposal, by the title of its newest version or of its idea."""
        folder = self.movement.proposals.get(id_)
        shown = (newest_version(folder, self.day) or folder.idea) if folder else None
        known = proposal_on(self.movement, id_, self.day) is not None
        return Door(
            (shown.title if shown else "") or id_, f"proposals/{id_}/" if known else None, shown.lang if shown else None
        )

    @remembered
    def decision(self, id_: str) -> Door:
        """The door to a decision or an election; before it was made, only its name."""
        folder = self.movement.decisions.get(id_)
        if folder is None or (folder.decision is None and folder.election is None):
            return Door(id_, None)
        if folder.election is not None:
            said = self.words.gettext("%(role)s, %(circle)s")
            role, circle = self.words.gettext(folder.election.role), self.circle(folder.election.circle).name
            name = said % {"role": role, "circle": circle}
            return Door(name, f"elections/{id_}/" if folder.election.held <= self.day else None)
        known = decision_on(self.movement, id_, self.day) is not None
        return self.proposal(id_)._replace(href=f"decisions/{id_}/" if known else None)

    def version(self, proposal: str, number: int) -> Door:
        """The door to one version of a proposal, by its title; only a name where it is not on record by this day."""
        folder = self.movement.proposals.get(proposal)
        version = folder.versions.get(number) if folder else None
        if version is None or version.submitted > self.day:
            return Door(proposal, None)
        return Door(version.title or proposal, f"proposals/{proposal}/v{number}/", version.lang)

    def objection(self, folder: ObjectionFolder) -> Door:
        """The door to an objection's own page, by the title of its newest version or of its idea."""
        state = objection_on(self.movement, folder, self.day)
        shown = (state.version if state else None) or folder.idea
        href = f"{folder.target}/objections/{folder.id}/" if state else None
        return Door((shown.title if shown else "") or folder.id, href, shown.lang if shown else None)

    def target(self, path: str) -> Door:
        """The door to what an objection or a step speaks of, `proposals/<id>`, `decisions/<id>` or `circles/<id>`."""
        root, _, id_ = path.partition("/")
        if root == "circles":
            return self.circle(id_)
        return self.proposal(id_) if root == "proposals" else self.decision(id_)

    def paths(self, folder: str) -> tuple[str, ...]:
        """The paths of the record's files that lie in a folder or below it."""
        return tuple(self._by_folder.get(folder, ()))

    def page_of(self, path: str) -> Door:
        """The door to the page that a record belongs to: of a circle, proposal, decision, election or objection."""
        root, id_, rest = (*path.split("/", 2), "", "")[:3]
        if root in ("proposals", "decisions"):
            folder, objection = self.movement.target(f"{root}/{id_}"), rest.split("/")[1:2]
            if folder and rest.startswith("objections/") and objection[0] in folder.objections:
                return self.objection(folder.objections[objection[0]])
            return self.target(f"{root}/{id_}")
        if root == "circles":
            # a circle's own folder carries its id
            return self.circle(path.rpartition("/")[0].rpartition("/")[2])
        return Door(self.words.gettext("Ground rules"), "ground-rules/") if root == "ground-rules" else Door(path, None)

    def files(self, folder: str) -> tuple[File, ...]:
        """The files of the record that lie in a folder or below it."""
        return tuple(map(self._file, self.paths(folder)))

    def _file(self, path: str) -> File:
        readable, sha256 = path not in self._faulty, self.movement.sha256.get(path)
        hidden = path in self._withheld
        return File(path, sha256, self.source_of(path), readable, self.landed.get(path), hidden)

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return withheld_on(self.movement, self.day)

    def source_of(self, path: str) -> str | None:
        """The address of a record on the forge, in the commit that brought it."""
        landed = self.landed.get(path)
        return self.site.source_of(path, landed.commit if landed else None)

    def disputes(self, path: str) -> tuple[Disputed, ...]:
        """What people said about a voice that was entered for them in a record."""
        return tuple(b for b in self.movement.beside.get(path, ()) if isinstance(b, Disputed) and b.date <= self.day)

    @cached_property
    def translations(self) -> dict[str, list[Translation]]:
        """Translations by the path of what they translate, without its ending."""
        found: dict[str, list[Translation]] = defaultdict(list)
        for translation in self.movement.translations:
            folder, _, name = translation.file.rpartition("/")
            found[f"{folder}/{name.partition('.')[0]}"].append(translation)
        return found

    @cached_property
    def stamps(self) -> Stamps:
        """Digests of what the pages of proposals and decisions may depend on."""
        return Stamps(self)

    @cached_property
    def _faulty(self) -> frozenset[str]:
        return frozenset(misfit.at.file for misfit in self.movement.misfits)

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        """Every path under the folder that its page is about: a circle's own, or `proposals/<id>`, `decisions/<id>`."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in sorted({*self.movement.records, *self._faulty}):
            root, _, rest = path.partition("/")
            folder = (
                path.rpartition("/")[0] if root in ("circles", "ground-rules") else f"{root}/{rest.partition('/')[0]}"
            )
            found[folder].append(path)
        return found
