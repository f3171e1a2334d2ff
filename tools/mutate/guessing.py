"""Which tests are likely to tell a mutant, by names alone: where nobody can wait to learn which tests run it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tools.mutate.mutants import Mutant

ELSEWHERE = {
    "tests/history/": (
        "cache comparison folder_snapshot git history_scope landings main_history scratch_repository".split()
    ),
    "tests/house/test_generated": ["schema"],
    "tests/lifecycle/test_representation": "membership days terms".split(),
    "tests/lifecycle/test_links": ["membership", "stays"],
    "tests/lifecycle/test_breaks": ["membership", "chain_breaks"],
    "tests/lifecycle/test_voids": ["voids", "dependents"],
    "tests/rules/test_landed_since": ["lacks_with_landed"],
    "tests/store/test_references": ["missing_targets"],
}
"""Modules whose tests are not named as they are, by where these lie."""


def likely_tests(mutant: Mutant, tests: Iterable[str]) -> list[str]:
    """The tests of a mutant's package, the likeliest first."""
    places = (f"tests/{Path(mutant.file).parts[1]}/", *_places_elsewhere(mutant.file))
    near = [test for test in tests if test.startswith(places)] or [*tests]
    return sorted(near, key=lambda test: -_likelihood(mutant, test))


def _places_elsewhere(file: str) -> tuple[str, ...]:
    found = tuple(place for place, modules in ELSEWHERE.items() if Path(file).stem in modules)
    # what a decision lacks is what rules find, and they are tested by that
    return (*found, "tests/rules/") if "/validity/" in file else found


def _likelihood(mutant: Mutant, test: str) -> int:
    """Examples of a rule that the module holds; tests that name the function; files that are named as the module is."""
    file, _, name = test.partition("::")
    name, _, example = name.partition("[")
    is_example = example.partition("-")[0] in _codes_in(mutant.file)
    words, own = _words_in_test(file, name), set(mutant.function.split("."))
    named = 6 * bool(own & words) + 3 * bool(_functions_in(mutant.file) & words)
    named += 2 * test.startswith(_places_elsewhere(mutant.file))
    return 5 * is_example + named + 2 * len(_words_of(file) & _words_of(mutant.file))


@cache
def _words_in_test(file: str, name: str) -> frozenset[str]:
    """The words of one test, and those of what its table and its helpers above it say."""
    text = _text_of(file)
    at = text.find(f"def {name}(")
    begin, end = text.rfind("\n\n\n", 0, at), text.find("\n\n\n", at)
    return frozenset(re.findall(r"\w+", text[max(begin, 0) : end if end > 0 else None]))


@cache
def _functions_in(file: str) -> frozenset[str]:
    return frozenset(re.findall(r"^def ([a-z]\w+)", _text_of(file), re.MULTILINE))


def _words_of(file: str) -> set[str]:
    """The beginnings of the words in a file's name: `objected` is tested in `test_objections`."""
    return {word[:4] for word in Path(file).stem.split("_")} - {"test", "on"}


@cache
def _text_of(file: str) -> str:
    return Path(file).read_text(encoding="utf-8")


@cache
def _codes_in(file: str) -> tuple[str, ...]:
    return tuple(re.findall(r'(?:@rule|Lack)\("(\w+)"', _text_of(file)))
