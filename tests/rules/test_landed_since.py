"""An earlier day earns nothing: what lands now holds with everything that had landed (H06)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle import highest_circles
from nstgov.lifecycle.landed_scope import LandedScope
from nstgov.lifecycle.validity.lacks_with_landed import MOST_DAYS
from nstgov.records import Election, Nomination, Record
from nstgov.records.decisions import Candidate
from nstgov.records.ground_rules import AuthorCount, AwayRule
from tests.building import (
    a_test,
    asks,
    at,
    away,
    back,
    changes,
    closed,
    closes,
    day,
    disputed,
    election,
    ended,
    held,
    joins,
    leaves,
    objection,
    resolved,
    said,
    takes_in,
    version,
)
from tests.rules.attacking import (
    ELM,
    OAK,
    RULES_ONE,
    adopts,
    decided,
    errors_of_change,
    founded,
    heard,
    proposed,
    whole_of,
)
from tests.rules.test_adopting import next_edition
from tests.rules.test_ground_rules import size

FOUR = "ana ben chi dee"
BENCH = proposed("bench", asks="oak", affects="oak")
BASE: list[Record] = [RULES_ONE, OAK, ELM, BENCH]
DECISION = "decisions/bench/decision.yml"


def bench(on: str = "2026-05-03", people: str = FOUR, where: str = "oak") -> list[Record]:
    """The round on the bench, and its decision."""
    return [*heard("bench", on, **{where: people}), decided("bench", on, where)]


def welcomes(person: str, on: str, members: str = FOUR, circle_: str = "oak") -> Record:
    """Somebody joins with everybody's consent."""
    return joins(circle_, on, person, voices=said(f"{members} {person}"), entered_by=members.split(maxsplit=1)[0])


def by_themselves(act: Any) -> Any:
    """An act by the own word of whom it is about."""
    return replace(act, voices=said(act.person), entered_by=act.person)


UNRELATED: list[tuple[str, list[Record]]] = [
    ("nothing", []),
    ("a call for help", [asks("oak", "2026-05-10")]),
    ("a newcomer elsewhere", [welcomes("zoe", "2026-05-10", "eva flo gus hal", "elm")]),
    ("somebody who left since", [by_themselves(replace(leaves("oak", "2026-05-10", "dee"), how="own word"))]),
]


@pytest.mark.parametrize("landed", [one for _, one in UNRELATED], ids=[name for name, _ in UNRELATED])
def test_last_weeks_evening_may_be_entered_late(landed: list[Record]) -> None:
    """A circle enters what it decided, while something has landed that would not have stopped it."""
    assert errors_of_change([*BASE, *landed], bench()) == set()


ROUND = held("bench", "2026-05-03", said(FOUR), entered_by="ana")
OBJECTION = objection("proposals/bench", "roots", "2026-05-10", authors=("ana", "ben", "eva", "flo"))
SECOND = replace(version("bench", 2, "2026-05-10", affects="oak"), authors=BENCH.authors, sunset=BENCH.sunset)
BEN_OBJECTS = held("bench", "2026-05-10", said(against="ben"), person="ben")
OAK_AND_ELM = {"oak": FOUR, "elm": "eva flo gus hal"}
STOPPING: list[tuple[str, list[Record]]] = [
    ("a newcomer", [welcomes("joe", "2026-05-10")]),
    ("an objection", [OBJECTION]),
    ("a withdrawal", [BEN_OBJECTS]),
    ("a dispute", [ROUND, disputed(ROUND, "ben", "2026-05-10")]),
    ("a newer version", [SECOND]),
    ("a closing of the proposal", [replace(closed("bench", "2026-05-10"), voices=said(FOUR))]),
    ("a closing of the circle", [replace(closes("oak", "2026-05-10", FOUR), entered_by="ana")]),
]


@pytest.mark.parametrize("landed", [one for _, one in STOPPING], ids=[name for name, _ in STOPPING])
def test_an_earlier_day_decides_past_nothing_that_has_landed(landed: list[Record]) -> None:
    """A decision with a day before it does not hold, whatever was so on that day; nor does one that heeds it not."""
    made = [one for one in bench() if one.file not in {there.file for there in landed}]
    assert f"H06 {DECISION}" in errors_of_change([*BASE, *landed], made)


def test_whoever_hears_the_newcomer_too_decides() -> None:
    """The step that is asked for passes: their voice, and the day on which it was heard."""
    newcomer = welcomes("joe", "2026-05-10")
    heard_too = [*heard("bench", "2026-05-03", oak=FOUR), held("bench", "2026-05-12", said("joe"), person="joe")]
    assert errors_of_change([*BASE, newcomer], [*heard_too, decided("bench", "2026-05-12")]) == set()


def test_what_comes_in_the_same_change_is_an_evening_of_its_own() -> None:
    """A decision, and later a newcomer and an objection to nothing of it: entered together, nothing had landed."""
    assert errors_of_change(BASE, [*bench(), welcomes("joe", "2026-05-10")]) == set()
    assert errors_of_change([*BASE, asks("oak", "2026-05-20")], [*bench(), welcomes("joe", "2026-05-10")]) == set()


def test_who_comes_back_is_heard_in_what_was_decided_without_them() -> None:
    """A return that has landed is heeded; an absence that merely ran out is not."""
    rules = replace(RULES_ONE, away=AwayRule(most_days=90, least_voices=4))
    five = founded("oak", f"{FOUR} eli")
    base = [rules, five, ELM, BENCH, asks("oak", "2026-05-20")]
    short, long = (by_themselves(away("oak", "2026-04-20", "eli", until)) for until in ("2026-05-08", "2026-07-01"))
    assert errors_of_change([*base, short], bench()) == set()
    assert errors_of_change([*base, long], bench()) == set()
    returned = by_themselves(back("oak", "2026-05-06", "eli"))
    assert f"H06 {DECISION}" in errors_of_change([*base, long, returned], bench())


def test_a_decision_heeds_a_stricter_edition_that_has_landed() -> None:
    """Circles are to be five by now: what four decide with an earlier day does not hold, and what five do does."""
    five, others = f"{FOUR} eli", "eva flo gus hal hui"
    later = [next_edition(**size(5, 8, 12)), *adopts(2, {"oak": five, "elm": others}, "2026-05-10")]
    ash = founded("ash", "una uwe ulf uma", parent="oak")
    taken = replace(takes_in("oak", "2026-01-02", "ash"), voices=said(five), entered_by="ana")
    base = [RULES_ONE, founded("oak", five), founded("elm", others), ash, taken]
    asked = proposed("bench", asks="ash", affects="ash", authors="una uwe ulf uma")
    made = bench(people="una uwe ulf uma", where="ash")
    assert errors_of_change([*base, asked], made) == set()
    assert f"H06 {DECISION}" in errors_of_change([*base, asked, *later], made)


def elects(person: str, held_: str, people: str = FOUR) -> Election:
    """The circle chooses its facilitator."""
    named = {one: Nomination(for_=person, because="They listen.") for one in people.split()}
    made = election(f"{person}-guides", "oak", person, held_, "2027-01-01", role="facilitator", nominations=named)
    proposed_ = Candidate(person=person, because="All named them.")
    return replace(made, proposed=proposed_, voices=said(people), entered_by="ana")


ACTS: list[tuple[str, Record]] = [
    ("an election", elects("ben", "2026-05-03")),
    ("a welcome", welcomes("kim", "2026-05-03")),
    ("a change", replace(changes("oak", "2026-05-03", name="Old Oak"), voices=said(FOUR), entered_by="ana")),
    ("a closing", replace(closes("oak", "2026-05-03", FOUR), entered_by="ana")),
]


@pytest.mark.parametrize("act", [one for _, one in ACTS], ids=[name for name, _ in ACTS])
def test_elections_and_acts_of_a_circle_ask_the_newcomer_who_has_landed(act: Record) -> None:
    """With an earlier day nobody is chosen, let in, and nothing changed or closed, past somebody who is there."""
    base: list[Record] = [RULES_ONE, OAK, ELM, asks("elm", "2026-05-10")]
    assert errors_of_change(base, [act]) == set()
    assert f"H06 {act.file}" in errors_of_change([*base, welcomes("joe", "2026-05-10")], [act])


def test_a_test_asks_the_newcomer_who_has_landed() -> None:
    """An objection is set aside by everybody who is there when that lands."""
    raised = objection("proposals/bench", "roots", "2026-05-02", authors=("ana", "ben", "eva", "flo"))
    judged = a_test("proposals/bench", "roots", "2026-05-04", "set aside", voices=said(FOUR), entered_by="ana")
    assert errors_of_change([*BASE, raised], [judged]) == set()
    assert f"H06 {judged.file}" in errors_of_change([*BASE, raised, welcomes("joe", "2026-05-10")], [judged])


def test_a_version_of_an_earlier_day_has_the_authors_that_a_later_edition_asks() -> None:
    """Who proposes now proposes by the edition that has landed."""
    later = [next_edition(authors=AuthorCount(least=5)), *adopts(2, OAK_AND_ELM, "2026-05-10", authors=f"{FOUR} eva")]
    assert errors_of_change([RULES_ONE, OAK, ELM], [BENCH]) == set()
    assert errors_of_change([RULES_ONE, OAK, ELM, *later], [BENCH]) == {f"H06 {BENCH.file}"}
    assert errors_of_change([RULES_ONE, OAK, ELM, BENCH, *later], bench()) == set()


def test_a_term_that_has_run_out_since_stops_nobody() -> None:
    """Only what has landed is heeded, not that time has passed: the seat was there on the evening."""
    raised = resolved("proposals/bench", "roots", "2026-05-04")
    assert raised.file.endswith("2026-05-04.yml")
    region = founded("region", "ria rob rut", level="regional")
    short = election("seat", "oak", "ana", "2026-04-01", "2026-05-05")
    seat = replace(elects("ana", "2026-04-01"), election="seat", file=short.file, role=short.role, term=short.term)
    named = replace(changes("oak", "2026-03-01", parent="region"), voices=said(FOUR), entered_by="ana")
    taken = replace(takes_in("region", "2026-03-01", "oak"), voices=said("ria rob rut"), entered_by="ria")
    asked = proposed("bench", asks="region", affects="oak region")
    base = [RULES_ONE, OAK, region, named, taken, seat, asked, asks("region", "2026-05-20")]
    made = [*heard("bench", "2026-05-03", region="ria rob rut ana"), decided("bench", "2026-05-03", "region")]
    assert errors_of_change(base, made) == set()
    came = welcomes("joe", "2026-05-20", "ria rob rut", "region")
    assert f"H06 {DECISION}" in errors_of_change([*base, came], made)


def test_many_evenings_at_once_come_in_several_changes() -> None:
    """What would be looked at once more for very many days is asked for in parts; a part passes."""
    landed: list[Record] = [RULES_ONE, OAK, asks("oak", at(150))]
    acts: list[Record] = [
        replace(changes("oak", at(20 + number), name=f"Oak {number}"), voices=said(FOUR), entered_by="ana")
        for number in range(MOST_DAYS + 2)
    ]
    assert errors_of_change(landed, acts) == {f"H06 {act.file}" for act in acts[:2]}
    assert errors_of_change(landed, acts[2:]) == set()


def test_letting_go_asks_the_newcomer_who_has_landed() -> None:
    """A decision is let go by everybody who is there when that lands."""
    base = [*BASE, *bench()]
    let_go = replace(ended("bench", "2026-05-05"), voices=said(FOUR), because="Done.", entered_by="ana")
    assert errors_of_change(base, [let_go]) == set()
    assert f"H06 {let_go.file}" in errors_of_change([*base, welcomes("joe", "2026-05-10")], [let_go])


def meeting(opened: str, circles: str = "oak elm") -> list[Record]:
    """A top circle of three, and circles that name it and are taken in, each sending one more."""
    top = founded("everyone", "tom tim tea", opened, level="global")
    found: list[Record] = [top]
    for one in circles.split():
        four = {"oak": FOUR, "elm": "eva flo gus hal"}[one]
        found += [
            replace(changes(one, opened, parent="everyone"), voices=said(four), entered_by=four.split()[0]),
            replace(takes_in("everyone", opened, one), voices=said("tom tim tea"), entered_by="tom"),
            replace(elects(four.split()[0], opened, four), circle=one, role="representative"),
        ]
    return found


def test_a_top_circle_of_an_earlier_day_passes_by_nobody_who_had_landed() -> None:
    """Strangers write that they were there before everybody; the circles that had landed are asked all the same."""
    base: list[Record] = [RULES_ONE, OAK, ELM]
    early = founded("everyone", "tom tim tea tov", "2025-12-01", level="global")
    assert errors_of_change(base, [early]) == {f"H06 {early.file}"}
    now = founded("everyone", "tom tim tea tov", "2026-06-29", level="global")
    assert errors_of_change(base, [now]) == set()
    assert highest_circles(whole_of(*base, now), day("2026-06-29")) == ("everyone", "elm", "oak")


def test_a_circle_of_an_earlier_day_is_not_asked_beside_the_top() -> None:
    """Whoever comes on record when all have met is taken in; a day before that would have everybody wait for them."""
    base: list[Record] = [RULES_ONE, OAK, ELM, *meeting("2026-02-01")]
    early, now = (founded("ash", "una uwe ulf uma", opened) for opened in ("2026-01-15", "2026-06-29"))
    assert errors_of_change(base, [early]) == {f"H06 {early.file}"}
    assert errors_of_change(base, [now]) == set()
    assert highest_circles(whole_of(*base, now), day("2026-06-29")) == ("everyone",)


def test_what_an_outcome_hangs_on_is_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records had landed: a version may name thousands of decisions."""
    gathered: list[str] = []
    gather = LandedScope.find_scope

    def find_scope(self: LandedScope, one: Record) -> tuple[frozenset[str], frozenset[str]]:
        gathered.append(one.file)
        return gather(self, one)

    monkeypatch.setattr(LandedScope, "find_scope", find_scope)
    whole = whole_of(OAK, ELM, proposed("trees"))
    scope = LandedScope(whole)
    outcome = version("trees", 2, at(9))
    told = [scope.concerns(landed, outcome) for landed in whole.records.values()]
    assert len(told) > 1
    assert gathered == [outcome.file]
