"""
What all views share: the movement on one day, and the doors from one thing to another.

A door is a name and the address of a page from the site's root. It never fails: what is not on record has a name and
leads nowhere.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from nstgov.findings import Diagnostic
from nstgov.languages import Words, words_of
from nstgov.lifecycle import circle_on, decision_on, newest_version, objection_on, proposal_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.regions import find_region
from nstgov.lifecycle.withheld import withheld_on
from nstgov.publish.kept_values import KeptValues
from nstgov.publish.site import Site
from nstgov.records import Disputed, Movement, ObjectionFolder, Outside, Translation
from nstgov.store.landings import Landing


class PageLink(NamedTuple):
    """The name of something, the address of its page from the site's root (None: it has none), the name's language."""

    name: str
    href: str | None
    lang: str | None = None


class RecordFile(NamedTuple):
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


def find_newest_landing(files: Iterable[RecordFile]) -> Landing | None:
    """The landing of the file that came last; None where the landing of one of them is not known."""
    landings = [file.landed for file in files]
    known = [landing for landing in landings if landing is not None]
    return max(known, key=lambda landing: landing.place) if known and len(known) == len(landings) else None


class MarkdownText(NamedTuple):
    """A text in Markdown and its language, where that is not the page's."""

    text: str
    lang: str | None = None


def make_markdown_text(text: str | None, lang: str | None) -> MarkdownText | None:
    """A text as a view carries it; None where there is none."""
    return MarkdownText(text, lang) if text and text.strip() else None


class Snapshot:
    """
    A movement on a day, as the site shows it.

    `landed` tells by path when each record landed, as far as is known; `findings` what the rules find in it; `regions`
    what a look at all regions came to (None: nobody has looked, or there are none).
    """

    def __init__(
        self,
        movement: Movement,
        day: date,
        site: Site,
        landed: Mapping[str, Landing] | None = None,
        findings: tuple[Diagnostic, ...] = (),
        regions: Mapping[str, Any] | None = None,
    ) -> None:
        self.movement = movement
        self.day = day
        self.site = site
        self.landed: Mapping[str, Landing] = landed or {}
        self.findings = findings
        self.regions = regions
        self.kept = KeptValues()
        """What an earlier build worked out; nothing, unless somebody puts it here."""
        self.words: Words = words_of(site.language)
        self.derived: dict[object, Any] = {}

    def name_person(self, who: str | Outside) -> str:
        """A person's name on this day; people outside are named as they stand."""
        return who.name if isinstance(who, Outside) else name_on(self.movement, who, self.day)

    def name_people(self, who: Iterable[str | Outside]) -> tuple[str, ...]:
        """Several people's names."""
        return tuple(self.name_person(one) for one in who)

    @derive_once
    def link_circle(self, id_: str) -> PageLink:
        """The door to a circle, by the name it has on this day."""
        state = circle_on(self.movement, id_, self.day)
        if state is None:
            region = find_region(self.movement, id_)
            return PageLink(region.region.name, f"regions/#{region.id}") if region else PageLink(id_, None)
        return PageLink(state.name or id_, f"circles/{id_}/", self.movement.circles[id_].founding.lang)

    def link_circles(self, ids: Iterable[str]) -> tuple[PageLink, ...]:
        """The doors to several circles, to each once."""
        return tuple(self.link_circle(id_) for id_ in dict.fromkeys(ids))

    def name_proposal(self, id_: str) -> str:
        """The title of a proposal's newest version, or of its idea."""
        return self._title_proposal(id_)[0]

    def _title_proposal(self, id_: str) -> tuple[str, str | None]:
        """A proposal's title and its language."""
        folder = self.movement.proposals.get(id_)
        shown = (newest_version(folder, self.day) or folder.idea) if folder else None
        return (shown.title if shown else "") or id_, shown.lang if shown else None

    @derive_once
    def link_proposal(self, id_: str) -> PageLink:
        """The door to a proposal, by the title of its newest version or of its idea."""
        (name, lang), known = self._title_proposal(id_), proposal_on(self.movement, id_, self.day) is not None
        return PageLink(name, f"proposals/{id_}/" if known else None, lang)

    @derive_once
    def link_decision(self, id_: str) -> PageLink:
        """The door to a decision or an election; before it was made, only its name."""
        folder = self.movement.decisions.get(id_)
        if folder is None or (folder.decision is None and folder.election is None):
            return PageLink(id_, None)
        if folder.election is not None:
            said = self.words.gettext("%(role)s, %(circle)s")
            role, circle = self.words.gettext(folder.election.role), self.link_circle(folder.election.circle).name
            name = said % {"role": role, "circle": circle}
            return PageLink(name, f"elections/{id_}/" if folder.election.held <= self.day else None)
        known = decision_on(self.movement, id_, self.day) is not None
        return self.link_proposal(id_)._replace(href=f"decisions/{id_}/" if known else None)

    def link_version(self, proposal: str, number: int) -> PageLink:
        """The door to one version of a proposal, by its title; only a name where it is not on record by this day."""
        folder = self.movement.proposals.get(proposal)
        version = folder.versions.get(number) if folder else None
        if version is None or version.submitted > self.day:
            return PageLink(proposal, None)
        return PageLink(version.title or proposal, f"proposals/{proposal}/v{number}/", version.lang)

    def link_objection(self, folder: ObjectionFolder) -> PageLink:
        """The door to an objection's own page, by the title of its newest version or of its idea."""
        state = objection_on(self.movement, folder, self.day)
        shown = (state.version if state else None) or folder.idea
        href = f"{folder.target}/objections/{folder.id}/" if state else None
        return PageLink((shown.title if shown else "") or folder.id, href, shown.lang if shown else None)

    def link_target(self, path: str) -> PageLink:
        """The door to what an objection or a step speaks of, `proposals/<id>`, `decisions/<id>` or `circles/<id>`."""
        root, _, id_ = path.partition("/")
        if root == "circles":
            return self.link_circle(id_)
        return self.link_proposal(id_) if root == "proposals" else self.link_decision(id_)

    def list_paths(self, folder: str) -> tuple[str, ...]:
        """The paths of the record's files that lie in a folder or below it."""
        return tuple(self._paths_by_folder.get(folder, ()))

    def link_page(self, path: str) -> PageLink:
        """The door to the page that a record belongs to: of a circle, proposal, decision, election or objection."""
        root, id_, rest = (*path.split("/", 2), "", "")[:3]
        if root in ("proposals", "decisions"):
            objection = rest.split("/", 2)[1] if rest.startswith("objections/") else ""
            return self._link_thing(f"{root}/{id_}", objection)
        if root == "circles":
            # a circle's own folder carries its id
            return self.link_circle(path.rpartition("/")[0].rpartition("/")[2])
        return (
            PageLink(self.words.gettext("Ground rules"), "ground-rules/")
            if root == "ground-rules"
            else PageLink(path, None)
        )

    @derive_once
    def _link_thing(self, path: str, objection: str) -> PageLink:
        """The door to an objection against a proposal or decision; where there is none of that id, to what it is."""
        folder = self.movement.find_target(path) if objection else None
        found = folder.objections.get(objection) if folder else None
        return self.link_objection(found) if found else self.link_target(path)

    def list_files(self, folder: str) -> tuple[RecordFile, ...]:
        """The files of the record that lie in a folder or below it."""
        return tuple(map(self._make_record_file, self.list_paths(folder)))

    def _make_record_file(self, path: str) -> RecordFile:
        readable, sha256 = path not in self._faulty_paths, self.movement.sha256.get(path)
        hidden = path in self._withheld_paths
        return RecordFile(path, sha256, self.find_source_address(path), readable, self.landed.get(path), hidden)

    @cached_property
    def _withheld_paths(self) -> frozenset[str]:
        return withheld_on(self.movement, self.day)

    def find_source_address(self, path: str) -> str | None:
        """The address of a record on the forge, in the commit that brought it."""
        landed = self.landed.get(path)
        return self.site.find_source_address(path, landed.commit if landed else None)

    def list_disputes(self, path: str) -> tuple[Disputed, ...]:
        """What people said about a voice that was entered for them in a record."""
        return tuple(b for b in self.movement.beside.get(path, ()) if isinstance(b, Disputed) and b.date <= self.day)

    @cached_property
    def translations_by_path(self) -> dict[str, list[Translation]]:
        """Translations by the path of what they translate, without its ending."""
        found: dict[str, list[Translation]] = defaultdict(list)
        for translation in self.movement.translations:
            folder, _, name = translation.file.rpartition("/")
            found[f"{folder}/{name.partition('.')[0]}"].append(translation)
        return found

    @cached_property
    def _faulty_paths(self) -> frozenset[str]:
        return frozenset(misfit.at.file for misfit in self.movement.misfits)

    @cached_property
    def _paths_by_folder(self) -> dict[str, list[str]]:
        """Every path under the folder that its page is about: a circle's own, or `proposals/<id>`, `decisions/<id>`."""
        found: dict[str, list[str]] = defaultdict(list)
        # records come in order already, which a set would lose
        for path in sorted(dict.fromkeys((*self.movement.records, *self._faulty_paths))):
            root, _, rest = path.partition("/")
            folder = (
                path.rpartition("/")[0] if root in ("circles", "ground-rules") else f"{root}/{rest.partition('/')[0]}"
            )
            found[folder].append(path)
        return found


class Citation(NamedTuple):
    """
    A record as others may cite it.

    `href` is the permanent address of its page from the site's root, `address` the same in full (None while nobody has
    said where the site stands); `sha256` that of the file `path`; `version` its number, where it has one.
    """

    title: str
    lang: str | None
    circles: tuple[PageLink, ...]
    day: date | None
    href: str
    address: str | None
    path: str
    sha256: str | None
    movement: str
    version: int | None = None

    @property
    def bibtex(self) -> str:
        """The citation as BibTeX has it (entry type `misc`)."""
        fields = {
            "title": _brace_for_bibtex(self.title),
            "author": " and ".join(_brace_for_bibtex(circle.name) for circle in self.circles),
            "date": self.day.isoformat() if self.day else "",
            "howpublished": _brace_for_bibtex(self.movement),
            "version": str(self.version) if self.version else "",
            "url": self.address or "",
            "note": f"{self.path}, SHA-256 {self.sha256}" if self.sha256 else self.path,
        }
        key = _NO_KEY.sub("-", self.path.removesuffix(".yml")).strip("-")
        lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        return "@misc{" + key + ",\n" + ",\n".join(lines) + "\n}"

    @property
    def csl(self) -> str:
        """The citation as an item of CSL-JSON."""
        item: dict[str, Any] = {
            "id": self.path,
            "type": "document",
            "title": self.title,
            "author": [{"literal": circle.name} for circle in self.circles],
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]} if self.day else None,
            "publisher": self.movement,
            "version": str(self.version) if self.version else None,
            "URL": self.address,
            "note": f"SHA-256 {self.sha256}" if self.sha256 else None,
        }
        return _encode_json({key: value for key, value in item.items() if value})


_encode_json = json.JSONEncoder(ensure_ascii=False).encode
_NO_KEY = re.compile(r"[^A-Za-z0-9]+")
"""What may not stand in the key of a BibTeX entry."""


@lru_cache(maxsize=4096)
def _brace_for_bibtex(text: str) -> str:
    """A text that keeps its letters as they are, and in which nothing is a command of TeX."""
    return "{" + re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[\\{}~^\s]+", " ", text)).strip() + "}"


def make_citation(
    scene: Snapshot, shown: PageLink, circles: tuple[PageLink, ...], day: date | None, path: str
) -> Citation:
    """The citation of a record by its page's door and the path of the file that is cited."""
    site, href = scene.site, shown.href or ""
    address = site.address + href if site.address else None
    sha256 = scene.movement.sha256.get(path)
    return Citation(shown.name, shown.lang, circles, day, href, address, path, sha256, site.title)
