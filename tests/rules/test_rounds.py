"""Family C: what a round speaks of, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.records import Disputed, Record
from nstgov.rules.rounds.round_target import hash_of_another_text, round_too_late
from nstgov.rules.rounds.sequence import held_too_early
from tests.building import a_test, closed, day, decision, election, held, joins, objection, review, said
from tests.rules.judging import OAK, findings, places, trees

ONE, TWO, OTHER = "1" * 64, "2" * 64, "3" * 64
HASHES = {"proposals/trees/v1.yml": ONE, "proposals/trees/v2.yml": TWO}
ALL = said("ana ben chi dee")


@pytest.mark.parametrize(
    ("number", "given", "message", "help_"),
    [
        (1, ONE, None, None),
        (2, TWO, None, None),
        (
            2,
            ONE,
            "this is the SHA-256 of version 1, and the round names version 2",
            f"Write version: 1, if that one was heard, or else sha256: {TWO}",
        ),
        (
            1,
            OTHER,
            "this is not the SHA-256 of version 1, nor of any other version of this proposal",
            f"Write the right one, if version 1 was heard: sha256: {ONE}",
        ),
    ],
)
def test_the_hash_is_that_of_the_version_named(number: int, given: str, message: str | None, help_: str | None) -> None:
    """The finding says which version has the given hash, and what the right one is."""
    spoken = replace(held("trees", "2026-05-02", ALL, number), sha256=given)
    found = findings(hash_of_another_text, trees(), trees(2, "2026-05-01"), spoken, sha256=HASHES)
    assert [(finding.message, finding.help) for finding in found] == ([(message, help_)] if message else [])


def test_a_hash_that_cannot_be_read_or_compared_is_not_judged() -> None:
    """The reader speaks of a faulty hash, and of a version that is not there."""
    spoken = replace(held("trees", "2026-05-02", ALL), sha256=OTHER)
    for key in ("sha256", "version", ""):
        assert places(hash_of_another_text, trees(), spoken, faults=[(spoken, key)], sha256=HASHES) == []
    assert places(hash_of_another_text, spoken, sha256=HASHES) == []
    assert places(hash_of_another_text, trees(), spoken) == []
    assert places(hash_of_another_text, trees(imported="elsewhere"), spoken, sha256=HASHES) == []


@pytest.mark.parametrize(("on", "expected"), [("2026-05-01", []), ("2026-05-02", ["version"])])
def test_a_newer_version_ends_the_rounds_on_the_one_before(on: str, expected: list[str]) -> None:
    """On the day it is submitted, rounds on the one before may have been what it answers."""
    second = trees(2, "2026-05-01")
    assert places(round_too_late, trees(), second, held("trees", on, ALL)) == expected
    assert places(round_too_late, trees(), second, held("trees", on, ALL, 2)) == []


@pytest.mark.parametrize(("on", "expected"), [("2026-05-01", []), ("2026-05-02", ["version"])])
def test_the_day_of_closing_is_the_last_for_a_round(on: str, expected: list[str]) -> None:
    """Whether it is withdrawn or set aside."""
    for result in ("withdrawn", "set aside"):
        assert (
            places(round_too_late, trees(), closed("trees", "2026-05-01", result), held("trees", on, ALL)) == expected
        )


@pytest.mark.parametrize(("on", "expected"), [("2026-05-01", []), ("2026-05-02", ["version"])])
def test_the_day_of_the_decision_is_the_last_for_a_round(on: str, expected: list[str]) -> None:
    """On one day rounds come before decisions."""
    made = decision("trees", "2026-05-01")
    earlier = held("trees", "2026-04-20", ALL)
    assert places(round_too_late, OAK, trees(), earlier, made, held("trees", on, ALL)) == expected


def test_a_voice_that_was_still_awaited_does_not_come_too_late() -> None:
    """Then the decision was made too early, and the rules about decisions say so."""
    made = decision("trees", "2026-05-01")
    some = held("trees", "2026-04-20", said("ana ben chi", absent="dee"))
    late = held("trees", "2026-05-02", said("dee"), person="dee")
    again = held("trees", "2026-05-02", said("ana"), person="ana")
    assert places(round_too_late, OAK, trees(), some, made, late) == []
    assert places(round_too_late, OAK, trees(), some, made, again) == ["version"]
    assert places(round_too_late, OAK, trees(), made, held("trees", "2026-05-02", ALL)) == []


def test_a_disputed_voice_may_be_set_right_after_the_decision() -> None:
    """By the person, in a file of their own, from the day of the dispute on."""
    first = held("trees", "2026-04-20", ALL)
    made = decision("trees", "2026-05-01")
    dispute = Disputed(
        file=f"{first.file}.dee.disputed.yml", beside=first.file, person="dee", date=day("2026-05-03"), says="Not I."
    )
    for on, person, expected in (
        ("2026-05-02", "dee", ["version"]),
        ("2026-05-03", "dee", []),
        ("2026-05-03", "ana", ["version"]),
    ):
        spoken = held("trees", on, said(person), person=person)
        assert places(round_too_late, OAK, trees(), first, made, dispute, spoken) == expected


def test_faults_elsewhere_do_not_make_a_round_late() -> None:
    """A day that could not be read ends nothing."""
    spoken = held("trees", "2026-06-01", ALL)
    earlier = held("trees", "2026-04-20", ALL)
    second, made, shut = trees(2, "2026-05-01"), decision("trees", "2026-05-01"), closed("trees", "2026-05-01")
    for record, key in ((second, "submitted"), (made, "decided"), (made, "version"), (shut, "date")):
        assert places(round_too_late, OAK, trees(), earlier, spoken, record, faults=[(record, key)]) == []


@pytest.mark.parametrize(("on", "expected"), [("2026-04-01", ["version"]), ("2026-04-02", [])])
def test_a_round_comes_after_its_version(on: str, expected: list[str]) -> None:
    """The same day is early enough."""
    assert places(held_too_early, trees(), held("trees", on, ALL)) == expected


@pytest.mark.parametrize(("on", "expected"), [("2026-04-09", ["version"]), ("2026-04-10", [])])
@pytest.mark.parametrize("target", ["proposals/trees", "decisions/trees"])
def test_a_test_comes_after_the_objection(target: str, on: str, expected: list[str]) -> None:
    """After the version of it that it names, on the same day at the earliest."""
    raised = objection(target, "roots", "2026-04-10")
    second = objection(target, "roots", "2026-05-10", 2)
    tested = a_test(target, "roots", on, "stands")
    assert places(held_too_early, trees(), raised, second, tested) == expected
    assert places(held_too_early, trees(), raised, second, a_test(target, "roots", on, "stands", 2)) == ["version"]


@pytest.mark.parametrize(("on", "expected"), [("2026-04-30", [""]), ("2026-05-01", [])])
def test_a_review_comes_after_what_it_looks_at(on: str, expected: list[str]) -> None:
    """After the decision, or after the election."""
    made: list[Record] = [decision("trees", "2026-05-01"), election("trees", "oak", "ana", "2026-05-01")]
    for one in made:
        assert places(held_too_early, one, review("trees", on)) == expected


@pytest.mark.parametrize(("on", "expected"), [("2026-04-01", ["decided"]), ("2026-04-02", [])])
def test_a_decision_comes_after_its_version(on: str, expected: list[str]) -> None:
    """The same day is early enough."""
    assert places(held_too_early, trees(), decision("trees", on)) == expected


def test_the_order_is_not_judged_where_a_day_cannot_be_read() -> None:
    """Nor where what is spoken of is not on record, or comes from elsewhere."""
    version, made, raised = (
        trees(),
        decision("trees", "2026-03-01"),
        objection("proposals/trees", "roots", "2026-04-10"),
    )
    early: list[tuple[Record, Record, str]] = [
        (held("trees", "2026-01-01", ALL), version, "submitted"),
        (made, version, "submitted"),
        (review("trees", "2026-01-01"), made, "decided"),
        (a_test("proposals/trees", "roots", "2026-01-01", "stands"), raised, "raised"),
    ]
    for record, of, key in early:
        assert len(places(held_too_early, record, of)) == 1
        assert places(held_too_early, record, of, faults=[(of, key)]) == []
        assert places(held_too_early, record, of, faults=[(of, "")]) == []
        assert places(held_too_early, record, joins("oak", "2026-01-01", "eli")) == []
    for record, _, key in early[:2]:
        assert places(held_too_early, record, replace(version, imported="elsewhere"), faults=[]) == [], key
