"""What adopts an edition of the ground rules is held against the edition before it and against itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle import ground_rules_on
from nstgov.lifecycle.derived import assuming
from nstgov.lifecycle.editions import edition_spans
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.validity.decision_validity import decision_lacks
from nstgov.records import GroundRules, Record
from nstgov.records.ground_rules import AuthorCount, AwayRule
from tests.building import away, changes, day, edition, said, takes_in
from tests.rules.attacking import (
    ELM,
    OAK,
    RULES_ONE,
    adopts,
    decided,
    errors_in,
    founded,
    heard,
    is_valid,
    proposed,
    whole_of,
)
from tests.rules.test_ground_rules import size

FOUR, OTHERS = "ana ben chi dee", "eva flo gus hal"


def next_edition(number: int = 2, **more: Any) -> GroundRules:
    """An edition that waits to be adopted."""
    return edition(number, f"2026-05-0{number}", f"rules-{number}", **{"repository_id": "0" * 32, **more})


def test_an_edition_that_all_highest_circles_adopt_holds_from_the_next_day() -> None:
    """Nothing is found, and it judges from the day after its decision on."""
    records = (RULES_ONE, next_edition(longest_sunset_days=500), OAK, ELM, *adopts(2, {"oak": FOUR, "elm": OTHERS}))
    assert errors_in(*records) == set()
    found = [ground_rules_on(whole_of(*records), day(f"2026-05-0{on}")).number for on in (3, 4)]
    assert found == [1, 2]


STRICTER: list[tuple[dict[str, Any], str]] = [
    ({"authors": AuthorCount(least=5)}, "P01 proposals/rules-2/v1.yml"),
    ({"longest_sunset_days": 100}, "P03 proposals/rules-2/v1.yml"),
    (size(5, 8, 12), "A10 decisions/rules-2/decision.yml"),
    ({"proof": {"friend": "signed"}}, "T01 decisions/rules-2/decision.yml"),
]


@pytest.mark.parametrize(("more", "expected"), STRICTER)
def test_an_edition_is_adopted_by_no_less_than_it_asks_itself(more: dict[str, Any], expected: str) -> None:
    """Its authors, its size of a circle, its longest term and its proof hold for its own adoption too."""
    records = (RULES_ONE, next_edition(**more), OAK, *adopts(2, {"oak": FOUR}))
    assert expected in errors_in(*records)
    assert not is_valid(whole_of(*records), "rules-2")
    assert ground_rules_on(whole_of(*records), day("2026-05-04")).number == 1


@pytest.mark.parametrize(("more", "expected"), STRICTER)
def test_an_edition_is_adopted_by_no_less_than_the_one_before_asks(more: dict[str, Any], expected: str) -> None:
    """What is looser again is adopted as the stricter one before it asks."""
    records = (replace(RULES_ONE, **more), next_edition(), OAK, *adopts(2, {"oak": FOUR}))
    assert expected in errors_in(*records)
    assert not is_valid(whole_of(*records), "rules-2")


def test_an_edition_that_passes_over_nobody_waits_for_those_who_are_away() -> None:
    """Where it would end the passing over, nobody is passed over for its adoption."""
    five = founded("oak", f"{FOUR} eli")
    gone = replace(away("oak", "2026-04-01", "eli", "2026-06-01"), entered_by="eli")
    first = replace(RULES_ONE, away=AwayRule(most_days=90, least_voices=4))
    kept = next_edition(away=AwayRule(most_days=90, least_voices=4))
    assert errors_in(first, kept, five, gone, *adopts(2, {"oak": FOUR})) == set()
    found = errors_in(first, next_edition(), five, gone, *adopts(2, {"oak": FOUR}))
    assert "D01 decisions/rules-2/decision.yml" in found
    assert errors_in(first, next_edition(), five, gone, *adopts(2, {"oak": f"{FOUR} eli"})) == set()


def test_an_earlier_day_does_not_pass_by_the_edition_before() -> None:
    """The third edition is held against the second, also where its decision bears a day before that."""
    five = f"{FOUR} eli"
    stricter = next_edition(authors=AuthorCount(least=5))
    base = (RULES_ONE, founded("oak", five), stricter, *adopts(2, {"oak": five}, "2026-05-10", authors=five))
    assert errors_in(*base) == set()
    early = (*base, next_edition(3), *adopts(3, {"oak": five}, "2026-05-05"))
    assert "P01 proposals/rules-3/v1.yml" in errors_in(*early)
    assert ground_rules_on(whole_of(*early), day("2026-06-01")).number == 2
    late = (*base, next_edition(3), *adopts(3, {"oak": five}, "2026-05-12", submitted="2026-05-11", authors=five))
    assert errors_in(*late) == set()
    assert ground_rules_on(whole_of(*late), day("2026-06-01")).number == 3


def _everyone_meets() -> list[Record]:
    """Two circles and a top circle in which they meet, founded by two of each."""
    top = founded("everyone", "ana ben eva flo", "2026-01-02", level="global")
    top = replace(
        top,
        members={
            person: replace(one, name=None, home=home)
            for (person, one), home in zip(top.members.items(), ("oak", "oak", "elm", "elm"), strict=True)
        },
    )
    named = [
        replace(changes(one, "2026-01-03", parent="everyone"), voices=said(four), entered_by=four.split()[0])
        for one, four in (("oak", FOUR), ("elm", OTHERS))
    ]
    taken = [
        replace(takes_in("everyone", "2026-01-03", one), voices=said("ana ben eva flo"), entered_by="ana")
        for one in ("oak", "elm")
    ]
    return [OAK, ELM, top, *named, *taken]


def test_an_edition_that_names_another_top_is_adopted_by_both() -> None:
    """The top that was and the one that would be adopt it together; neither does so alone."""
    second = next_edition(top="valley")
    met = "ana ben eva flo"
    valley = founded("valley", "vic val viv von", "2026-01-01", level="global")
    base = (RULES_ONE, second, *_everyone_meets(), valley)
    joined = {"everyone": met, "valley": "vic val viv von"}
    assert errors_in(*base, *adopts(2, joined)) == set()
    assert ground_rules_on(whole_of(*base, *adopts(2, joined)), day("2026-05-04")).top == "valley"
    for one, people in joined.items():
        records = (*base, *adopts(2, {one: people}))
        assert {"P05 proposals/rules-2/v1.yml", "G02 ground-rules/2.yml"} <= errors_in(*records)
        assert ground_rules_on(whole_of(*records), day("2026-05-04")).top == "everyone"


def test_a_decision_of_one_circle_carries_no_edition() -> None:
    """An edition that names somebody's decision about something else holds on no day, whatever stands on main."""
    bench = proposed("bench", asks="oak", affects="oak")
    other = [bench, *heard("bench", "2026-05-03", oak=FOUR), decided("bench", "2026-05-03")]
    wrong = replace(next_edition(longest_sunset_days=1826), adopted_by="bench")
    records = (RULES_ONE, OAK, ELM, wrong, *other)
    assert errors_in(*records) == {"G02 ground-rules/2.yml"}
    assert ground_rules_on(whole_of(*records), day("2026-05-04")).number == 1


@pytest.mark.parametrize(("authors", "held"), [(FOUR, [2, 1]), (f"{FOUR} eva", [3, 2, 1])])
def test_what_was_worked_out_to_tell_an_edition_is_true_of_the_record(authors: str, held: list[int]) -> None:
    """
    Telling which editions hold answers other questions on the way, as if some of them held.

    What is kept of that is what follows from those that do, be the last of three adopted or not.
    """
    third = next_edition(3, authors=AuthorCount(least=5))
    both = {"oak": FOUR, "elm": OTHERS}
    adopted = (*adopts(2, both, "2026-05-10"), *adopts(3, both, "2026-05-20", authors=authors))
    records = (RULES_ONE, next_edition(**size(4, 5, 6)), third, OAK, ELM, *adopted)
    told, fresh = whole_of(*records), whole_of(*records)
    spans = edition_spans(told)
    assert [one.number for one, _ in spans] == held
    assumed = assuming(fresh, edition_spans, spans)
    assert compute_membership(told) == compute_membership(assumed)
    for id_ in told.decisions:
        assert decision_lacks(told, id_) == decision_lacks(assumed, id_)
