"""Every state of a proposal: up to three members' voices on two versions, and two objections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from nstgov.lifecycle import objection_on, proposal_on
from nstgov.records import Movement, Record
from tests.building import at, circle, edition, held, said, version
from tests.model import consent
from tests.model.consent import VOICES, Objection
from tests.model.telling import told

PEOPLE = ("ana", "ben", "chi")
LAST = at(30)


STATES = consent.reachable()
FIRST = {state: told("proposals/p", "one", acts, 2) for state, acts in STATES.items()}
SECOND = {state: told("proposals/p", "two", acts, 12) for state, acts in STATES.items()}
PLAIN = [state for state in STATES if state.version == 1]


def rounds(words: Mapping[str, str], on: int, number: int) -> list[Record]:
    """A round on a version, or none where nobody said anything."""
    by_word = {word: " ".join(p for p, w in words.items() if w == word) for word in VOICES}
    voices = said(by_word[consent.CONSENT], by_word[consent.OBJECT], by_word[consent.ABSENT])
    return [held("p", at(on), voices, number)] if voices else []


def all_words(size: int) -> list[dict[str, str]]:
    """Everything that so many members may say."""
    return [dict(zip(PEOPLE, words, strict=False)) for words in product(VOICES, repeat=size)]


def compare(records: list[Record], words: Mapping[str, str], one: Objection, two: Objection) -> None:
    """Hold the model's answer against the lifecycle's."""
    whole = Movement(records)
    state = proposal_on(whole, "p", LAST)
    assert state is not None
    found = state.stage, state.hearings[0].missing, tuple(o.id for o in state.objections)
    standing = tuple(id_ for id_, o in (("one", one), ("two", two)) if o.stage in consent.IN_THE_WAY)
    assert found == (consent.proposal(words.values(), (one, two)), consent.missing(words), standing)


def test_every_step_of_an_objection_is_as_the_model_says() -> None:
    """From every state an objection can come to every act leads where the table says, on that day and not before."""
    steps = 0
    for state, acts in STATES.items():
        for act in consent.ACTS:
            after = state.after(act)
            if after is None:
                continue
            records = told("proposals/p", "one", (*acts, act), 2)
            whole = Movement([edition(), circle("oak", members="ana"), version("p", 1, at(0)), *records])
            folder = whole.proposals["p"].objections["one"]
            for on, expected in ((2 + len(acts) - 1, state), (2 + len(acts), after), (30, after)):
                found = objection_on(whole, folder, at(on))
                assert (found.stage if found else "none") == expected.stage
                assert not found or found.version is None or found.version.number == expected.version
            steps += 1
    assert (len(STATES), steps) == (11, 34)


def one_version() -> Iterator[tuple[list[Record], dict[str, str]]]:
    """All that one to three members may have said to a first version."""
    for size in (1, 2, 3):
        base = [edition(), circle("oak", members=" ".join(PEOPLE[:size])), version("p", 1, at(0))]
        for words in all_words(size):
            yield base + rounds(words, 1, 1), words


def two_versions() -> Iterator[tuple[list[Record], dict[str, str]]]:
    """All that one to three members may have said to a first and to a second version; the second alone counts."""
    for size in (1, 2, 3):
        base = [
            edition(),
            circle("oak", members=" ".join(PEOPLE[:size])),
            version("p", 1, at(0)),
            version("p", 2, at(10)),
        ]
        earlier = [rounds(words, 1, 1) for words in all_words(size)]
        later = [(rounds(words, 11, 2), words) for words in all_words(size)]
        for before, (after, words) in product(earlier, later):
            yield base + before + after, words


def test_every_state_of_a_first_version() -> None:
    """Whatever was said to a first version, and whatever became of two objections, model and lifecycle agree."""
    count = 0
    for (records, words), one, two in product(one_version(), STATES, STATES):
        compare(records + FIRST[one] + SECOND[two], words, one, two)
        count += 1
    assert count == (4 + 16 + 64) * 11 * 11


@pytest.mark.parametrize("one", PLAIN, ids=str)
def test_every_state_of_a_second_version(one: Objection) -> None:
    """Whatever was said to either version, with an objection from before and one from after the second."""
    count = 0
    for (records, words), two in product(two_versions(), PLAIN):
        compare(records + FIRST[one] + SECOND[two], words, one, two)
        count += 1
    assert count == (4**2 + 16**2 + 64**2) * 6
