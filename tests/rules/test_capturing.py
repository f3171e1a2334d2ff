"""Circles cannot be captured: nobody takes one over by its name, by its emptiness, or by being left in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.records import Leaves, Record
from tests.building import closes, joins, leaves, said
from tests.rules.attacking import ELM, OAK, RULES_ONE, decided, errors_in, founded, heard, is_valid, proposed, whole_of

FOUR = "ana ben chi dee"
DAY = "2026-05-10"


def comes(person: str, by: str = "", on: str = DAY, circle_: str = "oak") -> Record:
    """Somebody joins, with the consent of those who welcome them."""
    name = None if person in FOUR.split() else person.title()
    home = circle_ if name is None else None
    voices = said(f"{person} {by}".strip())
    return joins(circle_, on, person, name=name, home=home, voices=voices, entered_by=person)


def come_together(coming: str, circle_: str = "oak") -> list[Record]:
    """Some people join on one day, each with the yes of all."""
    everybody = coming.split()
    return [comes(one, " ".join(p for p in everybody if p != one), circle_=circle_) for one in everybody]


def goes(person: str, by: str = "", on: str = "2026-05-05", **more: str) -> Leaves:
    """Somebody leaves, by their own word unless others say so."""
    act = leaves("oak", on, person, **{"how": "own word" if not by else "cannot be found", **more})
    return replace(act, voices=said(by or person), entered_by=(by or person).split()[0])


EMPTY = [RULES_ONE, OAK, *(goes(person) for person in FOUR.split())]


@pytest.mark.parametrize(
    ("coming", "is_found"),
    [
        ("eva", True),
        ("eva flo gus", True),
        ("eva flo gus hal", True),
        ("ana", True),
        ("ana eva flo", True),
        ("ana eva flo gus", False),
        (FOUR, False),
    ],
)
def test_an_empty_circle_is_begun_again_together_and_with_somebody_who_was_in_it(coming: str, is_found: bool) -> None:
    """Nobody joins it alone, and strangers do not go on under its name."""
    acts = come_together(coming)
    expected = {f"A09 {act.file}" for act in acts} if is_found else set()
    assert errors_in(*EMPTY, *acts) == expected


def test_a_circle_that_begins_with_nobody_is_not_joined_alone() -> None:
    """Its first members come together."""
    town = founded("town", "zoe", level="regional")
    town = replace(town, members={}, voices={})
    alone = comes("una", circle_="town")
    assert errors_in(RULES_ONE, OAK, town, alone) == {f"A09 {alone.file}"}
    assert errors_in(RULES_ONE, OAK, town, *come_together("una uwe ulf uma", "town")) == set()


def test_what_was_taken_over_decides_nothing() -> None:
    """Where somebody joined an empty circle against the rule, its decisions rest on that (D15)."""
    acts = come_together("eva flo gus hal")
    bench = proposed("bench", "2026-05-11", asks="oak", affects="oak", authors="eva flo gus hal")
    made = [bench, *heard("bench", "2026-05-12", oak="eva flo gus hal"), decided("bench", "2026-05-12")]
    assert "D15 decisions/bench/decision.yml" in errors_in(*EMPTY, *acts, *made)
    assert not is_valid(whole_of(*EMPTY, *acts, *made), "bench")


TWO = [RULES_ONE, OAK, goes("chi"), goes("dee")]


def test_whoever_put_the_other_out_lets_in_nobody_alone() -> None:
    """Of two, one says that the other cannot be found, and would choose who is there instead."""
    out = goes("ben", "ana", "2026-05-06")
    stranger = comes("eva", "ana")
    assert errors_in(*TWO, out) == set()
    assert errors_in(*TWO, out, stranger) == {f"A09 {stranger.file}"}


def test_the_steps_that_are_open_to_whoever_is_left_pass() -> None:
    """The other comes back, or consents too, or somebody returns who was there; or all begin a circle of their own."""
    out = goes("ben", "ana", "2026-05-06")
    for passing in ([comes("ben", "ana")], [comes("eva", "ana ben")], [comes("dee", "ana")]):
        assert errors_in(*TWO, out, *passing) == set()
    closed = replace(closes("oak", "2026-05-08", "ana"), entered_by="ana")
    new = founded("oak-again", "eva flo gus hal", "2026-05-09", follows=("oak",))
    assert errors_in(*TWO, out, closed, new) == set()


def test_a_circle_that_became_small_by_itself_grows_again() -> None:
    """Whoever is left when the others went by their own word welcomes whom they like."""
    assert errors_in(*TWO, goes("ben"), comes("eva", "ana")) == set()
    assert errors_in(*TWO, comes("eva", "ana ben")) == set()


def test_three_who_ask_somebody_to_go_still_welcome_others() -> None:
    """The rule is about one alone: a circle of four that asked somebody to go is three, and grows."""
    asked = goes("dee", "ana ben chi", how="asked to go")
    assert errors_in(RULES_ONE, OAK, ELM, asked, comes("eva2", "ana ben chi")) == set()
