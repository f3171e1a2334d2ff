"""
What the pages of a proposal and its decision may depend on, as one digest.

Records know of each other in three ways only: they lie in one folder, they name circles and people, or a version names
the decisions that it renews, replaces or ends. So the pages of a proposal depend on its own files, on those of all that
are linked to it in that way, however far, and on the ground that everything stands on: circles, people, elections,
ground rules, and what is out of count or withheld. Whatever is in doubt belongs to the ground: then a change of it
makes every page be looked at again, which costs time and nothing else.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import is_
from typing import TypeVar

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.identity_facts import collect_account_owners
from nstgov.lifecycle.withheld import judge_withholdings, withheld_on
from nstgov.publish.views.page_titles import is_title_shared
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Asks, Election, Movement, Version
from nstgov.store.landings import Landing

T = TypeVar("T")


class RecordLines:
    """
    A line about each file of a record, by what it is about; `groups` are the ids of what is linked.

    The same for a movement as it was read, as it counts, and as it is shown.
    """

    def __init__(self, movement: Movement, landed: Mapping[str, Landing]) -> None:
        self.files: dict[str, list[str]] = defaultdict(list)
        """By the id of the proposal or decision it belongs to; the ground's have none."""
        self.words: dict[str, list[str]] = defaultdict(list)
        """Of each circle, the files that are words only."""
        self.word_paths: set[str] = set()
        self.unlanded: set[str] = set()
        self.is_known = all(path in movement.sha256 for path in movement.records)
        self._group_hashes: dict[tuple[str, ...], str] = {}
        self._describe_files(movement, landed)
        self.groups = tuple(_group_linked(movement, self.files))
        grounds = _find_shared_ids(movement)
        self.grounds = [group for group in self.groups if not grounds.isdisjoint(group)]

    def hash_group(self, group: tuple[str, ...]) -> str:
        """A digest over the files of what is linked."""
        if group not in self._group_hashes:
            texts = [text for id_ in group for text in (id_, *self.files.get(id_, ()))]
            self._group_hashes[group] = hash_texts(texts)
        return self._group_hashes[group]

    @cached_property
    def groups_hash(self) -> str:
        """A digest over the files of all proposals and decisions."""
        return hash_texts([*map(self.hash_group, self.groups)])

    @cached_property
    def ground(self) -> str:
        """A digest over the files of the ground."""
        return hash_texts([*self.files[""], *map(self.hash_group, self.grounds)])

    def _describe_files(self, movement: Movement, landed: Mapping[str, Landing]) -> None:
        misfits: dict[str, list[str]] = defaultdict(list)
        for misfit in movement.misfits:
            misfits[misfit.at.file].append(repr(misfit))
        places, proven = movement.landed or {}, movement.proven or {}
        for path in sorted({*movement.sha256, *misfits, *movement.records}):
            root, _, rest = path.partition("/")
            id_ = rest.partition("/")[0] if root in ("proposals", "decisions") else ""
            line = repr((path, movement.sha256.get(path), places.get(path), landed.get(path), proven.get(path)))
            if path not in misfits and path.endswith(_ASKS) and isinstance(movement.records.get(path), Asks):
                circle = path.split("/")[-2]
                self.words[circle].append(line)
                self.word_paths.add(path)
                id_ = f"circles/{circle}"
            else:
                self.files[id_].append(f"{line}{misfits[path]}" if path in misfits else line)
            if path not in landed:
                self.unlanded.add(id_)


_ASKS = ".asks.yml"
"""How the paths end of what circles ask for."""


def is_of_words(path: str) -> bool:
    """Whether a file is what a circle asks for, or lies beside such: what is told of it may follow from the words."""
    return _ASKS in path


_described: list[tuple[tuple[object, ...], RecordLines]] = []
"""The lines that were written last, after what they were written from: a build asks for the same several times."""


def describe_record(movement: Movement, landed: Mapping[str, Landing]) -> RecordLines:
    """The lines about a record."""
    made_from = movement.sha256, movement.misfits, movement.landed, movement.proven, landed or None
    if not _described or not all(map(is_, _described[0][0], made_from)):
        _described[:] = [(made_from, RecordLines(movement, landed))]
    return _described[0][1]


class RecordFingerprints:
    """Digests for the things on record in a scene; `groups` are the ids of proposals and decisions that are linked."""

    def __init__(self, scene: Snapshot) -> None:
        self._scene = scene
        self._lines = describe_record(scene.movement, scene.landed)
        self.groups = self._lines.groups
        self.word_paths = frozenset(self._lines.word_paths)
        """The files in which circles ask for help."""
        self._group_of = {id_: group for group in self.groups for id_ in group}
        self._bare_ground = hash_texts([self._lines.ground, *_describe_context(scene)])

    @cached_property
    def _ground(self) -> str:
        return hash_texts([self._bare_ground, *_describe_hidden(self._scene)])

    def get_group(self, id_: str) -> tuple[str, ...]:
        """All that something is linked to, itself among them."""
        return self._group_of.get(id_, (id_,))

    def get_cache_key(self, group: tuple[str, ...]) -> str:
        """A digest over all that a group's pages may depend on besides site and day; empty where it is not known."""
        if not self._lines.is_known:
            return ""
        commit = self._find_commit((*group, ""))
        shared = [id_ for id_ in group if is_title_shared(self._scene, id_)]
        return hash_texts([self._ground, self._lines.hash_group(group), commit, *shared])

    @cached_property
    def acts_key(self) -> str:
        """A digest over all that is on record but for what circles ask for; empty where it is not known."""
        if not self._lines.is_known:
            return ""
        commit = self._find_commit(("", *self._group_of))
        return hash_texts([self._ground, commit, self._lines.groups_hash])

    def get_bare_key(self, group: tuple[str, ...]) -> str:
        """A digest over all from which anything follows for a group, whatever is hidden; empty if not known."""
        return hash_texts([self._bare_ground, self._lines.hash_group(group)]) if self._lines.is_known else ""

    def get_bare_acts_key(self) -> str:
        """A digest over all from which anything follows, whatever is hidden, but for what circles ask for."""
        return hash_texts([self._bare_ground, self._lines.groups_hash]) if self._lines.is_known else ""

    def list_own_hashes(self) -> dict[str, str]:
        """Of each group, by its first id, a digest over its own files; empty where that of a file is not known."""
        return {group[0]: self._lines.hash_group(group) for group in self.groups} if self._lines.is_known else {}

    def get_words_key(self, circles: Iterable[str]) -> str:
        """A digest over what some circles ask for."""
        named = sorted(circle for circle in circles if circle in self._lines.words)
        lines = [line for circle in named for line in self._lines.words[circle]]
        return hash_texts([self._find_commit([f"circles/{circle}" for circle in named]), *lines])

    @cached_property
    def all_words_key(self) -> str:
        """The same over what all ask for."""
        return self.get_words_key(self._lines.words)

    def _find_commit(self, places: Iterable[str]) -> str:
        """The commit that stands on pages of what has not landed yet; empty where all has."""
        return (self._scene.site.commit or "") if not self._lines.unlanded.isdisjoint(places) else ""


@derive_once
def get_record_fingerprints(scene: Snapshot) -> RecordFingerprints:
    """The digests of a scene, worked out once for all who ask."""
    return RecordFingerprints(scene)


def _describe_context(scene: Snapshot) -> Iterator[str]:
    """What is out of count, and whether history and signatures are known at all."""
    movement = scene.movement
    yield repr(sorted((path, repr(voiding)) for path, voiding in movement.voidings.items()))
    yield repr(sorted(movement.uncounted.items()))
    # whose an account is follows from the first confirmation with it, wherever that stands
    yield repr(sorted(collect_account_owners(movement).items()))
    yield repr((movement.landed is None, movement.proven is None, bool(scene.landed)))


def _describe_hidden(scene: Snapshot) -> Iterator[str]:
    """What is hidden."""
    movement = scene.movement
    yield repr(sorted((path, repr(one)) for path, one in judge_withholdings(movement).items()))
    yield repr(sorted(withheld_on(movement, scene.day)))


def _group_linked(movement: Movement, files: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The ids of everything in proposals/ and decisions/, linked ones together."""
    linked: dict[str, set[str]] = {id_: set() for id_ in files if id_}
    for record in movement.records.values():
        if isinstance(record, Version):
            for other in (*record.renews, *record.replaces, *record.ends):
                if record.proposal in linked and other in linked:
                    linked[record.proposal].add(other)
                    linked[other].add(record.proposal)
    seen: set[str] = set()
    for id_ in linked:
        if id_ not in seen:
            group, left = {id_}, [id_]
            while left:
                fresh = linked[left.pop()] - group
                group |= fresh
                left += fresh
            seen |= group
            yield tuple(sorted(group))


def _find_shared_ids(movement: Movement) -> set[str]:
    """The ids of what others stand on: elections, and what the ground rules rest on."""
    found = {edition.adopted_by for edition in movement.ground_rules.values() if edition.adopted_by}
    for record in movement.records.values():
        if isinstance(record, Election):
            found.add(record.election)
        elif isinstance(record, Version) and record.kind == "ground rules":
            found.add(record.proposal)
    return found


def hash_texts(texts: list[str]) -> str:
    """A digest of some texts in their order."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "backslashreplace"), digest_size=20).hexdigest()


THINGS = ("proposals/", "decisions/", "elections/")
"""How paths and addresses begin that speak of a proposal, a decision or an election."""


@derive_once
def get_site_fingerprints(scene: Snapshot) -> SiteFingerprints:
    """The digests of a scene, worked out once for all who ask."""
    return SiteFingerprints(scene)


def recall_from_acts(scene: Snapshot, name: str, make: Callable[[], T]) -> T:
    """What follows from all but what circles ask for, as an earlier build made it of the same, or as made now."""
    key = get_site_fingerprints(scene).acts_key
    return scene.kept.recall_value(f"{name} {scene.site.language}", key and f"{key} {scene.day}", make)


class SiteFingerprints:
    """Digests over everything that lists, feeds, calendars and the pages of circles are told from."""

    def __init__(self, scene: Snapshot) -> None:
        self._scene = scene
        self._known: dict[str, str] = {}

    @cached_property
    def shared_key(self) -> str:
        """What everything stands on: circles, people, elections, ground rules; empty where it is not known."""
        return get_record_fingerprints(self._scene).get_cache_key(())

    @cached_property
    def acts_key(self) -> str:
        """All that is on record but for what circles ask for."""
        return get_record_fingerprints(self._scene).acts_key

    @cached_property
    def whole_record_key(self) -> str:
        """All that is on record."""
        return self._join_keys([self.acts_key], get_record_fingerprints(self._scene).all_words_key)

    def get_cache_key(self, told: object, paths: Iterable[str]) -> str:
        """A digest over what is told, and over all that the things at these paths depend on."""
        ids = dict.fromkeys(path.split("/", 2)[1] for path in paths if path.startswith(THINGS))
        return self._join_keys([self.shared_key, *map(self._group_cache_key, ids)], repr(told))

    def _group_cache_key(self, id_: str) -> str:
        if id_ not in self._known:
            stamps = get_record_fingerprints(self._scene)
            self._known[id_] = stamps.get_cache_key(stamps.get_group(id_))
        return self._known[id_]

    @staticmethod
    def _join_keys(keys: list[str], told: str) -> str:
        if not all(keys):
            return ""
        text = "\0".join((told, *keys))
        return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=20).hexdigest()
