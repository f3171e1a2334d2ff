"""Every rule's docstring is its page and its test."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from nstgov.findings import Lane, Verdict
from nstgov.records import SETTINGS, Bringer, Change, Movement, is_act_path
from nstgov.rules import RULES, Rule
from nstgov.rules.examples import Example, parse_examples
from tests.record import TODAY, check_files, example_record, movement_from, spots, tree_of
from tests.rules.laid_over import (
    ToSign,
    laid_over,
    landing_of,
    links_of,
    marks_in,
    marks_on_gone,
    sightings_of,
    signatures_of,
    steps_of,
)
from tests.signing import signed

REPOSITORY = re.findall("^repository_id: (.+)$", example_record()["ground-rules/1.yml"], re.MULTILINE)[0]


def _cases() -> Iterator[ParameterSet]:
    """Each example of each rule; by default the first bad one is tried, and of every third rule the first good one."""
    for turn, rule in enumerate(RULES):
        seen = {"Good"} if turn % 3 else set()
        for number, example in enumerate(parse_examples(rule), 1):
            marks = pytest.mark.long if example.sort in seen else ()
            seen.add(example.sort)
            yield pytest.param(rule, example, id=f"{rule.code}-{example.sort.lower()}-{number}", marks=marks)


CASES = list(_cases())


@cache
def _baseline(lane: Lane, day: date) -> frozenset[tuple[str, str, int]]:
    return frozenset(spots(check_files(example_record(), day, lane)))


def _signature(wanted: ToSign, files: Mapping[str, str]) -> bytes:
    """The signature that an example speaks of, made as its person would make it."""
    beside = wanted.path.rsplit(".", 2)[0]
    return signed(wanted.key, files[wanted.over].encode(), wanted.namespace or f"nstgov:{REPOSITORY}:{beside}")


@cache
def _landed() -> Movement:
    """The worked example as it would be if it were no invented one: then the history rules hold it."""
    files = {**example_record()}
    files["ground-rules/1.yml"] = files["ground-rules/1.yml"].replace("example: true\n", "")
    return movement_from(tree_of(files))


def _change(example: Example, files: Mapping[str, str], day: date) -> Change:
    """What an example does to the worked one, as a change that lands on a day."""
    brought_by = Bringer(4711, example.account, "example.org") if example.account else None
    return Change(steps_of(example, example_record(), files), _landed(), day, brought_by=brought_by)


def _follows(verdict: Verdict, at_fault: set[str]) -> set[tuple[str, str, int]]:
    """That something rests on a record at fault which the example speaks of: rule D15 says so, and is not marked."""
    resting = [found for found in verdict.diagnostics if found.code == "D15"]
    named = ((found, place.file) for found in resting for place in found.related)
    return {(found.code, found.place.file, found.place.line) for found, file in named if file in at_fault}


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_bad_example_is_reported_on_its_marked_lines_and_a_good_one_is_clean(rule: Rule, example: Example) -> None:
    """Laid over the worked example, an example adds the findings it marks and no other."""
    day = example.day or TODAY
    files = laid_over(example, example_record())
    signatures = {one.path: _signature(one, files) for one in signatures_of(example)}
    landed = landing_of(example, example_record())
    change = _change(example, files, day) if rule.family == "H" or example.account else None
    record = {path: text for path, text in files.items() if is_act_path(path) or path == SETTINGS}
    sightings = sightings_of(example)
    verdict = check_files(
        {**record, **signatures}, day, rule.lane, links_of(example), landed, change, sightings=sightings
    )
    found = spots(verdict) - _baseline(rule.lane, day)
    found -= _follows(verdict, {file for _, file, _ in found} if rule.code != "D15" else set())
    expected = {tuple(mark) for mark in marks_in(files, (block.path for block in example.files))}
    expected |= {(rule.code, one.path, 1) for one in signatures_of(example) if one.marked}
    expected |= {(rule.code, path, 1) for path in links_of(example)} if example.sort == "Bad" else set()
    expected |= {tuple(mark) for mark in marks_on_gone(example)}
    assert found == expected
    if example.sort == "Bad":
        assert any(code == rule.code for code, _, _ in expected), "the bad example marks no line for its rule"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_bad_and_a_good_example_and_says_why(rule: Rule) -> None:
    """A rule without examples or reasons does not pass."""
    sorts = {example.sort for example in parse_examples(rule)}
    assert sorts == {"Bad", "Good"}
    assert all(example.files for example in parse_examples(rule))
    assert rule.sentence.endswith(".")
    assert len(rule.why) > 80


def test_codes_and_names_are_used_once_and_stand_in_order() -> None:
    """`RULES` is the table of contents: sorted, without repetition, in the form of the contract."""
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[A-Z][0-9]{2}", code) for code in codes)


def test_no_rule_is_left_out_of_the_table_of_contents() -> None:
    """Every rule that a module of the package makes stands in `RULES`."""
    import importlib
    import pkgutil

    import nstgov.rules

    made = {
        value.code
        for module in pkgutil.walk_packages(nstgov.rules.__path__, "nstgov.rules.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Rule)
    }
    assert made == {rule.code for rule in RULES}
