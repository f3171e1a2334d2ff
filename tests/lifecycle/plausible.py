"""
Histories as they might happen in two circles under a third: each act made from one number, dated on some day.

What an act speaks of may be missing or over; but a decision is always on a version that was there before it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st

from nstgov import records as r
from nstgov.records.ground_rules import AwayRule
from tests.building import (
    a_test,
    asks,
    at,
    changes,
    circle,
    closed,
    closes,
    commits,
    decision,
    edition,
    election,
    ended,
    held,
    idea,
    joins,
    leaves,
    movement,
    objection,
    person_change,
    resolved,
    review,
    said,
    takes_in,
    version,
)  # fmt: skip

LAST = 14
PEOPLE = "ana ben chi dee eve".split()
CIRCLES = ("oak", "elm", "town", "later")
PROPOSALS = ("p", "q", "rules-2")
Chance: TypeAlias = random.Random

BEGINNING = (
    edition(away=AwayRule(most_days=6, least_voices=1)),
    edition(2, at(0), "rules-2", levels=("street", "town")),
    circle("oak", at(0), "ana ben", parent="town"), circle("elm", at(1), "chi dee"), circle("town", at(0)),
    election("oak-rep", "oak", "ana", at(1), at(9)), version("p", 1, at(1), "oak"), version("q", 1, at(2), "oak elm"),
    version("rules-2", 1, at(1), "oak", kind="ground rules"),
)  # fmt: skip


def _words(chance: Chance) -> dict[str, r.Voice]:
    said_ = {"consent": "", "against": "", "absent": ""}
    for person in PEOPLE:
        how = chance.choice(("consent", "consent", "consent", "against", "absent", "nothing"))
        if how in said_:
            said_[how] += f" {person}"
    return said(**said_)


def _version(c: Chance, day: Any) -> r.Record:
    changing = {c.choice(("renews", "replaces", "ends")): c.choice(("p", "q"))} if c.random() < 0.4 else {}
    kind = c.choice(("policy", "action"))
    given: dict[str, Any] = {"sunset": at(c.randrange(LAST)), "review": at(c.randrange(LAST)), **changing}
    given["starts_with"] = r.Threshold(people=c.choice((1, 2)))
    asked = c.choice(("oak", "elm", "town", "oak elm"))
    return version(c.choice(PROPOSALS), c.choice((2, 3)), day, asked, kind=kind, **given)


def _round(c: Chance, day: Any) -> r.Record:
    own = {"person": c.choice(PEOPLE)} if c.random() < 0.4 else {}
    return held(c.choice(PROPOSALS), day, _words(c), c.choice((1, 1, 2, 3)), c.choice(CIRCLES), **own)


def _election(c: Chance, day: Any) -> r.Record:
    before = {"succeeds": c.choice(("oak-rep", "rep-1", "rep-2"))} if c.random() < 0.5 else {}
    from_, until = at(c.randrange(LAST)), at(c.randrange(LAST))
    name = f"rep-{c.choice((1, 2, 3, 4))}"
    role = c.choice(("representative", "representative", "facilitator"))
    return election(name, c.choice(CIRCLES), c.choice(PEOPLE), day, until, from_=from_, role=role, **before)


def _away(c: Chance, day: Any) -> r.Record:
    circle_, person = c.choice(CIRCLES), c.choice(PEOPLE)
    file = f"circles/{circle_}/{day}.away.{person}.yml"
    until = at(c.randrange(LAST))
    return r.Away(file=file, circle=circle_, person=person, date=day, until=until, voices=said(person))


def _back(c: Chance, day: Any) -> r.Record:
    circle_, person = c.choice(CIRCLES), c.choice(PEOPLE)
    file = f"circles/{circle_}/{day}.back.{person}.yml"
    return r.Back(file=file, circle=circle_, person=person, date=day, voices=said(person))


TARGETS = ("proposals/p", "decisions/p", "decisions/q")
ACTS: tuple[Callable[[Chance, Any], r.Record], ...] = (
    *[_version, _round, _election] * 3, _away, _back, _round,
    lambda c, day: circle("later", day, c.choice(("", "ana chi")), c.choice(("town", None))),
    lambda c, day: joins(c.choice(CIRCLES), day, c.choice(PEOPLE)),
    lambda c, day: leaves(c.choice(CIRCLES), day, c.choice(PEOPLE)),
    lambda c, day: person_change(c.choice(CIRCLES), day, c.choice(PEOPLE), name=f"Name {c.random()}"),
    lambda c, day: changes(c.choice(CIRCLES), day, parent=c.choice(CIRCLES)),
    lambda c, day: changes(c.choice(CIRCLES), day, name=f"Name {c.random()}", facilitator=c.choice(PEOPLE)),
    lambda c, day: takes_in(c.choice(CIRCLES), day, c.choice(CIRCLES)),
    lambda c, day: asks(c.choice(CIRCLES), day),
    lambda c, day: closes(c.choice(CIRCLES), day),
    lambda c, day: ended(c.choice(("rep-1", "rep-2", "oak-rep", "p", "q")), day),
    lambda c, day: idea(c.choice(("proposals/r", "proposals/p/objections/no")), day),
    lambda c, day: objection(c.choice(TARGETS), c.choice(("no", "never")), day, c.choice((1, 1, 2))),
    lambda c, day: objection(c.choice(TARGETS), c.choice(("no", "never")), day, c.choice((1, 1, 2))),
    lambda c, day: a_test(
        c.choice(TARGETS), "no", day, c.choice(("stands", "needs work", "set aside")), c.choice((1, 2)),
        c.choice(CIRCLES),
    ),
    lambda c, day: resolved(c.choice(TARGETS), "no", day),
    *[lambda c, day: decision(
        c.choice(PROPOSALS), day, c.choice(("oak", "oak elm")), c.choice((1, 1, 2)), sunset=at(c.randrange(LAST))
    )] * 3,
    lambda c, day: review(c.choice(("p", "q")), day, c.choice(("keep", "let go")), next_review=at(c.randrange(LAST))),
    lambda c, day: closed(c.choice(PROPOSALS), day),
    lambda c, day: commits(c.choice(PROPOSALS), day, c.choice(CIRCLES), c.choice(PEOPLE), c.choice(("", "ana"))),
)  # fmt: skip


@cache
def act(number: int) -> tuple[int, r.Record]:
    """The act that a number stands for, and the number of its day."""
    chance = random.Random(number)  # noqa: S311 - chance for tests, not for secrets
    on = chance.randrange(1, LAST)
    return on, chance.choice(ACTS)(chance, at(on))


def possible(records: Iterable[r.Record]) -> list[r.Record]:
    """The records without those that rest on what is not there yet; of two with the same name the first."""
    first: dict[str, r.Record] = {}
    for record in records:
        first.setdefault(record.file, record)
    submitted = {(v.proposal, v.number): v.submitted for v in first.values() if isinstance(v, r.Version)}
    opened = {c.circle: c.opened for c in first.values() if isinstance(c, r.Circle)}

    def is_possible(record: r.Record) -> bool:
        if isinstance(record, r.Decision):
            return submitted.get((record.decision, record.version), date.max) <= record.decided
        return not isinstance(record, r.Changes) or opened.get(record.parent or "oak", date.max) <= record.date

    return [record for record in first.values() if is_possible(record)]


@st.composite
def histories(draw: st.DrawFn) -> r.Movement:
    """A movement of acts as they might happen."""
    size = draw(st.sampled_from((4, 20, 80)))
    numbers = draw(st.lists(st.integers(0, 100_000), min_size=size // 2, max_size=size, unique=True))
    return movement(possible((*BEGINNING, *(act(number)[1] for number in numbers))))


@st.composite
def continued(draw: st.DrawFn) -> tuple[r.Movement, r.Movement, int]:
    """A movement up to a day, the same one with what was added later, and the number of that day."""
    until = draw(st.integers(0, LAST))
    size = draw(st.sampled_from((4, 20, 80)))
    numbers = draw(st.lists(st.integers(0, 100_000), min_size=size // 2, max_size=size, unique=True))
    acts = [act(number) for number in numbers]
    early = [record for on, record in acts if on <= until]
    late = [record for on, record in acts if on > until]
    return movement(possible((*BEGINNING, *early))), movement(possible((*BEGINNING, *early, *late))), until
