"""Every state of a decision: two objections, reviews, endings, before, on and after each of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import pytest

from nstgov.lifecycle import answer_by, decision_on
from nstgov.records import Movement, ObjectionFolder, Record
from tests.building import at, circle, decision, edition, ended, review, taken_as_valid, version
from tests.model import consent
from tests.model.consent import Objection
from tests.model.telling import told

SUNSET, REVIEW, WITHIN = 12, 5, 3
DAYS = range(-1, 17)
STATES = consent.reachable()
BASE = [
    replace(edition(), reconsider_within_days=WITHIN),
    circle("oak", members="ana"),
    version("d", 1, at(-5), sunset=at(SUNSET), review=at(REVIEW)),
    decision("d", at(0), sunset=at(SUNSET)),
]


class Reviewed(NamedTuple):
    """A review: its day, its result, and the next day it names."""

    on: int
    result: str
    next: int | None = None


REVIEWS: tuple[tuple[Reviewed, ...], ...] = (
    (),
    (Reviewed(4, "keep", 8),),
    (Reviewed(5, "keep"),),
    (Reviewed(6, "change", 9), Reviewed(9, "keep", 11)),
    (Reviewed(7, "let go", 9),),
    (Reviewed(12, "let go"),),
    (Reviewed(14, "let go"),),
)
ENDS: tuple[tuple[tuple[str, int], ...], ...] = (
    (),
    *((("renewed", on),) for on in (1, 8, SUNSET, SUNSET + 1, SUNSET + 2)),
    *((("replaced", on),) for on in (1, 8, SUNSET, SUNSET + 1, SUNSET + 2)),
    *((("ended by another", on),) for on in (1, 8, SUNSET, SUNSET + 1)),
    *((("ended", on),) for on in (1, 8, SUNSET, SUNSET + 1)),
    (("replaced", 8), ("renewed", 10)),
    (("ended", 9), ("renewed", SUNSET + 2)),
)
LISTS = {"renewed": "renews", "replaced": "replaces", "ended by another": "ends"}


def ending(what: str, on: int) -> list[Record]:
    """An act that ends the decision, in records."""
    if what == "ended":
        return [ended("d", at(on))]
    id_ = f"{LISTS[what]}-it"
    return [version(id_, 1, at(-1), **{LISTS[what]: "d"}), decision(id_, at(on), sunset=at(99))]


def life(acts: Sequence[str], first: int) -> list[tuple[int, Objection]]:
    """The days of an objection's acts, and what it is from each of them on."""
    found, state = [(-99, Objection())], Objection()
    for on, act in enumerate(acts, first):
        state = state.after(act) or state
        found.append((on, state))
    return found


def raised(acts: Sequence[str], first: int, today: int) -> int | None:
    """The day on which an objection that stands today was raised as it is worded now; None where none stands."""
    state = [state for on, state in life(acts, first) if on <= today][-1]
    days = [on for on, act in enumerate(acts, first) if act.startswith("raise") and on <= today]
    return days[-1] if state.stage in consent.IN_THE_WAY else None


def histories() -> Iterator[tuple[tuple[Reviewed, ...], tuple[tuple[str, int], ...], list[Record]]]:
    """All reviews with all endings."""
    for held, ends in product(REVIEWS, ENDS):
        records = [
            review("d", at(one.on), one.result, **({"next_review": at(one.next)} if one.next else {}))  # type: ignore[arg-type]
            for one in held
        ]
        yield held, ends, records + [record for what, on in ends for record in ending(what, on)]


HISTORIES = list(histories())
FIRST = {state: told("decisions/d", "one", acts, 2) for state, acts in STATES.items()}
SECOND = {state: told("decisions/d", "two", acts, 6) for state, acts in STATES.items() if state.version == 1}


def compare(
    whole: Movement, acts: tuple[Sequence[str], Sequence[str]], held: tuple[Reviewed, ...], ends: object, today: int
) -> None:
    """Hold the model's answer for a day against the lifecycle's."""
    found = decision_on(whole, "d", at(today))
    if today < 0:
        assert found is None
        return
    let_go = [("let go at a review", one.on) for one in held if one.result == "let go"]
    due = consent.next_review(REVIEW, [(one.on, one.next) for one in held], today)
    standing = [day for n, first in ((0, 2), (1, 6)) if (day := raised(acts[n], first, today)) is not None]
    expected = consent.decision(today, SUNSET, due, [*ends, *let_go], standing)  # type: ignore[misc]
    assert found is not None
    since = at(expected.since) if expected.since is not None else at(0) if expected.last >= today else at(expected.last)
    assert (found.stage, found.last_day, found.since) == (expected.stage, at(expected.last), since)
    assert (found.review_due, len(found.objections)) == (expected.review_due, len(standing))
    if expected.last >= today:
        assert found.review == (None if due is None else at(due))


@pytest.mark.sampled(11)
@pytest.mark.parametrize("one", FIRST, ids=str)
def test_every_state_of_a_decision_on_every_day(one: Objection) -> None:
    """Whatever was raised, reviewed, renewed, replaced or ended: on each day the model and the lifecycle agree."""
    count = 0
    for two, (held, ends, records) in product(SECOND, HISTORIES):
        whole = taken_as_valid(Movement(BASE + FIRST[one] + SECOND[two] + records))
        for today in DAYS:
            compare(whole, (STATES[one], STATES[two]), held, ends, today)
            count += 1
    assert count == 6 * 7 * 21 * 18


def overdue(folder: ObjectionFolder, whole: Movement, today: int) -> bool:
    """Whether the day by which an objection is to be answered has passed."""
    last = answer_by(whole, folder, at(today))
    return last is not None and last < at(today)


@pytest.mark.parametrize("one", FIRST, ids=str)
def test_an_objection_to_a_decision_is_to_be_answered_within_the_time_to_reconsider(one: Objection) -> None:
    """Before and on the last day there is time, after it there is none; a new version of the objection begins anew."""
    whole = taken_as_valid(Movement(BASE + FIRST[one]))
    for folder in whole.decisions["d"].objections.values():
        for today in DAYS:
            since = raised(STATES[one], 2, today)
            assert overdue(folder, whole, today) == (since is not None and today > since + WITHIN)
