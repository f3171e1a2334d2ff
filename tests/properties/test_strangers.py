"""
A stranger who may add any number of unsigned records, dated as they like, changes no outcome where more is asked.

Where no more than *declared* is asked, and members bring what speaks for others, their account changes none either.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nstgov.lifecycle import (
    circle_on,
    decision_on,
    find_hearing,
    ground_rules_on,
    list_chain_steps,
    proposal_on,
    terms_on,
)
from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.lifecycle.keys import keys_now
from nstgov.lifecycle.people import find_account, name_on
from nstgov.lifecycle.validity.decision_validity import validity_of
from nstgov.records import (
    Bringer,
    Change,
    Confirmation,
    FileState,
    Movement,
    Nomination,
    Outside,
    PathChange,
    Record,
    Signature,
    Void,
)
from nstgov.records.ground_rules import AwayRule
from tests.building import (
    a_test,
    at,
    away,
    back,
    changes,
    circle,
    closed,
    closes,
    decision,
    disputed,
    edition,
    election,
    ended,
    held,
    idea,
    joins,
    leaves,
    objection,
    person_change,
    resolved,
    review,
    said,
    signed,
    stands_with,
    takes_in,
    version,
)
from tests.proving import BYTES, confirmed, key, proven, registrar, with_keys
from tests.rules.attacking import errors_of

OAK, ELM = "ana ben chi dee", "eli fay gus hal"
SEATED = "ana ben eli fay"
EVERYBODY = f"{OAK} {ELM}"
LAST, LONG = 40, at(300)
ASKED = ("signed", "confirmed")


def by(people: str, *records: Record) -> list[Record]:
    """Signatures of all these people beside these records."""
    return [signed(record, person) for record in records for person in people.split()]


def chosen(person: str, circle_: str, people: str) -> Record:
    """Somebody is chosen by their circle to sit in the one above, with everybody's reasons and consent."""
    nominations = {one: Nomination(for_=person, because="They listen well.") for one in people.split()}
    return election(f"{person}-2026", circle_, person, at(2), at(200), voices=said(people), nominations=nominations)


def proposed(id_: str, day: int, authors: str, **more: Any) -> Record:
    """A version of a proposal that asks the circle above."""
    more = {"judged_by": ("how it goes",), "affects": "oak elm", **more}
    return version(id_, 1, at(day), "town", authors=authors, sunset=LONG, review=at(200), **more)


@cache
def begun(asked: str) -> tuple[Record, ...]:
    """Two circles and one above, in which one thing is decided, one objected to, and one is open; all signed."""
    levels: dict[str, Any] = {
        "levels": ("friend", "regional"),
        "proof": {"friend": asked, "regional": asked},
        "top": "town",
        "brought_by": "members" if asked == "declared" else None,
    }
    rules = edition(away=AwayRule(most_days=90, least_voices=4), **levels, **registrar())
    oak = replace(with_keys(circle("oak", at(0), OAK), OAK), parent="town")
    elm = replace(with_keys(circle("elm", at(0), ELM), ELM), parent="town")
    town = circle("town", at(0), level="regional")
    seats = [chosen(who, "oak", OAK) for who in ("ana", "ben")] + [chosen(who, "elm", ELM) for who in ("eli", "fay")]
    trees, bench = proposed("trees", 5, "ana ben eli fay"), proposed("bench", 12, "ana ben chi dee")
    heard = held("trees", at(6), said(SEATED), circle_="town")
    some = held("bench", at(13), said("ana ben eli"), circle_="town")
    made = replace(decision("trees", at(7), "town", sunset=LONG), sha256=BYTES)
    roots = objection("proposals/bench", "roots", at(14), authors=tuple(ELM.split()))
    proofs = [*by(OAK, *seats[:2]), *by(ELM, *seats[2:]), *by(SEATED, trees, heard), *by(OAK, bench)]
    proofs += [*by("ana ben eli", some), *by(ELM, roots)]
    there = (rules, oak, elm, town, *seats, trees, bench, heard, some, made, roots)
    return there if asked == "declared" else (*there, *proofs)


def outcomes(whole: Movement) -> dict[str, object]:
    """What nobody but their people may change, on several days."""
    found: dict[str, object] = {"keys": [(one.person, one.key) for one in keys_now(whole)]}
    for day in (at(10), at(20), at(LAST + 5)):
        for id_ in ("oak", "elm", "town"):
            state = circle_on(whole, id_, day)
            assert state is not None
            found[f"{id_} {day}"] = state._replace(asks=None)
            found[f"terms {id_} {day}"] = terms_on(whole, id_, "representative", day)
            found[f"chain {id_} {day}"] = list_chain_steps(whole, id_, day)
        decided, opened = decision_on(whole, "trees", day), proposal_on(whole, "bench", day)
        found[f"trees {day}"] = decided and decided._replace(objections=())
        found[f"against {day}"] = decided and [one.id for one in decided.objections]
        heard = find_hearing(whole, "bench", 1, "town", day)
        spoken = {person: (one.voice.says, one.round.file) for person, one in heard.spoken.items()}
        found[f"heard {day}"] = spoken, heard.missing, heard.passed_over, heard.sure
        found[f"bench {day}"] = opened and (opened.stage, opened.version, [one.id for one in opened.objections])
        found[f"rules {day}"] = ground_rules_on(whole, day)
        found[f"names {day}"] = [(name_on(whole, one, day), find_account(whole, one, day)) for one in EVERYBODY.split()]
    found["validity"] = [validity_of(whole, id_) for id_ in ("trees", "ana-2026", "eli-2026")]
    return found


CIRCLES = {"oak": OAK, "elm": ELM, "town": SEATED}
OUTSIDE = tuple(Outside(name=name) for name in ("Omar", "Maria", "Li", "Eva"))
Chance = random.Random


def _void(chance: Chance, day: Any) -> Record:
    paths = [one.file for one in begun("signed") if not one.file.endswith(".sig")]
    path = chance.choice(paths)
    return Void(file=f"{path}.void.yml", beside=path, date=day, because="A mistake.", voices=said(EVERYBODY))


def _objection(chance: Chance, day: Any) -> Record:
    target, number = chance.choice(("proposals/bench", "decisions/trees", "proposals/trees")), chance.choice((1, 2, 3))
    by_ = chance.choice((tuple(OAK.split()), tuple(ELM.split()), OUTSIDE))
    carrier = {"carried_by": chance.choice(("ana", None))}
    return objection(target, chance.choice(("roots", "no")), day, number, authors=by_, **carrier)


def _election(chance: Chance, day: Any) -> Record:
    circle_ = chance.choice(("oak", "elm"))
    person = chance.choice(CIRCLES[circle_].split())
    made = chosen(person, circle_, CIRCLES[circle_])
    before = chance.choice((None, "ana-2026", "eli-2026"))
    return replace(made, file="decisions/other/election.yml", election="other", held=day, succeeds=before)  # type: ignore[call-arg]


def _version(chance: Chance, day: Any) -> Record:
    number, authors = chance.choice((2, 3)), tuple(chance.choice((OAK, ELM, SEATED)).split())
    made = version(chance.choice(("bench", "trees")), number, day, chance.choice(("town", "oak")), sunset=LONG)
    return replace(made, authors=authors, text="Other.", imported=chance.choice((None, "elsewhere")))


class Try(NamedTuple):
    """What a stranger tries: something in a circle, in somebody's name, dated on a day."""

    chance: Chance
    where: str
    who: str
    day: Any


DISPUTED = ("decision.yml", "town.yml", "election.yml")
ACTS: tuple[Callable[[Try], Record], ...] = (
    lambda t: leaves(t.where, t.day, t.who, voices=said(t.chance.choice((t.who, CIRCLES[t.where])))),
    lambda t: joins(t.where, t.day, t.chance.choice((t.who, "zoe")), voices=said(f"{CIRCLES[t.where]} zoe")),
    lambda t: away(t.where, t.day, t.who, LONG),
    lambda t: back(t.where, t.day, t.who),
    lambda t: closes(t.where, t.day, CIRCLES[t.where]),
    lambda t: changes(
        t.where, t.day, voices=said(CIRCLES[t.where]),
        **t.chance.choice(({"level": "friend"}, {"parent": "other"}, {"name": "Other"}, {"facilitator": t.who})),
    ),
    lambda t: takes_in("town", t.day, "other"),
    lambda t: person_change(
        t.where, t.day, t.who,
        **t.chance.choice(({"adds": key("evil")}, {"account": "evil"}, {"name": "Eve"}, {"signed_only": True},
                           {"compromised": key(t.who)}, {"ends": key(t.who)})),
    ),
    lambda t: circle("other", t.day, "zoe yan xia wim", "town"),
    lambda t: held(
        "bench", t.day, t.chance.choice((said(SEATED), said(against=t.who), said(t.who))), t.chance.choice((1, 2)),
        "town", n=t.chance.choice((2, 3)),
    ),
    lambda t: held("bench", t.day, said(against=t.who), 1, "town", person=t.who),
    lambda t: replace(closed("bench", t.day), voices=said(EVERYBODY)),
    lambda t: replace(ended(t.chance.choice(("trees", "ana-2026")), t.day), voices=said(EVERYBODY)),
    lambda t: replace(
        review("trees", t.day, t.chance.choice(("let go", "keep")), "town", next_review=LONG), voices=said(SEATED)
    ),
    lambda t: a_test(
        "proposals/bench", "roots", t.day, t.chance.choice(("set aside", "needs work", "stands")),
        t.chance.choice((1, 2)), "town", voices=said(SEATED),
    ),
    lambda t: replace(resolved("proposals/bench", "roots", t.day), voices=said(ELM)),
    lambda t: disputed(
        t.chance.choice([one for one in begun("signed") if one.file.endswith(DISPUTED)]), t.who, t.day,
    ),
    lambda t: _void(t.chance, t.day),
    lambda t: _objection(t.chance, t.day),
    lambda t: _election(t.chance, t.day),
    lambda t: _version(t.chance, t.day),
)  # fmt: skip
"""What a stranger may enter in others' names: whose act it would be, and everybody's voices in it."""


def strangers(number: int) -> Record:
    """The unsigned record that a number stands for."""
    chance = random.Random(number)  # noqa: S311 - chance for tests, not for secrets
    where = chance.choice(tuple(CIRCLES))
    tried = Try(chance, where, chance.choice(CIRCLES[where].split()), at(chance.randrange(LAST)))
    return chance.choice(ACTS)(tried)


def _with(asked: str, more: Iterable[Record]) -> Movement:
    added = {one.file: one for one in more}
    there = {one.file: one for one in begun(asked)}
    return with_known_context(proven({**added, **there}.values()))


@cache
def _before(asked: str) -> dict[str, object]:
    return outcomes(_with(asked, ()))


def test_the_movement_they_try_it_on_is_sound() -> None:
    """What is to stay as it is, is: one thing validly decided, one open, and both circles represented."""
    found = _before("signed")
    assert [one.is_valid for one in found["validity"]] == [True, True, True]  # type: ignore[attr-defined]
    assert found[f"against {at(20)}"] == []
    assert found[f"bench {at(20)}"][0] == "objected"  # type: ignore[index]


@example("signed", [72])
@settings(max_examples=60)
@given(st.sampled_from(ASKED), st.lists(st.integers(0, 100_000), min_size=1, max_size=6))
def test_a_strangers_unsigned_records_change_no_outcome(asked: str, numbers: list[int]) -> None:
    """Whoever is a member, what is decided, where it stands, and who must be heard stay as they were."""
    assert outcomes(_with(asked, map(strangers, numbers))) == _before(asked), [strangers(n).file for n in numbers]


STRANGER = Bringer(666, "zoe-x", "example.org")
OPEN_ACTS: tuple[Callable[[Try], Record], ...] = (
    lambda t: _found_by_strangers(t, "zoe yan xia wim"),
    lambda t: _found_by_strangers(t, f"zoe yan xia {t.who}"),
    lambda t: idea(t.chance.choice(("proposals/bench", "proposals/new", "decisions/trees/objections/x")), t.day, t.who),
    lambda t: stands_with(t.chance.choice(("proposals/bench", "proposals/new")), t.who),
    lambda t: leaves("other", t.day, "zoe", voices=said("zoe")),
    lambda t: joins(t.where, t.day, "zoe", voices=said("zoe")),
    lambda t: joins("other", t.day, t.who, voices=said(f"zoe yan xia wim {t.who}")),
    lambda t: person_change("other", t.day, t.chance.choice((t.who, "zoe")), account=f"{t.who}-x", voices=said("zoe")),
    lambda t: signed(t.chance.choice(begun("declared")), t.who),
    lambda t: confirmed(t.chance.choice(begun("declared")), t.who, 666),
)
"""What a stranger may try besides, where their account is all that is asked: a circle of their own, ideas, proofs."""


def _found_by_strangers(tried: Try, people: str) -> Record:
    """A circle in which strangers give accounts, among them the one that brings all this."""
    made = circle("other", tried.day, people, tried.chance.choice(("town", None)))
    founders = {who: replace(one, account=f"{who}-x") for who, one in made.members.items() if who not in EVERYBODY}
    return replace(made, members={**made.members, **founders}, voices=said(people))


def comes_by_a_stranger(number: int) -> Record:
    """The record that a number stands for, among what an account of nobody's may bring."""
    chance = random.Random(number)  # noqa: S311 - as above
    where = chance.choice(tuple(CIRCLES))
    tried = Try(chance, where, chance.choice(CIRCLES[where].split()), at(chance.randrange(LAST)))
    one = chance.choice((*ACTS, *OPEN_ACTS))(tried)
    # so that it is not stopped for that alone that nobody is named who entered it
    return one if one.entered_by or isinstance(one, Signature | Confirmation) else replace(one, entered_by=tried.who)


def _known(records: Iterable[Record], **more: Any) -> Movement:
    there = list(records)
    forged = {one.file: "evil" for one in there if isinstance(one, Signature)}
    return with_known_context(proven(there, keys=forged), **more)


def land_by_account(numbers: Iterable[int]) -> Movement:
    """Everything on record after a stranger's account has brought these records, one change after the other."""
    there = {one.file: one for one in begun("declared")}
    before, known = _known(there.values()), _errors_at_first()
    for number in numbers:
        one = comes_by_a_stranger(number)
        if one.file in there:
            continue
        steps = (PathChange(one.file, None, FileState("100644", "1" * 40)),)
        change = Change(steps, before, at(LAST + 1), brought_by=STRANGER)
        after = _known([*there.values(), one], change=change)
        assert find_judged_change(after) is change
        errors = errors_of(after)
        if errors <= known:
            there[one.file] = one
            before, known = _known(there.values()), errors
    return before


@cache
def _errors_at_first() -> set[str]:
    return errors_of(_known(begun("declared")))


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=6))
def test_a_strangers_account_changes_no_outcome(numbers: list[int]) -> None:
    """Where members bring what speaks for others, whatever lands by an account of nobody's leaves all as it was."""
    before, after = outcomes(_with("declared", ())), outcomes(land_by_account(numbers))
    assert after == before, [comes_by_a_stranger(number).file for number in numbers]


def test_a_strangers_account_is_not_kept_from_what_is_open_to_everybody() -> None:
    """An idea, standing with one and a circle of their own land, so that the property above is about something."""
    there = {one.file for one in begun("declared")}
    landed = (land_by_account([number]).records.items() for number in range(120))
    kinds = {type(one).__name__ for records in landed for path, one in records if path not in there}
    assert {"Idea", "StandsWith", "Circle"} <= kinds
