"""Family D: the last day, what may be changed, and the order of things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.lifecycle import in_force_span
from nstgov.records import Movement, Record
from nstgov.rules.decisions.changed_decisions import changes_what_does_not_hold
from nstgov.rules.decisions.sunset_and_order import decided_out_of_order, sunset_missing_or_other
from tests.building import at, circle, closed, decision, edition, ended, held, review, said, taken_as_valid, version
from tests.rules.judging import OAK, findings, places, trees

ONE, TWO, OTHER = "1" * 64, "2" * 64, "3" * 64
HASHES = {"proposals/trees/v1.yml": ONE, "proposals/trees/v2.yml": TWO}
ALL = said("ana ben chi dee")
ROUND = held("trees", "2026-05-02", ALL)
DECIDED = decision("trees", "2026-05-04", sunset="2027-04-01")


def test_the_last_day_is_the_one_of_the_version() -> None:
    """No last day and another one are findings at `sunset`; where the version has none, P03 speaks of that."""
    assert places(sunset_missing_or_other, trees(), DECIDED) == []
    assert places(sunset_missing_or_other, trees(), replace(DECIDED, sunset=None)) == ["sunset"]
    assert places(sunset_missing_or_other, trees(sunset="2027-04-02"), DECIDED) == ["sunset"]
    without = replace(trees(), sunset=None)
    assert places(sunset_missing_or_other, without, DECIDED) == []
    assert places(sunset_missing_or_other, without, replace(DECIDED, sunset=None)) == ["sunset"]
    (found,) = findings(sunset_missing_or_other, trees(), replace(DECIDED, sunset=None))
    assert found.help == "Add the line `sunset: 2027-04-01`."


@pytest.mark.parametrize(("days", "expected"), [(100, []), (101, ["sunset"])])
def test_the_last_day_is_no_farther_than_the_ground_rules_of_the_day_allow(days: int, expected: list[str]) -> None:
    """Counted from the day decided, by the edition in force then, both days exactly."""
    rules = edition(longest_sunset_days=100)
    text = version("trees", 1, at(-20), sunset=at(days))
    assert places(sunset_missing_or_other, rules, text, decision("trees", at(0), sunset=at(days))) == expected


@pytest.mark.parametrize("key", ["sunset", "version", ""])
def test_a_last_day_that_cannot_be_read_is_left_to_the_reader(key: str) -> None:
    """A faulty day here or in the version is one finding, of family Y."""
    other = trees(sunset="2027-04-02")
    assert places(sunset_missing_or_other, other, DECIDED, faults=[(DECIDED, key)]) == []
    assert places(sunset_missing_or_other, other, DECIDED, faults=[(other, "sunset")]) == []
    assert places(sunset_missing_or_other, other, DECIDED, faults=[(DECIDED, "decided")]) == ["sunset"]


OLD = [version("old", 1, at(-50)), decision("old", at(-40), sunset=at(10))]


def changing(way: str, day: int, *records: Record) -> list[str]:
    """What D05 says of a decision that changes `old` on a day."""
    new = [version("new", 1, at(-30), **{way: "old"}), decision("new", at(day), sunset=at(200))]
    found = findings(changes_what_does_not_hold, OAK, *OLD, *new, *records)
    return [finding.message for finding in found if finding.at.file == "decisions/new/decision.yml"]


@pytest.mark.parametrize("way", ["renews", "replaces", "ends"])
def test_what_is_changed_is_in_force_that_day(way: str) -> None:
    """On its last day it may still be changed; a day later it has lapsed and may only be renewed."""
    assert changing(way, -39) == []
    assert changing(way, 10) == []
    does = {"replaces": "replace", "ends": "end"}.get(way)
    lapsed = [f"it would {does} old, which is not in force: it lapsed on {at(10)}"] if does else []
    assert changing(way, 12) == lapsed
    assert changing(way, 150) == lapsed


def test_what_is_changed_was_decided_before() -> None:
    """Be it earlier that same evening; a decision of a later day is not there yet."""
    assert changing("replaces", -40) == []
    assert changing("renews", -45) == [f"it would renew old, which was decided on {at(-40)} only"]


@pytest.mark.parametrize("way", ["renews", "replaces", "ends"])
@pytest.mark.parametrize(
    "end", [ended("old", at(5)), review("old", at(5), "let go")], ids=["ended", "let go at a review"]
)
def test_what_was_let_go_is_not_changed_any_more(way: str, end: Record) -> None:
    """Its last day still counts whole; from the next one on it is not there any more."""
    assert changing(way, 5, end) == []
    assert len(changing(way, 6, end)) == 1


@pytest.mark.parametrize("way", ["renews", "replaces", "ends"])
@pytest.mark.parametrize("before", ["renews", "replaces", "ends"])
def test_what_another_has_changed_is_changed_there(way: str, before: str) -> None:
    """The finding names the other decision; of two on one day the one whose id comes later is told."""
    rival = version("big", 1, at(-30), **{before: "old"})
    assert len(changing(way, 8, rival, decision("big", at(5), sunset=at(200)))) == 1
    assert changing(way, 5, rival, decision("big", at(8), sunset=at(200))) == []
    assert len(changing(way, 5, rival, decision("big", at(5), sunset=at(200)))) == 1
    after = [version("zoo", 1, at(-30), **{before: "old"}), decision("zoo", at(5), sunset=at(200))]
    assert changing(way, 5, *after) == []


def test_a_decision_does_not_change_itself_and_what_is_not_on_record_is_for_the_reader() -> None:
    """A renewal has an id of its own; Y10 speaks of a decision that is not there."""
    new = [version("new", 1, at(-3), renews="new gone"), decision("new", at(0), sunset=at(9))]
    (found,) = findings(changes_what_does_not_hold, OAK, *new)
    assert found.message == "it would renew itself"


def test_a_list_or_a_day_that_cannot_be_read_silences_d05() -> None:
    """Also when it stands in the decision that would be changed."""
    new = [version("new", 1, at(-3), ends="old"), decision("new", at(99), sunset=at(200))]
    assert places(changes_what_does_not_hold, OAK, *OLD, *new) == ["version"]
    for record, key in ((new[0], "ends"), (new[1], "decided"), (OLD[1], "sunset"), (OLD[1], "decided")):
        assert places(changes_what_does_not_hold, OAK, *OLD, *new, faults=[(record, key)]) == []
    assert places(changes_what_does_not_hold, OAK, *OLD, *new, faults=[(new[0], "renews")]) == ["version"]


@pytest.mark.parametrize("way", ["renews", "replaces", "ends"])
def test_history_from_elsewhere_changes_nothing_that_was_decided_here(way: str) -> None:
    """What was never consented to here ends no decision; among themselves old decisions follow each other."""
    new = version("new", 1, at(-30), **{way: "old"}, imported="elsewhere")
    there = [new, decision("new", at(0), sunset=at(200))]
    span = in_force_span(taken_as_valid(Movement([*OLD, *there])), "old")
    assert span == (at(-40), at(10))
    old = [version("old", 1, at(-50), imported="elsewhere"), OLD[1]]
    span = in_force_span(taken_as_valid(Movement([*old, *there])), "old")
    assert span == (at(-40), at(0) if way == "ends" else at(-1))
    here = [replace(new, imported=None), there[1]]
    assert in_force_span(taken_as_valid(Movement([*old, *here])), "old") == span


def order(*records: Record, about: Record = DECIDED, **more: object) -> list[str]:
    """Where D06 finds something out of order in the decision on `trees`."""
    return places(decided_out_of_order, OAK, trees(), about, *records, **more)  # type: ignore[arg-type]


def test_the_hash_is_that_of_the_version_decided() -> None:
    """It says whose hash it is when it is that of another version."""
    assert order(ROUND, about=replace(DECIDED, sha256=ONE), sha256=HASHES) == []
    assert order(ROUND, about=replace(DECIDED, sha256=OTHER), sha256=HASHES) == ["sha256"]
    wrong = replace(DECIDED, sha256=TWO)
    (found,) = findings(decided_out_of_order, OAK, trees(), trees(2, "2026-05-20"), wrong, ROUND, sha256=HASHES)
    assert found.message == "this is not the SHA-256 of version 1: it is that of version 2"
    assert order(ROUND, about=wrong, sha256=HASHES, faults=[(wrong, "sha256")]) == []


def test_the_circles_are_those_asked_in_any_order() -> None:
    """More, fewer and none are a finding; another order is not."""
    elm = circle("elm", "2026-01-01", "eva flo gus hal")
    both = trees(asks="oak elm", affects="oak elm")
    for circles, expected in (("elm oak", []), ("oak", ["circles"]), ("", ["circles"]), ("oak elm fir", ["circles"])):
        made = decision("trees", "2026-05-04", circles, sunset="2027-04-01")
        assert places(decided_out_of_order, OAK, elm, both, made) == expected
        assert places(decided_out_of_order, OAK, elm, both, made, faults=[(both, "asks")]) == []


@pytest.mark.parametrize(("day", "expected"), [("2026-05-04", ["version"]), ("2026-05-05", [])])
def test_a_newer_version_of_that_day_comes_before_the_decision(day: str, expected: list[str]) -> None:
    """A version submitted on the day itself has taken the place of the one before."""
    second = trees(2, day)
    assert order(ROUND, second) == expected
    assert order(ROUND, second, faults=[(second, "submitted")]) == []


@pytest.mark.parametrize(("day", "expected"), [("2026-05-04", []), ("2026-05-05", ["decided"])])
def test_the_first_round_is_held_by_the_day_of_the_decision(day: str, expected: list[str]) -> None:
    """On one day rounds come first; where nobody has spoken at all D01 says so."""
    assert order(held("trees", day, ALL)) == expected
    assert order() == []


@pytest.mark.parametrize(("day", "expected"), [("2026-05-03", ["decided"]), ("2026-05-04", [])])
def test_what_is_over_is_decided_no_more(day: str, expected: list[str]) -> None:
    """The last day of a sunset, and of a proposal, is still a day."""
    assert order(ROUND, closed("trees", day)) == expected
    assert order(ROUND, about=decision("trees", "2026-05-04", sunset=day)) == expected


def test_no_cascade_from_a_faulty_day() -> None:
    """A day that cannot be read silences what compares days, and not the hash."""
    wrong = replace(DECIDED, sha256=OTHER)
    records = [held("trees", "2026-05-05", ALL), closed("trees", "2026-05-01"), trees(2, "2026-05-01")]
    assert order(*records, about=wrong, sha256=HASHES) == ["decided", "decided", "sha256", "version"]
    assert order(*records, about=wrong, sha256=HASHES, faults=[(wrong, "decided")]) == ["sha256"]
    assert order(*records, about=wrong, sha256=HASHES, faults=[(wrong, "")]) == []
