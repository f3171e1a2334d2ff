"""Every state of a proposal: up to three members' voices on two versions, and two objections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import TypeAlias

import pytest

from nstgov.lifecycle import objection_on, proposal_on
from nstgov.records import Movement, Record
from tests.building import at, circle, edition, held, said, taken_as_valid, version
from tests.model import consent
from tests.model.consent import VOICES, Objection
from tests.model.telling import told

PEOPLE = ("ana", "ben", "chi")
LAST = at(30)
STATES = consent.reachable()
PLAIN = [state for state in STATES if state.version == 1]
Words: TypeAlias = tuple[str, ...]
"""What each member says, in their order."""


def test_every_step_of_an_objection_is_as_the_model_says() -> None:
    """From every state an objection can come to every act leads where the table says, on that day and not before."""
    steps = 0
    for state, acts in STATES.items():
        for act in consent.ACTS:
            after = state.after(act)
            if after is None:
                continue
            records = told("proposals/p", "one", (*acts, act), 2)
            whole = taken_as_valid(
                Movement([edition(), circle("oak", members="ana"), version("p", 1, at(0)), *records])
            )
            folder = whole.proposals["p"].objections["one"]
            for on, expected in ((2 + len(acts) - 1, state), (2 + len(acts), after), (30, after)):
                found = objection_on(whole, folder, at(on))
                assert (found.stage if found else "none") == expected.stage
                assert not found or found.version is None or found.version.number == expected.version
            steps += 1
    assert (len(STATES), steps) == (11, 34)


@cache
def versions(id_: str, count: int) -> list[Record]:
    """The first version, and where there are two the second."""
    return [version(id_, number, at(10 * number - 10)) for number in range(1, count + 1)]


@cache
def objections(id_: str, one: Objection, two: Objection) -> list[Record]:
    """Two objections: what becomes of the one before a second version comes, of the other after it."""
    target = f"proposals/{id_}"
    return told(target, "one", STATES[one], 2) + told(target, "two", STATES[two], 12)


@cache
def rounds(id_: str, words: Words, number: int) -> list[Record]:
    """A round on a version, the day after it came; or none where nobody said anything."""
    by_word = {word: " ".join(p for p, w in zip(PEOPLE, words, strict=False) if w == word) for word in VOICES}
    voices = said(by_word[consent.CONSENT], by_word[consent.OBJECT], by_word[consent.ABSENT])
    return [held(id_, at(10 * number - 9), voices, number)] if voices else []


Pair: TypeAlias = tuple[Objection, Objection]


def compare(pairs: Sequence[Pair], rows: Sequence[Words]) -> int:
    """Hold the model against the lifecycle: a proposal for each pair of objections, to each the same words."""
    records: list[Record] = [edition(), circle("oak", members=" ".join(PEOPLE[: len(rows[0])]))]
    for n, (one, two) in enumerate(pairs):
        records += versions(f"p{n}", len(rows)) + objections(f"p{n}", one, two)
        for number, words in enumerate(rows, 1):
            records += rounds(f"p{n}", words, number)
    whole, last = taken_as_valid(Movement(records)), dict(zip(PEOPLE, rows[-1], strict=False))
    for n, (one, two) in enumerate(pairs):
        state = proposal_on(whole, f"p{n}", LAST)
        assert state is not None
        stage = "consented" if state.lacks else state.stage  # whether it would be valid is another question
        found = stage, state.hearings[0].missing, tuple(o.id for o in state.objections)
        standing = tuple(id_ for id_, o in (("one", one), ("two", two)) if o.stage in consent.IN_THE_WAY)
        expected = consent.proposal(rows[-1], (one, two)), consent.missing(last), standing
        assert found == expected, (rows, one, two)
    return len(pairs)


def all_words(size: int) -> Iterator[Words]:
    """Everything that so many members may say."""
    return product(VOICES, repeat=size)


@pytest.mark.long
def test_every_state_of_a_first_version() -> None:
    """Whatever was said to a first version, and whatever became of two objections, model and lifecycle agree."""
    pairs = list(product(STATES, STATES))
    count = sum(compare(pairs, [words]) for size in (1, 2, 3) for words in all_words(size))
    assert count == (4 + 16 + 64) * 11 * 11


@pytest.mark.long
@pytest.mark.parametrize("size", [1, 2, pytest.param(3, marks=pytest.mark.long)])
def test_every_state_of_a_second_version(size: int) -> None:
    """Whatever was said to either version, with an objection from before and one from after the second."""
    pairs = list(product(PLAIN, PLAIN))
    count = sum(compare(pairs, rows) for rows in product(all_words(size), repeat=2))
    assert count == 16**size * 6 * 6
