"""
What an earlier build worked out of the record, taken over where all that it rests on is the same.

Of each proposal, decision and election: what it lacks, and where it stands; each by the digest that its pages have
(`dependencies.py`). Of all together: who sits where, and which editions of the ground rules hold, by the digest of the
ground that everything stands on. What a circle asks for is in none of these digests, and no answer kept here rests on
it.

An answer names records by their paths, and is given those of this very reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from nstgov.lifecycle import decision_on, proposal_on
from nstgov.lifecycle.derived import answer_later, give_answer, list_answers
from nstgov.lifecycle.editions import edition_spans
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.next_steps import collect_steps_by_circle
from nstgov.lifecycle.validity.decision_validity import entered_decision_lacks, version_lacks
from nstgov.lifecycle.validity.election_validity import election_lacks, elections_and_endings_not_valid
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.publish.answer_packing import pack_answers, unpack_answers
from nstgov.publish.dependencies import get_record_fingerprints, hash_texts
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from nstgov.store.cache import Cache, bundle_number

Question = Callable[..., Any]
OF_THINGS: tuple[Question, ...] = (version_lacks, entered_decision_lacks, election_lacks, proposal_on, decision_on)
"""What is asked of one proposal, decision or election, by its id first."""
OF_GROUND: tuple[Question, ...] = (edition_spans, elections_and_endings_not_valid, compute_membership)
"""What is asked of the ground that all stand on."""
OF_ACTS: tuple[Question, ...] = (acts_lacking, collect_steps_by_circle, keys_held)
"""What is asked of everything that was done."""
_QUESTIONS = (*OF_THINGS, *OF_GROUND, *OF_ACTS)
_GROUND, _ACTS = "ground", "acts"
_NAMES = {**dict.fromkeys(OF_GROUND, _GROUND), **dict.fromkeys(OF_ACTS, _ACTS)}
Answer = tuple[int, tuple[Hashable, ...], Any]
"""The number of a question, what it was asked about, and what is so."""
Bundle = Mapping[str, tuple[str, list[Answer]]]
"""By the name of what they are about, the digest of all that answers rest on, and these."""


class _Kept(NamedTuple):
    """The answers about one thing: the digest of all they rest on, and how many there are."""

    key: str
    answers: int


class EarlierAnswers:
    """What is kept of one movement: as it was read, or (another `sort`) as it is shown."""

    def __init__(self, cache: Cache, sort: str, scene: Snapshot, hidden: Collection[str] = ()) -> None:
        """`hidden` are the files of which the texts are not there."""
        self._cache = cache
        self._sort = f"answers {sort}"
        self._known: dict[str, _Kept] = {}
        self._left: dict[int, bytes] = {}
        """The bundles that nobody has asked for yet."""
        self._keys = _AnswerKeys(scene, hidden)
        self.movement = scene.movement

    @property
    def acts_key(self) -> str:
        """A digest of the day and of all on record, but for what circles ask for; empty where it is not known."""
        return self._keys.find_key(_ACTS)

    def give_answers(self) -> None:
        """Let the movement know what still holds of it; of a proposal or decision when it is asked about one."""
        self._left = dict(self._cache.read_bundles(self._sort))
        for question in OF_THINGS:
            answer_later(self.movement, question, self._give_answers_about)
        for name in (_GROUND, _ACTS):
            self._open_bundle(bundle_number(name))

    def _give_answers_about(self, asked: tuple[str, ...]) -> None:
        self._open_bundle(bundle_number(f"proposals/{asked[0]}"))

    def _open_bundle(self, number: int) -> None:
        """Give all answers of a bundle that still hold; once."""
        bundle: Bundle = unpack_answers(self._left.pop(number, b""), self.movement) or {}
        for name, (key, answers) in bundle.items():
            if bundle_number(name) == number and key and key == self._keys.find_key(name):
                self._known[name] = _Kept(key, len(answers))
                for question, asked, answer in answers:
                    give_answer(self.movement, _QUESTIONS[question], asked, answer)

    def keep_answers(self) -> None:
        """Keep what is known of the movement now, from the next `save` of the cache on; what nobody asked for stays."""
        for number in {bundle_number(name) for name, _ in _collect_answers(self.movement)}:
            self._open_bundle(number)
        keys, found = self._keys, defaultdict[str, list[Answer]](list)
        for name, answer in _collect_answers(self.movement):
            found[name].append(answer)
        now = {name: _Kept(key, len(answers)) for name, answers in found.items() if (key := keys.find_key(name))}
        stale = {bundle_number(name) for name, kept in now.items() if self._known.get(name) != kept}
        stale |= {bundle_number(name) for name in self._known if name not in now}
        bundles: dict[int, dict[str, tuple[str, list[Answer]]]] = {number: {} for number in stale}
        for name, kept in now.items():
            if (number := bundle_number(name)) in stale:
                bundles[number][name] = kept.key, found[name]
        for number, bundle in bundles.items():
            self._cache.put_bundle(self._sort, number, pack_answers(bundle, self.movement))


class _AnswerKeys:
    """The digests of all that answers rest on, by the names under which they are kept."""

    def __init__(self, scene: Snapshot, hidden: Collection[str]) -> None:
        self._stamps = get_record_fingerprints(scene)
        self._more = f"{scene.day.isoformat()} {sorted(hidden)}"
        self._known: dict[tuple[str, ...] | str, str] = {}

    def find_key(self, name: str) -> str:
        """The digest for what is kept under a name; empty where it is not known."""
        about = name if name == _ACTS else () if name == _GROUND else self._stamps.get_group(name.partition("/")[2])
        if about not in self._known:
            self._known[about] = self._compute_key(about)
        return self._known[about]

    def _compute_key(self, about: tuple[str, ...] | str) -> str:
        key = self._stamps.get_bare_acts_key() if about == _ACTS else self._stamps.get_bare_key(tuple(about))
        return hash_texts([self._more, key]) if key else ""


def _collect_answers(movement: Movement) -> Iterator[tuple[str, Answer]]:
    """Every answer to keep, after the name of what it is about."""
    for number, question in enumerate(_QUESTIONS):
        name = _NAMES.get(question)
        for asked, answer in list_answers(movement, question):
            yield name or f"proposals/{asked[0]}", (number, asked, answer)
