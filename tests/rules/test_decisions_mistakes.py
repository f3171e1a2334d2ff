"""D13 and D14: edges of what is said of voids and of withheld texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov import records as r
from nstgov.rules.decisions.voids_and_withholding import void_without_every_voice, withheld_without_decision
from tests.building import asks, at, circle, decision, edition, election, held, said, version
from tests.lifecycle.test_beside import HIDDEN, TREE, hush, withheld
from tests.lifecycle.test_voids import void
from tests.record import check_files, example_record
from tests.rules.judging import findings

OAK = circle("oak", at(0), "ana ben")
ASKS = replace(asks("oak", at(5)), entered_by="ana")


@pytest.mark.parametrize(
    ("beside", "others", "place", "words"),
    [
        (void(ASKS, at(5), "ana"), [], None, ""),
        (void(ASKS, at(5), "ben"), [], "voices", "ana is named in circles/oak/2026-01-06.asks.yml and has not said"),
        (void(ASKS, at(4), "ana"), [], "date", "dated before"),
        (void(asks("oak", at(5)), at(5), "ana"), [asks("oak", at(5))], "", "names nobody"),
        (void(edition(), at(5)), [edition()], "date", "all that is decided rests on ground-rules/1.yml"),
        (
            void(held("p", at(1), said("ana")), at(5), "ana"),
            [version("p", 1, at(1)), held("p", at(1), said("ana")), decision("p", at(2))],
            "date",
            "the decision p rests on",
        ),
        (
            void(election("e", "oak", "ana", at(1)), at(5), "ana"),
            [election("e", "oak", "ana", at(1)), circle("oak", at(0), "ana", parent="up"), decision("q", at(3), "up")],
            "date",
            "the decision q rests on",
        ),
        (void(replace(ASKS, file="circles/oak/2026-01-07.asks.yml"), at(5)), [], None, ""),
    ],
    ids="all one-missing too-early nobody ground-rules round election no-record".split(),
)
def test_a_void_tells_what_it_lacks_and_where(
    beside: r.Void, others: list[r.Record], place: str | None, words: str
) -> None:
    """At the voices, the day or the file; nothing where it counts, or where there is no record (the reader says so)."""
    found = findings(void_without_every_voice, ASKS, *(others or [OAK]), beside)
    assert [(".".join(map(str, one.at.keys)), words in one.message) for one in found] == (
        [] if place is None else [(place, True)]
    )


def test_a_void_that_is_void_is_judged_no_more() -> None:
    """Whoever voided by mistake and without the others takes it back, alone."""
    first = replace(void(ASKS, at(5), "ben"), entered_by="ben")
    assert findings(void_without_every_voice, OAK, ASKS, first, void(first, at(6), "ben")) == []


def test_a_faulty_void_or_withheld_record_is_left_to_the_reader() -> None:
    """Where a value cannot be read, neither rule adds to what is said of it."""
    beside, secret = void(ASKS, at(5), "ben"), withheld("none")
    assert findings(void_without_every_voice, OAK, ASKS, beside, faults=[(beside, "voices")]) == []
    assert findings(void_without_every_voice, OAK, ASKS, beside, faults=[(ASKS, "entered_by")]) == []
    assert findings(withheld_without_decision, OAK, TREE, secret, faults=[(secret, "decision")]) == []


def test_a_withheld_text_tells_what_its_decision_lacks() -> None:
    """Another circle, other words, other bytes, history from elsewhere, or no decision: each at its place."""
    cases: list[tuple[list[r.Record], str]] = [
        (hush(), ""),
        (hush("elm"), "hush was not decided by oak"),
        (hush(text=HIDDEN), "does not name"),
        (hush(imported="EIP-1, 2016"), "is no decision of this movement"),
        ([], "is no decision of this movement"),
    ]
    for records, words in cases:
        found = findings(withheld_without_decision, OAK, TREE, *records, withheld())
        assert [(one.at.keys, words in one.message) for one in found] == ([(("decision",), True)] if words else [])
    (other,) = findings(withheld_without_decision, OAK, TREE, *hush(), withheld(), sha256={HIDDEN: "b" * 64})
    assert other.at.keys == ("sha256",)


def test_what_speaks_of_a_voided_record_is_judged_as_without_it_and_still_finds_its_name() -> None:
    """Whoever joined by mistake has no voice there any more, but their name is not called unknown."""
    path = "circles/three-bridges/weavers-yard/2026-05-09.joins.dawit-bekele.yml"
    joined = example_record()[path]
    voices = joined[joined.index("voices:") : joined.index("entered_by:")]
    beside = f"date: 2026-11-20\nbecause: He meant another circle.\nentered_by: mohan-das\n{voices}"
    files = {**example_record(), f"{path}.void.yml": beside}
    found = {(one.code, one.message) for one in check_files(files).diagnostics}
    found -= {(one.code, one.message) for one in check_files(example_record()).diagnostics}
    assert found == {("C02", "dawit-bekele was not a member of weavers-yard on 2026-11-15")}
