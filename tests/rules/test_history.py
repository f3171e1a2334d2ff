"""Family H over movements built by hand: days and their boundaries, ids, machinery, and odd records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nstgov.records import Change, FileState, Movement, PathChange, Record
from nstgov.rules import RULES, rule_named
from nstgov.rules.history.machinery import is_machinery
from tests.building import asks, circle, decision, held, joins, leaves, said, version
from tests.record import TODAY, example_record, movement_from, tree_of
from tests.rules.test_odd_movements import _odd

OAK = circle("oak", "2026-01-01", "ana ben chi dee")
PLAIN = FileState("100644", "1" * 40)
LANDS = date(2026, 11, 24)


def found(code: str, before: list[Record], added: list[Record], lands: date = LANDS) -> list[tuple[str, str | None]]:
    """What a rule finds in a change that adds records to others: file and severity."""
    steps = tuple(PathChange(record.file, None, PLAIN) for record in added)
    change = Change(steps, Movement(before), lands)
    rule = rule_named(code)
    assert rule
    wiser = Movement([*before, *added]).with_context(change=change)
    return [(finding.at.file, finding.severity) for finding in rule(wiser, TODAY)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, [None]), (0, []), (-1, []), (-60, []), (-61, ["warning"])],
)
def test_an_act_lands_on_its_day_or_some_weeks_later(days: int, expected: list[str | None]) -> None:
    """A day still to come is an error; up to sixty days late is nothing; later is worth a look."""
    act = asks("oak", LANDS + timedelta(days))
    assert found("H06", [OAK], [act]) == [(act.file, severity) for severity in expected]


def test_the_beginning_may_speak_of_long_ago() -> None:
    """Where nothing had landed before, everything is entered late."""
    assert found("H06", [], [OAK]) == []


TREES = [version("trees", 1, "2026-11-01"), held("trees", "2026-11-10", said("ana ben chi dee"))]
DECIDED = decision("trees", "2026-11-10")


@pytest.mark.parametrize(
    ("act", "is_found"),
    [
        (leaves("oak", "2026-11-09", "dee"), True),
        (leaves("oak", "2026-11-10", "dee"), False),
        (leaves("oak", "2026-11-11", "dee"), False),
        (joins("oak", "2026-11-09", "eva"), True),
        (joins("oak", "2026-11-10", "eva"), False),
        (asks("oak", "2026-11-09"), False),
        (circle("elm", "2026-11-09", "eva fay gus hal"), False),
    ],
)
def test_nothing_changes_what_a_decision_rested_on(act: Record, is_found: bool) -> None:
    """Who joins on the day of a decision is needed from the next, and who leaves on it has still taken part."""
    assert found("H06", [OAK, *TREES, DECIDED], [act]) == ([(act.file, None)] if is_found else [])


def test_what_lands_together_is_judged_together() -> None:
    """A decision that lands with what it rests on has nothing to be changed."""
    assert found("H06", [OAK], [*TREES, DECIDED, leaves("oak", "2026-11-09", "dee")]) == []


def test_an_id_of_two_things_that_land_together_is_for_reading_to_tell() -> None:
    """H04 speaks only where one of the two had landed."""
    elm = circle("elm", "2026-11-20", "eva fay gus hal")
    assert found("H04", [OAK], [elm]) == []
    assert found("H04", [OAK], [circle("elm", "2026-11-20", "ana fay gus hal")]) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".github/workflows/judge.yml", True),
        (".GITHUB/workflows/judge.yml", True),
        (".github./workflows/judge.yml", True),
        (".g\u200bithub/workflows/judge.yml", True),
        (".github\\workflows\\judge.yml", True),
        ("GITHUB~1/workflows/judge.yml", True),
        ("docs\\..\\\u017fite/index.md", True),
        ("GITLAB~1.YML", True),
        ("n\u017ftgov.yml", True),
        ("nstgov.yml ", True),
        ("nstgov.yml::$DATA", True),
        ("circles/GITATT~1", True),
        ("nstgov.yml", True),
        ("circles/.gitattributes", True),
        ("docs/CODEOWNERS", True),
        ("requirements/judge.txt", True),
        ("requirements-judge.txt", True),
        ("site/guides/index.md", True),
        ("circles/site/oak/circle.yml", False),
        ("proposals/nstgov/v1.yml", False),
        ("README.md", False),
        ("README~1.md", False),
        ("docs/a:site", False),
        ("notes/site.md", False),
    ],
)
def test_what_judges_or_shows_is_known_by_its_place(path: str, expected: bool) -> None:
    """By whatever name another system knows it; a circle may be called as it likes."""
    assert is_machinery(path) is expected


@pytest.mark.parametrize("seed", range(20))
def test_no_rule_of_history_stumbles_over_odd_records(seed: int) -> None:
    """Whatever an odd change does to the worked example, each finding says what is so and what to do."""
    files = _odd(seed)
    before = {**example_record()}
    before["ground-rules/1.yml"] = before["ground-rules/1.yml"].replace("example: true\n", "")
    steps = [
        PathChange(path, PLAIN if path in before else None, FileState("100644", "2" * 40) if path in files else None)
        for path in sorted(before.keys() | files.keys())
        if before.get(path) != files.get(path)
    ]
    change = Change(tuple(steps), movement_from(tree_of(before)), TODAY)
    movement = movement_from(tree_of(files)).with_context(change=change)
    for rule in RULES:
        if rule.family == "H":
            assert all(finding.message and finding.help for finding in rule(movement, TODAY))


def test_beside_machinery_the_first_act_of_the_change_is_shown() -> None:
    """One is enough to see why, and the message says how many there are."""
    steps = [PathChange(path, None, PLAIN) for path in (".github/a.yml", "circles/oak/a.yml", "circles/oak/b.yml")]
    rule = rule_named("H05")
    assert rule
    change = Change(tuple(steps), Movement([OAK]), LANDS)
    (found,) = rule(Movement([OAK]).with_context(change=change), TODAY)
    assert [place.file for place in found.related] == ["circles/oak/a.yml"]
    assert "circles/oak/a.yml and 1 more" in found.message
