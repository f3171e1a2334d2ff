"""
No sequence of added records makes a decision valid that it should not be.

What a decision needs is worked out here once more, from the words of the design alone, and held against D01 to D04 on
worlds that are left to chance: one circle whose people come and go, two versions, any voices, objections and tests.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from nstgov.records import Movement, Record
from nstgov.rules.decisions.affected_circles import affected_circle_left_out
from nstgov.rules.decisions.decision_consent import consent_missing, objection_in_the_way
from nstgov.rules.decisions.sunset_and_order import decided_out_of_order, sunset_missing_or_other
from tests.building import (
    a_test,
    at,
    circle,
    decision,
    disputed,
    election,
    held,
    joins,
    leaves,
    objection,
    resolved,
    said,
    takes_in,
    version,
)

PEOPLE = ("ana", "ben", "chi", "dee", "eli")
FOUNDERS = PEOPLE[:4]
DAYS = st.integers(0, 9)


class Said(NamedTuple):
    """A voice in a round: the day, the version, who, what; `own` in a file of their own; the day it was disputed."""

    day: int
    number: int
    person: str
    word: str
    own: bool
    disputed: int | None


class World(NamedTuple):
    """Everything that happened, by the day."""

    came: dict[str, int]
    left: dict[str, int]
    second: int | None
    said: list[Said]
    raised: int | None
    test: tuple[int, str] | None
    resolved: int | None
    decided: int
    number: int


@st.composite
def worlds(draw: Any) -> World:
    """Some world; most are nearly right, so that the one thing missing is found among many that are there."""
    second, decided = draw(st.one_of(st.none(), DAYS)), draw(st.integers(3, 9))
    number = 2 if second is not None and second <= decided and draw(st.booleans()) else 1
    word = st.sampled_from(["consent"] * 20 + ["object", "absent"])
    said_: list[Said] = []
    for person in PEOPLE:
        for own in draw(st.sampled_from([(False,), (True,), (False,), (False, True), (False, False), ()])):
            spoken = draw(st.sampled_from([number] * 9 + [3 - number]))
            dispute = draw(st.sampled_from([None] * 40 + list(range(10))))
            said_.append(
                Said(draw(st.sampled_from([0, 0, 1, 1, 2, 2, 3, 4, 6, 9])), spoken, person, draw(word), own, dispute)
            )
    left = {person: draw(DAYS) for person in draw(st.sets(st.sampled_from(PEOPLE), max_size=2))}
    raised = draw(st.one_of(st.none(), st.none(), DAYS))
    test = draw(st.one_of(st.none(), st.tuples(DAYS, st.sampled_from(["stands", "needs work", "set aside"]))))
    answered = draw(st.one_of(st.none(), DAYS))
    came = {"eli": draw(DAYS)} if draw(st.booleans()) else {}
    return World(came, left, second, said_, raised, test, answered, decided, number)


def told(world: World) -> Movement:
    """The world in records."""
    records: list[Record] = [circle("oak", at(-5), " ".join(FOUNDERS)), version("p", 1, at(-1), sunset=at(99))]
    records += [joins("oak", at(on), person) for person, on in world.came.items()]
    records += [leaves("oak", at(on), person) for person, on in world.left.items() if person in _ever(world)]
    records += [version("p", 2, at(world.second), sunset=at(99))] if world.second is not None else []
    for at_, one in enumerate(world.said):
        voices = said(
            **{"consent" if one.word == "consent" else "against" if one.word == "object" else "absent": one.person}
        )
        more: dict[str, Any] = {"person": one.person} if one.own else {"entered_by": "zoe", "n": at_ + 1}
        round_ = held("p", at(one.day), voices, one.number, **more)
        records.append(round_)
        records += [disputed(round_, one.person, at(one.disputed))] if one.disputed is not None else []
    if world.raised is not None:
        records.append(objection("proposals/p", "o", at(world.raised)))
        records += [a_test("proposals/p", "o", at(world.test[0]), world.test[1])] if world.test else []
        records += [resolved("proposals/p", "o", at(world.resolved))] if world.resolved is not None else []
    return Movement([*records, decision("p", at(world.decided), number=world.number, sunset=at(99))])


def _ever(world: World) -> set[str]:
    return {*FOUNDERS, *world.came}


def is_member(world: World, person: str, on: int) -> bool:
    """Whether somebody is a member on a day: from the day they came to the day they left, both included."""
    came = world.came.get(person, -5 if person in FOUNDERS else 99)
    left = world.left.get(person, 99)
    return came <= on <= left if left >= came else came <= on


def word_of(world: World, person: str) -> str:
    """What somebody last said to the version decided, and has not disputed, before the decision."""
    last = ""
    theirs = sorted((one.day, one.own, at_, one) for at_, one in enumerate(world.said) if one.person == person)
    since: list[int] = sorted(
        one.disputed for *_, one in theirs
        if one.disputed is not None and one.disputed < world.decided and one.day <= world.decided
        and one.word != "absent" and is_member(world, person, one.day)
    )  # fmt: skip
    for day, own, _, one in theirs:
        if day > world.decided or one.word == "absent" or not is_member(world, person, day):
            continue
        since = [on for on in since if on > day] if own else since
        is_denied = one.disputed is not None and one.disputed < world.decided
        if not is_denied and not any(on <= day for on in since) and one.number == world.number:
            last = one.word
    return last


def stands(world: World) -> bool:
    """Whether the objection stands on the day of the decision."""
    if world.raised is None or world.raised > world.decided:
        return False
    if world.resolved is not None and world.raised <= world.resolved <= world.decided:
        return False
    tested = world.test is not None and world.raised <= world.test[0] <= world.decided
    return not (tested and world.test is not None and world.test[1] == "set aside")


@given(worlds())
def test_a_decision_is_valid_only_with_every_consent_and_no_objection(world: World) -> None:
    """Nobody is missing or objects, and nothing stands in the way, exactly where D01 and D02 find nothing."""
    whole = told(world)
    members = [person for person in PEOPLE if is_member(world, person, world.decided)]
    words = {person: word_of(world, person) for person in PEOPLE}
    missing, early = list(consent_missing(whole, at(0))), list(decided_out_of_order(whole, at(0)))
    in_the_way = list(objection_in_the_way(whole, at(0)))
    assert (not all(words[person] for person in members)) == bool(missing or _first_rounds_came_later(early))
    assert ("object" in words.values() or stands(world)) == bool(in_the_way)


def _first_rounds_came_later(found: list[Any]) -> bool:
    """Of a decision before all its rounds D06 speaks in the place of D01."""
    return any(finding.at.keys == ("decided",) for finding in found)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.sampled_from([None, 0, 20, 99]))
def test_a_decision_is_valid_only_with_a_last_day_and_everyone_affected(
    first: int, last: int, decided: int, sunset: int | None
) -> None:
    """A representative of the affected circle sits there that day, and the last day is the one agreed."""
    more: dict[str, Any] = {"sunset": at(sunset)} if sunset is not None else {}
    whole = Movement([
        circle("town", at(-9), "ana ben chi dee", level="regional"), circle("oak", at(-9), "eva flo gus hal", "town"),
        circle("elm", at(-9), "ida jon kim leo"), takes_in("town", at(-8), "oak"),
        election("rep", "oak", "eva", at(0), at(last), from_=at(first)),
        version("p", 1, at(-1), "town", sunset=at(20), affects="town oak"),
        decision("p", at(decided), "town", **more),
    ])  # fmt: skip
    took_part = first <= decided <= last
    assert bool(list(affected_circle_left_out(whole, at(0)))) == (not took_part)
    assert bool(list(sunset_missing_or_other(whole, at(0)))) == (sunset != 20)
