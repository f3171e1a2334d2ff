"""References that name nothing (Y10): every mention in a record is held against what is on record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from nstgov.records.circles import Circle, Joins
from nstgov.records.movement import Movement
from nstgov.records.proposals import (
    Idea,
    Objection,
    Round,
    Version,
)
from nstgov.records.record import Outside
from nstgov.records.record_index import Misfit
from nstgov.records.regions import is_far_id, split_far_id
from nstgov.records.values import NOBODY_YET, Where
from nstgov.store.finding_limit import MOST, limit_findings
from nstgov.store.near_names import NearNames, find_nearest_name
from nstgov.store.scalars import Mention, NamedThing, id_help, is_id
from nstgov.store.strict_yaml import beginning_of

_WORDS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


_WITHIN_ONE_FOLDER = frozenset({"outside", "round", "voice"})
"""Kinds of which a name says something only beside the file that mentions it."""


class KnownNames:
    """
    What there is to refer to.

    `broken` holds the texts of the files that could not be read, by path: what they may have introduced is not called
    unknown.
    """

    def __init__(self, movement: Movement, broken: Mapping[str, str]) -> None:
        """Gather ids from the movement, as it stands before references are judged."""
        self.movement = movement
        self.broken = broken
        self._near: dict[tuple[str, str], NearNames] = {}
        self._meant: dict[tuple[str, tuple[str, ...], str], str | None] = {}
        self.found_anywhere: set[NamedThing] = set()

    @cached_property
    def known_people(self) -> frozenset[str]:
        """
        Everybody introduced, everybody a file of joining is named after, and whoever stands in a founding list.

        Where such a list says of somebody neither name nor true home, that is one finding there, and none elsewhere.
        """
        founders = {person for circle in self.movement.find_all(Circle) for person in circle.members}
        return frozenset(self.movement.people) | {joins.person for joins in self.movement.find_all(Joins)} | founders

    @cached_property
    def known_decisions(self) -> frozenset[str]:
        """Ids of decisions that proposals led to."""
        return frozenset(id_ for id_, folder in self.movement.decisions.items() if folder.decision)

    @cached_property
    def known_elections(self) -> frozenset[str]:
        """Ids of elections."""
        return frozenset(id_ for id_, folder in self.movement.decisions.items() if folder.election)

    @cached_property
    def known_objections(self) -> frozenset[str]:
        """Ids of all objections."""
        return frozenset(folder.id for folder in self.movement.objection_folders())

    @cached_property
    def known_levels(self) -> frozenset[str]:
        """The names of levels in any edition of the ground rules."""
        return frozenset(level for edition in self.movement.ground_rules.values() for level in edition.levels)

    @cached_property
    def known_outside(self) -> Mapping[str, frozenset[str]]:
        """People outside every circle, by the folder (`proposals/<id>`) whose records name them."""
        found: dict[str, set[str]] = {}
        for record in self.movement.records.values():
            if isinstance(record, Version | Objection):
                names = (author.name for author in record.authors if isinstance(author, Outside))
            elif isinstance(record, Idea):
                names = (author.name for author in record.by if isinstance(author, Outside))
            else:
                continue
            found.setdefault(folder_of(record.file), set()).update(names)
        return {folder: frozenset(names) for folder, names in found.items()}

    def list_candidates(self, kind: str, file: str) -> Collection[str]:
        """All that a mention of a kind in a file may name, for telling what is near."""
        match kind:
            case "person":
                return self.known_people
            case "outside":
                return self.known_outside.get(folder_of(file), frozenset())
            case "circle":
                return self.movement.circles
            case "decision":
                return self.known_decisions
            case "proposal":
                return self.movement.proposals
            case "election":
                return self.known_elections
            case "level":
                return self.known_levels
            case "objection":
                return self.known_objections
            case "nobody":
                return (NOBODY_YET,)
        return ()

    def find_nearest(self, mention: Mention, file: str) -> str | None:
        """The name on record that was probably meant; None where none is like it."""
        place = "" if _WITHIN_ONE_FOLDER.isdisjoint(mention.to) else folder_of(file)
        asked = mention.name, mention.to, place
        if asked not in self._meant:
            of_kinds = [self._put_in_order(kind, file) for kind in mention.to]
            self._meant[asked] = find_nearest_name(mention.name, of_kinds)
        return self._meant[asked]

    def _put_in_order(self, kind: str, file: str) -> NearNames:
        """The names of a kind, of which there may be very many: put in order once for all files that may name them."""
        place = kind, folder_of(file) if kind in _WITHIN_ONE_FOLDER else ""
        if place not in self._near:
            self._near[place] = NearNames(self.list_candidates(kind, file))
        return self._near[place]

    def is_on_record(self, thing: NamedThing, file: str) -> bool:
        """Whether a name that is mentioned in a file stands for something of one of its kinds."""
        # the same people and circles are named again and again, whichever file it is in
        if thing in self.found_anywhere:
            return True
        name, kinds = thing
        for kind in kinds:
            # most of what is named are people
            if (kind == "person" and name in self.known_people) or self._has_name(kind, name, file):
                if kind not in _WITHIN_ONE_FOLDER:
                    self.found_anywhere.add(thing)
                return True
        return False

    def _has_name(self, kind: str, name: str, file: str) -> bool:
        if kind == "round":
            return self._find_round(folder_of(file), name) is not None
        if kind == "voice":
            held, _, person = name.partition("/")
            found = self._find_round(folder_of(file), held)
            return found is not None and (person in found.voices or not self.movement.is_sound(found, "voices"))
        if kind == "level" and not self.known_levels:
            return True
        if kind == "circle" and name in self.movement.unread:
            return True
        if kind == "circle" and is_far_id(name):
            return split_far_id(name)[0] in self.movement.regions
        return name in self.list_candidates(kind, file)

    def _find_round(self, folder: str, name: str) -> Round | None:
        found = self.movement.records.get(f"{folder}/rounds/{name}.yml")
        return found if isinstance(found, Round) else None

    @cached_property
    def broken_words(self) -> frozenset[str]:
        """The words that have the form of an id in the files that could not be read."""
        return frozenset(word for text in self.broken.values() for word in _WORDS.findall(text))

    def may_be_in_broken(self, mention: Mention, file: str) -> bool:
        """Whether a file that could not be read may hold what is mentioned."""
        if mention.name in self.broken_words or mention.name.partition("/")[0] in self.broken_words:
            return True
        if "outside" not in mention.to:
            return False
        beside = (text for path, text in self.broken.items() if folder_of(path) == folder_of(file))
        return any(mention.name in text for text in beside)


def folder_of(file: str) -> str:
    """The folder of a proposal or decision that a file lies in: `proposals/<id>`."""
    return "/".join(file.split("/", 2)[:2])


_LONGEST_SHOWN = 70
_CALLED = {
    "person": "person", "outside": "person", "circle": "circle", "decision": "decision", "proposal": "proposal",
    "election": "election", "level": "level", "round": "round", "voice": "voice in a round", "objection": "objection",
    "nobody": "person",
}  # fmt: skip


def find_unknown(
    named: Mapping[str, tuple[NamedThing, ...]],
    on_record: KnownNames,
    find_mentions: Callable[[str], Iterable[Mention]],
) -> Iterator[Misfit]:
    """A finding for each mention that names nothing on record; in which place is asked only of files that have one."""
    for file, things in named.items():
        if not _are_on_record(things, file, on_record):
            yield from limit_findings(_find_unknown_in(file, find_mentions(file), on_record))


def _are_on_record(things: tuple[NamedThing, ...], file: str, on_record: KnownNames) -> bool:
    """Whether all that a file names is there, and a founding list names people by ids."""
    found = on_record.found_anywhere
    is_there = found.issuperset(things) or all(on_record.is_on_record(one, file) for one in things if one not in found)
    return is_there and not (file.endswith("/circle.yml") and not all(is_id(one.name) for one in things))


def _find_unknown_in(file: str, mentions: Iterable[Mention], on_record: KnownNames) -> Iterator[Misfit]:
    found = 0
    begins_circle = file.endswith("/circle.yml")
    for mention in mentions:
        is_there = on_record.is_on_record(NamedThing(mention.name, mention.to), file)
        if not is_there and not on_record.may_be_in_broken(mention, file):
            found += 1
            yield _report_unknown(mention, file, on_record, is_told=found <= MOST)
        elif begins_circle and mention.keys == ("members", mention.name) and not is_id(mention.name):
            message = f'"{_shorten_name(mention.name)}" is no id, and a person is entered under one'
            help_ = f"{id_help(mention.name)} {_entry_of(mention.name)}".strip()
            yield Misfit("Y10", Where(file, mention.keys), message, help_, at_key=True)


def _entry_of(name: str) -> str:
    """How somebody stands in a founding list, where the name leaves an id behind."""
    id_ = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") if name.isascii() else ""
    return f"Write `{id_}: {{name: {name}}}`." if is_id(id_) else ""


def _shorten_name(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"


def _report_unknown(mention: Mention, file: str, on_record: KnownNames, *, is_told: bool) -> Misfit:
    """A finding for a mention; without words where it is only counted."""
    if not is_told:
        return Misfit("Y10", Where(file, mention.keys), "", "")
    called = " or ".join(dict.fromkeys(_CALLED[kind] for kind in mention.to))
    shown = beginning_of(mention.name, 70)
    near = on_record.find_nearest(mention, file)
    if near:
        help_ = f"Did you mean {near}?"
    elif mention.keys[-1:] == ("home",):
        help_ = f"Write `name: {shown}` if they are introduced here; `home` names the circle where they were."
    elif is_far_id(mention.name) and {"person", "circle"} & set(mention.to):
        region = split_far_id(mention.name)[0]
        help_ = f"Look at regions/{region}.yml; whom it sends stands in its newest snapshot: nstgov federate fetch."
    elif not is_id(mention.name) and not {"outside", "round", "voice"} & set(mention.to):
        help_ = id_help(mention.name)
    else:
        help_ = f"Look at the spelling, or add the {called} first."
    is_key = mention.keys[-1:] == (mention.name,)
    message = f'there is no {called} "{shown}" on record'
    return Misfit("Y10", Where(file, mention.keys), message, help_, at_key=is_key)
