"""What withheld texts, corrections, translations and history from elsewhere do to what rests on them, and no more."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_type_hints

import pytest

from nstgov import records as r
from nstgov.lifecycle import action_on, decision_on, ground_rules_on, proposal_on
from nstgov.lifecycle.withheld import judge_withholdings, withheld_on
from tests.building import (
    HASH,
    at,
    circle,
    closes,
    commits,
    decision,
    edition,
    ended,
    held,
    idea,
    movement,
    objection,
    said,
    taken_as_valid,
    takes_in,
    version,
)
from tests.lifecycle.questions import functions, questions
from tests.lifecycle.test_voids import ABOVE, DECIDED, OAK, SENT, TOWN, void

HIDDEN = "proposals/tree/v1.yml"
TREE = version("tree", 1, at(1))
BYTES = "a" * 64
STRANGER = r.Outside(name="Omar Said")


def withheld(decision_: str = "hush", beside: str = HIDDEN, sha256: str = BYTES) -> r.Withheld:
    """A text is withheld by a decision."""
    return r.Withheld(file=f"{beside}.withheld.yml", beside=beside, decision=decision_, because="So.", sha256=sha256)


def hush(asks_: str = "oak", text: str = f"{HIDDEN} {BYTES}", **more: Any) -> list[r.Record]:
    """A decision that a text be withheld."""
    return [version("hush", 1, at(2), asks=asks_, text=text, **more), decision("hush", at(4), asks_, sunset=at(50))]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (hush(), "counts"),
        (hush("town"), "of another circle"),
        (hush(text=HIDDEN), "not named"),
        (hush(text=BYTES), "not named"),
        (hush(imported="EIP-1, 2016"), "not decided"),
        (hush()[:1], "not decided"),
        (hush()[1:], "not decided"),
        ([], "not decided"),
    ],
)
def test_a_text_is_withheld_by_a_decision_of_its_circle_that_names_it(records: list[r.Record], expected: str) -> None:
    """Path and SHA-256 stand in the text; the circle is one that was asked."""
    whole = movement(OAK, TOWN, TREE, *records, withheld())
    assert judge_withholdings(whole)[f"{HIDDEN}.withheld.yml"].outcome == expected
    assert withheld_on(whole, at(5)) == ({HIDDEN} if expected == "counts" else set())


def test_other_bytes_are_not_withheld() -> None:
    """The file that lies there has the hash that was decided on; where it has gone, the hash stays."""
    records = [OAK, TREE, *hush(), withheld()]
    outcomes = [
        judge_withholdings(taken_as_valid(r.Movement(records, hashes)))[f"{HIDDEN}.withheld.yml"].outcome
        for hashes in ({HIDDEN: BYTES}, {HIDDEN: HASH}, {})
    ]
    assert outcomes == ["counts", "other bytes", "counts"]


@pytest.mark.parametrize(
    ("beside", "circles"),
    [
        ("circles/area/oak/2026-01-05.away.ana.yml", "oak"),
        ("circles/oak/circle.yml.ana.disputed.yml", "oak"),
        ("proposals/tree/v1.es.yml", "oak"),
        ("proposals/tree/rounds/2026-01-02.town.yml", "town"),
        ("proposals/tree/objections/roots/v1.yml", "oak"),
        ("proposals/tree/objections/roots/test.2026-01-02.town.yml", "town"),
        ("decisions/hush/reviews/2026-01-09.yml", "oak"),
        ("decisions/sends/election.yml", "oak"),
        ("ground-rules/1.yml", ""),  # no circle has four members yet
        ("circles/elm/2026-01-05.asks.yml", "town"),
        ("proposals/none/v1.yml", ""),
        ("proposals/bare/v1.yml", ""),
        ("decisions/none/decision.yml", ""),
        ("proposals/shade/idea.yml", "oak town"),
        ("proposals/tree/idea.yml", "oak"),
    ],
)
def test_the_circle_that_asked_or_made_a_record_decides_about_its_text(beside: str, circles: str) -> None:
    """Told by the record's path; of a closed circle, the one that it stood under; of an idea, homes."""
    gone = [circle("elm", at(0), "eli", parent="town"), takes_in("town", at(0), "elm"), closes("elm", at(1))]
    ideas: list[r.Record] = [replace(idea("proposals/shade", at(1)), by=("ana", STRANGER, "nobody", "tom"))]
    ideas += [idea("proposals/tree", at(1), "tom"), held("bare", at(1), said("ana"))]
    whole = movement(OAK, TOWN, *gone, TREE, *ideas, *hush(), SENT, withheld(beside=beside))
    assert judge_withholdings(whole)[f"{beside}.withheld.yml"].circles == tuple(circles.split())


@pytest.mark.parametrize(
    "fault", ["withheld decision", "version text", "version asks", "decision circles", "hidden need"]
)
def test_nothing_is_withheld_where_it_cannot_be_read_what_was_decided(fault: str) -> None:
    """What is hidden by a record at fault might be another text, or another circle's; so nothing is."""
    secret, (proposed, decided) = withheld(), hush()
    record = {"withheld": secret, "version": proposed, "decision": decided, "hidden": TREE}[fault.partition(" ")[0]]
    key = "" if record is TREE else fault.partition(" ")[2]
    whole = movement(OAK, TREE, proposed, decided, secret, faults=[(record, key)])
    assert judge_withholdings(whole)[secret.file].outcome == "not read"
    assert withheld_on(whole, at(5)) == frozenset()


def test_a_circle_whose_first_day_cannot_be_read_decides_about_its_own_texts() -> None:
    """Nobody knows whether it was open; so no other decides in its place."""
    gone = circle("elm", at(0), "eli", parent="town")
    secret = withheld(beside="circles/elm/2026-01-02.asks.yml")
    whole = movement(OAK, TOWN, gone, closes("elm", at(1)), *hush(), secret, faults=[(gone, "opened")])
    assert judge_withholdings(whole)[secret.file].circles == ("elm",)


def test_a_text_stays_withheld_until_the_decision_is_let_go() -> None:
    """From the day decided; a sunset alone shows nothing again, letting go does on the day after."""
    records = [OAK, TREE, *hush(), withheld()]
    shown = [HIDDEN not in withheld_on(movement(*records), at(day)) for day in (3, 4, 50, 51)]
    assert shown == [True, False, False, False]
    shown = [HIDDEN not in withheld_on(movement(*records, ended("hush", at(9))), at(day)) for day in (9, 10)]
    assert shown == [False, True]


STORY = [OAK, TOWN, TREE, *DECIDED, held("p", at(5), said("ana ben")), objection("proposals/p", "roots", at(3)), SENT]
STORY += [*ABOVE, *hush(), decision("tree", at(3))]
CORRECTION = r.Correction(
    file="circles/oak/circle.yml.correction.2026-01-05.yml", beside=OAK.file, date=at(4), by="ana", what="We sing."
)
TRANSLATION = r.Translation(file="proposals/p/v1.es.yml", language="es", by="ana", title="Un árbol", text="Plantar.")


@pytest.mark.parametrize(
    "more",
    [CORRECTION, TRANSLATION, withheld("p"), withheld(), void(SENT, at(9), consent="ana")],
    ids="correction translation withheld-by-nobody withheld void-that-does-not-count".split(),
)
def test_what_stands_beside_changes_nothing_that_follows_from_the_record(more: r.Record) -> None:
    """Every question about every circle, proposal and day has the same answer, save about the texts withheld."""
    answers = dict(questions(movement(STORY, more)))
    same = {name for name, function in functions().items() if _asks_by_words(function)} - {"withheld_on"}
    asked = [(about, ask) for about, ask in questions(movement(STORY)) if about.partition("(")[0] in same]
    assert len(asked) > 500
    for about, ask in asked:
        assert repr(ask()) == repr(answers[about]()), about


def _asks_by_words(function: Callable[..., Any]) -> bool:
    """Whether a function is asked about a movement with words, numbers and days only."""
    hints = get_type_hints(inspect.unwrap(function))
    wanted = [hints[name] for name in inspect.signature(function).parameters]
    return wanted[:1] == [r.Movement] and len(wanted) > 1 and set(wanted[1:]) <= {str, int, date}


def test_history_from_elsewhere_is_shown_and_counts_for_nothing() -> None:
    """Whatever was said or decided there: no consent, nothing in force, no action, no edition; it waits for nobody."""
    old: dict[str, Any] = {"imported": "EIP-1559 at ethereum/EIPs, 2019-04-13"}
    said_there = [version("p", 1, at(1), **old, kind="action", starts_with=r.Threshold(people=1))]
    said_there += [held("p", at(2), said("ana ben")), commits("p", at(2), "oak", "ana")]  # type: ignore[list-item]
    whole = movement(OAK, said_there)
    state = proposal_on(whole, "p", at(3))
    assert state is not None
    assert (state.stage, state.hearings, state.missing) == ("imported", (), {})
    assert action_on(whole, "p", at(3)) is None
    second = edition(2, at(3), "p", longest_sunset_days=9)
    done = movement(OAK, said_there, decision("p", at(3), sunset=at(9)), edition(), second)
    for number in (3, 9, 10):
        decided = decision_on(done, "p", at(number))
        assert decided is not None
        assert (decided.stage, decided.in_force, decided.review_due) == ("imported", False, False)
    assert ground_rules_on(done, at(5)).number == 1
