"""Family P: whom a proposal asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov.records import Record
from nstgov.rules.proposals.asked_circles import wrong_circles_asked
from tests.building import changes, circle, closes, decision, edition, election, takes_in, version
from tests.rules.judging import OAK, findings, places, trees

ELM = circle("elm", "2026-01-01", "eli fay gus hal")
PINE = circle("pine", "2026-01-01", "kim lou mia noa")
REGION = circle("region", "2026-02-01", level="regional")
SENT = [
    change
    for child, two in (("oak", "ana ben"), ("elm", "eli fay"))
    for change in (
        changes(child, "2026-02-02", parent="region"),
        *(election(f"{child}-{person}", child, person, "2026-02-01") for person in two.split()),
    )
]


@pytest.mark.parametrize(
    ("asks", "affects", "expected"),
    [
        ("oak", "oak", []),
        ("region", "oak", []),
        ("region", "oak elm", []),
        ("region", "region", []),
        ("oak", "oak elm", ["asks"]),
        ("elm", "oak", ["asks"]),
        ("oak", "region", ["asks"]),
        ("oak elm", "oak elm", ["asks"]),
        ("oak elm", "oak", ["asks"]),
        ("oak oak", "oak", []),
        ("oak pine", "oak pine", []),
        ("region pine", "oak elm pine", []),
        ("oak pine", "oak elm pine", ["asks"]),
        ("oak pine elm", "oak pine", ["asks.2"]),
        ("", "oak", ["asks"]),
        ("oak", "", ["affects"]),
        ("", "", ["affects", "asks"]),
    ],
)
def test_those_asked_hold_everyone_affected(asks: str, affects: str, expected: list[str]) -> None:
    """One circle that holds them all, the nearest or above it; several only where there is none."""
    judged = trees(asks=asks, affects=affects)
    assert places(wrong_circles_asked, OAK, ELM, PINE, REGION, *SENT, judged) == expected


def test_the_nearest_circle_is_named() -> None:
    """The help says whom to ask: one circle, or each of them while no one holds them all."""
    (one,) = findings(wrong_circles_asked, OAK, ELM, REGION, *SENT, trees(asks="oak", affects="oak elm"))
    assert one.help == "Ask region: it is the nearest circle in which everyone affected takes part."
    assert one.message == "elm takes no part in oak"
    (many,) = findings(wrong_circles_asked, OAK, ELM, PINE, trees(asks="oak", affects="oak elm pine"))
    assert many.help == "Ask each of them, as no one circle holds them all yet: oak, elm and pine."


@pytest.mark.parametrize(
    ("submitted", "expected"), [("2026-02-01", []), ("2026-02-02", ["asks"]), ("2026-09-01", ["asks"])]
)
def test_several_are_asked_only_until_there_is_a_circle_for_all(submitted: str, expected: list[str]) -> None:
    """The day from which both are linked counts."""
    judged = trees(1, submitted, asks="oak elm", affects="oak elm")
    assert places(wrong_circles_asked, OAK, ELM, REGION, *SENT, judged) == expected


def test_whom_a_changed_decision_touched_is_affected_too() -> None:
    """The circles that made it and those it affected, whichever way it is changed."""
    earlier = version("pond", 1, "2026-03-01", asks="region", affects="elm")
    made = decision("pond", "2026-03-10", "region", sunset="2027-01-01")
    for way in ("renews", "replaces", "ends"):
        change: dict[str, Any] = {way: "pond"}
        world = OAK, ELM, REGION, *SENT, replace(earlier, imported="x"), made
        (found,) = findings(wrong_circles_asked, *world, trees(asks="oak", affects="oak", **change))
        assert found.message == "elm and region take no part in oak, and would be touched by what this changes"
        assert places(wrong_circles_asked, *world, trees(asks="region", affects="oak", **change)) == []


@pytest.mark.parametrize(
    ("submitted", "expected"),
    [("2026-02-28", ["asks.0"]), ("2026-03-01", []), ("2026-08-31", []), ("2026-09-01", ["asks.0"])],
)
def test_a_circle_is_asked_while_it_is_there(submitted: str, expected: list[str]) -> None:
    """From the day it begins to its last."""
    ash = circle("ash", "2026-03-01", "ana ben chi dee")
    judged = trees(1, submitted, asks="ash", affects="ash")
    assert places(wrong_circles_asked, ash, closes("ash", "2026-08-31"), judged) == expected


def test_nobody_is_left_in_a_circle_that_has_closed() -> None:
    """It is no longer affected, so that what touched it can be renewed."""
    judged = trees(1, "2026-06-02", asks="oak", affects="oak elm")
    assert places(wrong_circles_asked, OAK, ELM, closes("elm", "2026-06-01"), judged) == []


@pytest.mark.parametrize(
    ("asks", "submitted", "expected"),
    [
        ("pine", "2026-01-15", ["asks"]),
        ("oak elm pine", "2026-01-15", []),
        ("oak elm", "2026-01-15", ["asks"]),
        ("everyone", "2026-01-15", ["asks"]),
        ("region pine", "2026-02-15", []),
        ("oak elm pine", "2026-02-15", ["asks"]),
        ("everyone", "2026-04-15", ["asks"]),
        ("region pine", "2026-04-15", []),
        ("everyone", "2026-05-15", []),
        ("region pine", "2026-05-15", ["asks"]),
    ],
)
def test_ground_rules_are_asked_of_everyone(asks: str, submitted: str, expected: list[str]) -> None:
    """Of the highest circles together, and of the top circle from the day it has members enough to decide."""
    top = circle("everyone", "2026-01-01", level="continental")
    up: list[Record] = [
        changes("region", "2026-04-01", parent="everyone"),
        *(election(f"region-{person}", "region", person, "2026-04-01") for person in ("ana", "eli")),
        changes("pine", "2026-05-01", parent="everyone"), takes_in("everyone", "2026-05-01", "pine"),
        *(election(f"pine-{person}", "pine", person, "2026-05-01") for person in PINE.members),
    ]  # fmt: skip
    judged = trees(1, submitted, asks=asks, affects="oak", kind="ground rules")
    assert places(wrong_circles_asked, edition(), OAK, ELM, PINE, REGION, top, *SENT, *up, judged) == expected


def test_ground_rules_are_not_judged_without_an_edition_that_says_which_circle_is_the_top() -> None:
    """Where no edition can be read, nobody knows whom to ask."""
    judged = trees(asks="oak", affects="oak", kind="ground rules")
    assert places(wrong_circles_asked, OAK, PINE, judged) == []


def test_whom_to_ask_is_not_judged_where_the_way_up_cannot_be_read() -> None:
    """A misnamed parent, a faulty taking-in or list of members is for the reader to speak of, and brings no more."""
    judged = trees(asks="region", affects="oak elm")
    misnamed = changes("elm", "2026-02-02", parent="lost")
    world = [record for record in SENT if record.file != misnamed.file]
    assert places(wrong_circles_asked, OAK, ELM, REGION, *world, misnamed, judged) == ["asks"]
    assert places(wrong_circles_asked, OAK, ELM, REGION, *world, misnamed, judged, faults=[(misnamed, "parent")]) == []
    nobody = trees(asks="", affects="")
    for key in ("asks", "affects", "submitted", "renews"):
        assert places(wrong_circles_asked, nobody, faults=[(nobody, key)]) == []
    assert places(wrong_circles_asked, OAK, trees(asks="nowhere", affects="oak")) == []


def test_a_ring_of_parents_does_not_hold_the_rule_up() -> None:
    """Of circles that stand above each other none stands highest; the rule about rings speaks of them."""
    ring = [
        circle("one", "2026-01-01", "ana ben chi dee", "two"),
        circle("two", "2026-01-01", "eli fay gus hal", "one"),
        takes_in("one", "2026-01-02", "two"),
        takes_in("two", "2026-01-02", "one"),
    ]
    for kind in ("policy", "ground rules"):
        assert places(wrong_circles_asked, edition(), *ring, trees(asks="one", affects="one", kind=kind)) == []
