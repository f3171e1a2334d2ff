"""What keeps thousands of findings, and the search for what was meant, from taking long."""

from __future__ import annotations

import pytest

from nstgov.records.record_index import Misfit
from nstgov.records.values import Where
from nstgov.store.finding_limit import MOST, limit_findings
from nstgov.store.near_names import FEW, NearNames, find_nearest_name
from nstgov.store.reading import read_movement
from nstgov.store.references import KnownNames
from nstgov.store.scalars import Mention
from tests.record import check_files, tree_of
from tests.store.judged_files import ASKS, BASE, found_by_reading
from tests.work import steps

FILE = "circles/oak/2026-02-01.asks.yml"


def _misfits(rule: str, count: int, key: str = "for") -> list[Misfit]:
    return [Misfit(rule, Where(FILE, (key, at)), f"{rule} {at}", "Mend it.") for at in range(count)]


def test_as_many_findings_as_a_person_mends_are_all_told() -> None:
    """Up to the limit nothing changes, each rule by itself."""
    found = [*_misfits("Y04", MOST), *_misfits("Y05", MOST)]
    assert list(limit_findings(found)) == found


def test_beyond_the_limit_the_rest_are_counted_and_stay_at_fault() -> None:
    """One finding says how many more there are, and no rule judges what they were about."""
    found = list(limit_findings([*_misfits("Y04", MOST + 3), *_misfits("Y04", 2, "entered_by")]))
    assert found[MOST].message == "5 more like those before stand in this file"
    assert [(one.rule, one.at.keys) for one in found[MOST + 1 :]] == [("", ("entered_by",)), ("", ("for",))]


def test_thousands_of_unknown_keys_are_a_hundred_findings_and_a_number() -> None:
    """The keys that are known are read and judged as ever."""
    text = "for: A ladder.\nentered_by: ana\n" + "".join(f"key{at}: a\n" for at in range(2000))
    found = found_by_reading({ASKS: text})
    assert [d.code for d in found] == ["Y03"] * (MOST + 1)
    assert found[-1].message == f"{2000 - MOST} more like those before stand in this file"
    movement = read_movement(tree_of({**BASE, ASKS: text}))
    assert movement.is_sound(movement.records[ASKS], "for", "entered_by")


def test_a_list_of_strangers_hides_nobody_else() -> None:
    """What stands under a key with thousands of unknown names is at fault, though only a hundred are told."""
    people = "".join(f"- nobody{at}\n" for at in range(500))
    path = "proposals/trees/idea.yml"
    text = f"title: Trees\nopened: 2026-02-01\nneed: We need shade.\nby:\n{people}"
    found = [d for d in check_files({**BASE, path: text}).diagnostics if d.place.file == path and d.code == "Y10"]
    assert len(found) == MOST + 1
    movement = read_movement(tree_of({**BASE, path: text}))
    assert not movement.is_sound(movement.records[path], "by")


def test_every_finding_on_a_long_line_shows_the_same_line() -> None:
    """A line is cut out of its file once, and not for each finding on it."""
    found = found_by_reading({ASKS: "for: A.\nentered_by: ana\nx: {" + ", ".join(f"a{at}" for at in range(50)) + "}\n"})
    assert len({id(d.source) for d in found if d.source.startswith("x:")}) == 1


@pytest.mark.parametrize("many", [10, 50 * FEW])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [("anna-ruiz", "ana-ruiz"), ("ana-rviz", "ana-ruiz"), ("na-ruiz", "ana-ruiz"), ("nobody-at-all", None)],
)
def test_the_name_that_was_meant_is_found_among_few_and_many(many: int, typed: str, meant: str | None) -> None:
    """By how it begins or ends, if there are more than can be looked at one by one."""
    names = [f"x{at:x}-{at * 7919 % 9973}" for at in range(many)]
    assert find_nearest_name(typed, [NearNames([*names, "ana-ruiz"]), NearNames([])]) == meant


def test_among_many_names_only_some_are_looked_at() -> None:
    """Fifty times as many people take hardly more steps to ask about."""
    few, many = (NearNames(f"p{at * 7919 % 99991:05}" for at in range(count)) for count in (1000, 50_000))
    once = steps(lambda: find_nearest_name("p12345x", [few]))
    assert steps(lambda: find_nearest_name("p12345x", [many]), most=3 * once) > 100
    assert steps(lambda: find_nearest_name("p" * 5000, [many])) < 10


def test_all_people_are_put_in_order_once_however_many_files_name_somebody_unknown() -> None:
    """Whoever may be from outside is looked for beside the file besides; the people of a region are not sorted anew."""
    people = ", ".join(f"p{at}: {{name: P {at}}}" for at in range(3000))
    circle = f"name: Oak\nlevel: friend\naim: A.\nopened: 2026-01-01\nmembers: {{{people}}}\nentered_by: p1\n"
    known = KnownNames(read_movement(tree_of({"circles/oak/circle.yml": circle})), {})
    stranger = Mention(("authors", 0), "p1234x", ("person", "outside"))
    first = steps(lambda: known.find_nearest(stranger, "proposals/a/v1.yml"))
    assert steps(lambda: known.find_nearest(stranger, "proposals/b/v1.yml")) <= first - 3000
    assert known.find_nearest(stranger, "proposals/b/v1.yml") == "p1234"
